"""Recordings of several voices at once, from sentences that training never heard."""

from pathlib import Path

import numpy as np
import soundfile

from ..sound import SAMPLE_RATE

RECORDINGS = 6
SECONDS = 30
RMS = 1000.0
"""LSB of each voice; whoever adds the babble scales it."""


def write_babble(sentences: list[np.ndarray], folder: Path) -> None:
    """Writes recordings of three and of four voices, equally loud, as FLAC: a folder for `katydid-tools evaluate
    --noise`. `sentences` are int16 at 16 kHz and each voice says them in an order of its own; the same sentences
    give the same files. Raises ValueError without any that is not silent."""
    voices = [_at_rms(sentence) for sentence in sentences if sentence.any()]
    if not voices:
        raise ValueError("no sentences to make babble of; give recordings of speech")
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(RECORDINGS):
        rng = np.random.default_rng([4, number])
        mixed = sum(_voice(voices, rng) for _ in range(3 + number % 2))
        samples = np.clip(np.rint(mixed), -32768, 32767).astype(np.int16)
        soundfile.write(folder / f"babble-{number}.flac", samples, SAMPLE_RATE, subtype="PCM_16")


def _voice(sentences: list[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """One sentence after another without a pause, beginning within the first; again and again if they are too few."""
    length = SECONDS * SAMPLE_RATE
    start = int(rng.integers(len(sentences[0])))
    pieces: list[np.ndarray] = []
    while sum(map(len, pieces)) < start + length:
        pieces += [sentences[index] for index in rng.permutation(len(sentences))]
    return np.concatenate(pieces)[start : start + length]


def _at_rms(sentence: np.ndarray) -> np.ndarray:
    samples = sentence.astype(np.float64)
    return samples * (RMS / np.sqrt(np.mean(np.square(samples))))
