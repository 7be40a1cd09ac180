"""Chords under two hands, and as sections of an orchestra share them out."""

from enum import Enum

import numpy as np

from .vocabulary import Chord


class Register(Enum):
    """Where the lowest key of a voicing lies."""

    LOW = (36, 59)
    MIDDLE = (60, 71)
    HIGH = (72, 91)

    @classmethod
    def of(cls, lowest_key: int) -> "Register":
        if lowest_key < cls.MIDDLE.value[0]:
            return cls.LOW
        return cls.MIDDLE if lowest_key < cls.HIGH.value[0] else cls.HIGH


HIGHEST_BASS = 52
LOWEST_CLOSE = 43
"""A close triad below is a rumble that nobody plays for long."""
BASS_SHARE = 0.6
"""Of voicings in the low register: a left hand with root, fifth or octave."""
OPEN_SHARE = 0.25
DOUBLED_SHARE = 0.35


def voicing(
    rng: np.random.Generator, chord: Chord, register: Register, keys: tuple[int, int]
) -> tuple[int, ...] | None:
    """MIDI keys from the lowest, between the two of `keys`; None if the register has no room there."""
    if register is Register.LOW and rng.random() < BASS_SHARE:
        chosen = _two_hands(rng, chord)
    else:
        chosen = _one_hand(rng, chord, register, keys)
    if chosen is None or not keys[0] <= chosen[0] or chosen[-1] > keys[1]:
        return None
    return chosen if Register.of(chosen[0]) is register else None


def close_triad(chord: Chord, lowest: int) -> list[int]:
    """Every tone of the chord once, as closely as possible, the first at or above `lowest`."""
    keys = sorted(lowest + (tone - lowest) % 12 for tone in chord.pitch_classes)
    return keys


def _one_hand(
    rng: np.random.Generator, chord: Chord, register: Register, keys: tuple[int, int]
) -> tuple[int, ...] | None:
    least, most = register.value
    least, most = max(least, LOWEST_CLOSE, keys[0]), min(most, keys[1] - 12)
    if least > most:
        return None
    chosen = close_triad(chord, int(rng.integers(least, most + 1)))
    if rng.random() < OPEN_SHARE:
        inner = 1 if chosen[0] >= 48 or rng.random() < 0.5 else len(chosen) - 1
        chosen[inner] += 12
    if rng.random() < DOUBLED_SHARE:
        chosen.append(chosen[int(rng.integers(2))] + 12)
    return tuple(sorted(set(chosen)))


def _two_hands(rng: np.random.Generator, chord: Chord) -> tuple[int, ...]:
    """A bass of one to three tones, mostly the root, and a close or open triad above it."""
    third, fifth = (chord.root + interval for interval in chord.intervals[1:3])
    tone = rng.choice([chord.root, fifth, third], p=[0.8, 0.12, 0.08])
    lowest = int(rng.integers(Register.LOW.value[0], HIGHEST_BASS - 11))
    bass = [lowest + int(tone - lowest) % 12]
    if rng.random() < 0.4:
        bass.append(bass[0] + 12)
    if tone == chord.root and rng.random() < 0.2:
        bass.append(bass[0] + chord.intervals[2])
    right = close_triad(chord, int(rng.integers(55, 72)))
    if rng.random() < DOUBLED_SHARE:
        right.append(right[0] + 12)
    return tuple(sorted({*bass, *right}))
