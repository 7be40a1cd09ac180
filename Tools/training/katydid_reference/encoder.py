"""The delta encoder: send-on-delta events of a tick (`FrontEnd.md`)."""

import numpy as np

from .ranges import within, within_int32
from .tables import BANDS

CHANNELS = 2 * BANDS
"""Each band has one channel for rises and one, 40 further on, for falls."""


class Encoder:
    def __init__(self, parameters):
        self.parameters = parameters
        self.reference = np.zeros(BANDS, np.int64) if parameters.clamps_at_zero else None
        """Q10, int64 [40]; None before the first tick with an open hop, unless values are clamped."""
        self._sum = np.zeros(BANDS, np.int64)
        self._hops = 0

    def add(self, values):
        """Takes the normalised values (Q10) of an open hop."""
        self._sum = within_int32(self._sum + values)
        self._hops += 1

    def end_tick(self):
        """The events of the tick: values per channel, int64 [80]."""
        events = np.zeros(CHANNELS, np.int64)
        if self._hops == 0:
            return events
        mean = self._sum // self._hops
        self._sum, self._hops = np.zeros(BANDS, np.int64), 0
        if self.reference is None:
            self.reference = mean
            return events
        difference = within(mean - self.reference, -65_535, 65_535)
        steps = np.sign(difference) * (np.abs(difference) // self.parameters.step)
        steps = np.clip(steps, -self.parameters.limit, self.parameters.limit)
        self.reference = within(self.reference + steps * self.parameters.step, -32_768, 32_767)
        events[:BANDS], events[BANDS:] = np.maximum(steps, 0), np.maximum(-steps, 0)
        return events
