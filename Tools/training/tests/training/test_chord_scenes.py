"""Scenes of chords: what is heard is what their truth says."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import soundfile
from katydid_training.chords.config import Config
from katydid_training.chords.fluidsynth import (
    DRUM_BANK,
    Note,
    Synthesiser,
    SynthesiserError,
    font_path,
)
from katydid_training.chords.scenes import clip, scene
from katydid_training.chords.store import make_clips, make_scenes, read_scenes
from katydid_training.chords.vocabulary import ROOTS, Chord

FONT = "FluidR3_GM.sf2"
CLEAN = Config(fonts=(FONT,), families=("piano",), noise_share=0)
MIXED = Config(fonts=(FONT,))
TOOLS = Path(__file__).parents[3]


def _missing() -> bool:
    try:
        font_path(FONT)
        Synthesiser()
    except SynthesiserError:
        return True
    return False


pytestmark = pytest.mark.skipif(
    _missing(), reason=f"no FluidSynth or {FONT} (apt install fluidsynth fluid-soundfont-gm)"
)


def strongest_pitch(samples, rate_hz, near_hz):
    """In Hz, within 80 cents."""
    size = 1 << 19
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size))
    hertz = np.fft.rfftfreq(size, 1 / rate_hz)
    is_near = np.abs(np.log2(np.maximum(hertz, 1) / near_hz)) < 80 / 1200
    return hertz[is_near][spectrum[is_near].argmax()]


def loudest_pitch_classes(samples, cents):
    """The three that have most of the magnitude between 100 and 2000 Hz."""
    size = 1 << 16
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size))
    hertz = np.fft.rfftfreq(size, 1 / 16_000)
    is_heard = (hertz > 100) & (hertz < 2000)
    pitch = 69 + 12 * np.log2(hertz[is_heard] / 440) - cents / 100
    strength = np.bincount(np.rint(pitch).astype(int) % 12, spectrum[is_heard] ** 2, 12)
    return frozenset(strength.argsort()[-3:].tolist())


def chord(label):
    root, quality = label.split(":")
    return Chord(ROOTS.index(root), quality)


def test_detuning_shifts_the_pitch():
    synthesiser = Synthesiser()
    note = [Note(0.0, 1.0, 69, 90)]
    for cents in (-35.0, 0.0, 20.0):
        samples = synthesiser.render(FONT, 16, note, 1.0, np.full(128, cents))
        pitch = strongest_pitch(samples[4800:], 48_000, 440)
        assert 1200 * np.log2(pitch / 440) == pytest.approx(cents, abs=4)


def test_what_was_played_before_changes_nothing():
    synthesiser = Synthesiser()
    notes = [Note(0.1 * n, 0.9, 50 + n, 100) for n in range(5)]
    first = synthesiser.render(FONT, 25, notes, 1.0)
    synthesiser.render(FONT, 48, notes, 0.4, np.full(128, 30.0))
    synthesiser.render(FONT, 0, notes, 0.4, bank=DRUM_BANK)
    assert np.array_equal(first, synthesiser.render(FONT, 25, notes, 1.0))
    assert np.abs(first).max() > 0.01


def test_several_fonts_lie_side_by_side(tmp_path):
    """Under another name it is another font, which must not take the place of the first."""
    second = tmp_path / "second.sf2"
    second.symlink_to(font_path(FONT))
    synthesiser = Synthesiser()
    note = [Note(0.0, 0.3, 60, 90)]
    fonts = [FONT, str(second)] * 2
    sounds = [synthesiser.render(font, 11, note, 0.3) for font in fonts]
    assert all(np.array_equal(sounds[0], sound) for sound in sounds[1:])
    assert not np.array_equal(sounds[0], synthesiser.render(str(second), 12, note, 0.3))


def test_an_instrument_or_a_font_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SynthesiserError, match="bank 77"):
        Synthesiser().render(FONT, 0, [], 0.1, bank=77)
    with pytest.raises(SynthesiserError, match="apt install timgm6mb-soundfont|TimGM6mb"):
        font_path("TimGM6mb.sf2/none")
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"nothing")
    with pytest.raises(SynthesiserError, match="broken.sf2"):
        Synthesiser().render(str(broken), 0, [], 0.1)


def test_a_scene_is_the_same_again_and_differs_by_seed():
    first, other = scene(3, MIXED), scene(4, MIXED)
    again = scene(3, MIXED)
    assert np.array_equal(first.samples, again.samples)
    assert (first.truth, first.played) == (again.truth, again.played)
    assert not np.array_equal(first.samples, other.samples)


def test_the_chord_of_the_truth_sounds():
    right = []
    for seed in range(30):
        made = clip(seed, CLEAN)
        cents = made.played.instruments[0]["cents"]
        right.append(
            loudest_pitch_classes(made.samples[1600:12_000].astype(float), cents)
            == chord(made.truth[0][1]).pitch_classes
        )
    # Melodies, rooms and strong partials may hide a tone now and then.
    assert np.mean(right) >= 0.8


def test_truth_and_level_of_many_scenes():
    scenes = [scene(seed, MIXED) for seed in range(30)]
    seconds, labels, is_joined = Counter(), set(), Counter()
    for made in scenes:
        assert made.samples.dtype == np.int16 and len(made.samples) == 160_000
        starts = [start for start, _ in made.truth]
        assert starts[0] == 0 and starts == sorted(set(starts)) and starts[-1] < 10
        ends = [*starts[1:], 10.0]
        for (start, label), end in zip(made.truth, ends, strict=True):
            seconds[label == "N"] += end - start
            labels.add(label)
        peak = np.abs(made.samples.astype(np.int32)).max()
        assert 320 <= peak <= 32767 * 10 ** (-3 / 20) + 1
        is_joined[made.played.is_joined] += 1
    assert 0.1 < seconds[True] / 300 < 0.25
    assert len(labels) == 25
    assert min(is_joined.values()) > 5


def test_joined_recordings_begin_shortly_before_their_chord():
    """Digital silence at most 60 ms, or the decay of the microphone's response, then the attack."""
    late = []
    for seed in range(30):
        made = scene(seed, CLEAN)
        if not made.played.is_joined or made.played.noise != "none":
            continue
        ends = [start for start, _ in made.truth[1:]] + [10.0]
        for (start, label), end in zip(made.truth, ends, strict=True):
            if label == "N" or end - start < 0.4 or end == 10.0:
                continue
            sound = np.abs(made.samples[int(start * 16_000) : int((start + 0.3) * 16_000)])
            late.append(int((sound > 0.1 * sound.max()).argmax()) / 16_000)
    assert len(late) > 15
    assert 0 <= min(late) and np.percentile(late, 95) < 0.1 and np.median(late) > 0.005


