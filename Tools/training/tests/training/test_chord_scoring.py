"""Chord scores against cases worked out by hand."""

import json
import math

import pytest
from katydid_training.chords.comparison import SETTLING_SECONDS, compare, hold_labels
from katydid_training.chords.scoring import chord_outcomes, score, with_sharps
from mir_eval.chord import InvalidChordException

TRUTH = [(0.0, 2.0, "C:maj"), (2.0, 4.0, "A:min"), (4.0, 6.0, "F:maj"), (6.0, 8.0, "G:maj")]
END = 8.0


def score_of(changes, truth=TRUTH):
    return score([truth], [hold_labels(changes, truth[-1][1])])


def late(seconds):
    return [(start + seconds, label) for start, _, label in TRUTH]


def test_what_is_printed_at_once_is_perfect():
    figures = score_of(late(0))
    assert figures.recall == figures.settled_recall == figures.right_at_end == 1
    assert figures.chords == 4 and figures.seconds == END and figures.not_compared == 0
    # The first label stands at the start of the recording, the others at the start of their chords.
    assert math.isnan(figures.median_latency_seconds)
    assert figures.never_right == 0 and figures.changes_per_chord == 3 / 4
    assert figures.confusion_seconds["A:min"] == pytest.approx({"A:min": 2 - SETTLING_SECONDS})


def test_latency_costs_recall_but_not_when_it_is_shorter_than_settling():
    figures = score_of(late(0.12))
    assert figures.recall == pytest.approx(1 - 0.12 / 2)
    assert figures.settled_recall == figures.right_at_end == 1
    assert figures.median_latency_seconds == pytest.approx(0.12)
    assert figures.changes_per_chord == 1


def test_latency_beyond_settling_costs_both():
    figures = score_of(late(0.4))
    assert figures.recall == pytest.approx(1 - 0.4 / 2)
    assert figures.settled_recall == pytest.approx(1.6 / 1.85)
    assert figures.confusion_seconds["A:min"] == pytest.approx({"C:maj": 0.25, "A:min": 1.6})
    assert figures.confusion_seconds["C:maj"] == pytest.approx({"N": 0.25, "C:maj": 1.6})
    assert figures.label_recall["G:maj"] == pytest.approx(1.6 / 1.85)


def test_flicker_is_counted_as_changes():
    flicker = [(3.0, "C:maj"), (3.1, "A:min"), (3.2, "C:maj"), (3.3, "A:min")]
    figures = score_of(sorted(late(0.1) + flicker))
    assert figures.changes_per_chord == (4 + 4) / 4
    assert figures.recall == pytest.approx(1 - (4 * 0.1 + 0.2) / 8)
    assert figures.right_at_end == 1


def test_a_label_that_is_repeated_is_no_change():
    assert score_of(sorted(late(0.1) + [(3.0, "A:min")])).changes_per_chord == 1


def test_one_that_never_names_a_chord_scores_nothing():
    figures = score_of([])
    assert figures.recall == figures.settled_recall == figures.right_at_end == 0
    assert figures.never_right == 4 and math.isinf(figures.median_latency_seconds)
    assert figures.changes_per_chord == 0
    assert figures.confusion_seconds["G:maj"] == pytest.approx({"N": 2 - SETTLING_SECONDS})


def test_chords_that_were_never_right_count_as_infinitely_late():
    once_wrong = score_of([(0.1, "C:maj"), (4.1, "F:maj"), (6.3, "G:maj")])
    assert once_wrong.never_right == 1
    # Of 0.1, never, 0.1 and 0.3.
    assert once_wrong.median_latency_seconds == pytest.approx(0.2)
    mostly_wrong = score_of([(0.1, "C:maj"), (4.1, "F:maj")])
    assert mostly_wrong.never_right == 2 and math.isinf(mostly_wrong.median_latency_seconds)


def test_the_wrong_mode_is_wrong():
    figures = score_of([(start, f"{label[0]}:min") for start, _, label in TRUTH])
    assert figures.recall == 1 / 4
    assert figures.label_recall == {"A:min": 1, "C:maj": 0, "F:maj": 0, "G:maj": 0}


@pytest.mark.parametrize(
    ("truth", "printed", "is_right"),
    [
        ("C#:maj", "Db:maj", True),
        ("Db", "C#:maj", True),
        ("B:min", "Cb:min", True),
        ("C:7", "C:maj", True),
        ("A:min7/b3", "A:min", True),
        ("C:maj", "C:min", False),
        ("C:maj", "C:sus4", False),
        ("N", "N", True),
        ("N", "C:maj", False),
        ("C:maj", "N", False),
    ],
)
def test_spelling_sevenths_and_basses_do_not_count_but_triads_do(truth, printed, is_right):
    figures = score_of([(0, printed)], [(0.0, 1.0, truth)])
    assert figures.recall == figures.right_at_end == is_right


