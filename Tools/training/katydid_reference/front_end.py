"""The front end: samples to input events. The executable form of `FrontEnd.md`.

Integers only: numpy int64 within a frame, Python integers elsewhere. Every stage checks the ranges
that the page states.
"""

from dataclasses import dataclass

import numpy as np

from .framer import HOP_SAMPLES, Framer
from .front_end_parameters import SemitoneParameters
from .gate import Gate
from .mel_analysis import MelAnalysis, MelFrame
from .semitone_analysis import SemitoneAnalysis, SemitoneFrame


@dataclass
class Hop:
    """What every hop computes."""

    level: int
    background: int
    """Both in log2 units of LSB^2, Q10."""
    is_open: bool
    """Whether the gate is open after the hop."""
    frame: MelFrame | SemitoneFrame | None
    """Mel: of every open hop. Semitone: of every open hop that ends a tick."""
    events: np.ndarray | None
    """At the end of a tick the values of its channels, else None."""


class FrontEnd:
    """Samples (16 kHz, Int16) in any chunks to hops, from a fresh state."""

    def __init__(self, parameters):
        self.parameters = parameters
        self._framer = Framer()
        self._gate = Gate(parameters.gate)
        is_semitone = isinstance(parameters, SemitoneParameters)
        self._analysis = SemitoneAnalysis(parameters) if is_semitone else MelAnalysis(parameters)
        self._hops_of_tick = 0

    def push(self, samples):
        """Yields a Hop for every hop that `samples` complete."""
        for frame in self._framer.push(samples):
            yield self._hop(frame)

    def _hop(self, samples):
        was_open = self._gate.is_open
        is_open = self._gate.update(samples[-HOP_SAMPLES:])
        self._analysis.frame = None
        if is_open:
            self._analysis.take_hop(samples, opens=not was_open)
        events = None
        self._hops_of_tick += 1
        if self._hops_of_tick == self.parameters.hops_per_tick:
            events, self._hops_of_tick = self._analysis.end_tick(is_open), 0
        return Hop(self._gate.level, self._gate.background, is_open, self._analysis.frame, events)


def event_list(ticks):
    """(tick, channel, value) of every event of `ticks`, an iterable of the values of all channels."""
    return [(tick, c, int(row[c])) for tick, row in enumerate(ticks) for c in np.flatnonzero(row)]
