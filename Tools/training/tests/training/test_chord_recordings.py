"""Continuous recordings made of labelled clips."""

import numpy as np
import pytest
from data_folders import SAMPLE_RATE, sound, write, write_manifest
from katydid_training.chords.conditions import Conditions, detuned, read_noise
from katydid_training.chords.labelled_clips import find_collections, read_collection
from katydid_training.chords.recordings import build_recordings
from katydid_training.errors import DataError, MissingError

COLUMNS = "file,label,note"
LABELS = ("C:maj", "A:min", "N")


@pytest.fixture
def collection(tmp_path):
    """A hundred clips of two rooms, some of them longer than two seconds; clip 7 has samples of 7."""
    folder = tmp_path / "data" / "chords" / "ukulele"
    rows = []
    for number in range(100):
        seconds = 0.5 if number % 10 else 2.5
        write(folder / f"{number}.wav", np.full(int(seconds * SAMPLE_RATE), number))
        room = "dry" if number < 70 else "bath room/2"
        rows.append((f"{number}.wav", LABELS[number % 3], room))
    write_manifest(folder / "manifest.csv", rows, COLUMNS)
    (collection,) = find_collections(tmp_path / "data")
    return collection


def manifest_of(folder, rows, columns=COLUMNS):
    write_manifest(folder / "manifest.csv", rows, columns)
    return folder / "manifest.csv"


def test_every_clip_is_used_once_and_stands_where_the_truth_says(collection):
    recordings = build_recordings(collection)
    assert [recording.name for recording in recordings] == [
        *("ukulele-dry-1", "ukulele-dry-2", "ukulele-bath_room_2-1"),
    ]
    assert [len(recording.clips) for recording in recordings] == [35, 35, 30]
    used = [path for recording in recordings for path in recording.clips]
    assert sorted(used) == sorted(clip.path for clip in collection.clips)
    for recording in recordings:
        assert recording.truth[0][0] == 0
        assert recording.truth[-1][1] == len(recording.samples) / SAMPLE_RATE
        for path, (start, end, label) in zip(recording.clips, recording.truth, strict=True):
            number = int(path.stem)
            assert label == LABELS[number % 3]
            assert (end - start) == pytest.approx(0.5 if number % 10 else 2)
            samples = recording.samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
            assert set(samples) == {number}


