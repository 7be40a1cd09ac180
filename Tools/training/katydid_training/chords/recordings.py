"""Continuous recordings of labelled clips, one chord right after the other, as a musician plays."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import DataError
from ..sound import SoundError, read_at_own_rate
from .attack import from_attack
from .comparison import Segment
from .conditions import Conditions, detuned, in_conditions
from .labelled_clips import Collection, LabelledClip

LONGEST_SECONDS = 2
"""What is used of a clip: from where it begins, at most 50 ms before its attack (`attack.py`)."""
CLIPS_PER_RECORDING = 40
"""About so many; those of a group are spread evenly."""


@dataclass(frozen=True)
class Recording:
    name: str
    """Of collection, group and number; fit for a file name."""
    collection: str
    group: str
    """The note that its clips share; may be empty."""
    rate_hz: int
    samples: np.ndarray
    """int16, mono"""
    truth: list[Segment]
    """A segment for each clip, from where it begins."""
    clips: list[Path]


def build_recordings(
    collection: Collection, conditions: Conditions | None = None, seed: int = 1
) -> list[Recording]:
    """Every clip once, in an order and in recordings that follow from the seed; those of a group, with
    the same note, together. Clips begin at most 50 ms before their attack.

    Raises `DataError`, naming clip and line where one cannot be used."""
    rng = np.random.default_rng(seed)
    groups: dict[str, list[LabelledClip]] = {}
    for clip in collection.clips:
        groups.setdefault(clip.note, []).append(clip)
    recordings = []
    for group, clips in groups.items():
        order = rng.permutation(len(clips))
        count = max(1, round(len(clips) / CLIPS_PER_RECORDING))
        for number, part in enumerate(np.array_split(order, count), 1):
            name = "-".join(filter(None, [collection.name, group, str(number)]))
            chosen = [clips[index] for index in part]
            recordings.append(_build(name, collection, chosen, conditions or Conditions(), rng))
    return recordings


def _build(
    name: str,
    collection: Collection,
    clips: list[LabelledClip],
    conditions: Conditions,
    rng: np.random.Generator,
) -> Recording:
    parts: list[np.ndarray] = []
    truth: list[Segment] = []
    rate_hz = length = 0
    for clip in clips:
        samples, clip_rate_hz = _read(clip)
        rate_hz = rate_hz or clip_rate_hz
        if clip_rate_hz != rate_hz:
            raise DataError(
                f"{clip.place}: {clip.path} has a sample rate of {clip_rate_hz} Hz, others with the note "
                f"'{clip.note}' have {rate_hz} Hz; convert it, or give it a note of its own"
            )
        samples = from_attack(detuned(samples, conditions.detune_cents), rate_hz)
        samples = samples[: LONGEST_SECONDS * rate_hz]
        parts.append(samples)
        truth.append((length / rate_hz, (length + len(samples)) / rate_hz, clip.label))
        length += len(samples)
    return Recording(
        name=re.sub(r"[^\w.-]+", "_", name),
        collection=collection.name,
        group=clips[0].note,
        rate_hz=rate_hz,
        samples=in_conditions(np.concatenate(parts), rate_hz, conditions, rng),
        truth=truth,
        clips=[clip.path for clip in clips],
    )


def _read(clip: LabelledClip) -> tuple[np.ndarray, int]:
    try:
        return read_at_own_rate(clip.path)
    except SoundError as error:
        raise DataError(f"{clip.place}: {clip.path}: {error}") from error