def test_scenes_are_kept_and_read(tmp_path):
    make_scenes(tmp_path, MIXED, range(2, 4))
    kept = list(read_scenes(tmp_path))
    made = [scene(seed, MIXED) for seed in (2, 3)]
    for one, other in zip(kept, made, strict=True):
        assert np.array_equal(one.samples, other.samples)
        assert (one.truth, one.played) == (other.truth, other.played)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"000002.flac", "000003.flac", "scenes.json"}
    assert len(json.loads((tmp_path / "scenes.json").read_text())) == 2


def test_clips_are_single_chords_with_a_manifest(tmp_path):
    make_clips(tmp_path, MIXED, range(3))
    with (tmp_path / "manifest.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows] == ["000000.flac", "000001.flac", "000002.flac"]
    for row in rows:
        samples, rate_hz = soundfile.read(tmp_path / row["file"])
        assert rate_hz == 16_000 and 1.2 <= len(samples) / rate_hz <= 2.0
        assert chord(row["label"]).label == row["label"] and FONT in row["players"]


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--family", "kazoo"], 64, "no family kazoo"),
        (["--count", "0"], 64, "--count"),
        (["--data", "nowhere"], 66, "nowhere"),
        (["--font", "nowhere.sf2"], 66, "nowhere.sf2"),
    ],
)
def test_what_is_wrong_with_a_command_is_said(tmp_path, options, status, message):
    command = [sys.executable, "-m", "katydid_training.chords", "scenes", "--out", str(tmp_path)]
    path = f"{TOOLS / 'training'}:{TOOLS / 'python'}"
    ended = subprocess.run(
        [*command, *options], capture_output=True, text=True, env={"PYTHONPATH": path}
    )
    assert ended.returncode == status and message in ended.stderr
    assert not list(tmp_path.iterdir())
