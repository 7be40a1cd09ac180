"""FluidSynth, as far as it is needed, through its C interface.

Bound here because what the package pyfluidsynth returns is 16 bits with dither that depends on all
that was played before: the same notes must be the same samples.
"""

from collections.abc import Sequence
from ctypes import CDLL, c_char_p, c_double, c_int, c_void_p
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

RATE_HZ = 48_000
BLOCK_SAMPLES = 64
"""Notes begin and end at multiples of it: FluidSynth does not divide them, either."""
LIBRARY = "libfluidsynth.so.3"
FONT_FOLDERS = (Path("/usr/share/sounds/sf2"), Path("/usr/share/sounds/sf3"))
PACKAGES = {
    "FluidR3_GM.sf2": "fluid-soundfont-gm",
    "TimGM6mb.sf2": "timgm6mb-soundfont",
    "MuseScore_General_Lite.sf3": "musescore-general-soundfont-small",
    "MuseScore_General_Full.sf3": "musescore-general-soundfont",
}
DRUM_BANK = 128
CHANNEL = 0
LOG_LEVELS = 5


class SynthesiserError(Exception):
    """What renders is missing; the message says what to install."""


@dataclass(frozen=True)
class Note:
    """Seconds from the start; `end` is when the key is released."""

    start: float
    end: float
    key: int
    velocity: int


def font_path(name: str) -> Path:
    """Of a sound font by its path or the name it has in Debian. Raises `SynthesiserError`."""
    for path in (Path(name), *(folder / name for folder in FONT_FOLDERS)):
        if path.is_file():
            return path
    package = PACKAGES.get(name)
    remedy = f"apt install {package}" if package else "give the path of a .sf2 or .sf3 file"
    raise SynthesiserError(f"no sound font {name}: {remedy}")


