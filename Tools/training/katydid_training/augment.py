"""Scenes to train on: a word somewhere in a noisy room, with something before and after it.

A scene is a pre-roll of up to half a second, a second with the word, and half a second of tail. All
scenes of a batch share the pre-roll. Every batch is drawn from its own seed, so it is the same
whoever makes it and in whatever order.
"""

from dataclasses import dataclass

import numpy as np

from .data import CLIP_SAMPLES, SAMPLE_RATE, SILENCE, UNKNOWN, Recordings
from .voices import VoiceVariation

TICK_SAMPLES = SAMPLE_RATE // 50
TAIL_SAMPLES = SAMPLE_RATE // 2


@dataclass(frozen=True)
class Augmentation:
    """What is varied. Shares are of scenes, levels in dB relative to the word's mean power."""

    batch_size: int = 128
    made_unknown: int = 1200
    """Scenes an epoch of reversed words, of two words spliced, and of sentences."""
    repeated_unknown: int = 3
    """How often an epoch repeats the few recorded words that are not to be recognised."""
    silence: int = 400
    pre_roll_share: float = 0.4
    """Of batches, with nothing but the noise of the scene."""
    pre_roll_ticks: int = 25
    spoken_pre_roll_share: float = 0.3
    """Of batches, with a word or a piece of a sentence before the word."""
    spoken_pre_roll_ticks: tuple[int, int] = (40, 70)
    pause_seconds: tuple[float, float] = (0.05, 0.6)
    """Between what is spoken in the pre-roll and the clip."""
    shift_samples: int = SAMPLE_RATE // 10
    gain_db: tuple[float, float] = (-24, 6)
    noise_share: float = 0.7
    babble_share: float = 0.2
    noise_below_db: tuple[float, float] = (5, 25)
    digital_silence_share: float = 0.35
    """Scenes with nothing but zeros around the word."""
    faint_noise_rms: tuple[float, float] = (0.5, 30)
    """Of scenes with neither noise nor babble, in LSB."""


@dataclass(frozen=True)
class Batch:
    samples: np.ndarray
    """int16 [scenes, samples]"""
    classes: np.ndarray
    """int64 [scenes]"""
    pre_roll_ticks: int


