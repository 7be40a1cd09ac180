"""What makes a recording harder: another tuning, noise, another level."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from ..errors import DataError, MissingError
from ..mixing import amplitude, at_power
from ..sound import SUFFIXES, SoundError, read_at_own_rate

_LARGEST_DENOMINATOR = 1000
"""Of a ratio of rates; within 0.002 cents of what was asked for."""


@dataclass(frozen=True)
class Conditions:
    """None of them by default."""

    detune_cents: float = 0
    """All pitches higher by so much, and everything faster in proportion."""
    noise_folder: Path | None = None
    signal_to_noise_db: float = 20
    """Mean power of the recording over that of the noise, if there is any."""
    gain_db: float = 0
    """Of recording and noise together; what exceeds full scale is clipped."""


def detuned(samples: np.ndarray, cents: float) -> np.ndarray:
    """float64 [fewer samples, the higher it gets] by a polyphase resampler."""
    if cents == 0:
        return samples.astype(np.float64)
    return resampled(samples, 2 ** (-cents / 1200))


def resampled(samples: np.ndarray, ratio: float) -> np.ndarray:
    """float64 [about `ratio` times the samples]."""
    fraction = Fraction(ratio).limit_denominator(_LARGEST_DENOMINATOR)
    return resample_poly(samples.astype(np.float64), fraction.numerator, fraction.denominator)


def in_conditions(
    samples: np.ndarray, rate_hz: int, conditions: Conditions, rng: np.random.Generator
) -> np.ndarray:
    """int16 [samples] of a recording that is already detuned; the noise begins anywhere."""
    if conditions.noise_folder:
        noise = read_noise(conditions.noise_folder, rate_hz)
        noise = np.resize(np.roll(noise, -int(rng.integers(len(noise)))), len(samples))
        power = float(np.mean(np.square(samples)))
        samples = samples + at_power(noise, power, -conditions.signal_to_noise_db)
    samples = samples * amplitude(conditions.gain_db)
    return np.clip(np.rint(samples), -32768, 32767).astype(np.int16)


@cache
def read_noise(folder: Path, rate_hz: int) -> np.ndarray:
    """float64: all recordings of a folder at the same level, one after the other."""
    if not folder.is_dir():
        raise MissingError(f"{folder}: no such folder; give one with recordings of noise")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise MissingError(f"{folder}: has no recordings; put some of noise there, as WAV or FLAC")
    parts = []
    for path in paths:
        try:
            samples, own_rate_hz = read_at_own_rate(path)
        except SoundError as error:
            raise DataError(f"{path}: {error}") from error
        parts.append(at_power(resampled(samples, rate_hz / own_rate_hz), 1, 0))
    return np.concatenate(parts)
