"""Recordings to train on and to measure with: words, noise, and speech without the words.

What is kept for measuring never comes near training: clips by split (the manifest's, or by speaker),
the end of every noise recording, the last sentences.
"""

import csv
import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from .background import read_background
from .checks import check_clips, check_counts, choose_words
from .clips import Clip, read_clips
from .errors import DataError, counted
from .manifest import SILENCE, SPLITS, UNKNOWN, Entry, Source, find_clips
from .sound import CLIP_SAMPLES, SAMPLE_RATE
from .speakers import with_speakers
from .splits import check_speakers, with_splits

__all__ = [
    "CLIP_SAMPLES",
    "SAMPLE_RATE",
    "SILENCE",
    "UNKNOWN",
    "Clip",
    "DataError",
    "Recordings",
    "evaluation_manifest",
    "read_recordings",
    "write_noise",
]


@dataclass(frozen=True)
class Recordings:
    """Everything of one folder or manifest, by use."""

    words: list[str]
    """What the network is to tell apart, in the order of its classes."""
    clips: dict[str, list[Clip]]
    """By split."""
    noise: list[np.ndarray]
    kept_noise: list[np.ndarray]
    """At least three seconds each."""
    sentences: list[np.ndarray]
    """Speech without the words as commands; may be empty."""
    kept_sentences: list[np.ndarray]
    problems: list[str] = field(default_factory=list)
    """What is missing or wrong and what to do about it, a line each."""
    entries: list[Entry] = field(default_factory=list)
    """The clips of all splits, read or not; without those that could not be read."""
    manifest: Path | None = None
    """The data's own, if it is one that `katydid-tools evaluate` hears as training does."""

    @property
    def classes(self) -> list[str]:
        return [*self.words, UNKNOWN, SILENCE]

    def class_of(self, clip: Clip) -> int:
        """A word that is not to be recognised is `unknown`."""
        return self.classes.index(clip.word if clip.word in self.classes else UNKNOWN)

    @property
    def negatives(self) -> list[np.ndarray]:
        """What should make no event, never trained on and never empty: speech, or else noise."""
        return self.kept_sentences or self.kept_noise

    @property
    def summary(self) -> str:
        """Clips and speakers of each split, in a line."""
        parts = []
        for split in SPLITS:
            entries = [entry for entry in self.entries if entry.split == split]
            speakers = len({entry.speaker for entry in entries if entry.speaker})
            voices = f" of {counted(speakers, 'speaker')}" if speakers else ""
            parts.append(f"{split} {counted(len(entries), 'clip')}{voices}")
        return f"{', '.join(self.words)}: " + ", ".join(parts)


def read_recordings(data: Path, words: list[str] | None, splits: tuple[str, ...]) -> Recordings:
    """Reads the clips of `splits`, and the noise and speech beside them.

    `data` is a folder with a folder of recordings for each word; or a manifest `.csv` with the columns
    file, word (or label), maybe speaker, maybe split; or a folder with `manifest.csv` or
    `keywords/manifest.csv`. Other words are in folders or have labels of their own, or of `unknown`.
    Noise is in `noise/` (or `_background_noise_/`), speech in `speech/`, of the folder or beside the
    manifest. `words` are those to be learned; None: all that have enough clips.

    Raises `DataError` for what cannot be trained on; the rest is in `problems`.
    """
    source = find_clips(data)
    entries, problems = _split(source, words)
    words, few = choose_words(entries, words)
    problems = [*source.problems, *problems, *check_counts(entries, words, few)]
    for split in splits:
        if not any(entry.split == split and entry.word in words for entry in entries):
            raise DataError(
                f"{data}: split {split} has no clip of the words; record more of them (some train, "
                "others measure), or correct the column split of the manifest"
            )
    wanted = [entry for entry in entries if entry.split in splits]
    clips, unread = read_clips(wanted)
    readable = {clip.name for clip in clips}
    background = read_background(source.folder)
    is_heard_alike = len(clips) == len(wanted) and not any(clip.is_cut for clip in clips)
    return Recordings(
        words=words,
        clips={split: [clip for clip in clips if clip.split == split] for split in splits},
        noise=background.noise,
        kept_noise=background.kept_noise,
        sentences=background.sentences,
        kept_sentences=background.kept_sentences,
        problems=[*problems, *unread, *check_clips(clips), *background.problems],
        entries=[e for e in entries if e.split not in splits or e.name in readable],
        manifest=source.manifest if is_heard_alike else None,
    )


def _split(source: Source, words: list[str] | None) -> tuple[list[Entry], list[str]]:
    """The clips with speakers and splits: as they are stated, else found."""
    entries = source.entries if source.has_speakers else with_speakers(source.entries)
    if not source.has_splits:
        return with_splits(entries, words or {entry.word for entry in entries} - {UNKNOWN, SILENCE})
    try:
        check_speakers(entries)
    except DataError as error:
        if source.has_speakers:
            raise
        return entries, [f"by the names of the files, {error}"]
    return entries, []


def evaluation_manifest(recordings: Recordings, folder: Path) -> Path:
    """A manifest for `katydid-tools evaluate`: file, word and split of the clips of all splits.

    The data's own where that will do; else written to `folder`, with absolute paths, and with the
    seconds that are used of longer recordings, of those that were read, as files in `folder/seconds`.
    """
    if recordings.manifest:
        return recordings.manifest
    seconds = folder / "seconds"
    paths = {entry.name: entry.path for entry in recordings.entries}
    cut = [clip for clips in recordings.clips.values() for clip in clips if clip.is_cut]
    for number, clip in enumerate(cut):
        seconds.mkdir(parents=True, exist_ok=True)
        paths[clip.name] = seconds / f"{clip.split}-{number:06}.wav"
        soundfile.write(paths[clip.name], clip.samples, SAMPLE_RATE, subtype="PCM_16")
    path = folder / "manifest.csv"
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "word", "speaker", "split"])
        for entry in recordings.entries:
            writer.writerow([paths[entry.name].resolve(), entry.word, entry.speaker, entry.split])
    os.replace(unfinished, path)
    return path


def write_noise(recordings: list[np.ndarray], folder: Path) -> None:
    """As a folder for `katydid-tools evaluate --noise`."""
    folder.mkdir(exist_ok=True)
    for number, samples in enumerate(recordings):
        soundfile.write(folder / f"{number:02}.flac", samples, SAMPLE_RATE, subtype="PCM_16")