def test_truth_beyond_major_and_minor_is_left_out():
    truth = [(0.0, 1.0, "C:maj"), (1.0, 2.0, "D:dim"), (2.0, 3.0, "X"), (3.0, 4.0, "N")]
    figures = score_of([(0.5, "C:maj"), (1.5, "F:maj"), (3.2, "N")], truth)
    assert figures.chords == 2 and figures.not_compared == 2 and figures.seconds == 2
    assert figures.recall == pytest.approx((0.5 + 0.8) / 2)
    assert figures.changes_per_chord == 1
    with pytest.raises(ValueError, match="no segment"):
        score_of([], truth[1:3])


def test_what_stands_from_the_chord_before_has_no_latency():
    truth = [(0.0, 1.0, "C:maj"), (1.0, 2.0, "C:maj"), (2.0, 2.1, "E:min")]
    comparison = compare(truth, hold_labels([(0.1, "C:maj"), (1.5, "D:maj"), (1.6, "C:maj")], 2.1))
    first, second, third = chord_outcomes(comparison)
    assert first.latency_seconds == pytest.approx(0.1) and first.changes == 1
    assert second.latency_seconds is None and second.changes == 2 and second.is_right_at_end
    assert third.latency_seconds == math.inf and third.label_at_end == "C:maj"
    assert not third.is_right_at_end


def test_pooled_by_seconds_over_recordings():
    short = [(0.0, 1.0, "C:maj")]
    figures = score([TRUTH, short], [hold_labels(late(0), END), hold_labels([], 1.0)])
    assert figures.recall == pytest.approx(8 / 9)
    assert figures.right_at_end == 4 / 5
    assert figures.chords == 5
    # No change where one recording ends and the next begins.
    assert figures.changes_per_chord == 3 / 5


def test_an_estimate_may_be_longer_or_shorter_than_the_truth():
    truth = [(1.0, 2.0, "C:maj"), (2.0, 3.0, "G:maj")]
    longer = score([truth], [[(0.0, 1.5, "C:maj"), (1.5, 9.0, "G:maj")]])
    assert longer.recall == pytest.approx(1.5 / 2)
    shorter = score([truth], [[(1.5, 2.5, "C:maj")]])
    assert shorter.recall == pytest.approx(0.5 / 2)


def test_labels_hold_until_the_next():
    assert hold_labels([], 2) == [(0, 2, "N")]
    changes = [(0.0, "C:maj"), (1.0, "D:maj"), (1.0, "E:maj"), (2.5, "F:maj")]
    assert hold_labels(changes, 2) == [(0, 1, "C:maj"), (1, 2, "E:maj")]
    assert hold_labels([(0.5, "C:maj")], 2) == [(0, 0.5, "N"), (0.5, 2, "C:maj")]


@pytest.mark.parametrize(
    ("segments", "reason"),
    [
        ([], "no segments"),
        ([(0.0, 1.0, "C:maj"), (1.1, 2.0, "D:maj")], "before 1.100 s"),
        ([(0.0, 1.0, "C:maj"), (0.9, 2.0, "D:maj")], "before 0.900 s"),
        ([(0.0, 1.0, "C:maj"), (1.0, 1.0, "D:maj")], "does not end"),
    ],
)
def test_gaps_and_overlaps_are_refused(segments, reason):
    with pytest.raises(ValueError, match=f"truth .*{reason}"):
        compare(segments, [(0.0, 2.0, "N")])
    with pytest.raises(ValueError, match=f"estimate .*{reason}"):
        compare([(0.0, 2.0, "N")], segments)


def test_labels_that_are_no_chords_are_refused():
    with pytest.raises(InvalidChordException, match="left"):
        score_of([(0.1, "left")])


def test_json_has_every_figure_and_no_infinity():
    figures = score_of([]).as_json()
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures
    assert figures["recall"] == 0 and figures["medianLatencySeconds"] is None
    assert figures["confusionSeconds"]["C:maj"] == {"N": 1.85}


def test_one_spelling_for_tables():
    assert [with_sharps(label) for label in ("Db:maj", "C#", "Cb:min", "N", "X")] == [
        *("C#:maj", "C#:maj", "B:min", "N", "X"),
    ]
    assert with_sharps("Eb:min7(11)/b3") == "D#:min7(11)/b3"
