"""What is heard where no chord is."""

from enum import Enum

import numpy as np

from .fluidsynth import DRUM_BANK, Synthesiser
from .passages import at_unit_power, drum_notes
from .rooms import BOARD_RATE_HZ, DRY, heard
from .sounds import Sounds

ALONE_DB = (-18.0, 3.0)
"""Relative to the music."""


class Nothing(Enum):
    """And how often each is heard."""

    SILENCE = 0.42
    TUNE = 0.28
    """Single notes or octaves; played by those who play the chords (`passages.Tune`)."""
    DRUMS = 0.1
    SPEECH = 0.1
    NOISE = 0.1


def any_nothing(rng: np.random.Generator, sounds: Sounds) -> Nothing:
    kinds = [kind for kind in Nothing if kind is not Nothing.SPEECH or sounds.sentences]
    weights = np.array([kind.value for kind in kinds])
    return kinds[rng.choice(len(kinds), p=weights / weights.sum())]


def alone(
    rng: np.random.Generator,
    kind: Nothing,
    seconds: float,
    sounds: Sounds,
    synthesiser: Synthesiser,
    font: str,
) -> np.ndarray:
    """Drums, speech or noise, float32 [samples] at 16 kHz; zeros for the other kinds."""
    count = round(seconds * BOARD_RATE_HZ)
    match kind:
        case Nothing.DRUMS:
            notes = drum_notes(rng, 0.0, seconds)
            # A block more than it takes: what is heard is whole samples of the slower rate.
            sound = synthesiser.render(font, 0, notes, seconds + 0.01, bank=DRUM_BANK)
            sound = heard(at_unit_power(sound), DRY)[:count]
        case Nothing.SPEECH:
            sound = sounds.speech(rng, count)
        case Nothing.NOISE:
            sound, _ = sounds.noise(rng, count)
        case _:
            return np.zeros(count, np.float32)
    return sound * np.float32(10 ** (rng.uniform(*ALONE_DB) / 20))
