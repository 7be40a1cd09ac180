"""From the dry sound of instruments to what the board's microphone hears of them in a room."""

from functools import lru_cache, cache

import numpy as np

from .fluidsynth import RATE_HZ

BOARD_RATE_HZ = 16_000
DECIMATION = RATE_HZ // BOARD_RATE_HZ
PASSED_HZ, STOPPED_HZ = 7_200.0, 7_950.0
DRY_SHARE = 0.4
DECAY_SECONDS = (0.1, 0.9)
"""Until the room's answer is 60 dB down."""
DIRECT_TO_REVERBERANT_DB = (-2.0, 18.0)
PRE_DELAY_SECONDS = (0.001, 0.012)
EQUALISED_SHARE = 0.7
TILT_DB_AN_OCTAVE = 1.5
"""Standard deviation."""
PEAKS_DB, PEAK_OCTAVES = 4.0, (0.4, 1.5)
HIGH_PASS_SHARE, HIGH_PASS_HZ = 0.35, (60.0, 200.0)
LOW_PASS_SHARE, LOW_PASS_HZ = 0.2, (4_000.0, 7_000.0)
MICROPHONE_TAPS = 2048
DRY = np.ones(1, np.float32)
"""The response of no room."""


def any_response(rng: np.random.Generator) -> np.ndarray:
    """Impulse response of a room and a microphone, float32 at 16 kHz; its first sample is direct sound."""
    response = np.ones(1)
    if rng.random() >= DRY_SHARE:
        response = _room(rng)
    if rng.random() < EQUALISED_SHARE:
        microphone = _microphone(rng)
        size = fast_size(len(response) + len(microphone))
        spectrum = np.fft.rfft(response, size) * np.fft.rfft(microphone, size)
        response = np.fft.irfft(spectrum, size)[: len(response) + len(microphone) - 1]
    return response.astype(np.float32)


def heard(samples: np.ndarray, response: np.ndarray) -> np.ndarray:
    """float32 [samples / 3] at 16 kHz of float32 [samples] at 48 kHz, through an impulse response.

    One transform decimates and convolves: what the board cannot hear is left out of the spectrum.
    """
    count = -(-len(samples) // DECIMATION)
    size = fast_size(count + len(response) + BOARD_RATE_HZ // 100)
    spectrum = np.fft.rfft(samples, size * DECIMATION)[: size // 2 + 1]
    spectrum *= _decimation(size)
    if len(response) > 1:
        spectrum *= np.fft.rfft(response, size)
    return np.fft.irfft(spectrum, size)[:count].astype(np.float32)


@cache
def fast_size(least: int) -> int:
    """The smallest even product of 2, 3 and 5 from `least` on."""
    sizes = (
        3**three * 5**five
        for three in range(12)
        for five in range(8)
        if 3**three * 5**five <= least
    )
    return min(size << max(1, (-(-least // size) - 1).bit_length()) for size in sizes)


@lru_cache(maxsize=64)
def _decimation(size: int) -> np.ndarray:
    """Gains of the bins: a raised cosine between what passes and what is stopped."""
    hertz = np.fft.rfftfreq(size, 1 / BOARD_RATE_HZ)
    place = np.clip((hertz - PASSED_HZ) / (STOPPED_HZ - PASSED_HZ), 0, 1)
    return ((0.5 + 0.5 * np.cos(np.pi * place)) / DECIMATION).astype(np.float32)


def _room(rng: np.random.Generator) -> np.ndarray:
    """Direct sound, then noise that decays exponentially, high frequencies sooner."""
    seconds = rng.uniform(*DECAY_SECONDS)
    time = np.arange(int(seconds * BOARD_RATE_HZ)) / BOARD_RATE_HZ
    low, high = rng.standard_normal((2, len(time)))
    # A first-order low-pass and what it leaves: two bands, of which the upper one decays faster.
    size = fast_size(2 * len(time))
    hertz = np.fft.rfftfreq(size, 1 / BOARD_RATE_HZ)
    passed = 1 / (1 + 1j * hertz / rng.uniform(500, 3000))
    low = np.fft.irfft(np.fft.rfft(low, size) * passed, size)[: len(time)]
    high = np.fft.irfft(np.fft.rfft(high, size) * (1 - passed), size)[: len(time)]
    answer = low * 10 ** (-3 * time / seconds)
    answer += high * 10 ** (-3 * time / (seconds * rng.uniform(0.3, 0.9)))
    delay = int(rng.uniform(*PRE_DELAY_SECONDS) * BOARD_RATE_HZ)
    response = np.concatenate([np.zeros(delay), answer])
    level = 10 ** (-rng.uniform(*DIRECT_TO_REVERBERANT_DB) / 20)
    response *= level / np.sqrt(np.sum(np.square(response)))
    response[0] = 1
    return response


def _microphone(rng: np.random.Generator) -> np.ndarray:
    """Tilt, broad peaks, at times the ends of the range that a cheap one lacks; minimum phase."""
    hertz = np.fft.rfftfreq(2 * MICROPHONE_TAPS, 1 / BOARD_RATE_HZ)
    octaves = np.log2(np.maximum(hertz, 30) / 500)
    decibels = rng.normal(0, TILT_DB_AN_OCTAVE) * np.clip(octaves, -3, 3)
    for _ in range(rng.integers(0, 3)):
        width = rng.uniform(*PEAK_OCTAVES)
        distance = (octaves - rng.uniform(-2.5, 3.5)) / width
        decibels = decibels + rng.normal(0, PEAKS_DB) * np.exp(-0.5 * distance**2)
    if rng.random() < HIGH_PASS_SHARE:
        corner = rng.uniform(*HIGH_PASS_HZ)
        decibels = decibels - 10 * np.log10(1 + (corner / np.maximum(hertz, 5)) ** 4)
    if rng.random() < LOW_PASS_SHARE:
        corner = rng.uniform(*LOW_PASS_HZ)
        decibels = decibels - 10 * np.log10(1 + (hertz / corner) ** 8)
    return _minimum_phase(np.maximum(decibels, -60))


def _minimum_phase(decibels: np.ndarray) -> np.ndarray:
    """The impulse response with these gains that comes soonest, by folding the cepstrum."""
    size = 2 * (len(decibels) - 1)
    cepstrum = np.fft.irfft(decibels * (np.log(10) / 20), size)
    cepstrum[1 : size // 2] *= 2
    cepstrum[size // 2 + 1 :] = 0
    response = np.fft.irfft(np.exp(np.fft.rfft(cepstrum)), size)
    return response[:MICROPHONE_TAPS]
