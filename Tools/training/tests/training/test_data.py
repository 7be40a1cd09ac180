"""Whatever the data looks like, nothing that is kept for measuring comes near training."""

import csv

import numpy as np
import pytest
import soundfile
from data_folders import one_about, sound, write, write_background, write_clips, write_manifest
from katydid_training.data import DataError, evaluation_manifest, read_recordings

WORDS = ["left", "right"]
SPEAKERS = [f"{first}{second}" for first in "abcdefgh" for second in "aeiou"]


def names(words=WORDS, speakers=SPEAKERS, takes=3):
    return [f"{w}/{s}_{w}_{n}.wav" for w in words for s in speakers for n in range(takes)]


def write_split_manifest(folder, check="check"):
    """As our own data is laid out."""
    rows = []
    for word in (*WORDS, "cat"):
        for split, speaker, count in (("train", "a", 30), ("dev", "c", 3), (check, "d", 3)):
            clips = [f"{word}/{speaker}_{number}.wav" for number in range(count)]
            rows += [(clip, word, speaker, split) for clip in clips]
    write_manifest(folder / "keywords" / "manifest.csv", rows, "file,word,speaker,split")
    write_clips(folder / "keywords", [row[0] for row in rows])


def test_splits_of_a_manifest_are_kept_and_check_is_not_read(tmp_path):
    write_split_manifest(tmp_path)
    write_background(tmp_path)
    recordings = read_recordings(tmp_path, ["right", "left"], ("train", "dev"))
    speakers = {name: {clip.speaker for clip in clips} for name, clips in recordings.clips.items()}
    assert speakers == {"train": {"a"}, "dev": {"c"}}
    assert recordings.classes == ["right", "left", "unknown", "silence"]
    classes = [recordings.class_of(clip) for clip in recordings.clips["dev"]]
    assert classes == [1] * 3 + [0] * 3 + [2] * 3
    own = tmp_path / "keywords" / "manifest.csv"
    assert evaluation_manifest(recordings, tmp_path / "out") == own
    assert not (tmp_path / "out").exists()


def test_the_end_of_the_noise_and_the_last_sentences_are_kept(tmp_path):
    write_split_manifest(tmp_path)
    write_background(tmp_path, sentences=71)
    recordings = read_recordings(tmp_path, WORDS, ("train", "dev"))
    (trained,), (kept,) = recordings.noise, recordings.kept_noise
    assert trained.max() < kept.min() and len(trained) == 128_000
    assert [s[0] for s in recordings.sentences] == list(range(51))
    assert [s[0] for s in recordings.kept_sentences] == list(range(51, 71))
    assert recordings.negatives is recordings.kept_sentences


@pytest.mark.parametrize("sentences, trained", [(2, 2), (12, 8)])
def test_of_few_sentences_some_are_left_to_train_on(tmp_path, sentences, trained):
    write_split_manifest(tmp_path)
    write_background(tmp_path, sentences)
    recordings = read_recordings(tmp_path, WORDS, ("train",))
    assert len(recordings.sentences) == trained
    assert len(recordings.kept_sentences) == {2: 2, 12: 4}[sentences]


def test_short_noise_begins_again_and_shorter_is_left_out(tmp_path):
    write_split_manifest(tmp_path)
    write_background(tmp_path)
    write(tmp_path / "noise" / "click.wav", sound(0, 2000))
    write(tmp_path / "noise" / "fan.wav", sound(1, 20_000))
    recordings = read_recordings(tmp_path, WORDS, ("train",))
    assert len(recordings.noise) == 2
    assert all(len(noise) >= 48_000 for noise in recordings.kept_noise)
    one_about(recordings.problems, "click.wav: noise of less than a second")


def test_a_folder_of_word_folders(tmp_path):
    write_clips(tmp_path, [*names(), *names(["cat"], SPEAKERS, 1)[:9], "unknown/x_1.wav"])
    write_background(tmp_path)
    recordings = read_recordings(tmp_path, None, ("train", "dev", "check"))
    assert recordings.words == WORDS
    one_about(
        recordings.problems, "too few clips to train on: cat 7: they are taken as other words"
    )
    speakers = [{clip.speaker for clip in clips} for clips in recordings.clips.values()]
    assert all(speakers) and set().union(*speakers) == {*SPEAKERS, "x"}
    assert sum(map(len, speakers)) == len(SPEAKERS) + 1
    assert 0.7 <= len(recordings.clips["train"]) / 250 <= 0.9
    assert "train" in recordings.summary and "of 1 speaker" not in recordings.summary


