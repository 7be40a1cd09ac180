"""The integer front end stays within the error that the README states."""

import numpy as np
import pytest
from front_end_error import SHIPPED_CLIPS, errors
from front_end_float import mel_levels
from helpers import GOLDEN

from katydid_reference import golden_signals as signals
from katydid_reference.front_end_parameters import FrontEndParameters, SemitoneParameters
from katydid_reference.golden_signals import clip

CLIPS = sorted(SHIPPED_CLIPS.glob("*.wav"))


def test_the_clips_are_there():
    assert SHIPPED_CLIPS == GOLDEN / "frontend" and len(CLIPS) == 2


@pytest.mark.parametrize("path", CLIPS, ids=lambda path: path.stem)
def test_error_on_real_clips(path):
    error = errors(clip(path), FrontEndParameters().floor)
    assert error.size > 2_000
    assert np.percentile(error, 99.9) < 8e-3
    assert error.mean() < 4e-4
    assert error.max() < 1e-2


def test_the_floor_cuts_off_exactly_what_lies_below():
    quiet = signals.noise(4_000, 1, 1)
    levels = mel_levels(quiet)
    assert errors(quiet, floor=0).size == np.count_nonzero(levels > 0) < levels.size
    assert errors(quiet, floor=-20 * 1024).size == np.count_nonzero(levels > -20) > 0.99 * levels.size


@pytest.mark.parametrize("amplitude", (1, 30, 1_000, 32_767))
def test_the_error_does_not_depend_on_the_level(amplitude):
    # The block exponent keeps quiet frames as exact as loud ones: here only the logarithm errs.
    error = errors(signals.noise(8_000, amplitude, amplitude), floor=-12 * 1024 if amplitude == 1 else -4 * 1024)
    assert np.percentile(error, 99.9) < 7e-4


def test_the_window_errs_little_beside_a_full_scale_tone():
    # Rounding the window to Q14 leaves noise 95 dB below the tone; the floor of 0 is 78 dB below it.
    tone = signals.sine(8_000, 400, amplitude=32_000) + signals.noise(8_000, 3, 1)
    assert errors(tone, floor=0).max() < 0.06


@pytest.mark.parametrize("path", CLIPS, ids=lambda path: path.stem)
def test_error_of_semitones_on_real_clips(path):
    error = errors(clip(path), SemitoneParameters().floor, "semitone")
    assert error.size > 1_000
    assert np.percentile(error, 99.9) < 0.07
    assert error.mean() < 4e-3


def test_semitones_of_loud_music_are_as_exact_as_the_logarithm():
    strum = signals.strum(8_000, (45, 52, 57, 60, 64), amplitude=6_000)
    error = errors(strum, 0, "semitone")
    assert error.size > 1_000 and error.max() < 0.01 and error.mean() < 1e-3
