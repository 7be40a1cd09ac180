"""Chords and how they are written: the syntax of Harte et al. 2005, which mir_eval reads."""

from dataclasses import dataclass

import numpy as np

ROOTS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
QUALITIES: dict[str, tuple[int, ...]] = {
    "maj": (0, 4, 7),
    "min": (0, 3, 7),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "min7": (0, 3, 7, 10),
    "dim": (0, 3, 6),
    "sus4": (0, 5, 7),
}
"""Semitones above the root by the name of the quality; the third tone is taken for the fifth."""
MAJOR_AND_MINOR = ("maj", "min")
NO_CHORD = "N"


@dataclass(frozen=True)
class Chord:
    root: int
    """Pitch class, 0 for C."""
    quality: str

    @property
    def intervals(self) -> tuple[int, ...]:
        return QUALITIES[self.quality]

    @property
    def pitch_classes(self) -> frozenset[int]:
        return frozenset((self.root + interval) % 12 for interval in self.intervals)

    @property
    def label(self) -> str:
        return f"{ROOTS[self.root]}:{self.quality}"


def any_chord(rng: np.random.Generator, qualities: tuple[str, ...]) -> Chord:
    return Chord(int(rng.integers(12)), qualities[rng.integers(len(qualities))])
