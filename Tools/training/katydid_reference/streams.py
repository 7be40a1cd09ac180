"""The input at several rates, each half of the one before (`FrontEnd.md`, "Streams")."""

import numpy as np

from .framer import HOP_SAMPLES
from .ranges import within_int32
from .semitone_tables import HALF_BAND_Q15, HALF_BAND_TAPS, STREAMS
from .tables import FRAME_SAMPLES


def _taps():
    taps = np.zeros(HALF_BAND_TAPS, np.int64)
    centre = HALF_BAND_TAPS // 2
    taps[centre] = 2**14
    for n, tap in zip(range(1, centre + 1, 2), HALF_BAND_Q15):
        taps[centre - n] = taps[centre + n] = tap
    return taps


_TAPS_Q15 = _taps()


def halved(samples, count):
    """The last `count` samples of half the rate, Int16 in int64; the newest one is centred on the newest that has all its taps."""
    rows = samples[-2 * count - HALF_BAND_TAPS + 2 :]
    windows = np.lib.stride_tricks.sliding_window_view(rows, HALF_BAND_TAPS)[::2]
    sums = within_int32(windows @ _TAPS_Q15 + 2**14)
    return np.clip(sums >> 15, -(2**15), 2**15 - 1)


class Streams:
    """The last 512 samples of each stream; zeros before the start."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.frames = [np.zeros(FRAME_SAMPLES, np.int64)] * STREAMS

    def take(self, frame):
        """Takes the frame of the input after a hop."""
        self.frames[0] = frame
        for stream in range(1, STREAMS):
            count = HOP_SAMPLES >> stream
            new = halved(self.frames[stream - 1], count)
            self.frames[stream] = np.concatenate([self.frames[stream][count:], new])
