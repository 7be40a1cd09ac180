"""Small recordings to read."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import soundfile

SAMPLE_RATE = 16_000


def write(path: Path, samples: np.ndarray, rate_hz: int = SAMPLE_RATE) -> None:
    """int16 [samples] or [samples, channels]."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, samples.astype(np.int16), rate_hz, subtype="PCM_16")


def sound(seed: int, samples: int = 800) -> np.ndarray:
    """int16 noise, another one for each seed."""
    return np.random.default_rng(seed).integers(-3000, 3000, samples).astype(np.int16)


def write_clips(folder: Path, names: Iterable[str]) -> None:
    """No two of them, in one call, are the same recording."""
    for seed, name in enumerate(names):
        write(folder / name, sound(seed))


def write_background(folder: Path, sentences: int = 12) -> None:
    """A recording of noise whose samples rise, and sentences whose samples are their number."""
    write(folder / "noise" / "hum.flac", np.arange(-16_000, 16_000).repeat(5))
    for number in range(sentences):
        write(folder / "speech" / f"{number:03}.flac", np.full(800, number))


def write_manifest(path: Path, rows: Iterable[tuple], columns: str = "file,word") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [columns, *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n")


def one_about(problems: list[str], text: str) -> str:
    """The only problem with this in it."""
    (problem,) = [problem for problem in problems if text in problem]
    return problem
