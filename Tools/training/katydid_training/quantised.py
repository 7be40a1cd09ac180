"""A packed network to be trained on: the integers of the board forward, gradients backward."""

from collections.abc import Sequence

import torch
from katydid_reference.model import INPUT, Kind, Network, Reset
from torch import Tensor, nn
from torch.nn.functional import linear

from .quantised_neurons import (
    AdaptiveParameters,
    QuantisedAdLIF,
    QuantisedReadout,
    ReadoutParameters,
)

LARGEST_WEIGHT = 127
EXACT_IN_FLOAT32 = 2**24


class UnsupportedNetwork(ValueError):
    """The packed network has parts that cannot be trained as integers."""


class WholeSteps(torch.autograd.Function):
    """Weights rounded to whole steps; the gradient passes straight through where connected."""

    @staticmethod
    def forward(ctx, latent: Tensor, is_connected: Tensor) -> Tensor:
        ctx.save_for_backward(is_connected)
        return latent.round().clamp_(-LARGEST_WEIGHT, LARGEST_WEIGHT)

    @staticmethod
    def backward(ctx, given: Tensor) -> tuple[Tensor, None]:
        (is_connected,) = ctx.saved_tensors
        return given * is_connected, None


class QuantisedNetwork(nn.Module):
    """The network of a blob, in the integers of the blob, with weights that can be trained.

    Events enter layers of adLIF neurons, one or several, each recurrent or not; the last layer is a
    readout of leaky integrators. Formats, decays, couplings, thresholds and biases stay as packed.
    The parameters are the weights in weight steps, so learning rates are in steps: a hundredth to a
    tenth of a step is usual. After each step of the optimiser call `limit`.
    """

    def __init__(self, network: Network, is_connected: Sequence[Tensor] | None = None):
        """`is_connected`, bool [targets, sources] for each projection, says which weights exist.

        The others must be 0 in `network`, and stay so. Without it, all exist. Raises
        `UnsupportedNetwork` for other kinds of layers, resets, loops, or refractory periods.
        """
        super().__init__()
        check(network)
        self.network = network
        self.layers = nn.ModuleList(
            (ReadoutParameters if layer.kind == Kind.LI else AdaptiveParameters)(layer)
            for layer in network.layers
        )
        self.weights = nn.ParameterList(
            torch.from_numpy(projection.weights.T.copy()).float()
            for projection in network.projections
        )
        """[targets, sources] of each projection, in steps, not rounded."""
        for index, weight in enumerate(self.weights):
            connected = torch.ones(weight.shape, dtype=torch.bool)
            if is_connected is not None:
                connected = is_connected[index].clone()
            if weight[~connected].any():
                raise ValueError(
                    f"projection {index} has weights where there is no connection; "
                    "give the connections of the network that was packed"
                )
            self.register_buffer(f"is_connected_{index}", connected)

    def forward(self, events: Tensor) -> tuple[Tensor, Tensor]:
        """Of `events` [ticks, batch, channels], whole numbers in any type.

        Returns readout potentials [ticks, batch, classes], real, and spikes [ticks, batch,
        neurons], those of all hidden layers side by side; both float32.
        """
        magnitude = self.network.input_magnitude
        sources = {INPUT: events.float().clamp(-magnitude, magnitude)}
        for index, layer in enumerate(self.layers):
            is_exact = self.network.largest_sum(index) < EXACT_IN_FLOAT32
            dtype = torch.float32 if is_exact else torch.float64
            drive, recurrent = 0, None
            is_quiet = torch.ones(events.shape[:2], dtype=torch.bool, device=events.device)
            for number, projection in enumerate(self.network.projections):
                if projection.target != index:
                    continue
                weights = self._whole(number).to(dtype)
                if projection.source == index:
                    recurrent = weights
                    continue
                values = sources[projection.source]
                drive = drive + linear(values.to(dtype), weights)
                is_quiet &= ~values.detach().any(2)
            if isinstance(layer, ReadoutParameters):
                potentials = QuantisedReadout.apply(drive, layer)
            else:
                spikes = QuantisedAdLIF.apply(drive, recurrent, is_quiet, layer)
                sources[index] = spikes.float()
        hidden = [spikes for index, spikes in sources.items() if index != INPUT]
        return potentials.float(), torch.cat(hidden, 2) if len(hidden) > 1 else hidden[0]

    def _whole(self, number: int) -> Tensor:
        return WholeSteps.apply(self.weights[number], self.get_buffer(f"is_connected_{number}"))

    @torch.no_grad()
    def whole_weights(self) -> list[Tensor]:
        """The weights of each projection as they are used: integers, float32 [targets, sources]."""
        return [self._whole(number) for number in range(len(self.weights))]

    @torch.no_grad()
    def limit(self) -> None:
        """Keeps the weights within what a blob can hold, after each step of the optimiser."""
        for weight in self.weights:
            weight.clamp_(-LARGEST_WEIGHT, LARGEST_WEIGHT)


def check(network: Network) -> None:
    """Raises `UnsupportedNetwork` unless `QuantisedNetwork` can be made of it."""
    *hidden, last = network.layers
    for index, layer in enumerate(hidden):
        is_plain = layer.reset_rule == Reset.TO_VALUE and layer.largest_count == 1
        if layer.kind != Kind.ADLIF or not is_plain or layer.refractory_period is not None:
            raise UnsupportedNetwork(
                f"layer {index} is not of adLIF neurons that reset to a value, fire once a tick "
                "and have no refractory period; train this network as floats"
            )
        if (layer.threshold <= 0).any():
            raise UnsupportedNetwork(f"layer {index} has a threshold that is not above 0")
    if not hidden or last.kind != Kind.LI or network.output_layer != len(hidden):
        raise UnsupportedNetwork("the last layer, after hidden ones, must be a readout (LI)")
    for projection in network.projections:
        if projection.source != INPUT and projection.source > projection.target:
            raise UnsupportedNetwork(
                f"layer {projection.source} acts back on layer {projection.target}; only loops "
                "within a layer can be trained as integers"
            )
    for index in range(len(network.layers)):
        arriving = [p.source for p in network.projections if p.target == index]
        if all(source == index for source in arriving) or len(set(arriving)) != len(arriving):
            raise UnsupportedNetwork(
                f"layer {index} needs input from another layer, one projection from each"
            )
