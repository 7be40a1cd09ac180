"""Samples in, events out."""

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from katydid_reference.golden_records import decode

import katydid

ROOT = Path(__file__).resolve().parents[3]
WORDS = ROOT / "Firmware/demo/words.flac"
KEYWORDS = ROOT / "Firmware/models/keywords.kat"
GOLDEN = ROOT / "Tests/Golden/frontend"


@pytest.fixture(scope="module")
def words() -> np.ndarray:
    sys.path.insert(0, str(ROOT / "Tools/lib"))
    from sound_file import read_sound

    return np.frombuffer(read_sound(WORDS), np.int16)


@pytest.fixture(scope="module")
def recognizer() -> katydid.Recognizer:
    return katydid.Recognizer(KEYWORDS)


def test_the_events_are_those_of_the_program(recognizer, words):
    command = [".build/debug/katydid", "recognize", "--json", WORDS]
    subprocess.run(["swift", "build", "--product", "katydid"], cwd=ROOT, check=True)
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    expected = [json.loads(line) for line in printed.splitlines()]
    events = recognizer.recognize(words)
    assert len(events) == len(expected) > 3
    for event, wanted in zip(events, expected, strict=True):
        assert event.label == wanted["label"] == recognizer.model.labels[event.class_index]
        assert event.time_seconds == pytest.approx(wanted["time"], abs=0.0005)
        assert event.score == pytest.approx(wanted["score"], abs=0.005)


def test_chunks_and_floats_make_no_difference(recognizer, words):
    expected = recognizer.recognize(words)
    chunks = np.array_split(words, 700)
    assert list(recognizer.listen(chunks)) == expected
    recognizer.reset()
    assert recognizer.recognize(words.astype(np.float32) / 32_768) == expected


def test_floats_are_rounded_and_limited(recognizer):
    from katydid.samples import mono_samples

    floats = [0.5 / 32_768, 1.5 / 32_768, 2.0, -2.0, np.nan, np.inf, -np.inf]
    assert mono_samples(np.array(floats)).tolist() == [0, 2, 32_767, -32_768, 0, 32_767, -32_768]
    with pytest.raises(ValueError, match="mix channels down"):
        recognizer.push(np.zeros((10, 2), np.float32))
    with pytest.raises(TypeError, match="int32"):
        recognizer.push(np.zeros(10, np.int32))


@pytest.mark.parametrize("name", ["recognizer", "recognizer-semitone", "tracking"])
def test_the_reference_agrees(name):
    records = decode((GOLDEN / f"{name}.golden").read_bytes())
    samples = records["samples"].astype(np.int16)
    recognizer = katydid.Recognizer(GOLDEN / f"{name}.kat")
    found = [
        (event.class_index, round(event.score * 32_768), event.time_samples)
        for event in recognizer.push(samples)
    ]
    # A row of the vectors begins with the tick.
    expected = records["events"].reshape(-1, 4)[:, 1:].tolist()
    assert found == [tuple(row) for row in expected] and found


def test_other_rates(words):
    doubled = np.repeat(words, 2)
    with katydid.Recognizer(KEYWORDS, rate_hz=32_000) as recognizer:
        assert len(recognizer.recognize(doubled)) > 3
    with pytest.raises(katydid.KatydidError, match="44100"):
        katydid.Recognizer(KEYWORDS, rate_hz=12_345)


def test_settings(words):
    with katydid.Recognizer(KEYWORDS) as recognizer:
        settings = recognizer.settings
        assert 0 < settings.threshold <= 1 and settings.consecutive_ticks >= 1
        recognizer.settings = dataclasses.replace(
            settings, threshold=1 / 32_768, consecutive_ticks=1, smoothing_milliseconds=0,
            hold_off_milliseconds=0,
        )  # fmt: skip
        # More events than can wait at once.
        assert len(recognizer.recognize(words)) > 64
        with pytest.raises(katydid.KatydidError, match="outside its range"):
            recognizer.settings = dataclasses.replace(settings, threshold=1.5)
        assert recognizer.settings.threshold == 1 / 32_768


def test_scores_and_counters(recognizer, words):
    recognizer.reset()
    recognizer.push(words[:40_000])
    assert recognizer.scores.shape == (len(recognizer.model.labels),)
    assert recognizer.scores.sum() == pytest.approx(1, abs=0.01)
    assert recognizer.counters.ticks == 40_000 // 320 and recognizer.counters.spikes > 0


def test_a_closed_recognizer_says_so():
    with katydid.Recognizer(KEYWORDS) as recognizer:
        pass
    with pytest.raises(ValueError, match="the Recognizer is closed"):
        recognizer.push(np.zeros(10, np.int16))


def test_a_bare_network_does_not_recognise():
    with pytest.raises(katydid.KatydidError, match=r"tiny\.kat: the model has no front end"):
        katydid.Recognizer(ROOT / "Tests/Golden/tiny.kat")
