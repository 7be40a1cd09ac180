"""The decision that tracks, as `Decision.md` has it, in floating point: many recordings and settings at
a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..network import TICK_SECONDS

NOBODY = -1
"""No class."""


@dataclass(frozen=True)
class Settings:
    smoothing_ms: int
    threshold: float
    consecutive_ticks: int
    rest_ticks: int
    """As `consecutive_ticks`, for no chord."""

    def __str__(self) -> str:
        return (
            f"smoothing {self.smoothing_ms} ms, threshold {self.threshold:g}, "
            f"{self.consecutive_ticks} ticks in a row, {self.rest_ticks} for no chord"
        )


def smoothed(readout: np.ndarray, smoothing_ms: int) -> tuple[np.ndarray, np.ndarray]:
    """Of potentials [ticks, recordings, classes] the best class and its score at each tick, both
    [ticks, recordings]."""
    share = 1000 * TICK_SECONDS / (smoothing_ms + 1000 * TICK_SECONDS)
    state = np.zeros(readout.shape[1:])
    best = np.empty(readout.shape[:2], np.int16)
    score = np.empty(readout.shape[:2])
    for tick, potentials in enumerate(readout):
        state += share * (potentials - state)
        best[tick] = state.argmax(1)
        score[tick] = 1 / np.exp(state - state.max(1, keepdims=True)).sum(1)
    return best, score


def track(
    best: np.ndarray, score: np.ndarray, none: int, settings: Sequence[Settings]
) -> np.ndarray:
    """The current class after each tick, int16 [ticks, settings, recordings].

    `best` and `score` are of `smoothed`, with the smoothing of all `settings`; `none` is the class of
    no chord. There is no hold-off.
    """
    rest = np.array([s.rest_ticks for s in settings])[:, None]
    consecutive = np.array([s.consecutive_ticks for s in settings])[:, None]
    threshold = np.array([s.threshold for s in settings])[:, None]
    shape = (len(settings), best.shape[1])
    current, run_class = np.full(shape, none), np.full(shape, NOBODY)
    run = np.zeros(shape, int)
    tracked = np.empty((len(best), *shape), np.int16)
    for tick, (candidate, certainty) in enumerate(zip(best, score, strict=True)):
        counts = (candidate != current) & (certainty >= threshold)
        run = np.where(counts & (candidate == run_class), run + 1, counts)
        run_class = np.where(counts, candidate, NOBODY)
        is_change = counts & (run >= np.where(candidate == none, rest, consecutive))
        current = np.where(is_change, candidate, current)
        tracked[tick] = current
    return tracked
