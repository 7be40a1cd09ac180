"""From the keys of a chord to notes in time: struck together, rolled, strummed, picked, broken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .fluidsynth import Note

STRING_SECONDS = (0.008, 0.025)
"""From one string to the next of a strum."""
STRUM_SECONDS = (0.02, 0.11)
SLOW_STRUM_SHARE, SLOW_STRUM_SECONDS = 0.12, (0.11, 0.24)
UP_SHARE = 0.25
FALL_OF_VELOCITY = (0.0, 0.35)
"""Share of the velocity lost from the first to the last string of a strum."""
ROLL_SECONDS = (0.0, 0.06)
PICKED_SECONDS = (0.05, 0.14)
BROKEN_SECONDS = (0.08, 0.2)
RESTRIKE_SECONDS = (0.15, 0.6)
BLOCK_SPREAD_SECONDS = 0.006
STACCATO_SHARE = 0.12
VELOCITIES = (30, 120)


@dataclass(frozen=True)
class Feel:
    """What a player keeps to for a while."""

    velocity: float
    spread: float
    """0 to 1: where in the ranges of spread this player is."""
    overlap: float
    """Seconds that a chord rings into the next."""

    @classmethod
    def any(cls, rng: np.random.Generator, longest_overlap: float = 0.3) -> "Feel":
        overlap = rng.uniform(0, longest_overlap) if rng.random() < 0.5 else 0.0
        return cls(float(rng.uniform(*VELOCITIES)), float(rng.random()), float(overlap))


@dataclass(frozen=True)
class Stroke:
    """One chord to be played."""

    keys: Sequence[int]
    """In the order of the strings, or from the lowest."""
    start: float
    seconds: float
    feel: Feel


def play(rng: np.random.Generator, pattern: str, stroke: Stroke) -> list[Note]:
    """The first note begins at the start of the stroke, whatever the pattern."""
    if stroke.feel.overlap == 0 and rng.random() < STACCATO_SHARE:
        held = stroke.seconds * rng.uniform(0.3, 0.9)
    else:
        held = stroke.seconds + stroke.feel.overlap
    return PATTERNS[pattern](rng, stroke, stroke.start + held)


def _velocity(rng: np.random.Generator, feel: Feel, share: float = 1.0) -> int:
    low, high = VELOCITIES
    return int(np.clip((feel.velocity + rng.normal(0, 6)) * share, low // 2, high))


def _within(bounds: tuple[float, float], share: float) -> float:
    return bounds[0] + (bounds[1] - bounds[0]) * share


def _block(rng: np.random.Generator, stroke: Stroke, end: float) -> list[Note]:
    delays = rng.uniform(0, BLOCK_SPREAD_SECONDS, len(stroke.keys))
    delays -= delays.min()
    return [
        Note(stroke.start + delay, end, key, _velocity(rng, stroke.feel))
        for key, delay in zip(stroke.keys, delays, strict=True)
    ]


def _in_order(
    rng: np.random.Generator, stroke: Stroke, end: float, keys: Sequence[int], whole: float
) -> list[Note]:
    """One key after the other, each somewhat less hard than the one before."""
    gaps = rng.uniform(0.6, 1.4, len(keys) - 1)
    delays = np.concatenate([[0.0], np.cumsum(gaps) / max(gaps.sum(), 1e-9) * whole])
    fall = rng.uniform(*FALL_OF_VELOCITY)
    shares = 1 - fall * np.arange(len(keys)) / len(keys)
    return [
        Note(stroke.start + delay, end, key, _velocity(rng, stroke.feel, share))
        for key, delay, share in zip(keys, delays, shares, strict=True)
    ]


def _rolled(rng: np.random.Generator, stroke: Stroke, end: float) -> list[Note]:
    return _in_order(rng, stroke, end, stroke.keys, _within(ROLL_SECONDS, stroke.feel.spread))


def _strum(
    rng: np.random.Generator, stroke: Stroke, end: float, is_up: bool | None = None
) -> list[Note]:
    if is_up is None:
        is_up = rng.random() < UP_SHARE
    keys = stroke.keys[::-1] if is_up else stroke.keys
    whole = _within(STRING_SECONDS, stroke.feel.spread) * (len(keys) - 1)
    whole = float(np.clip(whole, *STRUM_SECONDS))
    if rng.random() < SLOW_STRUM_SHARE:
        whole = rng.uniform(*SLOW_STRUM_SECONDS)
    return _in_order(rng, stroke, end, keys, min(whole, stroke.seconds / 2))


def _again(
    rng: np.random.Generator, stroke: Stroke, end: float, strike: Callable[..., list[Note]]
) -> list[Note]:
    """The same chord several times; `strike` gets the number of the time."""
    interval = rng.uniform(*RESTRIKE_SECONDS)
    count = max(1, round(stroke.seconds / interval))
    interval = stroke.seconds / count
    is_kept = np.concatenate([[True], rng.random(count - 1) < 0.8])
    notes: list[Note] = []
    for number in np.flatnonzero(is_kept):
        part = Stroke(stroke.keys, stroke.start + number * interval, interval, stroke.feel)
        notes += strike(part, end, int(number))
    return notes


def _restruck(rng: np.random.Generator, stroke: Stroke, end: float) -> list[Note]:
    return _again(rng, stroke, end, lambda part, end, _: _block(rng, part, end))


def _restrummed(rng: np.random.Generator, stroke: Stroke, end: float) -> list[Note]:
    """Down and up in turn."""
    return _again(
        rng, stroke, end, lambda part, end, number: _strum(rng, part, end, number % 2 == 1)
    )


def _sequence(
    rng: np.random.Generator, stroke: Stroke, end: float, keys: Sequence[int], interval: float
) -> list[Note]:
    """The keys over and over."""
    count = max(len(keys), int(stroke.seconds / interval))
    notes = []
    for number in range(count):
        start = stroke.start + number * interval * rng.uniform(0.97, 1.0)
        notes.append(Note(start, end, keys[number % len(keys)], _velocity(rng, stroke.feel)))
    return notes


def _quick(bounds: tuple[float, float], stroke: Stroke, tones: int) -> float:
    """The chord is complete in the first half of its time."""
    return min(_within(bounds, stroke.feel.spread), stroke.seconds / (2 * tones))


def _picked(rng: np.random.Generator, stroke: Stroke, end: float) -> list[Note]:
    """The lowest string with the thumb, then the others up, down, or in a pattern of their own."""
    first, *others = stroke.keys
    if rng.random() < 0.3:
        others = list(rng.permutation(others))
    elif rng.random() < 0.4:
        others = others + others[-2:0:-1]
    keys = [first, *(int(key) for key in others)]
    return _sequence(rng, stroke, end, keys, _quick(PICKED_SECONDS, stroke, len(keys)))


def _broken(rng: np.random.Generator, stroke: Stroke, end: float) -> list[Note]:
    """Up, or as Alberti's bass: lowest, highest, middle, highest."""
    keys = list(stroke.keys)
    if rng.random() < 0.5:
        keys = [keys[0], keys[-1], *keys[1:-1], keys[-1]]
    return _sequence(rng, stroke, end, keys, _quick(BROKEN_SECONDS, stroke, len(keys)))


PATTERNS: dict[str, Callable[[np.random.Generator, Stroke, float], list[Note]]] = {
    "block": _block,
    "rolled": _rolled,
    "broken": _broken,
    "restruck": _restruck,
    "strum": _strum,
    "restrummed": _restrummed,
    "picked": _picked,
}
