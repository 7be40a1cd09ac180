"""What scenes may be made of; whatever is left out is held out, to measure on."""

from dataclasses import dataclass
from pathlib import Path

from .instruments import FAMILIES
from .keyboard import Register
from .vocabulary import MAJOR_AND_MINOR, QUALITIES

FONTS = ("FluidR3_GM.sf2", "TimGM6mb.sf2", "MuseScore_General_Lite.sf3")


class ConfigError(Exception):
    """Nothing can be made of these; the message says what there is."""


@dataclass(frozen=True)
class Config:
    fonts: tuple[str, ...] = FONTS
    """Paths of sound fonts, or the names that they have in Debian."""
    families: tuple[str, ...] = tuple(FAMILIES)
    registers: tuple[Register, ...] = tuple(Register)
    """Of the lowest key of a chord."""
    qualities: tuple[str, ...] = MAJOR_AND_MINOR
    strings_share: float = 0.25
    """Of players of strings who have an instrument that is not of a sound font."""
    seconds: float = 10.0
    noise_share: float = 0.5
    snr_db: tuple[float, float] = (5.0, 35.0)
    data: Path | None = None
    """A folder with `noise` and `speech`."""

    def __post_init__(self) -> None:
        for name, chosen, known in (
            ("family", self.families, FAMILIES),
            ("quality", self.qualities, QUALITIES),
        ):
            if not chosen or set(chosen) - set(known):
                wrong = ", ".join(sorted(set(chosen) - set(known))) or "none"
                raise ConfigError(f"no {name} {wrong}: choose from {', '.join(known)}")
        if not self.fonts or not self.registers or self.seconds < 2:
            raise ConfigError(
                "it takes a sound font, a register, and scenes of two seconds or more"
            )
