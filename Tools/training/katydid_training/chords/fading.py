"""Sampled strings that fade as fast as real ones: samples of libraries ring longer than most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .fluidsynth import RATE_HZ, Note

SHARE = 0.6
"""Of players."""
DECIBELS_A_SECOND, PROMPT_DB = (0.0, 10.0), (0.0, 6.0)
PROMPT_SECONDS = 0.1
STROKE_SECONDS = 0.12
"""Notes that begin closer to the first of a stroke belong to it."""
STEP_SAMPLES = RATE_HZ // 1000


@dataclass(frozen=True)
class Fading:
    """Beyond what the samples do, from every stroke on."""

    db_a_second: float
    prompt_db: float
    """Lost soon after the attack."""

    @classmethod
    def any(cls, rng: np.random.Generator) -> "Fading":
        rate, prompt = rng.uniform(*DECIBELS_A_SECOND), rng.uniform(*PROMPT_DB)
        return cls(float(rate), float(prompt)) if rng.random() < SHARE else cls(0.0, 0.0)

    def applied(self, sound: np.ndarray, notes: Sequence[Note]) -> np.ndarray:
        """float32 [samples] of float32 [samples] at 48 kHz."""
        strokes = _strokes(notes)
        if not strokes or not (self.db_a_second or self.prompt_db):
            return sound
        time = np.arange(-(-len(sound) // STEP_SAMPLES)) * (STEP_SAMPLES / RATE_HZ)
        last = np.searchsorted(strokes, time, side="right") - 1
        since = np.maximum(time - np.array(strokes)[np.maximum(last, 0)], 0)
        lost_db = self.db_a_second * since
        lost_db += self.prompt_db * (1 - np.exp(-since / PROMPT_SECONDS))
        gains = (10 ** (-lost_db / 20)).astype(np.float32)
        return sound * np.repeat(gains, STEP_SAMPLES)[: len(sound)]


def _strokes(notes: Sequence[Note]) -> list[float]:
    """Where a stroke begins, in seconds and in time."""
    strokes: list[float] = []
    for start in sorted(note.start for note in notes):
        if not strokes or start - strokes[-1] > STROKE_SECONDS:
            strokes.append(start)
    return strokes
