"""The front end of kind semitone behind the gate: frames of several rates to bands to their contrast (`FrontEnd.md`)."""

from dataclasses import dataclass

import numpy as np

from . import fft
from .levels import bin_power, features
from .ranges import within
from .semitone_tables import (
    BANDS,
    ROW_FIRST_BIN,
    ROW_STREAM,
    ROW_WEIGHTS_END,
    ROW_WEIGHTS_Q15,
    ROWS,
    STREAMS,
    VIEWS,
    WINDOW_Q14,
)
from .streams import Streams

CONTRAST_REACH = 12
"""Bands to each side that the mean of a band is taken over."""

_WINDOW = np.array(WINDOW_Q14, np.int64)


@dataclass
class SemitoneFrame:
    """What an open tick computes; int64 arrays, those of a stream in rows."""

    samples: np.ndarray
    """[5, 512]."""
    windowed: np.ndarray
    """[5, 512], Q14."""
    exponents: list[int | None]
    """The block exponent of each stream; None if its frame is empty."""
    re: np.ndarray
    im: np.ndarray
    """[5, 255], bins 1...255."""
    energies: np.ndarray
    """[168]: the bands of the fine view, then those of the quick one."""
    features: np.ndarray
    """[168], Q10."""
    values: np.ndarray
    """[168], Q10: the contrast of each view."""


class SemitoneAnalysis:
    def __init__(self, parameters):
        self.frame = None
        """Of the last tick, if its last hop was open."""
        self._parameters = parameters
        self._streams = Streams()

    def take_hop(self, samples, opens):
        """Takes the frame of an open hop; `opens`: the hop before was not."""
        if opens:
            self._streams.clear()
        self._streams.take(samples)

    def end_tick(self, is_open):
        """The events of the tick: values per channel, int64 [168]."""
        self.frame = self._analyse() if is_open else None
        if self.frame is None:
            return np.zeros(ROWS, np.int64)
        return np.minimum(self.frame.values // self._parameters.step, self._parameters.limit)

    def _analyse(self):
        samples = np.array(self._streams.frames)
        windowed = fft.windowed(samples, _WINDOW)
        exponents = [fft.block_exponent(row) for row in windowed]
        re, im = np.transpose([fft.spectrum(row, s or 0) for row, s in zip(windowed, exponents)], (1, 0, 2))
        energies = band_energies(re, im)
        levels = np.zeros(ROWS, np.int64)
        for stream in range(STREAMS):
            inside = np.array(ROW_STREAM) == stream
            levels[inside] = features(energies[inside], exponents[stream] or 0, self._parameters.floor)
        views = levels.reshape(VIEWS, BANDS)
        values = np.concatenate([contrast(view, self._parameters.range) for view in views])
        return SemitoneFrame(samples, windowed, exponents, re, im, energies, levels, values)


def band_energies(re, im):
    """E of each row, of the spectra of all streams, bins 1...255: int64 [168] below 2^62."""
    power = bin_power(re, im)
    energies, start = [], 0
    for stream, first_bin, end in zip(ROW_STREAM, ROW_FIRST_BIN, ROW_WEIGHTS_END):
        weights = np.array(ROW_WEIGHTS_Q15[start:end], np.int64)
        energies.append(int(power[stream, first_bin - 1 : first_bin - 1 + len(weights)] @ weights))
        start = end
    return within(np.array(energies, np.int64), 0, 2**62 - 1)


def contrast(levels, level_range):
    """How far each band stands out from those around it, Q10, int64 [84] in 0...32767."""
    lowest = int(levels.max()) - level_range
    values = []
    for band in range(BANDS):
        around = levels[max(0, band - CONTRAST_REACH) : band + CONTRAST_REACH + 1]
        mean = within(int(around.sum()), 0, 2**20) // around.size
        values.append(max(0, int(levels[band]) - max(mean, lowest)))
    return np.array(values, np.int64)
