"""Scenes on the disk: a FLAC file each, and what is true of them."""

import csv
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path

import soundfile

from ..progress import progress
from ..sound import SAMPLE_RATE, read_sound
from .config import Config
from .scenes import Played, Scene, clip, scene

INDEX, MANIFEST = "scenes.json", "manifest.csv"
Make = Callable[[int, Config], Scene]


def make_scenes(folder: Path, config: Config, seeds: range, processes: int = 1) -> None:
    """Makes the scenes of these seeds; the index `scenes.json` is written last.

    Raises `ConfigError`, `SynthesiserError`.
    """
    entries = _make_all(folder, scene, config, seeds, processes)
    unfinished = folder / f"{INDEX}.unfinished"
    unfinished.write_text(json.dumps(entries))
    os.replace(unfinished, folder / INDEX)


def read_scenes(folder: Path) -> Iterator[Scene]:
    """In the order of their seeds."""
    for entry in json.loads((folder / INDEX).read_text()):
        truth = [(start, label) for start, label in entry["truth"]]
        yield Scene(read_sound(folder / entry["file"]), truth, Played(**entry["played"]))


def make_clips(folder: Path, config: Config, seeds: range, processes: int = 1) -> None:
    """Single chords of up to two seconds, and `manifest.csv` (file, label, players), written last.

    Who plays is no `note` (`labelled_clips`): hardly two clips would share it. Raises `ConfigError`,
    `SynthesiserError`.
    """
    entries = _make_all(folder, clip, config, seeds, processes)
    unfinished = folder / f"{MANIFEST}.unfinished"
    with unfinished.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "label", "players"])
        for entry in entries:
            players = entry["played"]["instruments"]
            named = " and ".join(
                f"{p['family']} {p['program']} {p['register']} {p['font']}" for p in players
            )
            writer.writerow([entry["file"], entry["truth"][0][1], named])
    os.replace(unfinished, folder / MANIFEST)


def _make_all(folder: Path, make: Make, config: Config, seeds: range, processes: int) -> list[dict]:
    folder.mkdir(parents=True, exist_ok=True)
    make_one = partial(_make, folder, make, config)
    if processes == 1:
        return list(progress("rendering", map(make_one, seeds), len(seeds)))
    with ProcessPoolExecutor(processes) as pool:
        made = pool.map(make_one, seeds, chunksize=8)
        return list(progress("rendering", made, len(seeds)))


def _make(folder: Path, make: Make, config: Config, seed: int) -> dict:
    """The file is there whole or not at all."""
    made = make(seed, config)
    path = folder / f"{seed:06}.flac"
    unfinished = path.with_suffix(".unfinished")
    soundfile.write(unfinished, made.samples, SAMPLE_RATE, format="FLAC", subtype="PCM_16")
    os.replace(unfinished, path)
    return {"file": path.name, "truth": made.truth, "played": asdict(made.played)}