@cache
def _library() -> CDLL:
    try:
        library = CDLL(LIBRARY)
    except OSError as error:
        raise SynthesiserError(f"no {LIBRARY}: apt install fluidsynth") from error
    signatures = {
        "new_fluid_settings": (c_void_p,),
        "new_fluid_synth": (c_void_p, c_void_p),
        "fluid_settings_setnum": (c_int, c_void_p, c_char_p, c_double),
        "fluid_settings_setint": (c_int, c_void_p, c_char_p, c_int),
        "fluid_set_log_function": (c_void_p, c_int, c_void_p, c_void_p),
        "fluid_synth_sfload": (c_int, c_void_p, c_char_p, c_int),
        "fluid_synth_pin_preset": (c_int, c_void_p, c_int, c_int, c_int),
        "fluid_synth_program_select": (c_int, c_void_p, c_int, c_int, c_int, c_int),
        "fluid_synth_activate_key_tuning": (c_int, c_void_p, c_int, c_int, c_char_p, c_void_p, c_int),
        "fluid_synth_activate_tuning": (c_int, c_void_p, c_int, c_int, c_int, c_int),
        "fluid_synth_get_sfont_by_id": (c_void_p, c_void_p, c_int),
        "fluid_synth_add_sfont": (c_int, c_void_p, c_void_p),
        "fluid_synth_remove_sfont": (c_int, c_void_p, c_void_p),
        "delete_fluid_synth": (None, c_void_p),
        "fluid_synth_noteon": (c_int, c_void_p, c_int, c_int, c_int),
        "fluid_synth_noteoff": (c_int, c_void_p, c_int, c_int),
        "fluid_synth_write_float": (
            c_int, c_void_p, c_int, c_void_p, c_int, c_int, c_void_p, c_int, c_int,
        ),
    }  # fmt: skip
    for name, (result, *arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    for level in range(LOG_LEVELS):
        library.fluid_set_log_function(level, None, None)
    return library


class Synthesiser:
    """FluidSynth with its sound fonts; samples of instruments stay in memory once used."""

    def __init__(self) -> None:
        self._library = library = _library()
        self._settings = settings = library.new_fluid_settings()
        library.fluid_settings_setnum(settings, b"synth.sample-rate", RATE_HZ)
        # A file of samples takes seconds to decode: only instruments that play are loaded.
        library.fluid_settings_setint(settings, b"synth.dynamic-sample-loading", 1)
        library.fluid_settings_setint(settings, b"synth.reverb.active", 0)
        library.fluid_settings_setint(settings, b"synth.chorus.active", 0)
        self._owner = library.new_fluid_synth(settings)
        self._fonts: dict[str, int] = {}
        """Their addresses: a font gets a new number from every synthesiser that it is added to."""

    def render(
        self,
        font: str,
        program: int,
        notes: Sequence[Note],
        seconds: float,
        cents: np.ndarray | None = None,
        bank: int = 0,
    ) -> np.ndarray:
        """float32 [samples] at 48 kHz, the mean of both channels, dry.

        `cents` [128] is the deviation of each key from equal temperament at 440 Hz. Raises
        `SynthesiserError` for a font or an instrument that is not there.
        """
        library, shared = self._library, self._font(font)
        # A voice keeps traces of what it played before, so that every rendering has its own ones.
        synth = library.new_fluid_synth(self._settings)
        try:
            number = library.fluid_synth_add_sfont(synth, shared)
            library.fluid_synth_pin_preset(synth, number, bank, program)
            if library.fluid_synth_program_select(synth, CHANNEL, number, bank, program):
                raise SynthesiserError(f"{font} has no instrument {program} in bank {bank}")
            if cents is not None:
                pitches = np.arange(128) * 100.0 + cents
                library.fluid_synth_activate_key_tuning(synth, 0, 0, b"", _pointer(pitches), 0)
                library.fluid_synth_activate_tuning(synth, CHANNEL, 0, 0, 0)
            return self._play(synth, notes, round(seconds * RATE_HZ))
        finally:
            library.fluid_synth_remove_sfont(synth, shared)
            library.delete_fluid_synth(synth)

    def _play(self, synth: int, notes: Sequence[Note], count: int) -> np.ndarray:
        library = self._library
        blocks = -(-count // BLOCK_SAMPLES)
        samples = np.empty((2, blocks * BLOCK_SAMPLES), np.float32)
        left, right = (_pointer(channel) for channel in samples)
        done = 0
        for block, velocity, key in [*_events(notes, blocks), (blocks, 0, 0)]:
            if block > done:
                size, first = (block - done) * BLOCK_SAMPLES, done * BLOCK_SAMPLES
                library.fluid_synth_write_float(synth, size, left, first, 1, right, first, 1)
                done = block
            if velocity:
                library.fluid_synth_noteon(synth, CHANNEL, key, velocity)
            else:
                library.fluid_synth_noteoff(synth, CHANNEL, key)
        return samples.mean(0)[:count]

    def _font(self, name: str) -> int:
        if name not in self._fonts:
            path = font_path(name)
            number = self._library.fluid_synth_sfload(self._owner, str(path).encode(), 0)
            if number < 0:
                raise SynthesiserError(f"{path} is no sound font that FluidSynth reads")
            self._fonts[name] = self._library.fluid_synth_get_sfont_by_id(self._owner, number)
        return self._fonts[name]


def _pointer(array: np.ndarray) -> c_void_p:
    return array.ctypes.data_as(c_void_p)


def _events(notes: Sequence[Note], blocks: int) -> list[tuple[int, int, int]]:
    """Block, velocity (0: release) and key, in time; releases first.

    A key that is struck again while it sounds is not released by the end of the first stroke.
    """
    events: list[tuple[int, int, int]] = []
    struck: dict[int, int] = {}
    per_second = RATE_HZ / BLOCK_SAMPLES
    for note in sorted(notes, key=lambda note: -note.start):
        start, end = round(note.start * per_second), round(note.end * per_second)
        next_stroke = struck.get(note.key, blocks + 1)
        if 0 <= start < min(blocks, next_stroke):
            events.append((start, note.velocity, note.key))
            if start < end < min(blocks, next_stroke):
                events.append((end, 0, note.key))
            struck[note.key] = start
    return sorted(events)
