"""Recordings to choose by, as the network hears them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import katydid
import numpy as np
from torch import nn

from ..errors import DataError, MissingError
from ..network import TICK_SECONDS
from ..running import input_events, readouts
from ..sound import SAMPLE_RATE
from .classes import classes_at_ticks
from .comparison import SETTLING_SECONDS
from .config import Config
from .events import PARAMETERS
from .labelled_clips import MANIFEST, Collection, find_collections, read_collection
from .recordings import Recording, build_recordings
from .scoring import with_sharps
from .store import make_clips

RENDERED_CLIPS = range(1_000_000, 1_000_240)
"""Seeds that no scene to train on has."""
AT_ONCE = 6
"""Recordings that the network hears side by side; their states take memory."""


class Development:
    """Continuous recordings of the clips of some collections."""

    def __init__(self, collections: Sequence[Collection], labels: list[str]):
        """`labels` are those of the classes. Raises `DataError`."""
        self.labels = labels
        self.recordings = [r for collection in collections for r in build_recordings(collection)]
        self.events = input_events(
            katydid.FrontEnd(PARAMETERS), [at_board_rate(r).samples for r in self.recordings]
        )
        pairs = zip(self.recordings, self.events, strict=True)
        self._classes = [self._classes_of(recording, len(events)) for recording, events in pairs]

    def readouts(self, network: nn.Module) -> list[np.ndarray]:
        """Potentials [ticks, classes] of each recording."""
        parts = [self.events[i : i + AT_ONCE] for i in range(0, len(self.events), AT_ONCE)]
        return [potentials for part in parts for potentials in readouts(network, part)]

    def share_right(self, network: nn.Module) -> float:
        """Of the settled ticks, those at which the class that sounds has the largest potential."""
        found = zip(self.readouts(network), self._classes, strict=True)
        right = [(p.argmax(1) == classes)[classes >= 0] for p, classes in found]
        return float(np.concatenate(right).mean())

    def _classes_of(self, recording: Recording, ticks: int) -> np.ndarray:
        """[ticks]; -1 shortly after an onset, and where the network has no class for the label."""
        known = [(start, with_sharps(label)) for start, _, label in recording.truth]
        labels = [*self.labels, *{label for _, label in known} - set(self.labels)]
        classes = classes_at_ticks(known, ticks, labels).astype(int)
        classes[classes >= len(self.labels)] = -1
        for start, _ in known:
            first = round(start / TICK_SECONDS)
            classes[first : first + round(SETTLING_SECONDS / TICK_SECONDS)] = -1
        return classes


def real_collections(data: Path | None) -> list[Collection]:
    """The recordings of real chords in a folder; none if there are none, and a line that says so."""
    try:
        if data is None:
            raise MissingError("no folder of recordings of chords is given")
        return find_collections(data)
    except MissingError as error:
        print(f"note: {error}; settings are chosen on rendered chords")
        return []


def rendered_collection(folder: Path, config: Config) -> Collection:
    """Single chords that no scene to train on has, made once. Raises `SynthesiserError`."""
    if not (folder / MANIFEST).exists():
        make_clips(folder, config, RENDERED_CLIPS)
    return read_collection(folder / MANIFEST)


def at_board_rate(recording: Recording) -> Recording:
    """As the network hears it, 16 kHz. Raises `DataError` for a rate that the board does not convert."""
    if recording.rate_hz == SAMPLE_RATE:
        return recording
    if recording.rate_hz not in katydid.RATES_HZ:
        rates = ", ".join(map(str, katydid.RATES_HZ))
        raise DataError(
            f"{recording.name}: has a sample rate of {recording.rate_hz} Hz; convert its clips to one "
            f"of {rates}"
        )
    samples = katydid.resample(recording.samples, recording.rate_hz)
    return replace(recording, rate_hz=SAMPLE_RATE, samples=samples)
