"""The network that is trained: as `katydid_training.network`, with weights that a transposition leaves as they are.

A chord a semitone higher is the same picture one band further up. So the hidden neurons come in
twelve groups alike, one for each pitch class, and what a neuron is told by a band, by another
neuron, and tells a chord, depends on distances in semitones alone:

    input      W[(k, g), (v, b)]   = kernel[v, g, b - k]          b: band, v: view, k: group, g: kind of neuron
    recurrent  R[(k, g), (j, h)]   = ring[k - j mod 12, g, h]
    readout    O[(c, q), (k, g)]   = chord[c - k mod 12, q, g]    c: root, q: quality; N: the same for all k

(Group convolution over transpositions: Cohen and Welling 2016.) What is learned for one key holds
for all, from a twelfth of the parameters. When it is packed, the matrices are written out.
"""

import math

import torch
from torch import Tensor, nn

from ..backward import RecurrentAdLIF
from ..network import leak, low_pass_kernel

PITCH_CLASSES = 12


def _ring(device: torch.device | None = None) -> Tensor:
    """[k, j]: k - j mod 12."""
    index = torch.arange(PITCH_CLASSES, device=device)
    return (index[:, None] - index[None, :]) % PITCH_CLASSES


class ChordNetwork(nn.Module):
    """Events [ticks, batch, channels] to readout potentials [ticks, batch, classes].

    Classes: the first quality on the roots A, A#, … G#, the next quality likewise, …, N. Neuron
    (k, g) is number `k * kinds + g`; channels are the bands of the first view, then those of the next;
    band 0 is an A.
    """

    MEMBRANE_SECONDS = (0.005, 0.5)
    ADAPTATION_SECONDS = (0.03, 2.0)
    READOUT_SECONDS = (0.02, 0.5)
    LARGEST_COUPLING = 12.0
    MOMENTUM = 0.05
    EPSILON = 1e-5

    def __init__(self, bands: int, views: int, kinds: int, qualities: int, dropout: float = 0.0):
        super().__init__()
        self.bands, self.views, self.kinds, self.qualities = bands, views, kinds, qualities
        self.dropout = dropout
        neurons = kinds * PITCH_CLASSES
        limit = math.sqrt(6 / (bands + neurons))
        self.kernel = nn.Parameter(
            torch.empty(views, kinds, bands + PITCH_CLASSES - 1).uniform_(-limit, limit)
        )
        """[view, kind, distance]: distance b - k from -11 on."""
        self.ring = nn.Parameter(
            0.5 / math.sqrt(neurons) * torch.randn(PITCH_CLASSES, kinds, kinds)
        )
        limit = 1 / math.sqrt(neurons)
        self.chord = nn.Parameter(
            torch.empty(PITCH_CLASSES, qualities, kinds).uniform_(-limit, limit)
        )
        self.none = nn.Parameter(torch.empty(kinds).uniform_(-limit, limit))
        self.bias = nn.Parameter(torch.zeros(qualities + 1))
        self.gain = nn.Parameter(torch.ones(kinds))
        self.register_buffer("power", torch.ones(kinds))
        self.log_membrane = nn.Parameter(torch.empty(kinds).uniform_(0.01, 0.08).log())
        self.log_adaptation = nn.Parameter(torch.empty(kinds).uniform_(0.06, 0.4).log())
        self.p = nn.Parameter(torch.empty(kinds).uniform_(0, 4))
        self.q = nn.Parameter(torch.empty(kinds).uniform_(0, 4))
        self.log_readout = nn.Parameter(torch.full((qualities + 1,), math.log(0.06)))

    @property
    def neurons(self) -> int:
        return self.kinds * PITCH_CLASSES

    @property
    def channels(self) -> int:
        return self.views * self.bands

    def input_weights(self) -> Tensor:
        """[neurons, channels], before the normalisation."""
        device = self.kernel.device
        band = torch.arange(self.bands, device=device)[None, :]
        group = torch.arange(PITCH_CLASSES, device=device)[:, None]
        written = self.kernel[:, :, band - group + PITCH_CLASSES - 1]
        return written.permute(2, 1, 0, 3).reshape(self.neurons, self.channels)

    def recurrent_weights(self) -> Tensor:
        """[neurons, neurons], from the second to the first."""
        written = self.ring[_ring(self.ring.device)]
        return written.transpose(1, 2).reshape(self.neurons, self.neurons)

    def readout_weights(self) -> Tensor:
        """[classes, neurons]."""
        written = self.chord[_ring(self.chord.device)].permute(2, 0, 1, 3)
        chords = written.reshape(self.qualities * PITCH_CLASSES, self.neurons)
        return torch.cat([chords, self.none.repeat(PITCH_CLASSES)[None]])

    def scale(self) -> Tensor:
        """Of the input of each kind of neuron, after training (as `ScaleNormalisation`)."""
        return self.gain * torch.rsqrt(self.power + self.EPSILON)

    def for_neurons(self, values: Tensor) -> Tensor:
        """Values of the kinds as [neurons]."""
        return values.repeat(PITCH_CLASSES)

    def for_classes(self, values: Tensor) -> Tensor:
        """Values of the qualities and N as [classes]."""
        return torch.cat([values[:-1].repeat_interleave(PITCH_CLASSES), values[-1:]])

    def forward(self, events: Tensor) -> tuple[Tensor, Tensor]:
        """Readout potentials [ticks, batch, classes] and spikes [ticks, batch, neurons]."""
        current = events.flatten(0, 1) @ self.input_weights().t()
        current = current * self.for_neurons(self._scale_of(current))
        spikes = RecurrentAdLIF.apply(
            current.unflatten(0, events.shape[:2]),
            self.recurrent_weights(),
            self.for_neurons(leak(self.log_membrane)),
            self.for_neurons(leak(self.log_adaptation)),
            self.for_neurons(self.p),
            self.for_neurons(self.q),
        )
        drive = self._drop(spikes) @ self.readout_weights().t() + self.for_classes(self.bias)
        keep = self.for_classes(leak(self.log_readout))
        if not self.training:
            return self._low_pass(drive, keep), spikes
        kernel = low_pass_kernel(keep[:, None, None], len(drive), drive.device)
        return torch.bmm(kernel, drive.permute(2, 0, 1)).permute(1, 2, 0), spikes

    def _scale_of(self, current: Tensor) -> Tensor:
        if not self.training:
            return self.scale()
        power = current.square().view(-1, PITCH_CLASSES, self.kinds).mean((0, 1))
        self.power.lerp_(power.detach(), self.MOMENTUM)
        return self.gain * torch.rsqrt(power + self.EPSILON)

    def _drop(self, spikes: Tensor) -> Tensor:
        """In training, a neuron is out for a whole scene (Gal and Ghahramani 2016)."""
        if not self.training or self.dropout == 0:
            return spikes
        is_kept = torch.rand(spikes.shape[1:], device=spikes.device) >= self.dropout
        return spikes * (is_kept / (1 - self.dropout))

    @staticmethod
    def _low_pass(drive: Tensor, keep: Tensor) -> Tensor:
        """Tick by tick: of long recordings the kernel would be too large."""
        potentials, state = torch.empty_like(drive), torch.zeros_like(drive[0])
        for tick, value in enumerate(drive):
            state = keep * state + (1 - keep) * value
            potentials[tick] = state
        return potentials

    @torch.no_grad()
    def limit(self) -> None:
        """Keeps the parameters of the neurons in their ranges, after each step of the optimiser."""
        self.log_membrane.clamp_(*map(math.log, self.MEMBRANE_SECONDS))
        self.log_adaptation.clamp_(*map(math.log, self.ADAPTATION_SECONDS))
        self.log_readout.clamp_(*map(math.log, self.READOUT_SECONDS))
        self.p.clamp_(0, self.LARGEST_COUPLING)
        self.q.clamp_(0, self.LARGEST_COUPLING)
