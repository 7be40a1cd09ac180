"""Instruments of General MIDI that play chords, by family, and how each is played."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from . import guitar
from .guitar import Fretboard
from .keyboard import Register

HANDS = {"block": 0.5, "rolled": 0.2, "broken": 0.12, "restruck": 0.18}
FINGERS = {"strum": 0.45, "restrummed": 0.3, "picked": 0.2, "block": 0.05}
SECTION = {"block": 0.75, "restruck": 0.2, "rolled": 0.05}


@dataclass(frozen=True)
class Family:
    programs: tuple[int, ...]
    """Of General MIDI, from 0."""
    weight: float
    """How often, relative to the others."""
    keys: tuple[int, int] = (36, 96)
    """Lowest and highest MIDI key of its chords."""
    board: Fretboard | None = None
    """Where its chords lie if it has frets."""
    patterns: Mapping[str, float] = field(default_factory=lambda: HANDS)
    """Shares of the ways to play a chord (`playing`)."""
    has_strings: bool = False
    """Plucked or struck: `strings` may play it, too."""
    high_share: float = 0.25
    """Of scenes in the high register, for those that have keys there."""

    @property
    def registers(self) -> tuple[Register, ...]:
        """Those in which it can play every chord."""
        if self.board:
            return self.board.registers
        return tuple(r for r in Register if r.value[0] + 24 <= self.keys[1])


FAMILIES: dict[str, Family] = {
    "nylon guitar": Family((24,), 8, board=guitar.GUITAR, patterns=FINGERS, has_strings=True),
    "steel guitar": Family((25,), 10, board=guitar.GUITAR, patterns=FINGERS, has_strings=True),
    "electric guitar": Family(
        (26, 27, 27, 28), 9, board=guitar.GUITAR, patterns=FINGERS, has_strings=True
    ),
    "driven guitar": Family((29, 30), 1.5, board=guitar.GUITAR, patterns=FINGERS),
    "ukulele": Family((24,), 2.5, board=guitar.UKULELE, patterns=FINGERS, has_strings=True),
    "banjo": Family((105,), 1.5, board=guitar.BANJO, patterns=FINGERS, has_strings=True),
    "piano": Family((0, 0, 1, 2, 3), 17, high_share=0.35, has_strings=True),
    "electric piano": Family((4, 5), 5),
    "plucked keys": Family((6, 7), 3, keys=(36, 89), has_strings=True),
    "organ": Family((16, 17, 18, 19), 6, patterns=SECTION),
    "reeds": Family((20, 21, 22, 23), 5, keys=(41, 93), patterns=SECTION),
    "strings": Family((44, 45, 48, 49, 50, 51), 5, patterns=SECTION),
    "solo strings": Family((40, 41, 42), 1.5, keys=(40, 93), patterns=SECTION),
    "choir": Family((52, 53, 54), 3, keys=(41, 86), patterns=SECTION),
    "brass": Family((56, 57, 60, 61, 62, 63), 4, keys=(40, 84), patterns=SECTION),
    "winds": Family((64, 65, 66, 68, 71, 73, 74), 4, keys=(48, 93), patterns=SECTION),
    "mallets": Family((8, 10, 11, 11, 12), 6, keys=(48, 98), high_share=0.4),
    "plucked": Family((15, 46, 46, 107, 108), 4, keys=(43, 91), has_strings=True),
    "pads": Family((88, 90, 91, 92, 94), 3, keys=(41, 89), patterns=SECTION),
    "synths": Family((80, 81, 82), 3, keys=(41, 89), patterns=SECTION),
}
BASS_PROGRAMS = (32, 33, 34, 35, 38, 43)


def any_family(rng: np.random.Generator, names: tuple[str, ...]) -> str:
    weights = np.array([FAMILIES[name].weight for name in names])
    return names[rng.choice(len(names), p=weights / weights.sum())]


def any_program(rng: np.random.Generator, family: str) -> int:
    programs = FAMILIES[family].programs
    return programs[rng.integers(len(programs))]
