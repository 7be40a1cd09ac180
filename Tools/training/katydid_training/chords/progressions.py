"""Which chord follows which: at random, and as songs have it."""

from collections.abc import Iterator

import numpy as np

from .vocabulary import Chord, any_chord

PROGRESSIONS: tuple[tuple[tuple[int, str], ...], ...] = (
    ((0, "maj"), (7, "maj"), (9, "min"), (5, "maj")),
    ((0, "maj"), (9, "min"), (5, "maj"), (7, "maj")),
    ((9, "min"), (5, "maj"), (0, "maj"), (7, "maj")),
    ((0, "maj"), (5, "maj"), (7, "maj")),
    ((2, "min"), (7, "maj"), (0, "maj")),
    ((0, "maj"), (4, "min"), (5, "maj"), (5, "min")),
    ((0, "min"), (10, "maj"), (8, "maj"), (7, "maj")),
    ((0, "min"), (8, "maj"), (3, "maj"), (10, "maj")),
    ((0, "min"), (5, "min"), (7, "maj")),
    ((0, "min"), (5, "min"), (7, "min")),
    ((0, "maj"), (0, "min")),
    ((0, "maj"), (3, "maj"), (5, "maj"), (8, "maj")),
    ((0, "maj"), (4, "maj"), (9, "min"), (2, "min"), (7, "maj")),
    ((0, "min"), (5, "min"), (10, "maj"), (3, "maj"), (8, "maj"), (7, "maj")),
)
"""Roots above the tonic, and qualities."""
SONG_SHARE = 0.5
REPEATED_SHARE = 0.08
"""Chords that are played again where another could follow."""


def chords(rng: np.random.Generator, qualities: tuple[str, ...]) -> Iterator[Chord]:
    """Without end; the roots are uniform over the twelve."""
    known = [p for p in PROGRESSIONS if all(quality in qualities for _, quality in p)]
    following = _song(rng, known) if known and rng.random() < SONG_SHARE else None
    chord = next(following) if following else any_chord(rng, qualities)
    while True:
        yield chord
        if rng.random() >= REPEATED_SHARE:
            chord = next(following) if following else _another(rng, qualities, chord)


def _song(rng: np.random.Generator, known: list[tuple[tuple[int, str], ...]]) -> Iterator[Chord]:
    progression = known[rng.integers(len(known))]
    tonic, first = int(rng.integers(12)), int(rng.integers(len(progression)))
    while True:
        for interval, quality in progression[first:]:
            yield Chord((tonic + interval) % 12, quality)
        first = 0


def _another(rng: np.random.Generator, qualities: tuple[str, ...], last: Chord) -> Chord:
    while (chord := any_chord(rng, qualities)) == last:
        pass
    return chord
