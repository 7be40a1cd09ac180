"""Chords as they lie on a fretboard: the shapes that hands know, and whatever else can be reached."""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from .keyboard import Register
from .vocabulary import Chord

MUTED = None
Frets = tuple[int | None, ...]

SHAPES: dict[str, tuple[tuple[int, Frets], ...]] = {
    "maj": (
        (4, (0, 2, 2, 1, 0, 0)),
        (9, (MUTED, 0, 2, 2, 2, 0)),
        (2, (MUTED, MUTED, 0, 2, 3, 2)),
        (0, (MUTED, 3, 2, 0, 1, 0)),
        (7, (3, 2, 0, 0, 0, 3)),
        (7, (3, 2, 0, 0, 3, 3)),
    ),
    "min": (
        (4, (0, 2, 2, 0, 0, 0)),
        (9, (MUTED, 0, 2, 2, 1, 0)),
        (2, (MUTED, MUTED, 0, 2, 3, 1)),
        (0, (MUTED, 3, 1, 0, 1, MUTED)),
    ),
}
"""Pitch class of the root, and frets from the lowest string, in open position; a barre or a capo
moves them up. A quality that is not here is played by what can be reached."""
BARRED_ROOTS = (4, 9)
"""Of the shapes of E and A, which a finger across all strings carries up the neck most often."""
HIGHEST_POSITION = 9
OPEN_WEIGHT, BARRE_WEIGHT, CAPO_WEIGHT = 6.0, 3.0, 0.7
SHAPE_SHARE = 0.68
REACH_FRETS = 3
HIGHEST_FRET = 15
MISSED_STRING_SHARE = 0.15


@dataclass(frozen=True)
class Fretboard:
    open_keys: tuple[int, ...]
    """MIDI keys of the open strings, from the one nearest to the player's face."""
    has_shapes: bool
    registers: tuple[Register, ...]
    """In which every chord can be played."""

    def voicing(self, rng: np.random.Generator, chord: Chord) -> tuple[int, ...]:
        """MIDI keys in the order of the strings; every tone of the chord is among them."""
        shapes, weights = _shapes(self, chord)
        if shapes and rng.random() < SHAPE_SHARE:
            keys = shapes[rng.choice(len(shapes), p=weights)]
        else:
            reached = _reachable(self, chord)
            keys = reached[rng.integers(len(reached))]
        return _without_missed(rng, chord, keys)


GUITAR = Fretboard((40, 45, 50, 55, 59, 64), True, (Register.LOW, Register.MIDDLE))
BANJO = Fretboard((50, 55, 59, 62), False, (Register.LOW, Register.MIDDLE))
UKULELE = Fretboard((67, 60, 64, 69), False, (Register.MIDDLE,))


def _without_missed(
    rng: np.random.Generator, chord: Chord, keys: tuple[int, ...]
) -> tuple[int, ...]:
    """Without the outer strings that the hand fails to hit, if the chord is still whole."""
    first = int(rng.random() < MISSED_STRING_SHARE)
    last = len(keys) - int(rng.random() < MISSED_STRING_SHARE)
    return keys[first:last] if _is_whole(keys[first:last], chord) else keys


def _is_whole(keys: tuple[int, ...], chord: Chord) -> bool:
    return {key % 12 for key in keys} == chord.pitch_classes


@cache
def _shapes(board: Fretboard, chord: Chord) -> tuple[list[tuple[int, ...]], np.ndarray]:
    """The known shapes at the position where they are this chord, and how often each is played."""
    voicings, weights = [], []
    for root, frets in SHAPES.get(chord.quality, ()) if board.has_shapes else ():
        position = (chord.root - root) % 12
        if position > HIGHEST_POSITION:
            continue
        pairs = zip(board.open_keys, frets, strict=True)
        voicings.append(tuple(key + fret + position for key, fret in pairs if fret is not MUTED))
        is_barre = root in BARRED_ROOTS
        weights.append(OPEN_WEIGHT if position == 0 else BARRE_WEIGHT if is_barre else CAPO_WEIGHT)
    return voicings, np.array(weights) / sum(weights)


@cache
def _reachable(board: Fretboard, chord: Chord) -> list[tuple[int, ...]]:
    """Voicings on three or four strings, one string left out at most, within the reach of a hand:
    closed and open triads, drop-2 and drop-3, a power chord with its third."""
    strings = len(board.open_keys)
    least = len(chord.intervals)
    found = set()
    for first in range(strings):
        for chosen in _string_sets(first, strings, least):
            for position in range(HIGHEST_FRET - REACH_FRETS + 1):
                frets = range(position, position + REACH_FRETS + 1)
                candidates = [
                    [board.open_keys[s] + f for f in frets if _has(chord, board.open_keys[s] + f)]
                    for s in chosen
                ]
                found.update(k for k in product(*candidates) if _is_whole(k, chord))
    return sorted(found)


def _has(chord: Chord, key: int) -> bool:
    return key % 12 in chord.pitch_classes


def _string_sets(first: int, strings: int, least: int) -> list[tuple[int, ...]]:
    """Of `least` to four strings beginning with `first`, next to each other but for the second."""
    sets = []
    for count in range(least, max(least, 4) + 1):
        for gap in (0, 1):
            chosen = (first, *range(first + 1 + gap, first + gap + count))
            if chosen[-1] < strings:
                sets.append(chosen)
    return sets
