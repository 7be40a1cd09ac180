"""What the board's microphone hears of a sound at 48 kHz."""

import numpy as np
import pytest
from katydid_training.chords.rooms import DRY, _minimum_phase, any_response, fast_size, heard


def tone(hertz, seconds=0.5):
    return np.sin(2 * np.pi * hertz * np.arange(int(48_000 * seconds)) / 48_000).astype(np.float32)


def test_a_tone_keeps_its_level_and_place():
    expected = tone(1000)[::3]
    assert heard(tone(1000), DRY)[400:-400] == pytest.approx(expected[400:-400], abs=2e-3)


def test_what_the_board_cannot_hear_does_not_alias():
    assert np.abs(heard(tone(9000), DRY)[800:-800]).max() < 1e-3


def test_a_response_delays_nothing():
    click = np.zeros(48_000, np.float32)
    click[24_000] = 1
    for seed in range(20):
        response = any_response(np.random.default_rng(seed))
        sound = np.abs(heard(click, response))
        assert sound[:7_950].max(initial=0) < 0.02 * sound.max()
        assert abs(int(sound[7_950:8_200].argmax()) - 50) < 120


def test_minimum_phase_keeps_the_gains():
    decibels = -10 * np.log10(1 + (np.arange(2049) / 500) ** 2)
    spectrum = np.abs(np.fft.rfft(_minimum_phase(decibels), 4096))
    assert 20 * np.log10(spectrum) == pytest.approx(decibels, abs=0.2)


@pytest.mark.parametrize("least", [2, 7, 100, 160_161, 171_000])
def test_sizes_are_even_products_of_small_primes(least):
    size = rest = fast_size(least)
    assert least <= size < 1.1 * least + 8 and size % 2 == 0
    for prime in (2, 3, 5):
        while rest % prime == 0:
            rest //= prime
    assert rest == 1
