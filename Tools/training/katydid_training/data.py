"""Recordings: the words of a manifest, noise, and speech without the words.

What is kept for measuring never comes near training: clips by the manifest's split, the end of
every noise recording, the last sentences.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

SAMPLE_RATE = 16_000
CLIP_SAMPLES = SAMPLE_RATE
"""Longer clips are cut."""

UNKNOWN, SILENCE = "unknown", "silence"
KEPT_NOISE_SHARE = 0.2
KEPT_SENTENCES = 20


class DataError(Exception):
    """The data cannot be trained on; the message says what is missing."""


@dataclass(frozen=True)
class Clip:
    samples: np.ndarray
    """int16, at most `CLIP_SAMPLES`."""
    word: str
    speaker: str
    split: str


@dataclass(frozen=True)
class Recordings:
    """Everything of one folder, by use."""

    words: list[str]
    """What the network is to tell apart, in the order of its classes."""
    clips: dict[str, list[Clip]]
    """By split."""
    noise: list[np.ndarray]
    kept_noise: list[np.ndarray]
    sentences: list[np.ndarray]
    """Speech without the words as commands."""
    kept_sentences: list[np.ndarray]

    @property
    def classes(self) -> list[str]:
        return [*self.words, UNKNOWN, SILENCE]

    def class_of(self, clip: Clip) -> int:
        """A word that is not to be recognised is `unknown`."""
        return self.classes.index(clip.word if clip.word in self.words else UNKNOWN)


def read_recordings(folder: Path, words: list[str], splits: tuple[str, ...]) -> Recordings:
    """Reads `keywords/manifest.csv` (file, word, speaker, split), `noise/` and `speech/` of `folder`."""
    manifest = folder / "keywords" / "manifest.csv"
    if not manifest.is_file():
        raise DataError(f"{manifest}: no such file")
    with manifest.open(newline="") as file:
        rows = list(csv.DictReader(file))
    check_speakers(rows)
    clips = {
        split: [
            Clip(
                _read(manifest.parent / row["file"])[:CLIP_SAMPLES],
                row["word"],
                row["speaker"],
                split,
            )
            for row in rows
            if row["split"] == split
        ]
        for split in splits
    }
    for split in splits:
        if absent := set(words) - {clip.word for clip in clips[split]}:
            raise DataError(f"{manifest}: split {split} has no clip of {', '.join(sorted(absent))}")

    noise = [_read(path) for path in sorted((folder / "noise").glob("*.flac"))]
    if not noise:
        raise DataError(f"{folder / 'noise'}: no recordings (*.flac)")
    cuts = [round(len(samples) * (1 - KEPT_NOISE_SHARE)) for samples in noise]
    sentences = [_read(path) for path in sorted((folder / "speech").glob("*.flac"))]
    return Recordings(
        words=words,
        clips=clips,
        noise=[samples[:cut] for samples, cut in zip(noise, cuts, strict=True)],
        kept_noise=[samples[cut:] for samples, cut in zip(noise, cuts, strict=True)],
        sentences=sentences[:-KEPT_SENTENCES],
        kept_sentences=sentences[-KEPT_SENTENCES:],
    )


def write_noise(recordings: list[np.ndarray], folder: Path) -> None:
    """As a folder for `katydid-tools evaluate --noise`."""
    folder.mkdir(exist_ok=True)
    for number, samples in enumerate(recordings):
        soundfile.write(folder / f"{number:02}.flac", samples, SAMPLE_RATE, subtype="PCM_16")


def check_speakers(rows: list[dict[str, str]]) -> None:
    """Raises `DataError` if a speaker is in more than one split."""
    split_of: dict[str, str] = {}
    for row in rows:
        speaker, split = row["speaker"], row["split"]
        if split_of.setdefault(speaker, split) != split:
            raise DataError(f"speaker {speaker} is in both {split_of[speaker]} and {split}")


def _read(path: Path) -> np.ndarray:
    samples, sample_rate = soundfile.read(path, dtype="int16")
    if sample_rate != SAMPLE_RATE or samples.ndim != 1:
        raise DataError(f"{path}: {SAMPLE_RATE} Hz mono is needed")
    return samples