def test_a_manifest_without_splits(tmp_path):
    clips = [(f"all/{number}.wav", "left", SPEAKERS[number % 40]) for number in range(120)]
    write_manifest(tmp_path / "list.csv", clips, "file,label,speaker")
    write_clips(tmp_path, [clip[0] for clip in clips])
    write_background(tmp_path)
    recordings = read_recordings(tmp_path / "list.csv", None, ("train", "dev"))
    assert recordings.words == ["left"] and recordings.sentences
    speakers = [{clip.speaker for clip in clips} for clips in recordings.clips.values()]
    assert all(speakers) and speakers[0].isdisjoint(speakers[1])


def test_a_manifest_for_evaluation_has_all_splits_and_the_seconds_that_are_used(tmp_path):
    write_clips(tmp_path / "data", names())
    long = np.concatenate([np.zeros(20_000), sound(999, 16_000), np.zeros(20_000)])
    for word in WORDS:
        write(tmp_path / "data" / word / f"{SPEAKERS[0]}_9.wav", long // len(word))
    recordings = read_recordings(tmp_path / "data", None, ("train", "dev", "check"))
    path = evaluation_manifest(recordings, tmp_path / "out")
    rows = list(csv.DictReader(path.open()))
    assert {row["split"] for row in rows} == {"train", "dev", "check"}
    assert [(row["word"], row["split"]) for row in rows] == [
        (entry.word, entry.split) for entry in recordings.entries
    ]
    lengths = [soundfile.info(row["file"]).frames for row in rows]
    assert max(lengths) == 16_000 and len(rows) == 242
    one_about(recordings.problems, "2 clips longer than a second")
    assert not list((tmp_path / "out").glob("*.unfinished"))


def test_a_split_called_test_is_check_and_the_manifest_is_written_anew(tmp_path):
    write_split_manifest(tmp_path, check="test")
    recordings = read_recordings(tmp_path, WORDS, ("check",))
    assert {clip.speaker for clip in recordings.clips["check"]} == {"d"}
    assert not recordings.sentences and recordings.negatives is recordings.kept_noise
    path = evaluation_manifest(recordings, tmp_path / "out")
    assert "check" in path.read_text() and "test" not in path.read_text().replace(str(tmp_path), "")


@pytest.mark.parametrize("is_cut", [True, False])
def test_a_manifest_that_is_not_heard_as_it_was_trained_on_is_written_anew(tmp_path, is_cut):
    write_split_manifest(tmp_path)
    changed = tmp_path / "keywords" / "left" / "a_3.wav"
    changed.unlink()
    if is_cut:
        write(changed, sound(0, 20_000))
    recordings = read_recordings(tmp_path, WORDS, ("train", "dev"))
    rows = list(csv.DictReader(evaluation_manifest(recordings, tmp_path / "out").open()))
    assert len(rows) == 107 + is_cut and str(changed) not in [row["file"] for row in rows]


def test_labels_of_silence_are_silence(tmp_path):
    write_clips(tmp_path, [*names(), *(f"_silence_/{n}.wav" for n in range(30))])
    recordings = read_recordings(tmp_path, None, ("train",))
    assert recordings.words == WORDS
    silent = {
        recordings.class_of(clip) for clip in recordings.clips["train"] if clip.word == "silence"
    }
    assert silent == {3}


def test_a_speaker_in_two_splits_is_an_error_if_stated_and_else_a_problem(tmp_path):
    write_split_manifest(tmp_path)
    manifest = tmp_path / "keywords" / "manifest.csv"
    text = manifest.read_text() + "left/c_0.wav,left,a,dev\n"
    manifest.write_text(text)
    with pytest.raises(DataError, match="speaker a is in both train and dev"):
        read_recordings(tmp_path, WORDS, ("train", "dev"))
    manifest.write_text(text.replace("speaker", "who").replace("left/c_0.wav", "left/a_99.wav"))
    write(tmp_path / "keywords" / "left" / "a_99.wav", sound(99))
    recordings = read_recordings(tmp_path, WORDS, ("train", "dev"))
    one_about(recordings.problems, "by the names of the files, speaker a is in both train and dev")


def test_a_split_without_clips_of_the_words_is_an_error(tmp_path):
    rows = [(f"{number}.wav", "left", "train") for number in range(20)]
    write_manifest(tmp_path / "manifest.csv", rows, "file,word,split")
    with pytest.raises(DataError, match="split dev has no clip of the words; record more"):
        read_recordings(tmp_path, None, ("train", "dev"))
