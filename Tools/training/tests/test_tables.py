"""The tables: what is checked in is what the script writes, and says what the page says."""

import numpy as np
from helpers import REPOSITORY
from make_tables import swift_source

from katydid_reference import tables


def test_the_checked_in_file_is_what_the_script_writes():
    path = REPOSITORY / "Sources" / "Katydid" / "Audio" / "Tables.swift"
    assert path.read_text() == swift_source()


def test_ranges():
    assert (tables.HANN_Q14[0], tables.HANN_Q14[256], len(tables.HANN_Q14)) == (0, 2**14, 257)
    assert (tables.SINE_Q30[0], tables.SINE_Q30[128], len(tables.SINE_Q30)) == (0, 2**30, 129)
    assert (tables.LOG2_Q16[0], tables.LOG2_Q16[64]) == (0, 2**16)
    assert (tables.EXP2_Q15[0], tables.EXP2_Q15[64]) == (2**15, 2**16)
    assert (tables.SINC_Q15[0], tables.SINC_Q15[-1], len(tables.SINC_Q15)) == (2**15 - 1, 0, 24 * 128 + 1)
    assert np.abs(tables.SINC_Q15).max() < 2**15


def test_every_band_has_weights():
    segment, rising = np.array(tables.MEL_SEGMENT), np.array(tables.MEL_RISING_Q15)
    for band in range(tables.BANDS):
        assert rising[segment == band].sum() + (2**15 - rising)[segment == band + 1].sum() > 2**14
    inside = segment != tables.NO_SEGMENT
    assert np.flatnonzero(inside).tolist() == list(range(1, 244))
    assert (np.diff(segment[inside]) >= 0).all()
    assert rising.max() <= 2**15 and not rising[~inside].any()


def test_edges_are_those_of_the_mel_scale():
    edges_hz = np.array(tables.mel_edges_hz())
    assert np.allclose(edges_hz[[0, -1]], (20, 7_600))
    assert np.allclose(np.diff(2595 * np.log10(1 + edges_hz / 700), 2), 0)
