"""Noise and voices behind a whole scene, and the level at which it is recorded."""

from dataclasses import dataclass

import numpy as np

from .config import Config
from .rooms import BOARD_RATE_HZ
from .sounds import Sounds

SPEECH_SHARE, SPEECH_SNR_DB = 0.1, (15.0, 30.0)
FAINT_SHARE, FAINT_SNR_DB = 0.5, (40.0, 60.0)
"""Of scenes without noise: hardly any instead of none."""
CLIPPED_SHARE, DRIVE = 0.07, (0.6, 2.0)
PEAK_DBFS = (-40.0, -3.0)


@dataclass(frozen=True)
class Backdrop:
    samples: np.ndarray
    """float32 [samples] at 16 kHz, where music has unit power."""
    kind: str
    snr_db: float | None
    """Of the noise without the voices; None if there is none."""

    @property
    def noise_power(self) -> float:
        return 0.0 if self.snr_db is None else 10 ** (-self.snr_db / 10)


def any_backdrop(
    rng: np.random.Generator, config: Config, sounds: Sounds, seconds: float
) -> Backdrop:
    count = round(seconds * BOARD_RATE_HZ)
    samples, kind, snr_db = np.zeros(count, np.float32), "none", None
    if rng.random() < config.noise_share:
        snr_db = float(rng.uniform(*config.snr_db))
    elif rng.random() < FAINT_SHARE:
        snr_db = float(rng.uniform(*FAINT_SNR_DB))
    if snr_db is not None:
        noise, kind = sounds.noise(rng, count)
        samples = noise * np.float32(10 ** (-snr_db / 20))
    if sounds.sentences and rng.random() < SPEECH_SHARE:
        level = np.float32(10 ** (-rng.uniform(*SPEECH_SNR_DB) / 20))
        samples = samples + level * sounds.speech(rng, count)
        kind = f"{kind} and speech"
    return Backdrop(samples, kind, snr_db)


def recorded(rng: np.random.Generator, samples: np.ndarray) -> np.ndarray:
    """int16 at a level drawn at random; at times softly clipped before."""
    if rng.random() < CLIPPED_SHARE:
        drive = rng.uniform(*DRIVE) / max(float(samples.std()), 1e-9)
        samples = np.tanh(samples * np.float32(drive))
    peak = max(float(np.abs(samples).max()), 1e-9)
    scale = 32767 * 10 ** (rng.uniform(*PEAK_DBFS) / 20) / peak
    return np.rint(samples * np.float32(scale)).astype(np.int16)
