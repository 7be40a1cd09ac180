"""The signals of the golden cases: int64 arrays in Int16's range, 16 kHz unless said otherwise."""

import math
import wave

import numpy as np

HIGHEST, LOWEST = 2**15 - 1, -(2**15)


def silence(samples):
    return np.zeros(samples, np.int64)


def constant(samples, level):
    return np.full(samples, level, np.int64)


def square(samples, half_period_samples):
    """A full-scale square wave."""
    is_high = np.arange(samples) // half_period_samples % 2 == 0
    return np.where(is_high, HIGHEST, LOWEST)


def impulse(samples, place):
    signal = silence(samples)
    signal[place] = HIGHEST
    return signal


def sine(samples, frequency_hz, rate_hz=16_000, amplitude=HIGHEST):
    step = 2 * math.pi * frequency_hz / rate_hz
    return np.array([round(amplitude * math.sin(step * n)) for n in range(samples)], np.int64)


def chirp(samples, low_hz, high_hz, rate_hz=16_000, amplitude=20_000):
    """A sine whose frequency rises linearly."""
    slope = (high_hz - low_hz) / samples
    turns = (n / rate_hz * (low_hz + slope * n / 2) for n in range(samples))
    return np.array([round(amplitude * math.sin(2 * math.pi * t)) for t in turns], np.int64)


def strum(samples, notes, amplitude, cents=0, partials=6):
    """Decaying harmonic tones of MIDI numbers `notes`, 10 ms apart, `cents` above A = 440 Hz."""
    mixed = silence(samples)
    for place, note in enumerate(notes):
        start = 160 * place
        frequency_hz = 440 * 2 ** ((note - 69 + cents / 100) / 12)
        tone = sum(sine(samples - start, h * frequency_hz, amplitude=amplitude // h) for h in range(1, partials + 1))
        decay = 2**15 - 2 * np.arange(samples - start)
        mixed[start:] += (tone * decay) >> 15
    return mixed


def noise(samples, amplitude, seed):
    """White noise, uniform within -amplitude...amplitude."""
    return np.random.RandomState(seed).randint(-amplitude, amplitude + 1, samples)


def clip(path):
    """The samples of a WAV file of one channel and 16 bits at 16 kHz."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000), path
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.int64)
