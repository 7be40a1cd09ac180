"""The front end behind the C interface."""

import dataclasses

import numpy as np
import pytest

import katydid

DEFAULTS = katydid.FrontEndParameters.defaults()


@pytest.fixture
def front_end():
    return katydid.FrontEnd(DEFAULTS)


def test_shapes_types_and_ranges(front_end, sounds):
    output = front_end.push(sounds)
    hops = len(sounds) // 160
    assert output.features.shape == (hops, 40) and output.features.dtype == np.int16
    assert output.is_open.shape == (hops,) and output.is_open.dtype == np.bool_
    assert output.events.shape == (hops // 2, 80) and output.events.dtype == np.int8
    assert output.features.min() >= 0 and output.features.max() > 10 * 1024
    assert output.events.min() >= 0 and 1 < output.events.max() <= 15
    assert not np.any((output.events[:, :40] > 0) & (output.events[:, 40:] > 0))


def test_the_gate_opens_and_closes(front_end, sounds):
    features, is_open = front_end.features(sounds)
    assert not is_open[:25].any() and is_open[26:].any() and not is_open[-1]
    assert not features[~is_open].any() and features[is_open].any()
    assert np.count_nonzero(np.diff(is_open.astype(int))) >= 2


def test_without_a_gate_every_hop_is_open(sounds):
    front_end = katydid.FrontEnd(dataclasses.replace(DEFAULTS, gate=None))
    assert front_end.features(sounds)[1].all()


def test_silence_makes_no_events(front_end):
    assert not front_end.events(np.zeros(48_000, np.int16)).any()


@pytest.mark.parametrize("hops_per_tick", [1, 2, 3])
@pytest.mark.parametrize("largest_chunk", [1, 170, 5_000])
def test_chunks_do_not_matter(sounds, hops_per_tick, largest_chunk):
    samples = sounds[2_000:12_000] if largest_chunk == 1 else sounds
    front_end = katydid.FrontEnd(dataclasses.replace(DEFAULTS, hops_per_tick=hops_per_tick))
    whole = front_end.push(samples)
    front_end.reset()
    rng = np.random.default_rng(1)
    parts, start = [], 0
    while start < len(samples):
        stop = start + int(rng.integers(1, largest_chunk + 1))
        parts.append(front_end.push(samples[start:stop]))
        start = stop
    for name in katydid.Output._fields:
        together = np.concatenate([getattr(part, name) for part in parts])
        np.testing.assert_array_equal(together, getattr(whole, name))


def test_whole_recordings_start_fresh(front_end, sounds):
    events = front_end.events(sounds)
    front_end.push(sounds[:12_345])
    np.testing.assert_array_equal(front_end.events(sounds), events)
    features, is_open = front_end.features(sounds)
    output = front_end.push(sounds)
    np.testing.assert_array_equal(features, output.features)
    np.testing.assert_array_equal(is_open, output.is_open)
    np.testing.assert_array_equal(events, output.events)


def test_objects_are_independent(sounds):
    one, two = katydid.FrontEnd(DEFAULTS), katydid.FrontEnd(DEFAULTS)
    first = [one.push(sounds[:9_000]).events]
    two.push(sounds)
    first.append(one.push(sounds[9_000:]).events)
    np.testing.assert_array_equal(np.concatenate(first), two.events(sounds))


def test_large_limits_take_16_bits(sounds):
    parameters = dataclasses.replace(DEFAULTS, limit=200, step_log2=1 / 1024)
    events = katydid.FrontEnd(parameters).events(sounds)
    assert events.dtype == np.int16 and events.max() == 200


def test_samples_of_a_view(front_end, sounds):
    doubled = np.repeat(sounds, 2)
    np.testing.assert_array_equal(front_end.events(doubled[::2]), front_end.events(sounds))


def test_wrong_samples_are_refused(front_end):
    with pytest.raises(TypeError, match="float64, not int16"):
        front_end.events(np.zeros(100))
    with pytest.raises(ValueError, match=r"shape \(100, 2\)"):
        front_end.events(np.zeros((100, 2), np.int16))
    assert front_end.events(np.zeros(0, np.int16)).shape == (0, 80)


def test_semitones_have_shapes_of_their_own(sounds):
    front_end = katydid.FrontEnd(katydid.SemitoneParameters.defaults())
    assert (front_end.bands, front_end.channels) == (84, 168)
    output = front_end.push(sounds)
    hops = len(sounds) // 160
    assert output.features.shape == (hops, 84) and output.events.shape == (hops // 2, 168)
    # Features change where a tick ends.
    np.testing.assert_array_equal(
        output.features[2::2][output.is_open[2::2]], output.features[1:-1:2][output.is_open[2::2]]
    )
    assert output.events.dtype == np.int8 and output.events.max() > 1


def test_a_tone_is_heard_in_its_band():
    front_end = katydid.FrontEnd(katydid.SemitoneParameters.defaults())
    for band in range(0, 84, 11):
        hertz = 55 * 2 ** (band / 12)
        tone = np.round(8_000 * np.sin(2 * np.pi * hertz / 16_000 * np.arange(9_600)))
        events = front_end.events(tone.astype(np.int16))
        assert events[-1].argmax() == band
