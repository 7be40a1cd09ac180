"""Cuts samples into hops and overlapping frames (`FrontEnd.md`)."""

import numpy as np

from .tables import FRAME_SAMPLES

HOP_SAMPLES = 160


class Framer:
    """The last 512 samples at every hop; zeros before the start."""

    def __init__(self):
        self._frame = np.zeros(FRAME_SAMPLES, np.int64)
        self._waiting = np.zeros(0, np.int64)

    def push(self, samples):
        """Yields the frame (int64 [512], the new hop at its end) of every hop that `samples` complete."""
        self._waiting = np.concatenate([self._waiting, np.asarray(samples, np.int64)])
        while self._waiting.size >= HOP_SAMPLES:
            hop, self._waiting = self._waiting[:HOP_SAMPLES], self._waiting[HOP_SAMPLES:]
            self._frame = np.concatenate([self._frame[HOP_SAMPLES:], hop])
            yield self._frame
