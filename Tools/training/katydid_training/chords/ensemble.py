"""Who plays in a scene, in which register, and how they are tuned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from .config import Config, ConfigError
from .instruments import BASS_PROGRAMS, FAMILIES, any_family
from .keyboard import Register, voicing
from .playing import Feel
from .timbre import Timbre
from .vocabulary import Chord

SECOND_SHARE, BASS_SHARE, MELODY_SHARE, DRUMS_SHARE = 0.15, 0.15, 0.12, 0.08
DETUNED_CENTS = 40.0
STRING_CENTS = 4.0
MIDDLE_SHARE = 0.2
LOW_SHARE = 0.5
LOW_FRETS_SHARE = 0.85
"""Of scenes with frets; the others are triads on the highest strings."""
TRIES = 400
Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Player:
    family: str
    timbre: Timbre
    feel: Feel

    def keys(self, rng: np.random.Generator, chord: Chord, register: Register) -> tuple[int, ...]:
        """A voicing in the register, which must be one of the family's."""
        family = FAMILIES[self.family]
        for _ in range(TRIES):
            if family.board:
                keys = family.board.voicing(rng, chord)
                if Register.of(min(keys)) is register:
                    return keys
            elif keys := voicing(rng, chord, register, family.keys):
                return keys
        raise ConfigError(
            f"{self.family} cannot play {chord.label} in the {register.name} register"
        )

    def pattern(self, rng: np.random.Generator) -> str:
        patterns = FAMILIES[self.family].patterns
        return list(patterns)[rng.choice(len(patterns), p=list(patterns.values()))]


@dataclass(frozen=True)
class Ensemble:
    players: list[Player]
    """The first leads; all play the same chords."""
    register: Register
    bass: Timbre | None
    melody: Timbre | None
    drums_font: str
    has_drums: bool
    detuned_cents: float
    cents: np.ndarray
    """[128] deviation of each key."""


def any_ensemble(rng: np.random.Generator, config: Config) -> Ensemble:
    """Raises `ConfigError` if no family has chords in the registers."""
    for _ in range(TRIES):
        family = any_family(rng, config.families)
        register = _register(rng, family, config)
        if register is not None:
            break
    else:
        raise ConfigError(
            f"none of {', '.join(config.families)} has chords in the registers chosen"
        )
    players = [_player(rng, config, family)]
    if rng.random() < SECOND_SHARE:
        other = any_family(rng, config.families)
        if register in _registers(other, config):
            players.append(_player(rng, config, other))
    has_bass = (
        rng.random() < BASS_SHARE
        and register is not Register.HIGH
        and Register.LOW in config.registers
    )
    cents = np.full(128, rng.uniform(-DETUNED_CENTS, DETUNED_CENTS))
    detuned = float(cents[0])
    if FAMILIES[family].board:
        cents += rng.uniform(-STRING_CENTS, STRING_CENTS, 128)
    bass = Timbre(_one_of(rng, config.fonts), _one_of(rng, BASS_PROGRAMS))
    melody = Timbre.any(rng, config, any_family(rng, config.families))
    return Ensemble(
        players=players,
        register=register,
        bass=bass if has_bass else None,
        melody=melody if rng.random() < MELODY_SHARE else None,
        drums_font=_one_of(rng, config.fonts),
        has_drums=bool(rng.random() < DRUMS_SHARE),
        detuned_cents=detuned,
        cents=cents,
    )


def _one_of(rng: np.random.Generator, choices: Sequence[Choice]) -> Choice:
    return choices[rng.integers(len(choices))]


def _player(rng: np.random.Generator, config: Config, family: str) -> Player:
    return Player(family, Timbre.any(rng, config, family), Feel.any(rng))


def _register(rng: np.random.Generator, family: str, config: Config) -> Register | None:
    has_frets = FAMILIES[family].board is not None
    shares = {
        Register.LOW: LOW_FRETS_SHARE if has_frets else LOW_SHARE,
        Register.MIDDLE: MIDDLE_SHARE,
        Register.HIGH: FAMILIES[family].high_share,
    }
    possible = _registers(family, config)
    if not possible:
        return None
    weights = np.array([shares[register] for register in possible])
    return possible[rng.choice(len(possible), p=weights / weights.sum())]


def _registers(family: str, config: Config) -> list[Register]:
    """Those in which it can play every chord."""
    return [register for register in config.registers if register in FAMILIES[family].registers]
