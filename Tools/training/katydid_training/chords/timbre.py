"""What makes the sound of a player: an instrument of a sound font, or strings of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .config import Config
from .fading import Fading
from .fluidsynth import Note, Synthesiser
from .instruments import FAMILIES, any_program
from .strings import Strings

NO_FONT = "strings"
"""Stands for the font of an instrument that is of none."""


@dataclass(frozen=True)
class Timbre:
    font: str
    program: int
    strings: Strings | None = None
    """The instrument, if it is none of the font."""
    fading: Fading | None = None

    @classmethod
    def any(cls, rng: np.random.Generator, config: Config, family: str) -> "Timbre":
        font, program = config.fonts[rng.integers(len(config.fonts))], any_program(rng, family)
        if not FAMILIES[family].has_strings:
            return cls(font, program)
        if rng.random() < config.strings_share:
            return cls(NO_FONT, program, strings=Strings.any(rng))
        return cls(font, program, fading=Fading.any(rng))

    def sound(
        self,
        rng: np.random.Generator,
        synthesiser: Synthesiser,
        notes: Sequence[Note],
        seconds: float,
        cents: np.ndarray,
    ) -> np.ndarray:
        """float32 [samples] at 48 kHz; `cents` [128] is the deviation of each key."""
        if self.strings:
            return self.strings.render(rng, notes, seconds, cents)
        sound = synthesiser.render(self.font, self.program, notes, seconds, cents)
        return self.fading.applied(sound, notes) if self.fading else sound
