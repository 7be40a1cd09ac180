"""The resampler: pass band, stop band and delay of every rate, measured with sines."""

import numpy as np
import pytest

from katydid_reference.resampler import RATES_HZ, Resampler

AMPLITUDE = 30_000
FILTERED = [rate_hz for rate_hz in RATES_HZ if rate_hz != 16_000]


def settled(rate_hz, frequency_hz, phase=0.4):
    """What comes out for a sine, float64, without the start; and the times of its samples in seconds."""
    resampler = Resampler(rate_hz)
    n = np.arange(rate_hz // 2)
    samples = np.rint(AMPLITUDE * np.cos(2 * np.pi * frequency_hz * n / rate_hz + phase))
    output = resampler.run(samples.astype(np.int64)).astype(np.float64)
    start = 16_000 * 2 * resampler.half // rate_hz + 1
    return output[start:], np.arange(start, output.size) / 16_000


def without_sine(signal, time, frequency_hz):
    """`signal` without its part at `frequency_hz` (least squares), and the complex amplitude of that part."""
    angle = 2 * np.pi * frequency_hz * time
    basis = np.stack([np.cos(angle), -np.sin(angle)], axis=1)
    weights = np.linalg.lstsq(basis, signal, rcond=None)[0]
    return signal - basis @ weights, complex(*weights)


def decibels(amplitude):
    return 20 * np.log10(max(abs(amplitude), 1e-9) / AMPLITUDE)


def frequencies_hz(low, high, count):
    """From `low` to `high`, at odd fractions of a hertz so that no alias falls on a special place."""
    return np.linspace(low, high, count) + 0.37


def stop_band_db(rate_hz):
    """The loudest of everything that should not be there, in dB below the sine that went in."""
    levels = []
    if rate_hz > 16_000:
        # What lies above the new Nyquist frequency must vanish, whatever it aliases to.
        for frequency_hz in frequencies_hz(1.05 * 8_000, rate_hz / 2 - 50, 120):
            output, _ = settled(rate_hz, frequency_hz)
            levels.append(decibels(np.sqrt(2 * np.mean(output**2))))
    else:
        # Images mirror at the old Nyquist frequency: from 1.05 times it on they must vanish.
        for frequency_hz in frequencies_hz(50, 0.95 * rate_hz / 2, 120):
            output, time = settled(rate_hz, frequency_hz)
            images, _ = without_sine(output, time, frequency_hz)
            levels.append(decibels(np.sqrt(2 * np.mean(images**2))))
    return max(levels)


def pass_band(rate_hz):
    """Gains up to 0.89 of the lower Nyquist frequency in dB, and the largest error of the phase in radians."""
    nyquist_hz = min(rate_hz, 16_000) / 2
    gains, errors = [], []
    for frequency_hz in frequencies_hz(10, 0.89 * nyquist_hz - 1, 60):
        output, time = settled(rate_hz, frequency_hz)
        _, amplitude = without_sine(output, time, frequency_hz)
        gains.append(decibels(amplitude))
        errors.append(abs(np.angle(amplitude * np.exp(-0.4j))))
    return min(gains), max(gains), max(errors)


@pytest.mark.parametrize("rate_hz", FILTERED)
def test_stop_band(rate_hz):
    assert stop_band_db(rate_hz) < -60


@pytest.mark.parametrize("rate_hz", FILTERED)
def test_pass_band_and_delay(rate_hz):
    lowest, highest, phase_error = pass_band(rate_hz)
    assert -0.1 < lowest <= highest < 0.02
    # A hundredth of a radian at 7 kHz is a quarter of a microsecond.
    assert phase_error < 0.01


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_constant_stays_exactly_what_it_is(rate_hz):
    resampler = Resampler(rate_hz)
    for level in (-(2**15), -1, 1, 2**15 - 1):
        output = resampler.run(np.full(3 * resampler.half + rate_hz // 50, level))
        assert (output[16_000 * 2 * resampler.half // rate_hz + 1 :] == level).all()


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_lengths(rate_hz):
    resampler = Resampler(rate_hz)
    for count in (0, 1, resampler.half, resampler.half + 1, resampler.half + 7, 1000):
        output = resampler.run(np.ones(count, np.int64))
        if rate_hz == 16_000:
            assert output.size == count
            continue
        outputs = [k for k in range(3000) if k * resampler.down // resampler.up + resampler.half < count]
        assert output.size == len(outputs)


def test_other_rates_are_refused():
    with pytest.raises(ValueError, match="12345 Hz is not supported"):
        Resampler(12_345)
