"""Sound files as the board hears them: 16 kHz, mono, 16 bits."""

from functools import reduce
from operator import add
from pathlib import Path

import katydid
import numpy as np
import soundfile

SAMPLE_RATE = katydid.SAMPLE_RATE_HZ
CLIP_SAMPLES = SAMPLE_RATE
"""What is used of a clip at most."""
SUFFIXES = frozenset(
    [".wav", ".flac", ".ogg", ".opus", ".mp3", ".aiff", ".aif", ".aifc", ".au", ".caf"]
)
"""Of the files that are taken from folders; a manifest may name others."""
FOREIGN_SUFFIXES = frozenset([".m4a", ".aac", ".mp4", ".wma", ".webm", ".3gp", ".amr", ".mkv"])
"""Of sounds that libsndfile does not read."""
HARDLY_LESS = 0.99


class SoundError(Exception):
    """A file cannot be read; the message is the reason, without the path."""


def read_sound(path: Path) -> np.ndarray:
    """int16 [samples] of any file that libsndfile reads, at one of the rates of the board's resampler.

    Several channels become their mean, rounded as the board does it. Raises `SoundError`.
    """
    samples, rate_hz = read_at_own_rate(path)
    if rate_hz == SAMPLE_RATE:
        return samples
    if rate_hz not in katydid.RATES_HZ:
        rates = ", ".join(str(rate) for rate in katydid.RATES_HZ)
        raise SoundError(f"has a sample rate of {rate_hz} Hz; convert it to one of {rates}")
    return katydid.resample(samples, rate_hz)


def read_at_own_rate(path: Path) -> tuple[np.ndarray, int]:
    """As `read_sound`, at the rate of the file, and that rate in Hz."""
    if not path.is_file():
        raise SoundError("no such file")
    try:
        with soundfile.SoundFile(path) as file:
            rate_hz = file.samplerate
            if file.channels == 1 and file.subtype == "PCM_16":
                samples = file.read(dtype="int16")
            else:
                samples = mixed_down(file.read(dtype="float32", always_2d=True))
    except soundfile.LibsndfileError as error:
        reason = error.error_string.rstrip(" .")
        raise SoundError(f"{reason}; convert it to WAV or FLAC") from error
    if not len(samples):
        raise SoundError("has no samples; record it again")
    return samples, rate_hz


def mixed_down(frames: np.ndarray) -> np.ndarray:
    """int16 [frames] of float32 [frames, channels], full scale 1: the mean, to nearest with ties to even.

    What is not a number becomes 0; the bits are those of the board's `mixDown`.
    """
    channels = frames.shape[1]
    # One channel after the other: the order of a sum decides its last bit.
    mean = reduce(add, frames.T.astype(np.float64)) * 32768 / channels
    mean = np.nan_to_num(mean, copy=False, nan=0, posinf=32767, neginf=-32768)
    return np.rint(np.clip(mean, -32768, 32767)).astype(np.int16)


def loudest_second(samples: np.ndarray) -> np.ndarray:
    """The second with the most energy of a longer recording; of those that have hardly less the middle
    one, so that a short word stands in the middle of it."""
    if len(samples) <= CLIP_SAMPLES:
        return samples
    total = np.concatenate([[0], np.cumsum(np.square(samples, dtype=np.int64))])
    energies = total[CLIP_SAMPLES:] - total[:-CLIP_SAMPLES]
    loudest = int(energies.argmax())
    less = np.flatnonzero(energies < HARDLY_LESS * energies[loudest])
    place = int(np.searchsorted(less, loudest))
    first = less[place - 1] + 1 if place > 0 else 0
    last = less[place] - 1 if place < len(less) else len(energies) - 1
    start = (first + last) // 2
    return samples[start : start + CLIP_SAMPLES]
