"""Other sample rates."""

import numpy as np
import pytest

import katydid


@pytest.mark.parametrize("rate_hz", katydid.RATES_HZ)
def test_a_sine_stays_a_sine(rate_hz):
    seconds = np.arange(rate_hz) / rate_hz
    output = katydid.resample(sine(1_000, seconds), rate_hz)
    assert output.dtype == np.int16 and len(output) == 16_000
    expected = sine(1_000, np.arange(16_000) / 16_000)
    # Away from the ends, where the recording meets zeros.
    difference = (output.astype(int) - expected)[200:-200]
    assert abs(difference).max() <= 20


@pytest.mark.parametrize("rate_hz", [32_000, 44_100, 48_000, 96_000])
def test_what_16_khz_cannot_hold_is_gone(rate_hz):
    output = katydid.resample(sine(9_500, np.arange(rate_hz) / rate_hz), rate_hz)
    assert abs(output[200:-200].astype(int)).max() <= 12


def sine(frequency_hz, seconds):
    return (10_000 * np.sin(2 * np.pi * frequency_hz * seconds)).round().astype(np.int16)


def test_16_khz_is_passed_through(sounds):
    np.testing.assert_array_equal(katydid.resample(sounds, 16_000), sounds)


@pytest.mark.parametrize("count", [0, 1, 2, 440, 441, 442])
def test_lengths(count):
    output = katydid.resample(np.ones(count, np.int16), 44_100)
    assert len(output) == -(-count * 160 // 441)


def test_other_rates_are_refused():
    with pytest.raises(katydid.KatydidError, match="12345 Hz: .*11025"):
        katydid.resample(np.zeros(10, np.int16), 12_345)