def quiet_then(strum, quiet_seconds, level=9000):
    """A hum of a twentieth of the level, then the strum of so many seconds."""
    quiet = np.full(int(quiet_seconds * SAMPLE_RATE), level // 20)
    return np.append(quiet, np.full(int(strum * SAMPLE_RATE), level))


def test_clips_begin_at_most_50_ms_before_their_attack(tmp_path):
    seconds = {"late": (0.5, 0.405), "very late": (3, 2.3), "soon": (0.5, 0.03), "now": (1, 0)}
    for name, (strum, quiet) in seconds.items():
        write(tmp_path / f"{name}.wav", quiet_then(strum, quiet))
    write(tmp_path / "silent.wav", np.zeros(SAMPLE_RATE // 2))
    rows = [(f"{name}.wav", "C:maj", name) for name in (*seconds, "silent")]
    recordings = build_recordings(read_collection(manifest_of(tmp_path, rows)))
    lasts = {recording.group: recording.truth[-1][1] for recording in recordings}
    assert lasts == pytest.approx(
        # The attack is the piece of 10 ms in which the strum begins.
        {"late": 0.555, "very late": 2, "soon": 0.53, "now": 1, "silent": 0.5}
    )
    quiet = {r.group: int((np.abs(r.samples) < 9000).argmin()) / SAMPLE_RATE for r in recordings}
    assert quiet == pytest.approx(
        {"late": 0.055, "very late": 0.05, "soon": 0.03, "now": 0, "silent": 0}
    )


def test_the_attack_is_sought_in_what_is_heard(tmp_path):
    """Detuned, the 50 ms are still 50 ms."""
    write(tmp_path / "a.wav", quiet_then(1, 0.5))
    collection = read_collection(manifest_of(tmp_path, [("a.wav", "C:maj", "")]))
    (recording,) = build_recordings(collection, Conditions(detune_cents=-100))
    ratio = 2 ** (100 / 1200)
    assert recording.truth[0][1] == pytest.approx(ratio + 0.05, abs=0.01)


def test_the_order_follows_from_the_seed(collection):
    orders = [
        [path for recording in build_recordings(collection, seed=seed) for path in recording.clips]
        for seed in (1, 1, 2)
    ]
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0][:70]) == sorted(orders[2][:70])


def test_a_manifest_without_notes_is_one_group(tmp_path):
    write(tmp_path / "a.wav", sound(1), 44_100)
    recordings = build_recordings(
        read_collection(manifest_of(tmp_path, [("a.wav", "C:maj")], "file,label"))
    )
    assert [(r.group, r.rate_hz) for r in recordings] == [("", 44_100)]


def test_one_recording_has_one_sample_rate(tmp_path):
    for name, rate_hz in (("a.wav", 16_000), ("b.wav", 44_100)):
        write(tmp_path / name, sound(1), rate_hz)
    rows = [("a.wav", "C:maj", "x"), ("b.wav", "D:maj", "x")]
    with pytest.raises(DataError, match=r"line \d: .*[ab].wav has a sample rate of .* 'x' have"):
        build_recordings(read_collection(manifest_of(tmp_path, rows)))


@pytest.mark.parametrize(
    ("rows", "columns", "reason"),
    [
        ([], COLUMNS, "lists no clips"),
        ([("a.wav", "C:maj")], "path,label", "no column 'file'; its first line"),
        ([("a.wav", "C:maj")], "file,word", "no column 'label'"),
        ([("a.wav", "C:maj", "dry"), ("a.wav", "Cm", "dry")], COLUMNS, "line 3: 'Cm' is not a"),
        ([("a.wav", "", "dry")], COLUMNS, "line 2: '' is not a chord in Harte syntax"),
        ([("", "C:maj", "dry")], COLUMNS, "line 2: 'file' is empty"),
        ([("a.wav", "C:maj")], COLUMNS, "line 2: has more or fewer fields"),
        ([("a.wav", "C:maj", "dry", "cold")], COLUMNS, "line 2: has more or fewer fields"),
    ],
)
def test_what_is_wrong_in_a_manifest_is_named(tmp_path, rows, columns, reason):
    with pytest.raises(DataError, match=reason):
        read_collection(manifest_of(tmp_path, rows, columns))


def test_clips_that_cannot_be_read_are_named_with_their_line(tmp_path):
    write(tmp_path / "good.wav", sound(1))
    (tmp_path / "bad.wav").write_text("no sound")
    rows = [("good.wav", "C:maj", ""), ("gone.wav", "C:maj", "")]
    with pytest.raises(DataError, match=r"manifest.csv, line 3: .*gone.wav: no such file"):
        build_recordings(read_collection(manifest_of(tmp_path, rows)))
    with pytest.raises(DataError, match=r"manifest.csv, line 2: .*bad.wav: .*convert"):
        build_recordings(read_collection(manifest_of(tmp_path, [("bad.wav", "C:maj", "")])))


def test_missing_data_says_what_to_give(tmp_path):
    with pytest.raises(MissingError, match="--manifest"):
        read_collection(tmp_path / "none.csv")
    with pytest.raises(MissingError, match="--data"):
        find_collections(tmp_path)


@pytest.mark.parametrize("cents", [-40, 25, 100])
def test_detuning_moves_pitch_and_time(cents):
    rate_hz, frequency = 16_000, 440
    tone = 8000 * np.sin(2 * np.pi * frequency * np.arange(2 * rate_hz) / rate_hz)
    higher = detuned(tone.astype(np.int16), cents)
    ratio = 2 ** (cents / 1200)
    assert len(higher) == pytest.approx(len(tone) / ratio, abs=2)
    middle = higher[1000:-1000] * np.hanning(len(higher) - 2000)
    spectrum = np.abs(np.fft.rfft(middle, 8 * len(middle)))
    peak = spectrum.argmax() * rate_hz / (8 * len(middle))
    assert 1200 * np.log2(peak / frequency) == pytest.approx(cents, abs=0.5)
    assert np.abs(higher[1000:-1000]).max() == pytest.approx(8000, rel=0.01)


def test_detuned_recordings_have_truth_to_match(tmp_path):
    for name in ("a.wav", "b.wav"):
        write(tmp_path / name, np.full(SAMPLE_RATE, 1000))
    rows = [("a.wav", "C:maj", ""), ("b.wav", "D:maj", "")]
    collection = read_collection(manifest_of(tmp_path, rows))
    (recording,) = build_recordings(collection, Conditions(detune_cents=40))
    assert recording.truth[1][1] == len(recording.samples) / SAMPLE_RATE
    assert recording.truth[1][1] == pytest.approx(2 * 2 ** (-40 / 1200), abs=0.001)


def test_noise_lies_as_far_below_as_was_asked(tmp_path):
    write(tmp_path / "a.wav", sound(1, 32_000))
    for name, seed in (("hum.wav", 2), ("hiss.flac", 3)):
        write(tmp_path / "noise" / name, sound(seed, 24_000) // 10, 8_000)
    collection = read_collection(manifest_of(tmp_path, [("a.wav", "C:maj", "")]))
    (clean,) = build_recordings(collection)
    conditions = Conditions(noise_folder=tmp_path / "noise", signal_to_noise_db=10, gain_db=-6)
    (noisy,) = build_recordings(collection, conditions)
    quieter = 10 ** (-6 / 20)
    noise = noisy.samples / quieter - clean.samples
    ratio = np.mean(np.square(clean.samples, dtype=float)) / np.mean(np.square(noise))
    assert 10 * np.log10(ratio) == pytest.approx(10, abs=0.1)


def test_noise_comes_from_a_folder_of_recordings(tmp_path):
    with pytest.raises(MissingError, match="no such folder"):
        read_noise(tmp_path / "none", SAMPLE_RATE)
    with pytest.raises(MissingError, match="has no recordings"):
        read_noise(tmp_path, SAMPLE_RATE)


def test_gain_clips_at_full_scale(tmp_path):
    write(tmp_path / "a.wav", np.array([20_000, -20_000, 100, -100]))
    collection = read_collection(manifest_of(tmp_path, [("a.wav", "C:maj", "")]))
    (recording,) = build_recordings(collection, Conditions(gain_db=20))
    assert recording.samples.tolist() == [32_767, -32_768, 1000, -1000]
