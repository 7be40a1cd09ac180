"""What scenes are made of: words, what sounds like speech and is no word, noise, and silence."""

from enum import Enum, auto

import numpy as np

from .data import CLIP_SAMPLES, SAMPLE_RATE, Recordings
from .mixing import amplitude, at_power, middle, piece, somewhere
from .synthesis import Synthetic

RUNNING_SAMPLES = CLIP_SAMPLES + SAMPLE_RATE // 2
"""Of running speech: it does not end before the scene does."""
FAINT_RMS = (0.5, 30)
"""Of faint noise, in LSB."""


class Unknown(Enum):
    """Kinds of sound that are none of the words."""

    REVERSED = auto()
    """A word backwards."""
    SPLICED = auto()
    """The halves of two words."""
    SENTENCE = auto()
    """Out of speech without the words."""
    SYNTHETIC_WORD = auto()
    SYNTHETIC_PHRASE = auto()


class Material:
    """The training split and what was synthesised, in floating point at the scale of 16 bits."""

    def __init__(self, recordings: Recordings, synthetic: Synthetic):
        clips = recordings.clips["train"]
        self.words = [clip.samples.astype(np.float32) for clip in clips]
        self.classes = np.array([recordings.class_of(clip) for clip in clips])
        self.noises = [samples.astype(np.float32) for samples in recordings.noise]
        self.sentences = [samples.astype(np.float32) for samples in recordings.sentences]
        self.synthetic = synthetic
        self._middles = [middle(word) for word in self.words]
        self._kinds, self._shares = self._kinds_of_unknown()

    def any_word(self, rng: np.random.Generator) -> np.ndarray:
        return self.words[rng.integers(len(self.words))]

    def synthetic_word(self, rng: np.random.Generator) -> tuple[np.ndarray, str]:
        word, samples = self.synthetic.words[rng.integers(len(self.synthetic.words))]
        return somewhere(rng, samples), word

    def sentence(self, rng: np.random.Generator, length: int) -> np.ndarray:
        """A piece of one; there must be some."""
        return piece(rng, self.sentences, length)

    def _kinds_of_unknown(self) -> tuple[list[Unknown], np.ndarray]:
        """What there is material for, and the shares of these kinds."""
        shares = {Unknown.REVERSED: 0.15}
        if len(set(self.classes)) > 1:
            shares[Unknown.SPLICED] = 0.25
        if self.sentences:
            shares[Unknown.SENTENCE] = 0.3
        if self.synthetic:
            shares |= {Unknown.SYNTHETIC_WORD: 0.23, Unknown.SYNTHETIC_PHRASE: 0.07}
        return list(shares), np.array(list(shares.values())) / sum(shares.values())

    def unknown(self, rng: np.random.Generator) -> np.ndarray:
        """What sounds like speech and is none of the words."""
        match self._kinds[rng.choice(len(self._kinds), p=self._shares)]:
            case Unknown.REVERSED:
                return self.any_word(rng)[::-1]
            case Unknown.SENTENCE:
                return piece(rng, self.sentences, RUNNING_SAMPLES)
            case Unknown.SYNTHETIC_WORD:
                others = self.synthetic.others
                return somewhere(rng, others[rng.integers(len(others))])
            case Unknown.SYNTHETIC_PHRASE:
                return piece(rng, self.synthetic.phrases, RUNNING_SAMPLES).astype(np.float32)
            case Unknown.SPLICED:
                first, second = 0, 0
                while self.classes[first] == self.classes[second]:
                    first, second = rng.integers(len(self.words), size=2)
                halves = (
                    self.words[first][: self._middles[first]],
                    self.words[second][self._middles[second] :],
                )
                return np.concatenate(halves)[:CLIP_SAMPLES]

    def silence(self, rng: np.random.Generator, length: int) -> np.ndarray:
        """Zeros, faint noise, or a piece of noise at any level."""
        kind = rng.random()
        if kind < 0.2:
            return np.zeros(length, np.float32)
        if kind < 0.45:
            return self.faint_noise(rng, length)
        return self.noise(rng, length) * amplitude(rng.uniform(-30, 3))

    def faint_noise(self, rng: np.random.Generator, length: int) -> np.ndarray:
        is_recorded = rng.random() < 0.5
        noise = self.noise(rng, length) if is_recorded else rng.standard_normal(length, np.float32)
        low, high = FAINT_RMS
        rms = low * (high / low) ** rng.random()
        return at_power(noise, rms**2, 0)

    def noise(self, rng: np.random.Generator, length: int) -> np.ndarray:
        return piece(rng, self.noises, length)

    def babble(self, rng: np.random.Generator, length: int) -> np.ndarray:
        """Two to four voices, equally loud."""
        voices = (piece(rng, self.sentences, length) for _ in range(rng.integers(2, 5)))
        return sum(at_power(voice, 1, 0) for voice in voices)
