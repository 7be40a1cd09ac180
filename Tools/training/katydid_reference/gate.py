"""The gate: which hops are worth looking at (`FrontEnd.md`)."""

from .framer import HOP_SAMPLES
from .logarithm import log2_q10
from .ranges import within

_LEVEL_OF_HOP = 14_995
"""1024 log2(160^2): what makes the level that of a mean over the hop."""


class Gate:
    """`parameters` is a GateParameters, or None for a gate that is always open."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.level = log2_q10(0) - _LEVEL_OF_HOP
        """Level of the latest hop in log2 units of LSB^2, Q10."""
        self.background = parameters.floor if parameters else 0
        self.is_open = parameters is None
        self._quiet_hops = 0

    def update(self, hop):
        """Takes the 160 new samples, int64; says whether the gate is open after them."""
        total, squares = int(hop.sum()), int((hop * hop).sum())
        scaled_variance = within(HOP_SAMPLES * squares - total * total, 0, 2**45)
        self.level = log2_q10(scaled_variance) - _LEVEL_OF_HOP
        if self.parameters is not None:
            self._follow()
            self._decide()
        return self.is_open

    def _follow(self):
        distance = self.level - self.background
        self.background += distance >> 2 if distance < 0 else min(self.parameters.rise, distance)
        self.background = within(max(self.background, self.parameters.floor), -65_536, 65_536)

    def _decide(self):
        above = self.level - self.background
        if not self.is_open:
            self.is_open = above >= self.parameters.open_margin
            self._quiet_hops = 0
            return
        self._quiet_hops = self._quiet_hops + 1 if above < self.parameters.close_margin else 0
        self.is_open = self._quiet_hops < self.parameters.hang_hops
