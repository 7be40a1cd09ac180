"""The semitone front end's stages and tables against what the page says, one by one."""

from dataclasses import replace

import numpy as np
import pytest
from helpers import GOLDEN

from katydid_reference import golden_signals as signals
from katydid_reference import semitone_tables as tables
from katydid_reference.front_end import FrontEnd, event_list
from katydid_reference.golden_semitone import SEMITONE_BASE as BASE
from katydid_reference.semitone_analysis import contrast
from katydid_reference.streams import Streams, halved

WITHOUT_GATE = replace(BASE, gate=None)
STRUM = signals.strum(8_000, (45, 52, 57, 60, 64), amplitude=3_000)
EXTREMES = {
    "silence": signals.silence(4_800),
    "dc": signals.constant(4_800, signals.LOWEST),
    "square 200 Hz": signals.square(4_800, 40),
    "alternating": signals.square(4_800, 1),
    "impulse": signals.impulse(4_800, 2_401),
    "noise": signals.noise(4_800, signals.HIGHEST, 1),
    "speech": signals.clip(GOLDEN / "frontend" / "left.wav"),
}


def run(parameters, samples):
    return list(FrontEnd(parameters).push(samples))


def events_of(hops):
    return event_list(hop.events for hop in hops if hop.events is not None)


def bands(**values):
    levels = np.zeros(tables.BANDS, np.int64)
    for name, value in values.items():
        levels[int(name[1:])] = value
    return levels


def response(frequency):
    """Of the half-band filter, at a frequency in units of the incoming rate."""
    taps = np.array(tables.HALF_BAND_Q15) / 2**15
    places = np.arange(1, 2 * len(taps), 2)
    return 0.5 + 2 * np.cos(2 * np.pi * np.atleast_1d(frequency)[:, None] * places) @ taps


def test_bands_are_semitones_from_a1():
    centres = np.array(tables.band_centres_hz())
    assert (centres[0], round(centres[36], 9), len(centres)) == (55, 440, 84)
    assert np.allclose(np.diff(np.log2(centres)), 1 / 12)


def test_each_band_has_the_quickest_stream_that_separates_it():
    for view, least_bins in enumerate((2.2, 1.1)):
        streams = tables.ROW_STREAM[84 * view : 84 * (view + 1)]
        for centre, stream in zip(tables.band_centres_hz(), streams):
            bins = 0.0578 * centre / (tables.stream_rate_hz(stream) / 512)
            assert bins >= 0.995 * least_bins or stream == tables.STREAMS - 1
            assert bins < 2.005 * least_bins or stream == 0
        assert (np.diff(streams) <= 0).all() and set(streams) == set(range(tables.STREAMS))


def test_weights_are_triangles_over_the_logarithm():
    start = 0
    rows = zip(tables.row_centres_hz(), tables.ROW_STREAM, tables.ROW_FIRST_BIN, tables.ROW_WEIGHTS_END)
    for centre, stream, first_bin, end in rows:
        weights = np.array(tables.ROW_WEIGHTS_Q15[start:end]) / 2**15
        bins = np.arange(first_bin - 1, first_bin + len(weights) + 1)
        semitones = 12 * np.log2(bins * 16_000 / 2**stream / 512 / centre)
        assert np.allclose(np.maximum(0, 1 - np.abs(semitones))[1:-1], weights, atol=2**-15)
        assert semitones[0] < -0.999 and semitones[-1] > 0.999
        start = end
    assert start == len(tables.ROW_WEIGHTS_Q15)


def test_the_half_band_filter_keeps_what_is_read_and_stops_what_would_fold_into_it():
    assert 2 * sum(tables.HALF_BAND_Q15) + 2**14 == 2**15
    for centre, last in zip(tables.row_centres_hz(), tables.ROW_STREAM):
        edges = centre * 2 ** (np.array([-1, 0, 1]) / 12)
        for stream in range(1, last + 1):
            place = edges / tables.stream_rate_hz(stream - 1)
            assert (np.abs(response(place) - 1) < 2e-4).all()
            assert (np.abs(response(0.5 - place)) < 10 ** (-75 / 20)).all()


def test_the_window_is_two_halves_of_hann_windows():
    window = np.array(tables.WINDOW_Q14)
    assert (window[0], window[384], len(window)) == (0, 2**14, 512)
    assert (np.diff(window[:385]) >= 0).all() and (np.diff(window[384:]) < 0).all()
    assert abs(window.sum() / 2**14 - 256) < 1e-3


def test_halving_by_hand():
    one = np.zeros(60, np.int64)
    one[40] = 2**14
    taps = tables.HALF_BAND_Q15
    # The last output stands seven samples before the newest, on 52; the one on 40 is the seventh from the end.
    made = halved(one, 10)
    assert made[3] == 2**13
    one[:] = np.roll(one, 1)
    assert halved(one, 10)[2:6].tolist() == [(taps[d] + 1) >> 1 for d in (1, 0, 0, 1)]
    assert (halved(signals.constant(60, -32_768), 10) == -32_768).all()