class Scenes:
    """Makes batches of the training split."""

    def __init__(self, recordings: Recordings, augmentation: Augmentation, seed: int):
        self.recordings, self.augmentation, self.seed = recordings, augmentation, seed
        clips = recordings.clips["train"]
        self.words = [clip.samples.astype(np.float32) for clip in clips]
        self.classes = np.array([recordings.class_of(clip) for clip in clips])
        self.middles = [_middle(word) for word in self.words]
        self.noise = [samples.astype(np.float32) for samples in recordings.noise]
        self.sentences = [samples.astype(np.float32) for samples in recordings.sentences]
        self.voices = VoiceVariation()
        self.unknown = recordings.classes.index(UNKNOWN)
        self.silence = recordings.classes.index(SILENCE)

    def __len__(self) -> int:
        """Batches an epoch."""
        return len(self._epoch(0)) // self.augmentation.batch_size

    def _epoch(self, epoch: int) -> np.ndarray:
        """What the scenes of an epoch are made of: a clip's index, or -1 (unknown), -2 (silence)."""
        settings = self.augmentation
        few = np.repeat(np.flatnonzero(self.classes == self.unknown), settings.repeated_unknown)
        made = [-1] * settings.made_unknown + [-2] * settings.silence
        sources = np.concatenate([np.arange(len(self.words)), few, made]).astype(np.int64)
        return np.random.default_rng([self.seed, epoch]).permutation(sources)

    def class_shares(self) -> np.ndarray:
        """Of the scenes of an epoch, float [classes]."""
        sources = self._epoch(0)
        classes = np.select([sources == -1, sources == -2], [self.unknown, self.silence], -1)
        classes = np.where(sources >= 0, self.classes[sources], classes)
        return np.bincount(classes, minlength=len(self.recordings.classes)) / len(sources)

    def batch(self, epoch: int, index: int) -> Batch:
        settings = self.augmentation
        rng = np.random.default_rng([self.seed, epoch, index])
        first = index * settings.batch_size
        sources = self._epoch(epoch)[first : first + settings.batch_size]
        pre_roll_ticks, is_spoken = 0, False
        kind = rng.random()
        if kind < settings.pre_roll_share:
            pre_roll_ticks = int(rng.integers(1, settings.pre_roll_ticks + 1))
        elif kind < settings.pre_roll_share + settings.spoken_pre_roll_share:
            is_spoken = True
            pre_roll_ticks = int(rng.integers(*settings.spoken_pre_roll_ticks, endpoint=True))
        pre_roll = pre_roll_ticks * TICK_SAMPLES
        scenes, classes = [], []
        for source in sources:
            if source >= 0:
                scene = self._around(rng, self.words[source], pre_roll, is_spoken)
                classes.append(self.classes[source])
            elif source == -1:
                scene = self._around(rng, self._unknown(rng), pre_roll, is_spoken)
                classes.append(self.unknown)
            else:
                scene = self._silence(rng, pre_roll + CLIP_SAMPLES + TAIL_SAMPLES)
                classes.append(self.silence)
            scenes.append(np.clip(np.rint(scene), -32768, 32767).astype(np.int16))
        return Batch(np.stack(scenes), np.array(classes), pre_roll_ticks)

    def _around(
        self, rng: np.random.Generator, word: np.ndarray, pre_roll: int, is_spoken: bool
    ) -> np.ndarray:
        """The scene of a word: another voice, shifted, louder or softer, with noise or babble or almost nothing."""
        settings = self.augmentation
        scene = np.zeros(pre_roll + CLIP_SAMPLES + TAIL_SAMPLES, np.float32)
        start = pre_roll + int(rng.integers(-settings.shift_samples, settings.shift_samples + 1))
        word = self.voices.vary(word[max(0, -start) :], rng) * _amplitude(rng.uniform(*settings.gain_db))
        start = max(0, start)
        end = min(start + len(word), len(scene))
        word = word[: end - start]
        scene[start:end] = word
        if is_spoken:
            self._speak_before(rng, scene, start, word)

        is_bare = rng.random() < settings.digital_silence_share
        around = scene[start:end] if is_bare else scene
        power = float(np.mean(np.square(word)))
        has_noise = rng.random() < settings.noise_share
        has_babble = rng.random() < settings.babble_share
        if has_noise:
            noise = self._noise(rng, len(around))
            around += _at_power(noise, power, -rng.uniform(*settings.noise_below_db))
        if has_babble and self.sentences:
            babble = self._babble(rng, len(around))
            around += _at_power(babble, power, -rng.uniform(*settings.noise_below_db))
        if not (has_noise or has_babble or is_bare):
            around += self._faint_noise(rng, len(around))
        return scene

    def _speak_before(
        self, rng: np.random.Generator, scene: np.ndarray, start: int, word: np.ndarray
    ) -> None:
        """Adds a word or a piece of a sentence, about as loud as the word, that ends before `start`."""
        is_word = rng.random() < 0.6 or not self.sentences
        spoken = (
            self.words[rng.integers(len(self.words))]
            if is_word
            else _piece(rng, self.sentences, CLIP_SAMPLES)
        )
        end = start - int(SAMPLE_RATE * rng.uniform(*self.augmentation.pause_seconds))
        spoken = spoken[-end:] if end > 0 else spoken[:0]
        power = float(np.mean(np.square(word)))
        scene[end - len(spoken) : end] = _at_power(spoken, power, rng.uniform(-6, 6))

    def _unknown(self, rng: np.random.Generator) -> np.ndarray:
        """A word backwards, the halves of two words, or a second of a sentence."""
        kind = rng.random()
        if kind < 0.25 or (kind >= 0.6 and not self.sentences):
            return self.words[rng.integers(len(self.words))][::-1]
        if kind >= 0.6:
            return _piece(rng, self.sentences, CLIP_SAMPLES)
        first, second = 0, 0
        while self.classes[first] == self.classes[second]:
            first, second = rng.integers(len(self.words), size=2)
        halves = (
            self.words[first][: self.middles[first]],
            self.words[second][self.middles[second] :],
        )
        return np.concatenate(halves)[:CLIP_SAMPLES]

    def _silence(self, rng: np.random.Generator, length: int) -> np.ndarray:
        """Zeros, faint noise, or a piece of noise at any level."""
        kind = rng.random()
        if kind < 0.2:
            return np.zeros(length, np.float32)
        if kind < 0.45:
            return self._faint_noise(rng, length)
        return self._noise(rng, length) * _amplitude(rng.uniform(-30, 3))

    def _faint_noise(self, rng: np.random.Generator, length: int) -> np.ndarray:
        is_recorded = rng.random() < 0.5
        noise = self._noise(rng, length) if is_recorded else rng.standard_normal(length, np.float32)
        low, high = self.augmentation.faint_noise_rms
        rms = low * (high / low) ** rng.random()
        return _at_power(noise, rms**2, 0)

    def _noise(self, rng: np.random.Generator, length: int) -> np.ndarray:
        return _piece(rng, self.noise, length)

    def _babble(self, rng: np.random.Generator, length: int) -> np.ndarray:
        """Two to four voices, equally loud."""
        voices = (_piece(rng, self.sentences, length) for _ in range(rng.integers(2, 5)))
        return sum(_at_power(voice, 1, 0) for voice in voices)


