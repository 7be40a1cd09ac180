"""The front end: samples to input events. The executable form of `FrontEnd.md`.

Integers only: numpy int64 within a frame, Python integers elsewhere. Every stage checks the ranges
that the page states.
"""

from dataclasses import dataclass

import numpy as np

from . import fft, mel
from .encoder import Encoder
from .framer import HOP_SAMPLES, Framer
from .gate import Gate
from .normaliser import Normaliser


@dataclass
class Frame:
    """What an open hop computes; int64 arrays."""

    windowed: np.ndarray
    """[512], Q14."""
    exponent: int | None
    """The block exponent s; None if the frame is empty."""
    re: np.ndarray
    im: np.ndarray
    """[255], bins 1...255."""
    energies: np.ndarray
    """[40]."""
    features: np.ndarray
    """[40], Q10."""
    values: np.ndarray
    """[40], Q10: without the running mean."""


@dataclass
class Hop:
    """What every hop computes."""

    level: int
    background: int
    """Both in log2 units of LSB^2, Q10."""
    frame: Frame | None
    """None where the gate is closed."""
    events: np.ndarray | None
    """At the end of a tick the values of its 80 channels, else None."""

    @property
    def is_open(self):
        return self.frame is not None


class FrontEnd:
    """Samples (16 kHz, Int16) in any chunks to hops, from a fresh state."""

    def __init__(self, parameters):
        self.parameters = parameters
        self._framer = Framer()
        self._gate = Gate(parameters.gate)
        self._normaliser = Normaliser(parameters)
        self._encoder = Encoder(parameters)
        self._hops_of_tick = 0

    def push(self, samples):
        """Yields a Hop for every hop that `samples` complete."""
        for frame in self._framer.push(samples):
            yield self._hop(frame)

    def _hop(self, samples):
        is_open = self._gate.update(samples[-HOP_SAMPLES:])
        frame = self._frame(samples) if is_open else None
        if frame is not None:
            self._encoder.add(frame.values)
        events = None
        self._hops_of_tick += 1
        if self._hops_of_tick == self.parameters.hops_per_tick:
            events, self._hops_of_tick = self._encoder.end_tick(), 0
        return Hop(self._gate.level, self._gate.background, frame, events)

    def _frame(self, samples):
        windowed = fft.windowed(samples)
        exponent = fft.block_exponent(windowed)
        re, im = fft.spectrum(windowed, exponent or 0)
        energies = mel.band_energies(re, im)
        features = mel.features(energies, exponent or 0, self.parameters.floor)
        values = self._normaliser.update(features)
        return Frame(windowed, exponent, re, im, energies, features, values)


def event_list(ticks):
    """(tick, channel, value) of every event of `ticks`, an iterable of int64 [80]."""
    return [(tick, c, int(row[c])) for tick, row in enumerate(ticks) for c in np.flatnonzero(row)]
