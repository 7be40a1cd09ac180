"""When the keys of a chord are struck, and which label holds when."""

import numpy as np
import pytest
from katydid_training.chords.fluidsynth import Note, _events
from katydid_training.chords.passages import TUNE_KEYS, Segment, Tune, _melody_notes, _tune_notes
from katydid_training.chords.playing import PATTERNS, Feel, Stroke, play
from katydid_training.chords.rooms import BOARD_RATE_HZ
from katydid_training.chords.truth import merged, until_decayed
from katydid_training.chords.vocabulary import Chord

KEYS = (40, 47, 52, 56, 59, 64)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_begins_on_time_and_is_soon_the_whole_chord(pattern):
    for seed in range(30):
        rng = np.random.default_rng(seed)
        stroke = Stroke(KEYS, 2.0, float(rng.uniform(0.3, 3)), Feel.any(rng))
        notes = play(rng, pattern, stroke)
        starts = [note.start for note in notes]
        assert min(starts) == 2.0
        first = {key: min(n.start for n in notes if n.key == key) for key in KEYS}
        assert max(first.values()) <= 2.0 + max(0.05, stroke.seconds / 2 + 0.01)
        assert max(starts) < 2.0 + stroke.seconds + 0.01
        assert all(15 <= note.velocity <= 120 for note in notes)


def test_a_strum_goes_over_the_strings_in_order_and_softens():
    rng = np.random.default_rng(3)
    stroke = Stroke(KEYS, 0.0, 2.0, Feel(110, 0.5, 0.0))
    downs = ups = 0
    for _ in range(60):
        notes = sorted(play(rng, "strum", stroke), key=lambda note: note.start)
        keys = tuple(note.key for note in notes)
        downs, ups = downs + (keys == KEYS), ups + (keys == KEYS[::-1])
        assert 0.02 <= notes[-1].start <= 0.24
    assert downs + ups == 60 and downs > ups > 0


def test_a_key_struck_again_is_not_released_by_its_first_stroke():
    events = _events([Note(0.0, 3.0, 60, 90), Note(1.0, 2.0, 60, 80)], blocks=3000)
    assert events == [(0, 90, 60), (750, 80, 60), (1500, 0, 60)]


def test_a_tune_is_one_note_at_a_time_and_a_melody_begins_on_the_chord():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        notes = _tune_notes(rng, Segment(1.0, 2.0, Tune()))
        for note, following in zip(notes, notes[1:], strict=False):
            is_octave = following.start == note.start and following.key == note.key - 12
            assert is_octave or following.start >= note.end
        assert all(TUNE_KEYS[0] - 12 <= note.key <= TUNE_KEYS[1] for note in notes)
        chord = Chord(4, "min")
        melody = _melody_notes(rng, Segment(0.0, 2.0, chord))
        assert melody[0].key % 12 in chord.pitch_classes and melody[0].start == 0.0


def test_equal_labels_are_one():
    truth = [(0.0, "N"), (0.0, "C:maj"), (1.0, "C:maj"), (2.0, "A:min"), (9.0, "N")]
    assert merged(truth, 9.0) == [(0.0, "C:maj"), (2.0, "A:min")]


def test_a_chord_ends_35_db_below_its_start_or_in_the_noise():
    seconds = np.arange(3 * BOARD_RATE_HZ) / BOARD_RATE_HZ
    tone = np.sqrt(2) * np.sin(2 * np.pi * 440 * seconds)
    # 20 dB a second: 35 dB after 1.75 s; 6 dB below a noise of -20 dB after 1.3 s.
    music = (tone * 10 ** (-seconds)).astype(np.float32)
    (start, none) = until_decayed([(0.0, "C:maj")], music, 0.0)
    assert start == (0.0, "C:maj") and none[1] == "N" and none[0] == pytest.approx(1.75, abs=0.04)
    (_, none) = until_decayed([(0.0, "C:maj")], music, 0.01)
    assert none[0] == pytest.approx(1.3, abs=0.04)
    sustained = until_decayed([(0.0, "C:maj"), (2.0, "N")], tone.astype(np.float32), 0.01)
    assert sustained == [(0.0, "C:maj"), (2.0, "N")]