def test_halving_saturates():
    # Samples of the sign of their taps.
    is_negative = np.isin(np.abs(np.arange(-7, 8)), (3, 7))
    worst = np.where(is_negative, signals.LOWEST, signals.HIGHEST)
    assert halved(worst, 1) == signals.HIGHEST
    assert halved(-1 - worst, 1) == signals.LOWEST


def test_streams_do_not_depend_on_how_far_they_run_at_a_time():
    streams = Streams()
    samples = signals.noise(16_000, 20_000, 9)
    frame = signals.silence(512)
    for start in range(0, 16_000, 160):
        frame = np.concatenate([frame[160:], samples[start : start + 160]])
        streams.take(frame)
    whole = samples
    for stream in range(1, tables.STREAMS):
        whole = halved(np.concatenate([signals.silence(16), whole]), len(whole) // 2)
        count = min(512, len(whole))
        assert (streams.frames[stream][-count:] == whole[-count:]).all()


@pytest.mark.parametrize("row", range(0, 168, 5))
def test_a_tone_has_the_same_level_in_every_band_of_both_views(row):
    centre = tables.row_centres_hz()[row]
    frame = run(WITHOUT_GATE, signals.sine(9_600, centre, amplitude=16_000))[-1].frame
    view = slice(row // 84 * 84, row // 84 * 84 + 84)
    excess = frame.features[row] / 1024 - 2 * np.log2(16_000 / 4)
    lowest = 0.04 if row < 84 else -0.13
    assert lowest < excess < 0.54
    assert frame.features[view].argmax() == row % 84
    assert frame.values[row] == frame.values[view].max() > 8 * 1024


def test_neighbours_fall_off():
    for band in range(12, 84, 7):
        frame = run(WITHOUT_GATE, signals.sine(9_600, tables.band_centres_hz()[band]))[-1].frame
        fall = (frame.features[band] - frame.features[[band - 2, band - 1]]) / 1024
        assert fall[1] > 1.3 and fall[0] > 10


def test_contrast_by_hand():
    # 25 bands around: floor(5000 / 25) is 200.
    assert contrast(bands(b40=5_000), 65_535)[40] == 4_800
    assert (contrast(bands(b40=5_000), 65_535) > 0).sum() == 1
    # 13 bands around the first.
    assert contrast(bands(b0=5_000), 65_535)[0] == 5_000 - 5_000 // 13
    # Far below the highest band only what is within the range counts.
    both = bands(b20=9_000, b70=5_000)
    assert contrast(both, 4_500)[[20, 70]].tolist() == [9_000 - 4_500, 500]
    assert contrast(both, 3_000)[70] == 0
    assert contrast(np.full(84, 32_767), 0).tolist() == [0] * 84


def test_events_are_the_contrast_in_steps():
    hops = run(replace(WITHOUT_GATE, step=700, limit=9), STRUM)
    ticks = [hop for hop in hops if hop.events is not None]
    assert all((hop.events == np.minimum(hop.frame.values // 700, 9)).all() for hop in ticks)
    assert max(hop.events.max() for hop in ticks) == 9


def test_a_chord_is_heard_within_three_ticks_of_its_onset():
    notes = (45, 52, 57, 60, 64)
    hops = run(BASE, signals.strum(3_200, notes, amplitude=3_000))
    # The last note starts 40 ms after the first.
    assert all(hops[4 + 6 - 1].events[note - 33] > 0 for note in notes[1:])
    assert all(hops[-1].events[note - 33] > 0 for note in notes)


def test_a_closed_gate_makes_no_events_and_forgets():
    gate = replace(BASE.gate, hang_hops=5)
    pause = signals.silence(3_200)
    hops = run(replace(BASE, gate=gate), np.concatenate([STRUM, pause, STRUM]))
    alone = run(replace(BASE, gate=gate), STRUM)
    again = hops[70:]
    assert not hops[69].is_open and not hops[69].events.any() and hops[69].frame is None
    assert events_of(again) == events_of(alone)
    assert all((a.frame.features == b.frame.features).all() for a, b in zip(again, alone) if b.frame is not None)


@pytest.mark.parametrize("name", EXTREMES)
def test_extremes_neither_overflow_nor_stick(name):
    # The reference asserts the range of every intermediate result; a second later all is as ever.
    lead = np.concatenate([EXTREMES[name], signals.silence(16_000)])
    lead = lead[: lead.size // 320 * 320]
    assert events_of(run(WITHOUT_GATE, np.concatenate([lead, STRUM]))[lead.size // 160 :]) == events_of(
        run(WITHOUT_GATE, STRUM)
    )


def test_chunks_do_not_matter():
    front_end = FrontEnd(BASE)
    chunks = np.split(STRUM, range(1, STRUM.size, 97))
    assert events_of([hop for chunk in chunks for hop in front_end.push(chunk)]) == events_of(run(BASE, STRUM))


def test_silence_makes_nothing():
    assert not events_of(run(BASE, signals.silence(4_800))) and not events_of(run(WITHOUT_GATE, signals.silence(4_800)))
