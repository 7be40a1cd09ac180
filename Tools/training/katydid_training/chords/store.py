"""Scenes on the disk: a FLAC file each, and `scenes.json` with what is true of them."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path

import soundfile

from ..progress import progress
from ..sound import SAMPLE_RATE, read_sound
from .config import Config
from .scenes import Played, Scene, scene

INDEX = "scenes.json"


def make_scenes(folder: Path, config: Config, seeds: range, processes: int = 1) -> None:
    """Makes the scenes of these seeds; the index is written last.

    Raises `ConfigError`, `SynthesiserError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    make = partial(_make, folder, config)
    if processes == 1:
        entries = list(progress("making scenes", map(make, seeds), len(seeds)))
    else:
        with ProcessPoolExecutor(processes) as pool:
            made = pool.map(make, seeds, chunksize=8)
            entries = list(progress("making scenes", made, len(seeds)))
    unfinished = folder / f"{INDEX}.unfinished"
    unfinished.write_text(json.dumps(entries))
    os.replace(unfinished, folder / INDEX)


def read_scenes(folder: Path) -> Iterator[Scene]:
    """In the order of their seeds."""
    for entry in json.loads((folder / INDEX).read_text()):
        truth = [(start, label) for start, label in entry["truth"]]
        yield Scene(read_sound(folder / entry["file"]), truth, Played(**entry["played"]))


def _make(folder: Path, config: Config, seed: int) -> dict:
    made = scene(seed, config)
    name = f"{seed:06}.flac"
    write_sound(folder / name, made)
    return {"file": name, "truth": made.truth, "played": asdict(made.played)}


def write_sound(path: Path, made: Scene) -> None:
    """The file is there whole or not at all."""
    unfinished = path.with_suffix(".unfinished")
    soundfile.write(unfinished, made.samples, SAMPLE_RATE, format="FLAC", subtype="PCM_16")
    os.replace(unfinished, path)
