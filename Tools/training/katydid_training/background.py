"""Noise, and speech without the words; a part of each is kept from training, to measure with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .manifest import NOISE_FOLDERS, SPEECH_FOLDER
from .sound import SAMPLE_RATE, SUFFIXES, SoundError, read_sound

KEPT_NOISE_SHARE = 0.2
KEPT_SENTENCES = 20
"""Or a third, if there are fewer than three times as many."""
FEW_RECORDINGS = 10
"""Fewer of speech are long ones or a poor choice: then the end of each is kept, as of noise."""
SHORTEST_NOISE_SAMPLES = 3 * SAMPLE_RATE
"""Longer than a scene to train on or to measure; shorter pieces begin again."""
MADE_NOISE_SAMPLES = 60 * SAMPLE_RATE
MADE_NOISE_RMS = 1000


@dataclass(frozen=True)
class Background:
    """All int16 [samples] at 16 kHz."""

    noise: list[np.ndarray]
    kept_noise: list[np.ndarray]
    sentences: list[np.ndarray]
    kept_sentences: list[np.ndarray]
    problems: list[str]


def read_background(folder: Path) -> Background:
    """`noise` (or `_background_noise_`) and `speech` of a folder; noise is made if there is none."""
    problems: list[str] = []
    noise = []
    for name in NOISE_FOLDERS:
        for path, samples in _sounds(folder / name, problems):
            if len(samples) < SAMPLE_RATE:
                problems.append(f"left out: {path}: noise of less than a second; record it longer")
            else:
                noise.append(samples)
    if not noise:
        problems.append(
            f"no recordings of noise in {folder / NOISE_FOLDERS[0]}: white, pink and brown noise and a "
            "hum are made instead; record some minutes of the room for better hearing in it"
        )
        noise = make_noise()
    noise, kept_noise = _cut(noise)
    sentences = [samples for _, samples in _sounds(folder / SPEECH_FOLDER, problems)]
    if not sentences:
        problems.append(
            f"no speech without the words in {folder / SPEECH_FOLDER}: nothing is trained against "
            "voices in the background; put some minutes of talk there for fewer false alarms"
        )
    if len(sentences) < FEW_RECORDINGS:
        sentences, kept_sentences = _cut(sentences)
    else:
        count = len(sentences) - min(KEPT_SENTENCES, len(sentences) // 3)
        sentences, kept_sentences = sentences[:count], sentences[count:]
    return Background(noise, kept_noise, sentences, kept_sentences, problems)


def make_noise() -> list[np.ndarray]:
    """A minute each of white, pink and brown noise, and of hum from 50 Hz mains; always the same."""
    rng = np.random.default_rng(0)
    count = MADE_NOISE_SAMPLES
    frequencies = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    # What no loudspeaker plays would be most of brown noise.
    audible = np.maximum(frequencies, 20)
    noises = []
    for exponent in (0, 0.5, 1):
        spectrum = rng.standard_normal((2, len(frequencies))) / audible**exponent
        noises.append(np.fft.irfft(spectrum[0] + 1j * spectrum[1], count))
    seconds = np.arange(count) / SAMPLE_RATE
    phases = rng.uniform(0, 2 * np.pi, 20)
    noises.append(
        sum(np.sin(2 * np.pi * 50 * k * seconds + phases[k - 1]) / k for k in range(1, 21))
    )
    levels = (MADE_NOISE_RMS / np.sqrt(np.mean(np.square(noise))) for noise in noises)
    return [
        np.rint(noise * level).astype(np.int16) for noise, level in zip(noises, levels, strict=True)
    ]


def _sounds(folder: Path, problems: list[str]) -> Iterator[tuple[Path, np.ndarray]]:
    """Sorted by name; what cannot be read becomes a problem."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith("."):
            continue
        try:
            yield path, read_sound(path)
        except SoundError as error:
            problems.append(f"left out: {path}: {error}")


def _cut(recordings: Sequence[np.ndarray]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The beginnings and the ends, to keep, of each."""
    cuts = [round(len(samples) * (1 - KEPT_NOISE_SHARE)) for samples in recordings]
    pairs = list(zip(recordings, cuts, strict=True))
    return [_repeated(s[:cut]) for s, cut in pairs], [_repeated(s[cut:]) for s, cut in pairs]


def _repeated(samples: np.ndarray) -> np.ndarray:
    return np.tile(samples, max(1, -(-SHORTEST_NOISE_SAMPLES // len(samples))))