def mask(events: np.ndarray, bands: int, rng: np.random.Generator) -> None:
    """Removes all events of two spans of time and one of bands, each often short, in place.

    `events` is [ticks, channels]; after SpecAugment (Park et al. 2019).
    """
    for _ in range(2):
        start, length = _span(rng, len(events), 6)
        events[start : start + length] = 0
    start, length = _span(rng, bands, 7)
    for first in range(start, events.shape[1], bands):
        events[:, first : first + length] = 0


def add_noise(scene: np.ndarray, noise: np.ndarray, power: float, below_db: float) -> np.ndarray:
    """`scene` with noise of the same length that lies below `power`, the word's mean power; int16."""
    noisy = scene + _at_power(noise.astype(np.float32), power, -below_db)
    return np.clip(np.rint(noisy), -32768, 32767).astype(np.int16)


def _span(rng: np.random.Generator, size: int, longest: int) -> tuple[int, int]:
    length = int(rng.integers(0, longest))
    return int(rng.integers(0, max(size - length, 1))), length


def _piece(rng: np.random.Generator, recordings: list[np.ndarray], length: int) -> np.ndarray:
    """`length` samples from anywhere; zeros behind a recording that is shorter."""
    recording = recordings[rng.integers(len(recordings))]
    start = int(rng.integers(max(len(recording) - length, 0) + 1))
    piece = recording[start : start + length]
    return np.pad(piece, (0, length - len(piece)))


def _middle(word: np.ndarray) -> int:
    """Where half of the energy has passed."""
    energy = np.cumsum(np.square(word, dtype=np.float64))
    return int(np.searchsorted(energy, energy[-1] / 2))


def _amplitude(decibels: float) -> np.float32:
    return np.float32(10 ** (decibels / 20))


def _at_power(samples: np.ndarray, power: float, decibels: float) -> np.ndarray:
    """`samples` at `decibels` relative to `power`; silence stays silent."""
    own = float(np.mean(np.square(samples)))
    return samples * np.float32(np.sqrt(power / max(own, 1e-6))) * _amplitude(decibels)
