"""The network that is trained: events, one layer of recurrent adLIF neurons, a leaky readout."""

import math

import torch
from torch import Tensor, nn

from .backward import RecurrentAdLIF

TICK_SECONDS = 0.02


def leak(log_time_constant: Tensor) -> Tensor:
    """Factor of a state per tick; the time constant is given as log of seconds."""
    return torch.exp(-TICK_SECONDS / log_time_constant.exp())


def low_pass_kernel(keep: Tensor | float, ticks: int, device: torch.device) -> Tensor:
    """What makes a first-order low-pass filter over ticks, from zero, a product of matrices.

    v[t] = keep v[t-1] + (1 - keep) x[t] is kernel @ x. `keep` is a number, or [filters, 1, 1] for a
    kernel [filters, ticks, ticks].
    """
    tick = torch.arange(ticks, device=device)
    age = tick[:, None] - tick[None, :]
    return torch.where(age >= 0, (1 - keep) * keep ** age.clamp_min(0), 0)


class ScaleNormalisation(nn.Module):
    """Brings each neuron's input to a learned root mean square over batch and ticks.

    Batch normalisation (Ioffe and Szegedy 2015) without taking off the mean: so there is no bias,
    and without events the layer comes to rest at zero. `export` folds it into the weights.
    """

    MOMENTUM = 0.1
    EPSILON = 1e-5

    def __init__(self, neurons: int):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(neurons))
        self.register_buffer("power", torch.ones(neurons))

    def forward(self, values: Tensor) -> Tensor:
        """`values` is [samples, neurons]."""
        if not self.training:
            return values * self.scale()
        power = values.square().mean(0)
        self.power.lerp_(power.detach(), self.MOMENTUM)
        return values * (self.gain * torch.rsqrt(power + self.EPSILON))

    def scale(self) -> Tensor:
        """The factor of each neuron after training."""
        return self.gain * torch.rsqrt(self.power + self.EPSILON)


class AdaptiveLayer(nn.Module):
    """Recurrent adLIF neurons whose time constants and adaptation are learned, each its own."""

    MEMBRANE_SECONDS = (0.005, 0.5)
    ADAPTATION_SECONDS = (0.03, 2.0)
    LARGEST_COUPLING = 12.0

    def __init__(self, channels: int, neurons: int):
        super().__init__()
        self.input = nn.Linear(channels, neurons, bias=False)
        nn.init.xavier_uniform_(self.input.weight)
        self.normalisation = ScaleNormalisation(neurons)
        self.recurrent = nn.Parameter(0.5 * nn.init.orthogonal_(torch.empty(neurons, neurons)))
        self.log_membrane = nn.Parameter(torch.empty(neurons).uniform_(0.01, 0.06).log())
        self.log_adaptation = nn.Parameter(torch.empty(neurons).uniform_(0.06, 0.3).log())
        self.p = nn.Parameter(torch.empty(neurons).uniform_(0, 6))
        self.q = nn.Parameter(torch.empty(neurons).uniform_(0, 6))

    def forward(self, events: Tensor) -> Tensor:
        """Spikes [ticks, batch, neurons] of events [ticks, batch, channels]."""
        current = self.normalisation(self.input(events.flatten(0, 1)))
        return RecurrentAdLIF.apply(
            current.unflatten(0, events.shape[:2]),
            self.recurrent,
            leak(self.log_membrane),
            leak(self.log_adaptation),
            self.p,
            self.q,
        )

    @torch.no_grad()
    def limit(self) -> None:
        """Keeps the parameters of the neurons in their ranges, after each step of the optimiser."""
        self.log_membrane.clamp_(*map(math.log, self.MEMBRANE_SECONDS))
        self.log_adaptation.clamp_(*map(math.log, self.ADAPTATION_SECONDS))
        self.p.clamp_(0, self.LARGEST_COUPLING)
        self.q.clamp_(0, self.LARGEST_COUPLING)


class LeakyReadout(nn.Module):
    """One leaky integrator for each class, with a learned time constant."""

    SECONDS = (0.02, 1.0)

    def __init__(self, neurons: int, classes: int):
        super().__init__()
        self.weighted = nn.Linear(neurons, classes)
        self.log_membrane = nn.Parameter(torch.full((classes,), math.log(0.1)))

    def forward(self, spikes: Tensor) -> Tensor:
        """Potentials [ticks, batch, classes]: v[t] = k v[t-1] + (1 - k) drive[t], as a convolution."""
        drive = self.weighted(spikes)
        k = leak(self.log_membrane)[:, None, None]
        kernel = low_pass_kernel(k, len(drive), drive.device)
        return torch.bmm(kernel, drive.permute(2, 0, 1)).permute(1, 2, 0)

    @torch.no_grad()
    def limit(self) -> None:
        self.log_membrane.clamp_(*map(math.log, self.SECONDS))


class KeywordNetwork(nn.Module):
    def __init__(self, channels: int, neurons: int, classes: int, dropout: float = 0.0):
        super().__init__()
        self.hidden = AdaptiveLayer(channels, neurons)
        self.readout = LeakyReadout(neurons, classes)
        self.dropout = dropout

    def forward(self, events: Tensor) -> tuple[Tensor, Tensor]:
        """Readout potentials [ticks, batch, classes] and spikes [ticks, batch, neurons]."""
        spikes = self.hidden(events)
        return self.readout(self._drop(spikes)), spikes

    def _drop(self, spikes: Tensor) -> Tensor:
        """In training, a neuron is out for a whole scene (Gal and Ghahramani 2016)."""
        if not self.training or self.dropout == 0:
            return spikes
        is_kept = torch.rand(spikes.shape[1:], device=spikes.device) >= self.dropout
        return spikes * (is_kept / (1 - self.dropout))

    def limit(self) -> None:
        self.hidden.limit()
        self.readout.limit()
