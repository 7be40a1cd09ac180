"""Reads the clips that a manifest or a folder states."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .errors import DataError, counted, listed
from .manifest import Entry
from .progress import progress
from .sound import CLIP_SAMPLES, SoundError, loudest_second, read_sound

LARGEST_UNREADABLE_SHARE = 0.1


@dataclass(frozen=True)
class Clip:
    samples: np.ndarray
    """int16 at 16 kHz, at most `CLIP_SAMPLES`."""
    word: str
    speaker: str
    """Empty: not known."""
    split: str
    name: str = ""
    """Of its `Entry`."""
    is_cut: bool = False
    """The recording is longer than the samples."""


def read_clips(entries: Sequence[Entry]) -> tuple[list[Clip], list[str]]:
    """The clips that can be read, and what to know about the others, a line each.

    Raises `DataError` if too many cannot.
    """
    clips, unreadable = [], []
    for entry in progress("reading the clips", entries, len(entries)):
        try:
            samples = read_sound(entry.path)
        except SoundError as error:
            unreadable.append(f"{entry.name}: {error}")
            continue
        is_cut = len(samples) > CLIP_SAMPLES
        used = loudest_second(samples).copy() if is_cut else samples
        clips.append(Clip(used, entry.word, entry.speaker, entry.split, entry.name, is_cut))
    if len(unreadable) > LARGEST_UNREADABLE_SHARE * len(entries):
        raise DataError(
            f"{len(unreadable):,} of {len(entries):,} clips cannot be read: {'; '.join(unreadable[:3])}"
        )
    problems = [f"left out: {line}" for line in unreadable]
    if cut := [clip.name for clip in clips if clip.is_cut]:
        problems.append(
            f"{counted(len(cut), 'clip')} longer than a second ({listed(cut)}): the loudest second of "
            "each is used; cut those in which that is not the word"
        )
    return clips, problems
