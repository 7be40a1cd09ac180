"""The picture of a recording shows what the board does."""

import sys

import numpy as np
import plot_recording
import pytest
import soundfile
from helpers import REPOSITORY
from katydid_reference import blob
from katydid_reference.recognizer import Recognizer
from katydid_training.figures.recording_trace import TraceError, trace
from PIL import Image

RECORDING = REPOSITORY / "Firmware" / "demo" / "words.flac"
SHIPPED = REPOSITORY / "Firmware" / "models" / "keywords.kat"
SECONDS = 3


@pytest.fixture(scope="module")
def samples():
    recording, _ = soundfile.read(RECORDING, dtype="int16", frames=SECONDS * 16_000)
    return recording


def run(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["plot_recording.py", *map(str, arguments)])
    return plot_recording.main()


def test_the_trace_is_that_of_the_reference(samples):
    traced = trace(samples, SHIPPED)
    recognizer = Recognizer(blob.read(SHIPPED.read_bytes()))
    ticks = list(recognizer.push(np.append(samples, np.zeros(8000, np.int16))))
    assert len(ticks) == len(traced.scores) == 50 * SECONDS + 25
    assert np.array_equal(traced.events, [tick.inputs for tick in ticks])
    assert np.array_equal(traced.spikes[0].sum(1), [tick.spikes[0] for tick in ticks])
    assert np.array_equal(traced.scores * 2**15, [tick.scores for tick in ticks])
    events = [tick.event for tick in ticks if tick.event is not None]
    assert events
    assert [d.seconds for d in traced.detections] == pytest.approx(
        [(e.tick + 1) / 50 for e in events]
    )
    assert [d.label for d in traced.detections] == [traced.labels[e.class_index] for e in events]


def test_a_picture_comes_of_it(tmp_path, samples, monkeypatch):
    sound, whole, part = tmp_path / "words.wav", tmp_path / "whole.png", tmp_path / "part.png"
    soundfile.write(sound, np.stack([samples, samples], 1), 16_000)
    assert run(monkeypatch, sound, "-o", whole) == 0
    assert (
        run(monkeypatch, sound, "-o", part, "--start", 1, "--seconds", 1, "--model", SHIPPED) == 0
    )
    for path in (whole, part):
        with Image.open(path) as image:
            assert image.width == 1600
            assert 0.002 < np.mean(np.asarray(image.convert("L")) < 128) < 0.3
    assert whole.read_bytes() != part.read_bytes()
    assert sorted(tmp_path.iterdir()) == [part, whole, sound]


def test_silence_has_a_picture_too(tmp_path, monkeypatch):
    sound = tmp_path / "silence.wav"
    soundfile.write(sound, np.zeros(16_000, np.int16), 16_000)
    assert run(monkeypatch, sound, "-o", tmp_path / "silence.png") == 0
    assert (tmp_path / "silence.png").exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--start", "9"], "not within the recording of 3.00 s"),
        (["--seconds", "0"], "give one above 0"),
        (["--model", "nothing.kat"], "nothing.kat"),
    ],
)
def test_errors_say_what_is_wrong(tmp_path, samples, monkeypatch, capsys, options, reason):
    sound = tmp_path / "words.wav"
    soundfile.write(sound, samples, 16_000)
    assert run(monkeypatch, sound, "-o", tmp_path / "out.png", *options) == 65
    assert reason in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [sound]


def test_unusual_recordings_are_named(tmp_path, monkeypatch, capsys):
    empty, odd, text = tmp_path / "empty.wav", tmp_path / "odd.wav", tmp_path / "text.wav"
    soundfile.write(empty, np.zeros(0, np.int16), 16_000)
    soundfile.write(odd, np.zeros(100, np.int16), 12_345)
    text.write_text("no sound")
    for path, reason in ((empty, "no samples"), (odd, "12345 Hz"), (text, "text.wav")):
        assert run(monkeypatch, path, "-o", tmp_path / "out.png") == 65
        assert reason in capsys.readouterr().err


def test_a_bare_network_is_refused(tmp_path, samples):
    parts = blob.read(SHIPPED.read_bytes())
    parts.decision = None
    bare = tmp_path / "bare.kat"
    bare.write_bytes(blob.write(parts))
    with pytest.raises(TraceError, match="no decision"):
        trace(samples, bare)
