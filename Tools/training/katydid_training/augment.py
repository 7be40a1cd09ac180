"""Scenes to train on: a word somewhere in a noisy room, with something before and after it.

A scene is a pre-roll, silent or with something spoken, a second with the word, and half a second of
tail. All scenes of a batch share the length of the pre-roll. Every batch is drawn from its own seed,
so it is the same whoever makes it and in whatever order.
"""

from dataclasses import dataclass

import numpy as np

from .data import CLIP_SAMPLES, SAMPLE_RATE, SILENCE, UNKNOWN, Recordings
from .material import Material
from .mixing import amplitude, at_power
from .synthesis import NOTHING, Synthetic
from .voices import VoiceVariation

TICK_SAMPLES = SAMPLE_RATE // 50
TAIL_SAMPLES = SAMPLE_RATE // 2

MADE_UNKNOWN, MADE_SILENCE, SYNTHETIC = -1, -2, -3
"""What a scene is made of, if not of a clip."""


@dataclass(frozen=True)
class Augmentation:
    """What is varied. Shares are of scenes, levels in dB relative to the word's mean power."""

    batch_size: int = 128
    least_clips: int = 4000
    """In an epoch: fewer are repeated."""
    repeated_unknown: int = 3
    """How often an epoch repeats the few recorded words that are not to be recognised, besides."""
    made_unknown_share: float = 0.3
    """Scenes of what is no word (`Material.unknown`), as a share of the clips in an epoch, as the next two."""
    synthetic_share: float = 0.065
    """Scenes of the words in synthetic voices."""
    silence_share: float = 0.065
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


@dataclass(frozen=True)
class Batch:
    samples: np.ndarray
    """int16 [scenes, samples]"""
    classes: np.ndarray
    """int64 [scenes]"""
    pre_roll_ticks: int


class Scenes:
    """Makes batches of the training split."""

    def __init__(
        self,
        recordings: Recordings,
        augmentation: Augmentation,
        seed: int,
        synthetic: Synthetic = NOTHING,
    ):
        self.recordings, self.augmentation, self.seed = recordings, augmentation, seed
        self.material = Material(recordings, synthetic)
        self.unknown = recordings.classes.index(UNKNOWN)
        self.silence = recordings.classes.index(SILENCE)
        self.voices = VoiceVariation()

    def __len__(self) -> int:
        """Batches an epoch."""
        return len(self._epoch(0)) // self.augmentation.batch_size

    def _epoch(self, epoch: int) -> np.ndarray:
        """What the scenes of an epoch are made of: the index of a clip, or one of the constants."""
        settings, classes = self.augmentation, self.material.classes
        clips = np.tile(np.arange(len(classes)), -(-settings.least_clips // len(classes)))
        few = np.repeat(np.flatnonzero(classes == self.unknown), settings.repeated_unknown)
        shares = {
            MADE_UNKNOWN: settings.made_unknown_share,
            MADE_SILENCE: settings.silence_share,
            SYNTHETIC: settings.synthetic_share if self.material.synthetic else 0,
        }
        made = [np.full(round(share * len(clips)), kind) for kind, share in shares.items()]
        return np.random.default_rng([self.seed, epoch]).permutation(
            np.concatenate([clips, few, *made])
        )

    def class_shares(self) -> np.ndarray:
        """Of the scenes of an epoch, float [classes]."""
        sources = self._epoch(0)
        counts = np.bincount(
            self.material.classes[sources[sources >= 0]], minlength=len(self.recordings.classes)
        ).astype(float)
        counts[self.unknown] += np.sum(sources == MADE_UNKNOWN)
        counts[self.silence] += np.sum(sources == MADE_SILENCE)
        synthetic = [self.recordings.words.index(word) for word, _ in self.material.synthetic.words]
        if synthetic:
            spoken = np.bincount(synthetic, minlength=len(counts)) / len(synthetic)
            counts += np.sum(sources == SYNTHETIC) * spoken
        return counts / len(sources)

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
            if source == MADE_SILENCE:
                scene = self.material.silence(rng, pre_roll + CLIP_SAMPLES + TAIL_SAMPLES)
                classes.append(self.silence)
            else:
                samples, label = self._spoken(rng, source)
                scene = self._around(rng, samples, pre_roll, is_spoken)
                classes.append(label)
            scenes.append(np.clip(np.rint(scene), -32768, 32767).astype(np.int16))
        return Batch(np.stack(scenes), np.array(classes), pre_roll_ticks)

    def _around(
        self, rng: np.random.Generator, word: np.ndarray, pre_roll: int, is_spoken: bool
    ) -> np.ndarray:
        """The scene of a word: another voice, shifted, louder or softer, with noise or babble or almost nothing."""
        settings, material = self.augmentation, self.material
        scene = np.zeros(pre_roll + CLIP_SAMPLES + TAIL_SAMPLES, np.float32)
        start = pre_roll + int(rng.integers(-settings.shift_samples, settings.shift_samples + 1))
        word = self.voices.vary(word[max(0, -start) :], rng) * amplitude(
            rng.uniform(*settings.gain_db)
        )
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
            noise = material.noise(rng, len(around))
            around += at_power(noise, power, -rng.uniform(*settings.noise_below_db))
        if has_babble and material.sentences:
            babble = material.babble(rng, len(around))
            around += at_power(babble, power, -rng.uniform(*settings.noise_below_db))
        if not (has_noise or has_babble or is_bare):
            around += material.faint_noise(rng, len(around))
        return scene

    def _speak_before(
        self, rng: np.random.Generator, scene: np.ndarray, start: int, word: np.ndarray
    ) -> None:
        """Adds a word or a piece of a sentence, about as loud as the word, that ends before `start`."""
        material = self.material
        is_word = rng.random() < 0.6 or not material.sentences
        spoken = material.any_word(rng) if is_word else material.sentence(rng, CLIP_SAMPLES)
        end = start - int(SAMPLE_RATE * rng.uniform(*self.augmentation.pause_seconds))
        spoken = spoken[-end:] if end > 0 else spoken[:0]
        power = float(np.mean(np.square(word)))
        scene[end - len(spoken) : end] = at_power(spoken, power, rng.uniform(-6, 6))

    def _spoken(self, rng: np.random.Generator, source: int) -> tuple[np.ndarray, int]:
        """Samples and class of a scene's word, or of what is none."""
        if source == MADE_UNKNOWN:
            return self.material.unknown(rng), self.unknown
        if source == SYNTHETIC:
            samples, word = self.material.synthetic_word(rng)
            return samples, self.recordings.words.index(word)
        return self.material.words[source], int(self.material.classes[source])


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


def _span(rng: np.random.Generator, size: int, longest: int) -> tuple[int, int]:
    length = int(rng.integers(0, longest))
    return int(rng.integers(0, max(size - length, 1))), length
