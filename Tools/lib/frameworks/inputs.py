"""Spike trains that make networks busy, quiet, and busy again."""

import numpy as np

SEGMENT_TICKS = 25
DENSITIES = (0.05, 0.3, 0.0, 0.1, 0.6, 0.2)
"""Spikes a channel and tick, one value a segment: silence is among them, so that decay alone is seen as well."""


def spike_trains(rng: np.random.Generator, ticks: int, channels: int) -> np.ndarray:
    """Spikes as [ticks, channels] of uint8.

    The density changes every `SEGMENT_TICKS`; channels differ in how much they take part, and every seventh tick of
    a segment half of the channels fire at once.
    """
    share = rng.uniform(0.4, 1.6, channels)
    spikes = np.zeros((ticks, channels), np.uint8)
    for number, start in enumerate(range(0, ticks, SEGMENT_TICKS)):
        density = DENSITIES[number % len(DENSITIES)]
        rows = spikes[start : start + SEGMENT_TICKS]
        rows[:] = rng.random(rows.shape) < density * share
        if density:
            rows[::7, :] |= rng.random(rows[::7].shape) < 0.5
    return spikes
