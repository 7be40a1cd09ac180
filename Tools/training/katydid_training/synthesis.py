"""Words spoken by espeak-ng: other words to keep out, and the words themselves in the same voices.

Few recordings are of words that are not to be recognised, so the network hardly learns to keep them
out. A synthesiser speaks any. It speaks the words to be recognised as well, lest the network learns
that a synthetic voice never says one.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import katydid
import numpy as np

from .progress import progress
from .sound import SAMPLE_RATE

PROGRAM = "espeak-ng"
PROGRAM_RATE_HZ = 22_050
WAV_HEADER_BYTES = 44
OTHER_WORDS = Path(__file__).with_name("other_words.txt")
ACCENTS = (
    "en",
    "en-us",
    "en-gb-scotland",
    "en-gb-x-gbclan",
    "en-gb-x-rp",
    "en-gb-x-gbcwmd",
    "en-029",
)
"""Of voices that come with espeak-ng."""
WORDS_A_MINUTE = (110, 190)
PITCHES = (15, 85)
PHRASE_WORDS = (3, 6)
MARGIN_SAMPLES = SAMPLE_RATE // 40
OTHER, PHRASE = "/other", "/phrase"
"""Labels in the file, which no word has."""
AUDIBLE = 200
"""Least magnitude of a sample that counts as sound."""


@dataclass(frozen=True)
class Synthetic:
    """All int16 at 16 kHz, from just before the sound to just after it."""

    words: list[tuple[str, np.ndarray]]
    others: list[np.ndarray]
    phrases: list[np.ndarray]
    """Of several other words."""

    def __bool__(self) -> bool:
        return bool(self.words)


NOTHING = Synthetic([], [], [])


def is_available() -> bool:
    return shutil.which(PROGRAM) is not None


def synthesise_once(words: Sequence[str], path: Path) -> Synthetic:
    """What was synthesised before and kept in `path` (.npz), if it is of the same words."""
    if path.exists():
        with np.load(path) as kept:
            sounds = np.split(kept["samples"], kept["ends"])[:-1]
            labels = kept["labels"].tolist()
            if kept["words"].tolist() == list(words):
                return _sorted(labels, sounds)
    synthetic = synthesise(words)
    sounds = [samples for _, samples in synthetic.words] + synthetic.others + synthetic.phrases
    labels = [word for word, _ in synthetic.words]
    labels += [OTHER] * len(synthetic.others) + [PHRASE] * len(synthetic.phrases)
    unfinished = path.with_suffix(".unfinished.npz")
    np.savez_compressed(
        unfinished,
        words=np.array(words),
        labels=np.array(labels),
        ends=np.cumsum([len(samples) for samples in sounds]),
        samples=np.concatenate(sounds),
    )
    os.replace(unfinished, path)
    return synthetic


def _sorted(labels: list[str], sounds: list[np.ndarray]) -> Synthetic:
    pairs = list(zip(labels, sounds, strict=True))
    return Synthetic(
        words=[(label, sound) for label, sound in pairs if label not in (OTHER, PHRASE)],
        others=[sound for label, sound in pairs if label == OTHER],
        phrases=[sound for label, sound in pairs if label == PHRASE],
    )


def synthesise(
    words: Sequence[str], each: int = 110, others: int = 2600, phrases: int = 400, seed: int = 1
) -> Synthetic:
    """Each of `words` so many times, and so many other words and phrases, in voices drawn by `seed`.

    Raises CalledProcessError if espeak-ng fails.
    """
    rng = np.random.default_rng(seed)
    vocabulary = sorted(set(OTHER_WORDS.read_text().split()) - {word.lower() for word in words})
    texts = [word for word in words for _ in range(each)]
    texts += rng.choice(vocabulary, others).tolist()
    texts += [
        " ".join(rng.choice(vocabulary, rng.integers(*PHRASE_WORDS, endpoint=True)))
        for _ in range(phrases)
    ]
    speak = partial(_speak, _variants())
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        spoken = pool.map(speak, texts, range(seed, seed + len(texts)), chunksize=32)
        sounds = list(progress("synthesising words", spoken, len(texts)))
    labels = [word for word in words for _ in range(each)] + [OTHER] * others + [PHRASE] * phrases
    audible = [number for number, sound in enumerate(sounds) if len(sound)]
    return _sorted([labels[n] for n in audible], [sounds[n] for n in audible])


def _variants() -> list[str]:
    """Names of the voices that every accent can take."""
    table = subprocess.run(
        [PROGRAM, "--voices=variant"], check=True, capture_output=True, text=True
    )
    return sorted({line.split()[-1].split("/")[-1] for line in table.stdout.splitlines()[1:]})


def _speak(variants: list[str], text: str, seed: int) -> np.ndarray:
    """Empty if nothing is to be heard."""
    rng = np.random.default_rng(seed)
    voice = f"{rng.choice(ACCENTS)}+{rng.choice(variants)}"
    speed, pitch = rng.integers(*WORDS_A_MINUTE), rng.integers(*PITCHES)
    command = [PROGRAM, "-v", voice, "-s", str(speed), "-p", str(pitch), "-z", "--stdout", text]
    wav = subprocess.run(command, check=True, capture_output=True).stdout
    samples = np.frombuffer(wav[WAV_HEADER_BYTES : len(wav) // 2 * 2], np.int16)
    samples = katydid.resample(samples, rate_hz=PROGRAM_RATE_HZ)
    audible = np.flatnonzero(np.abs(samples.astype(np.int32)) >= AUDIBLE)
    if not len(audible):
        return samples[:0]
    return samples[max(0, audible[0] - MARGIN_SAMPLES) : audible[-1] + 2 * MARGIN_SAMPLES]
