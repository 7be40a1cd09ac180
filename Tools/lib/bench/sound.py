"""Instructions a second of sound, from the samples to the decision, of the program and its built-in models."""

import json
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sound_file import RATE_HZ, read_sound

from .callgrind import call, instructions
from .engine import ROOT

SECONDS = 20
"""Length of the shorter of the two runs whose difference is counted; the longer is twice that."""
CLIPS = [ROOT / f"Tests/Golden/frontend/{word}.wav" for word in ("left", "yes")]
PROGRESSION = ROOT / "Firmware/demo/chords.flac"
MUSIC_SECONDS = (0.5, 10.3)
"""Of the progression: from its first chord until its last is released."""

Sound = Callable[[int], np.ndarray]
"""Samples of so many seconds, int16."""


def sounds() -> list[tuple[str, str, Sound]]:
    """(model, what it hears, the sound) for what is measured."""
    words = np.concatenate([_read(clip) for clip in CLIPS])
    first, last = (round(seconds * RATE_HZ) for seconds in MUSIC_SECONDS)
    music = _read(PROGRESSION)[first:last]
    noise = np.random.RandomState(1).normal(0, 330, 2 * SECONDS * RATE_HZ).round().astype(np.int16)
    others = [
        ("steady white noise at -40 dBFS", lambda seconds: noise[: seconds * RATE_HZ]),
        ("digital silence", lambda seconds: np.zeros(seconds * RATE_HZ, np.int16)),
    ]
    own = {"keywords": ("words", words), "chords": ("music", music)}
    return [
        (model, name, sound)
        for model, (title, samples) in own.items()
        for name, sound in [(f"{title} without a pause", _repeated(samples)), *others]
    ]


def measure(program: Path, model: str, samples_of: Sound, folder: Path) -> tuple[float, ...]:
    """Instructions a second: of the whole program, and of the front end alone."""
    files = [folder / f"{n}.wav" for n in (SECONDS, 2 * SECONDS)]
    for file, seconds in zip(files, (SECONDS, 2 * SECONDS), strict=True):
        _write(file, samples_of(seconds))
    return tuple(_per_second(program, model, files, within) for within in (None, "*FrontEnd*push*"))


def sizes(program: Path) -> list[dict]:
    """Bytes of the blob and of the arena of each built-in model."""
    lines = call([program, "info", "--json"]).stdout.splitlines()
    models = [json.loads(line) for line in lines]
    return [{name: model[name] for name in ("model", "bytes", "arenaBytes")} for model in models]


def _per_second(program: Path, model: str, files: list[Path], within: str | None) -> float:
    command = [program, "recognize", "--json", "--model", model]
    counts = [instructions([*command, file], within) for file in files]
    return (counts[1] - counts[0]) / SECONDS


def _repeated(samples: np.ndarray) -> Sound:
    return lambda seconds: np.resize(samples, seconds * RATE_HZ)


def _read(file: Path) -> np.ndarray:
    return np.frombuffer(read_sound(file), np.int16)


def _write(file: Path, samples: np.ndarray) -> None:
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE_HZ)
        sound.writeframes(samples.astype("<i2").tobytes())
