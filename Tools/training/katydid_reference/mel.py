"""Mel bands and their logarithm (`FrontEnd.md`)."""

import numpy as np

from .logarithm import log2_q10
from .ranges import within
from .tables import BANDS, MEL_RISING_Q15, MEL_SEGMENT, NO_SEGMENT

FEATURE_MAXIMUM = 32_767


def _weights():
    """Q15, int64 [bins 1...255, bands]."""
    weights = np.zeros((256, BANDS), np.int64)
    for k, (segment, rising) in enumerate(zip(MEL_SEGMENT, MEL_RISING_Q15)):
        if segment == NO_SEGMENT:
            continue
        if segment < BANDS:
            weights[k, segment] = rising
        if segment > 0:
            weights[k, segment - 1] = 2**15 - rising
    return weights[1:]


_WEIGHTS_Q15 = _weights()


def band_energies(re, im):
    """E[b] of the spectrum of bins 1...255, int64 [40] below 2^62."""
    power = within((re * re + im * im) >> 12, 0, 2**48)
    return within(power @ _WEIGHTS_Q15, 0, 2**62 - 1)


def features(energies, exponent, floor):
    """Level of each band above `floor` in log2 units, Q10, int64 [40] in 0...32767."""
    scale = 1024 * (31 + 2 * exponent) + floor
    levels = [log2_q10(e) - scale if e else 0 for e in energies.tolist()]
    return np.clip(np.array(levels, np.int64), 0, FEATURE_MAXIMUM)
