"""What is heard beside music: noise and voices."""

import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..background import make_noise, read_background
from ..mixing import piece

MADE_SHARE = 0.3
"""Of noise, where there are recordings."""
TILT_DB = 3.0
"""Standard deviation an octave, of made noise."""


@dataclass(frozen=True)
class Sounds:
    """float32 [samples] at 16 kHz, unit power."""

    recorded: list[np.ndarray]
    made: list[np.ndarray]
    sentences: list[np.ndarray]

    def noise(self, rng: np.random.Generator, length: int) -> tuple[np.ndarray, str]:
        """And what kind it is."""
        is_made = not self.recorded or rng.random() < MADE_SHARE
        sound = piece(rng, self.made if is_made else self.recorded, length)
        return _unit(sound), "made" if is_made else "recorded"

    def speech(self, rng: np.random.Generator, length: int) -> np.ndarray:
        """Sentences one after the other; there must be some."""
        spoken = np.zeros(0, np.float32)
        while len(spoken) < length:
            spoken = np.append(spoken, self.sentences[rng.integers(len(self.sentences))])
        start = int(rng.integers(len(spoken) - length + 1))
        return _unit(spoken[start : start + length])


@lru_cache(maxsize=2)
def sounds(data: Path | None) -> Sounds:
    """The noise and speech to train with of a folder; without one made noise only, and a line that says so."""
    made = [_unit(samples.astype(np.float32)) for samples in make_noise()]
    if data is None:
        print("no folder of noise and speech: noise is made, speech left out", file=sys.stderr)
        return Sounds([], made, [])
    background = read_background(data)
    for problem in background.problems:
        print(problem, file=sys.stderr)
    return Sounds(
        [_unit(samples.astype(np.float32)) for samples in background.noise],
        made,
        [_unit(samples.astype(np.float32)) for samples in background.sentences],
    )


def _unit(samples: np.ndarray) -> np.ndarray:
    power = float(np.mean(np.square(samples)))
    return samples / np.float32(np.sqrt(max(power, 1e-12)))
