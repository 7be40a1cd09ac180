"""Mel bands (`FrontEnd.md`)."""

import numpy as np

from .levels import bin_power
from .ranges import within
from .tables import BANDS, MEL_RISING_Q15, MEL_SEGMENT, NO_SEGMENT


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
    return within(bin_power(re, im) @ _WEIGHTS_Q15, 0, 2**62 - 1)
