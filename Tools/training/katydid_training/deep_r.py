"""DEEP R: training with a number of connections that is bounded throughout.

Bellec, Kappel, Maass and Legenstein, "Deep Rewiring: Training very sparse deep networks" (ICLR
2018), Algorithm 1. A connection k has a parameter theta and a sign s that it keeps for ever. It is
active while theta >= 0, with the weight s theta; otherwise it is dormant and its weight is zero.
With the learning rate eta, the drift alpha and the temperature T, each step does for the active

    theta -= eta dE/dtheta + eta alpha - sqrt(2 eta T) nu,    nu ~ N(0, 1)

makes dormant what fell below zero, and then activates dormant connections, drawn uniformly and with
theta = 0, until as many are active as before.
"""

import math
from typing import Any

import torch
from torch import Tensor, nn


class DeepRewiring:
    """Keeps each of some weight matrices at a fixed number of connections.

    The matrices stay ordinary dense parameters with zeros, so forward passes need no change. The
    gradient part of a step may be that of any optimiser (the authors took Adam for their spiking
    networks, Bellec et al. 2018); drift and random walk follow its learning rate. An optimiser's
    moments are zero wherever a connection is dormant, and so when it becomes active again.

    After the optimiser has stepped, call `step`. The gradients of dormant connections are zero from
    the backward pass on: a gradient norm that is clipped does not see them.
    """

    def __init__(
        self,
        parameters: dict[str, tuple[nn.Parameter, float]],
        *,
        drift: float,
        temperature: float,
        generator: torch.Generator,
    ):
        """Draws the first connections and the signs of the others, and rescales the weights.

        `parameters` names each weight matrix with its connectivity, the share of its weights that
        are connections, above 0 and at most 1. Active connections keep the sign they have; to keep
        the variance of their sums, their weights grow by 1 / sqrt(connectivity). `drift` is alpha,
        in weight per unit of learning rate, and `temperature` T, in weight squared per unit of
        learning rate. `generator`, on the CPU, draws everything; nobody else may draw from it.
        The parameters must already be on the device where they are trained.

        Raises ValueError for a value out of its range.
        """
        if drift < 0 or temperature < 0:
            raise ValueError(
                f"drift {drift} and temperature {temperature} must not be below 0; 0 turns one off"
            )
        self.drift, self.temperature, self.generator = drift, temperature, generator
        self.masks: dict[str, Tensor] = {}
        """bool, of the shape of each parameter: where a connection is active."""
        self._parameters = {name: parameter for name, (parameter, _) in parameters.items()}
        self._signs: dict[str, Tensor] = {}
        for name, (parameter, connectivity) in parameters.items():
            if not 0 < connectivity <= 1:
                raise ValueError(
                    f"connectivity {connectivity} of {name} is not above 0 and at most 1; "
                    "leave a matrix out to keep it dense"
                )
            self._start(name, parameter.data, connectivity)
            parameter.register_hook(lambda gradient, name=name: gradient * self.masks[name])

    def _start(self, name: str, weights: Tensor, connectivity: float) -> None:
        budget = max(1, round(connectivity * weights.numel()))
        mask = torch.zeros(weights.numel(), dtype=torch.bool, device=weights.device)
        mask[self._choose(weights.numel(), budget, weights.device)] = True
        mask = self.masks[name] = mask.view_as(weights)
        coins = torch.randint(0, 2, weights.shape, generator=self.generator)
        drawn = 2 * coins.to(weights) - 1
        self._signs[name] = torch.where(mask & (weights != 0), weights.sign(), drawn)
        weights.mul_(mask / math.sqrt(connectivity))

    def _choose(self, count: int, chosen: int, device: torch.device) -> Tensor:
        """Indices of `chosen` of `count`, uniformly and each once."""
        return torch.randperm(count, generator=self.generator)[:chosen].to(device)

    @torch.no_grad()
    def step(self, optimiser: torch.optim.Optimizer, learning_rate: float) -> int:
        """Finishes a step of `optimiser`, which took it with `learning_rate`.

        Returns how many connections were made anew, over all matrices.
        """
        return sum(
            self._rewire(name, parameter.data, optimiser.state[parameter], learning_rate)
            for name, parameter in self._parameters.items()
        )

    def _rewire(
        self, name: str, weights: Tensor, moments: dict[str, Any], learning_rate: float
    ) -> int:
        weights, mask = weights.view(-1), self.masks[name].view(-1)
        signs = self._signs[name].view(-1)
        active = mask.nonzero().squeeze(1)
        theta = weights[active] * signs[active] - learning_rate * self.drift
        if self.temperature > 0:
            walk = torch.randn(len(active), generator=self.generator).to(weights)
            theta += math.sqrt(2 * learning_rate * self.temperature) * walk
        ends = theta < 0
        weights[active] = signs[active] * theta.clamp_min(0)

        ended = active[ends]
        mask[ended] = False
        for moment in moments.values():
            if isinstance(moment, Tensor) and moment.numel() == weights.numel():
                moment.view(-1)[ended] = 0
        dormant = (~mask).nonzero().squeeze(1)
        # Their weights are zero already.
        mask[dormant[self._choose(len(dormant), len(ended), weights.device)]] = True
        return len(ended)

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint needs beside the parameters and the optimiser."""
        return {
            "masks": {name: mask.clone() for name, mask in self.masks.items()},
            "signs": {name: signs.clone() for name, signs in self._signs.items()},
            "generator": self.generator.get_state(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes on from `state`: bit for bit as without the interruption.

        The parameters and the optimiser are loaded by their owners. Raises ValueError if `state` is
        of other matrices.
        """
        for name, parameter in self._parameters.items():
            if name not in state["masks"] or state["masks"][name].shape != parameter.shape:
                raise ValueError(
                    f"the checkpoint has no connections for {name} of shape "
                    f"{list(parameter.shape)}; resume with the network it was written by"
                )
            self.masks[name].copy_(state["masks"][name])
            self._signs[name].copy_(state["signs"][name])
        self.generator.set_state(state["generator"])
