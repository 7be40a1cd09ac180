"""What is missing or wrong with recordings, a line each that says what to do."""

from pathlib import Path

import numpy as np
import pytest
from data_folders import one_about, sound
from katydid_training.background import make_noise, read_background
from katydid_training.checks import check_clips, check_counts, choose_words
from katydid_training.clips import Clip
from katydid_training.errors import DataError
from katydid_training.manifest import Entry


def entries(counts, split="train"):
    return [
        Entry(Path(), f"{word}/{number}", word, "", split)
        for word, count in counts.items()
        for number in range(count)
    ]


EVERYWHERE = [*entries({"a": 3, "b": 3}, "dev"), *entries({"a": 3, "b": 3}, "check")]


def test_words_are_those_with_enough_clips_in_alphabetical_order():
    clips = entries({"b": 20, "c": 19, "a": 30, "unknown": 40, "silence": 40})
    assert choose_words(clips, None) == (["a", "b"], ["c"])
    assert choose_words(clips, ["b", "a"]) == (["b", "a"], [])


def test_words_that_cannot_be_learned_are_an_error():
    clips = entries({"a": 20, "b": 19})
    with pytest.raises(DataError, match="no clip of c, d; there are: a, b"):
        choose_words(clips, ["a", "c", "d"])
    with pytest.raises(DataError, match="too few clips to train on: b 19; record 20 or more"):
        choose_words(clips, ["a", "b"])
    with pytest.raises(DataError, match="too few clips to train on: a 4, b 3; record 20"):
        choose_words(entries({"a": 4, "b": 3}), None)
    with pytest.raises(DataError, match="no word to learn: all clips are unknown or silence"):
        choose_words(entries({"unknown": 30}), None)


def test_plenty_of_everything_is_no_problem():
    clips = [*entries({"a": 100, "b": 500, "cat": 10}), *EVERYWHERE]
    assert check_counts(clips, ["a", "b"], []) == []


def test_too_few_few_and_unequal_counts_and_no_other_words():
    clips = [*entries({"a": 99, "b": 600}), *entries({"a": 9}, "dev"), *entries({"b": 9}, "check")]
    problems = check_counts(clips, ["a", "b"], [])
    assert "record 100 or more" in one_about(problems, "few clips to train on: a 99:")
    assert "record more of it" in one_about(problems, "very unequal counts")
    assert "b 600, a 99" in one_about(problems, "very unequal counts")
    assert "the folder unknown" in one_about(problems, "no other words")
    one_about(problems, "split dev has no clip of b")
    one_about(problems, "split check has no clip of a")
    few = check_counts([*clips, *entries({"c": 19})], ["a", "b"], ["c"])
    assert "record 20 or more" in one_about(few, "too few clips to train on: c 19:")


def clip(samples, name="x", word="a", split="train"):
    return Clip(np.asarray(samples, np.int16), word, "", split, name)


def test_clipped_clips():
    good, bad, low = sound(1, 10_000), sound(2, 10_000), sound(3, 10_000)
    good[:10], bad[:11], low[:11] = 32_767, 32_767, -32_768
    assert check_clips([clip(good)]) == []
    (line,) = check_clips([clip(good, "good"), clip(bad, "bad"), clip(low, "low")])
    assert line.startswith("2 clipped clips (bad, low): more than 0.1 %") and "turn" in line


def test_silent_clips_are_named_and_are_no_duplicates():
    faint, loud = np.tile([32, -32], 400), np.tile([33, -33], 400)
    assert check_clips([clip(loud)]) == []
    (line,) = check_clips([clip(faint, "one"), clip(faint, "two")])
    assert line.startswith("2 silent clips (one, two): below -60 dB") and "record again" in line


def test_duplicates():
    same = sound(1)
    assert check_clips([clip(same), clip(sound(2))]) == []
    twice = check_clips([clip(same, "x"), clip(same, "y")])
    assert twice == ["1 recording (x = y) there twice: delete all but one"]
    across = check_clips([clip(same, "x"), clip(same, "y", split="dev")])
    one_about(across, "1 recording (x = y) in two splits: what is measured was trained on")
    words = check_clips([clip(same, "x"), clip(same, "y", "b", "dev")])
    one_about(words, "1 recording (x = y) under two words: one of them is wrong")


def test_long_lists_are_cut():
    (line,) = check_clips([clip(np.zeros(9), f"c{number}") for number in range(9)])
    assert "(c0, c1, c2 and 6 more)" in line


def test_without_noise_some_is_made_and_without_speech_there_is_none(tmp_path):
    background = read_background(tmp_path)
    assert "record some minutes" in one_about(background.problems, "are made instead")
    assert "put some minutes of talk" in one_about(background.problems, "no speech without")
    assert (len(background.noise), len(background.kept_noise)) == (4, 4)
    assert background.sentences == background.kept_sentences == []


def test_unreadable_noise_is_named(tmp_path):
    (tmp_path / "_background_noise_").mkdir()
    (tmp_path / "_background_noise_" / "bad.wav").write_bytes(b"this is no sound")
    problems = read_background(tmp_path).problems
    one_about(problems, "bad.wav: ")
    one_about(problems, "are made instead")


def test_noise_that_is_made_is_the_same_every_time_and_white_pink_brown_and_hum():
    noises = make_noise()
    assert all(np.array_equal(a, b) for a, b in zip(noises, make_noise(), strict=True))
    slopes_db = []
    for noise in noises[:3]:
        power = np.square(np.abs(np.fft.rfft(noise))) + 1
        low, high = (power[60 * f : 120 * f].mean() for f in (100, 1600))
        slopes_db.append(10 * np.log10(high / low) / 4)
    # Decibels an octave.
    assert slopes_db == pytest.approx([0, -3, -6], abs=0.2)
    hum = np.abs(np.fft.rfft(noises[3]))
    assert np.argmax(hum) == 60 * 50 and np.argsort(hum)[-20:].min() == 60 * 50
