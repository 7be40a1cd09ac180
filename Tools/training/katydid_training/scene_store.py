"""Scenes as input events, made once and kept on the disk.

Making the scenes of an epoch takes longer than training on them. The networks of several seeds, and
a run that goes on after it was stopped, use the same ones; order and masks are drawn anew.
"""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

import numpy as np

from .augment import Scenes
from .front_end import PARAMETERS, FrontEnd, board_front_end, stack_events
from .progress import progress


@dataclass(frozen=True)
class EventBatch:
    events: np.ndarray
    """int8 [scenes, ticks, channels]"""
    classes: np.ndarray
    """int64 [scenes]"""
    pre_roll_ticks: int


class SceneStore:
    """Sets of batches, each of them an epoch's."""

    def __init__(self, scenes: Scenes, folder: Path, sets: int):
        """Keeps the sets in a folder of `folder` that is named after what they are made of."""
        self.scenes, self.sets = scenes, sets
        self.folder = folder / _fingerprint(scenes)
        self.folder.mkdir(parents=True, exist_ok=True)

    def make(self, processes: int | None = None) -> None:
        """Makes the sets that are not there yet, on so many processors (None: on all)."""
        missing = [index for index in range(self.sets) if not self._path(index).exists()]
        if not missing:
            return
        with ProcessPoolExecutor(processes or os.cpu_count()) as pool:
            made = pool.map(self._make, missing)
            for _ in progress("making scenes", made, len(missing)):
                pass

    def batches(self, epoch: int) -> Iterator[EventBatch]:
        """Those of the set whose turn it is."""
        with np.load(self._path(epoch % self.sets)) as arrays:
            for number in range(len(self.scenes)):
                yield EventBatch(
                    arrays[f"events{number}"],
                    arrays[f"classes{number}"],
                    int(arrays[f"pre_roll_ticks{number}"]),
                )

    def _make(self, index: int) -> None:
        self.write(index, board_front_end())

    def write(self, index: int, front_end: FrontEnd) -> None:
        """Makes a set; the file is there whole or not at all."""
        arrays: dict[str, np.ndarray] = {}
        for number in range(len(self.scenes)):
            batch = self.scenes.batch(index, number)
            arrays[f"events{number}"] = stack_events(front_end, batch.samples)
            arrays[f"classes{number}"] = batch.classes
            arrays[f"pre_roll_ticks{number}"] = np.array(batch.pre_roll_ticks)
        unfinished = self.folder / f"{index:03}.unfinished.npz"
        np.savez_compressed(unfinished, **arrays)
        os.replace(unfinished, self._path(index))

    def _path(self, index: int) -> Path:
        return self.folder / f"{index:03}.npz"


def _fingerprint(scenes: Scenes) -> str:
    """Of the recordings, of how they are varied, of the front end, and of the seed."""
    digest = sha256(PARAMETERS.to_json().encode())
    digest.update(json.dumps(asdict(scenes.augmentation)).encode())
    digest.update(f"{scenes.seed} {scenes.recordings.classes}".encode())
    for clip in scenes.recordings.clips["train"]:
        digest.update(f"{clip.word} ".encode())
        digest.update(clip.samples.tobytes())
    synthetic = scenes.material.synthetic
    for word, samples in synthetic.words:
        digest.update(f"{word} ".encode())
        digest.update(samples.tobytes())
    background = scenes.recordings.noise, scenes.recordings.sentences
    for samples in chain(*background, synthetic.others, synthetic.phrases):
        digest.update(samples.tobytes())
    return digest.hexdigest()[:16]
