"""How a network is changed step by step, and kept on the disk: what words and chords have in common."""

import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from .deep_r import DeepRewiring


class CheckpointError(Exception):
    """The checkpoint does not belong to this run."""


class Optimisation:
    """AdamW along one cycle of the learning rate, and DEEP R if the recipe has fewer connections than all."""

    def __init__(
        self,
        network: nn.Module,
        recipe: Any,
        steps: int,
        weights: Sequence[nn.Parameter],
        connections: dict[str, nn.Parameter],
    ):
        """`recipe` is the dataclass of a training. `weights` decay, other parameters do not: time
        constants, couplings, biases. `connections` are the matrices of which the recipe's connectivity
        is a share. `network` has a method `limit`, for after each step."""
        self.network, self.recipe = network, recipe
        others = [p for p in network.parameters() if not any(p is weight for weight in weights)]
        groups = [
            {"params": weights, "weight_decay": recipe.weight_decay},
            {"params": others, "weight_decay": 0.0},
        ]
        self.rewiring = _rewiring(recipe, connections)
        self.optimiser = torch.optim.AdamW(groups, lr=recipe.learning_rate)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser,
            recipe.learning_rate,
            total_steps=steps,
            pct_start=recipe.warm_up_share,
        )

    def step(self, loss: Tensor) -> None:
        """Makes `loss` smaller."""
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), self.recipe.largest_gradient)
        self.optimiser.step()
        if self.rewiring:
            self.rewiring.step(self.optimiser, self.schedule.get_last_lr()[0])
        self.schedule.step()
        self.network.limit()

    def save(self, path: Path, done: int) -> None:
        """Whole or not at all. `done`: how many epochs or steps there were."""
        unfinished = path.with_suffix(".unfinished")
        state = {
            "recipe": asdict(self.recipe),
            "done": done,
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "rewiring": self.rewiring.state_dict() if self.rewiring else None,
        }
        torch.save(state, unfinished)
        os.replace(unfinished, path)

    def resume(self, path: Path) -> int:
        """Returns `done`. Raises `CheckpointError` if it is of another recipe."""
        device = next(self.network.parameters()).device
        state = torch.load(path, weights_only=True, map_location=device)
        if state["recipe"] != asdict(self.recipe):
            raise CheckpointError(
                f"{path} is of another recipe; train without --resume, or as it was"
            )
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        if self.rewiring:
            # Its random numbers are drawn on the processor, wherever the weights are.
            rewiring = state["rewiring"]
            self.rewiring.load_state_dict(rewiring | {"generator": rewiring["generator"].cpu()})
        return state["done"]


def _rewiring(recipe: Any, connections: dict[str, nn.Parameter]) -> DeepRewiring | None:
    if recipe.connectivity == 1:
        return None
    return DeepRewiring(
        {name: (matrix, recipe.connectivity) for name, matrix in connections.items()},
        drift=recipe.drift,
        temperature=recipe.temperature,
        generator=torch.Generator().manual_seed(recipe.seed),
    )
