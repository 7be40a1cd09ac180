"""Who speaks is told by the names of files; nobody trains and is measured."""

from pathlib import Path

import pytest
from data_folders import one_about
from katydid_training.errors import DataError
from katydid_training.manifest import Entry
from katydid_training.speakers import with_speakers
from katydid_training.splits import FEWEST_TO_TRAIN, check_speakers, with_splits

WORDS = ["left", "right"]
PEOPLE = [f"person-{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


def entries(names, speaker=""):
    """The word is the first folder."""
    return [Entry(Path(name), name, name.split("/")[0], speaker) for name in names]


def speakers(*patterns, words=WORDS, takes=range(4)):
    """Told by names with `W` for the word and `N` for the number of the recording."""
    names = [
        f"{word}/{pattern.replace('W', word).replace('N', str(take))}.wav"
        for word in words
        for pattern in patterns
        for take in takes
    ]
    found = iter(with_speakers(entries(names)))
    told = [set() for _ in patterns]
    for _ in words:
        for group in told:
            group.update(next(found).speaker for _ in takes)
    return [sorted(group) for group in told]


@pytest.mark.parametrize(
    "patterns, expected",
    [
        (["0a7c2a8d_nohash_N", "1b4f_nohash_N"], [["0a7c2a8d"], ["1b4f"]]),
        (["anna_W_0N", "ben_W_0N"], [["anna"], ["ben"]]),
        (["W_anna_0N", "W_ben_0N"], [["anna"], ["ben"]]),
        (["p1-W-N", "p2-W-N"], [["p 1"], ["p 2"]]),
        (["anna/N", "ben/N"], [["anna"], ["ben"]]),
        (["Anna (N)", "ben (N)"], [["anna"], ["ben"]]),
        (["annaN", "benN"], [["anna"], ["ben"]]),
        (["07_N", "08_N"], [["07"], ["08"]]),
        (["speaker12", "speaker13"], [["speaker 12"], ["speaker 13"]]),
        (["rec (N)"], [["rec"]]),
        (["N"], [[""]]),
        (["2024-01-02 10.0N.37"], [[""]]),
    ],
)
def test_speakers_in_names(patterns, expected):
    assert speakers(*patterns) == expected


def test_every_file_its_own_speaker_tells_nobody_apart():
    found = with_speakers(entries(f"left/{name}.wav" for name in ("anna", "ben", "carl", "dora")))
    assert {entry.speaker for entry in found} == {""}


def test_other_words_in_the_names_do_not_make_other_speakers():
    names = [f"left/{who}_left_{n}.wav" for who in ("anna", "ben") for n in range(4)]
    found = with_speakers(entries([*names, "unknown/anna_dog_1.wav", "unknown/ben_cat_1.wav"]))
    assert [entry.speaker for entry in found[-2:]] == ["anna", "ben"]


def spoken(people, clips=4, words=WORDS):
    return [
        Entry(Path(), f"{word}/{who}_{n}.wav", word, who)
        for word in words
        for who in people
        for n in range(clips)
    ]


def split_of_speakers(found):
    splits = {}
    for entry in found:
        splits.setdefault(entry.speaker, set()).add(entry.split)
    assert all(len(split) == 1 for split in splits.values())
    return {speaker: split.pop() for speaker, split in splits.items()}


def test_splits_are_by_speaker_and_about_80_10_10():
    people = [f"{first}{second}" for first in PEOPLE for second in "0123456789"]
    found, problems = with_splits(spoken(people), WORDS)
    splits = list(split_of_speakers(found).values())
    shares = [splits.count(split) / len(people) for split in ("train", "dev", "check")]
    assert shares == pytest.approx([0.8, 0.1, 0.1], abs=0.06) and problems == []


def test_speakers_stay_where_they_are_when_others_come():
    before = split_of_speakers(with_splits(spoken(PEOPLE), WORDS)[0])
    more = [*PEOPLE, *(f"new-{number}" for number in range(200))]
    after = split_of_speakers(with_splits(spoken(more, clips=5), WORDS)[0])
    assert {who: after[who] for who in PEOPLE} == before
    assert {"train", "dev", "check"} == set(before.values())


@pytest.mark.parametrize("count", [5, 6, 8, 12])
def test_every_word_is_measured_and_enough_is_left_to_train_on(count):
    clips = [*spoken(PEOPLE[:count], 10, ["left"]), *spoken(PEOPLE[-count:], 10, ["right"])]
    found, problems = with_splits(clips, WORDS)
    split_of_speakers(found)
    for word in WORDS:
        here = [entry.split for entry in found if entry.word == word]
        assert here.count("dev") >= 3 and here.count("check") >= 3
        assert here.count("train") >= max(FEWEST_TO_TRAIN, len(here) / 2)
    assert problems == []


def test_a_word_with_hardly_enough_clips_trains_before_it_is_measured():
    clips = entries(f"left/{number}.wav" for number in range(22))
    splits = [entry.split for entry in with_splits(clips, WORDS)[0]]
    assert (splits.count("train"), len(set(splits))) == (FEWEST_TO_TRAIN, 2)


def test_rare_words_do_not_keep_their_speakers_in_train():
    rare = [Entry(Path(), f"dog/{who}.wav", "dog", who) for who in PEOPLE[:15]]
    with_rare = split_of_speakers(with_splits([*spoken(PEOPLE), *rare], [*WORDS, "dog"])[0])
    assert with_rare == split_of_speakers(with_splits(spoken(PEOPLE), WORDS)[0])


def test_few_speakers_are_split_by_file():
    found, problems = with_splits(spoken(["anna"], 40), WORDS)
    assert {entry.split for entry in found} == {"train", "dev", "check"}
    line = one_about(problems, "only 1 speaker (anna) of left, right")
    assert "split by file" in line and "record 5 people or more" in line


def test_a_word_of_one_speaker_among_many_is_measured_all_the_same():
    own = spoken(["me"], 40, ["katydid"])
    found, problems = with_splits([*spoken(PEOPLE), *own], [*WORDS, "katydid"])
    splits = [entry.split for entry in found if entry.word == "katydid"]
    assert splits.count("dev") >= 3 and splits.count("train") >= 20
    one_about(problems, "only 1 speaker (me) of katydid")
    split_of_speakers([entry for entry in found if entry.speaker != "me"])


def test_clips_that_do_not_tell_who_speaks_are_split_by_file():
    clips = entries(f"left/{number}.wav" for number in range(50))
    found, problems = with_splits(clips, WORDS)
    assert [entry.split for entry in found].count("train") in range(30, 48)
    assert "column speaker" in one_about(problems, "50 of 50 clips do not tell who speaks")
    again, _ = with_splits(clips[::-1], WORDS)
    assert again == found[::-1]


def test_a_speaker_in_two_splits():
    train, dev = Entry(Path(), "1", "a", "x", "train"), Entry(Path(), "2", "a", "x", "dev")
    unknown = [Entry(Path(), "3", "a", "", split) for split in ("train", "dev")]
    check_speakers([train, *unknown])
    with pytest.raises(DataError, match="speaker x is in both train and dev"):
        check_speakers([train, *unknown, dev])
