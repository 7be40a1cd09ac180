"""The library against the vectors that the integer reference made."""

from pathlib import Path

import numpy as np
import pytest
from katydid_reference.golden_records import decode

import katydid

FOLDER = Path(__file__).resolve().parents[3] / "Tests" / "Golden" / "frontend"
CASES = {path.stem: decode(path.read_bytes()) for path in sorted(FOLDER.glob("*.golden"))}
FRONT_ENDS = [name for name, records in CASES.items() if "features" in records]
RESAMPLERS = [name for name in CASES if name.startswith("resampler-")]


def test_there_are_vectors():
    assert len(FRONT_ENDS) >= 15 and len(RESAMPLERS) == len(katydid.RATES_HZ)


@pytest.mark.parametrize("name", FRONT_ENDS)
def test_front_end(name):
    records = CASES[name]
    section = records["section"].astype(np.uint8).tobytes()
    kinds = {1: katydid.FrontEndParameters, 2: katydid.SemitoneParameters}
    parameters = kinds[section[0]].from_bytes(section)
    output = katydid.FrontEnd(parameters).push(records["samples"].astype(np.int16))
    np.testing.assert_array_equal(output.is_open, records["open"])
    # Features of kind semitone are there once a tick.
    every = parameters.hops_per_tick if parameters.kind == "semitone" else 1
    ends = np.arange(every - 1, len(output.is_open), every)
    features = output.features[ends][output.is_open[ends]]
    # The vectors have the quick view, too; the library gives the fine one.
    rows = parameters.channels if parameters.kind == "semitone" else parameters.bands
    recorded = records["features"].reshape(-1, rows)[:, : parameters.bands]
    np.testing.assert_array_equal(features, recorded)
    ticks, channels = np.nonzero(output.events)
    events = np.column_stack([ticks, channels, output.events[ticks, channels]])
    np.testing.assert_array_equal(events.ravel(), records["events"])


@pytest.mark.parametrize("name", RESAMPLERS)
def test_resampler(name):
    records = CASES[name]
    output = katydid.resample(records["input"].astype(np.int16), int(records["rate"][0]))
    # The reference stops where the filter would need samples after the end.
    expected = records["output"]
    assert len(expected) > 0.5 * len(output)
    np.testing.assert_array_equal(output[: len(expected)], expected)


def test_a_front_end_of_a_model():
    model = katydid.FrontEnd(FOLDER / "recognizer.kat")
    samples = CASES["left"]["samples"].astype(np.int16)
    assert model.events(samples).any()
    same = katydid.FrontEnd((FOLDER / "recognizer.kat").read_bytes())
    np.testing.assert_array_equal(model.events(samples), same.events(samples))
