"""The power of a spectrum, and the level of a band above a floor (`FrontEnd.md`)."""

import numpy as np

from .logarithm import log2_q10
from .ranges import within

FEATURE_MAXIMUM = 32_767


def bin_power(re, im):
    """The power of each bin, int64 in 0...2^48."""
    return within((re * re + im * im) >> 12, 0, 2**48)


def features(energies, exponent, floor):
    """Level of each band above `floor` in log2 units, Q10, int64 in 0...32767; `exponent` is the block exponent."""
    scale = 1024 * (31 + 2 * exponent) + floor
    levels = [log2_q10(e) - scale if e else 0 for e in energies.tolist()]
    return np.clip(np.array(levels, np.int64), 0, FEATURE_MAXIMUM)
