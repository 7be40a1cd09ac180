"""Instructions a second of sound, from the samples to the decision, of the program and its built-in model."""

import wave

import numpy as np

from .callgrind import instructions
from .engine import ROOT

RATE_HZ = 16_000
SECONDS = 20
"""Length of the shorter of the two runs whose difference is counted; the longer is twice that."""
CLIPS = [ROOT / f"Tests/Golden/frontend/{word}.wav" for word in ("left", "yes")]


def sounds():
    """(what it is, samples of `seconds`) for what is measured; int16."""
    words = np.concatenate([_read(clip) for clip in CLIPS])
    noise = np.random.RandomState(1).normal(0, 330, 2 * SECONDS * RATE_HZ).round().astype(np.int16)
    return [
        ("words without a pause", lambda seconds: np.resize(words, seconds * RATE_HZ)),
        ("steady white noise at -40 dBFS", lambda seconds: noise[: seconds * RATE_HZ]),
        ("digital silence", lambda seconds: np.zeros(seconds * RATE_HZ, np.int16)),
    ]


def measure(program, samples_of, folder):
    """Instructions a second: of the whole program, and of the front end alone."""
    files = [folder / f"{n}.wav" for n in (SECONDS, 2 * SECONDS)]
    for file, seconds in zip(files, (SECONDS, 2 * SECONDS)):
        _write(file, samples_of(seconds))
    return tuple(_per_second(program, files, within) for within in (None, "*FrontEnd*push*"))


def _per_second(program, files, within):
    counts = [instructions([program, "recognize", "--json", file], within) for file in files]
    return (counts[1] - counts[0]) / SECONDS


def _read(file):
    with wave.open(str(file)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2")


def _write(file, samples):
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE_HZ)
        sound.writeframes(samples.astype("<i2").tobytes())
