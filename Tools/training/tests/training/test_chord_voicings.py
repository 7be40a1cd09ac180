"""Which keys a chord takes, on frets and on keys."""

import itertools

import numpy as np
import pytest
from katydid_training.chords.config import Config, ConfigError
from katydid_training.chords.ensemble import Player, any_ensemble
from katydid_training.chords.guitar import GUITAR, SHAPES, _reachable, _shapes
from katydid_training.chords.instruments import FAMILIES, HANDS
from katydid_training.chords.keyboard import Register
from katydid_training.chords.playing import Feel
from katydid_training.chords.progressions import chords
from katydid_training.chords.timbre import Timbre
from katydid_training.chords.vocabulary import MAJOR_AND_MINOR, QUALITIES, Chord

NOBODY = Timbre("", 0)
CHORDS = [Chord(root, quality) for root in range(12) for quality in MAJOR_AND_MINOR]
PLACES = [(name, register) for name in FAMILIES for register in FAMILIES[name].registers]


def test_labels_are_written_in_the_syntax_of_harte():
    assert [Chord(0, "maj").label, Chord(6, "min").label] == ["C:maj", "F#:min"]
    assert Chord(9, "min").pitch_classes == {9, 0, 4}


@pytest.mark.parametrize(("family", "register"), PLACES)
def test_voicings_are_whole_chords_in_their_register(family, register):
    rng = np.random.default_rng(0)
    player = Player(family, NOBODY, Feel.any(rng))
    for chord in CHORDS:
        keys = player.keys(rng, chord, register)
        assert {key % 12 for key in keys} == chord.pitch_classes
        assert Register.of(min(keys)) is register
        assert max(keys) <= 108


def test_a_register_above_c5_has_no_bass():
    assert Register.of(72) is Register.HIGH and Register.of(71) is Register.MIDDLE
    rng = np.random.default_rng(0)
    config = Config(families=("piano",), registers=(Register.HIGH,))
    ensembles = [any_ensemble(rng, config) for _ in range(50)]
    assert all(ensemble.bass is None for ensemble in ensembles)


def test_a_family_is_refused_where_it_has_no_keys():
    config = Config(families=("ukulele",), registers=(Register.HIGH,))
    with pytest.raises(ConfigError, match="ukulele"):
        any_ensemble(np.random.default_rng(0), config)


def test_the_shapes_are_those_of_the_songbooks():
    shapes, _ = _shapes(GUITAR, Chord(0, "maj"))
    assert (48, 52, 55, 60, 64) in shapes
    # F as a barre of the shape of E.
    shapes, _ = _shapes(GUITAR, Chord(5, "maj"))
    assert (41, 48, 53, 57, 60, 65) in shapes
    for quality, chord in itertools.product(SHAPES, CHORDS):
        if chord.quality == quality:
            for keys in _shapes(GUITAR, chord)[0]:
                assert {key % 12 for key in keys} == chord.pitch_classes


def test_what_can_be_reached_spans_a_hand_and_has_known_voicings():
    found = _reachable(GUITAR, Chord(0, "maj"))
    # A triad on the three highest strings, and drop-2 on the four highest.
    assert (60, 64, 67) in found and (55, 60, 64, 72) in found
    for quality in QUALITIES:
        assert all(_reachable(GUITAR, Chord(root, quality)) for root in range(12))


def test_every_root_comes_equally_often():
    counts = np.zeros(12)
    for seed in range(400):
        following = chords(np.random.default_rng(seed), MAJOR_AND_MINOR)
        for chord in itertools.islice(following, 6):
            counts[chord.root] += 1
    assert counts.min() > 0.75 * counts.mean() and counts.max() < 1.25 * counts.mean()


def test_other_qualities_need_no_code():
    rng = np.random.default_rng(1)
    qualities = ("7", "dim")
    for chord in itertools.islice(chords(rng, qualities), 20):
        assert chord.quality in qualities
        for name in ("piano", "steel guitar"):
            player = Player(name, NOBODY, Feel.any(rng))
            keys = player.keys(rng, chord, Register.LOW)
            assert {key % 12 for key in keys} == chord.pitch_classes


def test_wrong_names_are_told_apart():
    with pytest.raises(ConfigError, match="kazoo"):
        Config(families=("kazoo",))
    with pytest.raises(ConfigError, match="no quality 13"):
        Config(qualities=("maj", "13"))
    assert sum(HANDS.values()) == pytest.approx(1)
    for family in FAMILIES.values():
        assert sum(family.patterns.values()) == pytest.approx(1)
