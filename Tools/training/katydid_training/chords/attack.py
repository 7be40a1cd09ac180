"""Where a clip begins to sound."""

import math

import numpy as np

PIECES_PER_SECOND = 100
LEAST_SHARE = 0.1
"""Of the largest peak: -20 dB."""
LEAD_SECONDS = 0.05
"""What stays before the attack, at most."""


def from_attack(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """float64 [samples or fewer] of a clip, without the quiet that it begins with.

    Its attack is at the start of the first piece of 10 ms whose peak is over a tenth of the largest peak; what is more
    than 50 ms before it goes. A clip that is silent stays whole."""
    level = np.abs(samples)
    starts = range(0, len(samples), math.ceil(rate_hz / PIECES_PER_SECOND))
    attack = starts[int((np.maximum.reduceat(level, starts) > LEAST_SHARE * level.max()).argmax())]
    return samples[max(0, attack - round(LEAD_SECONDS * rate_hz)) :]
