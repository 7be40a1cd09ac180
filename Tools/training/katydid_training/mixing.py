"""Samples cut, placed and added at stated levels."""

import numpy as np

from .sound import CLIP_SAMPLES


def piece(rng: np.random.Generator, recordings: list[np.ndarray], length: int) -> np.ndarray:
    """`length` samples from anywhere; zeros behind a recording that is shorter."""
    recording = recordings[rng.integers(len(recordings))]
    start = int(rng.integers(max(len(recording) - length, 0) + 1))
    piece = recording[start : start + length]
    return np.pad(piece, (0, length - len(piece)))


def somewhere(rng: np.random.Generator, sound: np.ndarray) -> np.ndarray:
    """A clip of zeros but for the sound, float32 [CLIP_SAMPLES]."""
    clip = np.zeros(CLIP_SAMPLES, np.float32)
    sound = sound[:CLIP_SAMPLES]
    start = int(rng.integers(CLIP_SAMPLES - len(sound) + 1))
    clip[start : start + len(sound)] = sound
    return clip


def middle(word: np.ndarray) -> int:
    """Where half of the energy has passed."""
    energy = np.cumsum(np.square(word, dtype=np.float64))
    return int(np.searchsorted(energy, energy[-1] / 2))


def add_noise(scene: np.ndarray, noise: np.ndarray, power: float, below_db: float) -> np.ndarray:
    """`scene` with noise of the same length that lies below `power`, the word's mean power; int16."""
    noisy = scene + at_power(noise.astype(np.float32), power, -below_db)
    return np.clip(np.rint(noisy), -32768, 32767).astype(np.int16)


def amplitude(decibels: float) -> np.float32:
    return np.float32(10 ** (decibels / 20))


def at_power(samples: np.ndarray, power: float, decibels: float) -> np.ndarray:
    """`samples` at `decibels` relative to `power`; silence stays silent."""
    own = float(np.mean(np.square(samples)))
    return samples * np.float32(np.sqrt(power / max(own, 1e-6))) * amplitude(decibels)
