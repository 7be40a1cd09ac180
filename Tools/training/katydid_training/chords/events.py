"""Rendered scenes as input events of the board's front end, made once and kept on the disk.

Rendering takes longer than training. A file holds the scenes of some seeds; a later run with more
scenes makes only those that are not there yet.
"""

import json
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import katydid
import numpy as np

from ..background import read_background
from ..network import TICK_SECONDS
from ..progress import progress
from ..sound import SAMPLE_RATE
from .classes import class_labels, classes_at_ticks
from .config import Config
from .scenes import Scene, scene

PARAMETERS = katydid.SemitoneParameters.defaults()
"""What the network is trained with is also what is packed beside it."""
SCENES_A_FILE = 200
TICK_SAMPLES = round(SAMPLE_RATE * TICK_SECONDS)


@dataclass(frozen=True)
class SceneEvents:
    events: np.ndarray
    """int8 [scenes, ticks, bands]"""
    classes: np.ndarray
    """uint8 [scenes, ticks]: as `class_labels` has them, what sounds in the middle of each tick."""


class EventStore:
    """The scenes of seeds from 0 on."""

    def __init__(
        self,
        config: Config,
        scenes: int,
        folder: Path,
        make: Callable[[int, Config], Scene] = scene,
    ):
        """Keeps them in a folder of `folder` that is named after what they are made of."""
        self.config, self.scenes, self._scene = config, scenes, make
        self.labels = class_labels(config.qualities)
        self.folder = folder / _fingerprint(config)
        self.folder.mkdir(parents=True, exist_ok=True)

    def make(self, processes: int | None = None) -> None:
        """Makes the files that are not there yet, on so many processors (None: on all).

        Raises `ConfigError`, `SynthesiserError`.
        """
        missing = [seeds for seeds in self._parts() if not self._path(seeds).exists()]
        if not missing:
            return
        title = f"rendering, {SCENES_A_FILE} scenes at a time"
        processes = min(processes or os.cpu_count() or 1, len(missing))
        if processes == 1:
            made = map(self._make, missing)
            for _ in progress(title, made, len(missing)):
                pass
            return
        with ProcessPoolExecutor(processes) as pool:
            for _ in progress(title, pool.map(self._make, missing), len(missing)):
                pass

    def read(self) -> SceneEvents:
        """All of them; they must have been made."""
        parts = []
        for seeds in self._parts():
            with np.load(self._path(seeds)) as arrays:
                parts.append((arrays["events"], arrays["classes"]))
        events, classes = (np.concatenate(part) for part in zip(*parts, strict=True))
        return SceneEvents(events, classes)

    def _make(self, seeds: range) -> None:
        """The file is there whole or not at all."""
        front_end = katydid.FrontEnd(PARAMETERS)
        samples = round(self.config.seconds * SAMPLE_RATE) // TICK_SAMPLES * TICK_SAMPLES
        events, classes = [], []
        for seed in seeds:
            made = self._scene(seed, self.config)
            whole = np.pad(made.samples, (0, max(0, samples - len(made.samples))))[:samples]
            events.append(front_end.events(whole))
            classes.append(classes_at_ticks(made.truth, len(events[-1]), self.labels))
        path = self._path(seeds)
        unfinished = path.with_suffix(".unfinished.npz")
        np.savez_compressed(unfinished, events=np.stack(events), classes=np.stack(classes))
        os.replace(unfinished, path)

    def _parts(self) -> list[range]:
        firsts = range(0, self.scenes, SCENES_A_FILE)
        return [range(first, min(first + SCENES_A_FILE, self.scenes)) for first in firsts]

    def _path(self, seeds: range) -> Path:
        return self.folder / f"{seeds.start:06}-{seeds.stop:06}.npz"


def _fingerprint(config: Config) -> str:
    """Of what is rendered, of the noise and speech beside it, and of the front end."""
    stated = asdict(config) | {
        "data": None,
        "registers": [register.name for register in config.registers],
    }
    digest = sha256(json.dumps(stated, sort_keys=True).encode())
    digest.update(PARAMETERS.to_json().encode())
    if config.data is not None:
        background = read_background(config.data)
        for samples in (*background.noise, *background.sentences):
            digest.update(samples.tobytes())
    return digest.hexdigest()[:16]
