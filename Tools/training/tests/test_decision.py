"""The decision: what each setting does, by hand."""

import math

import numpy as np
import pytest

from katydid_reference.decision import ClassScale, Decision, DecisionKind, DecisionParameters
from katydid_reference.decision_section import read_decision, write_decision
from katydid_reference.logarithm import exp2_q15

# Potentials are logits, Q10.
UNITY = {"mantissa": 2**30, "shift": 30}
CLASSES = (ClassScale(**UNITY), ClassScale(**UNITY), ClassScale(**UNITY, is_event=False))
A, B, NEVER, NONE = [8_192, 0, 0], [0, 8_192, 0], [0, 0, 8_192], [0, 0, 0]


REST_CLASSES = (*CLASSES, ClassScale(**UNITY, is_rest=True))
TRACKING = {"classes": REST_CLASSES, "kind": DecisionKind.TRACKING, "rest_ticks": 1}
REST = [0, 0, 0, 8_192]


def events(potentials, tick_ms=20, **settings):
    """(tick, class) of every event."""
    defaults = {"classes": CLASSES, "smoothing_ms": 0, "hold_off_ms": 0, "threshold": 2**14, "consecutive_ticks": 1}
    decision = Decision(DecisionParameters(**(defaults | settings)), tick_ms)
    made = [decision.step(row + [0] * (len(decision.smooth) - len(row))) for row in potentials]
    return [(event.tick, event.class_index) for event in made if event is not None]


def test_a_run_makes_one_event():
    assert events([NONE, A, A, A, NONE, A]) == [(1, 0), (5, 0)]
    assert events([A, B, B, A]) == [(0, 0), (1, 1), (3, 0)]


def test_consecutive_means_consecutive():
    assert events([A, A, NONE, A, A, B, A, A, A, A], consecutive_ticks=3) == [(8, 0)]


def test_hold_off():
    # 59 ms are two ticks of 20 ms; a run that outlasts the hold-off makes its event late.
    assert events([A, B, A, B, A], hold_off_ms=59) == [(0, 0), (3, 1)]
    assert events([A, B, B, B, B], hold_off_ms=59) == [(0, 0), (3, 1)]


def test_some_classes_are_never_events():
    assert events([NEVER] * 5) == []
    assert events([A, NEVER, A]) == [(0, 0), (2, 0)]


def test_tracking_makes_events_of_changes_only():
    assert events([REST, A, A, NONE, A, B, B, REST, REST, NONE, A], **TRACKING) == [(1, 0), (5, 1), (7, 3), (10, 0)]


def test_tracking_stays_while_nothing_else_stands_out():
    assert events([A, NONE, NEVER, NEVER, A, NONE], **TRACKING) == [(0, 0)]


def test_tracking_counts_ticks_of_the_same_candidate():
    rows = [A, A, NONE, A, A, B, A, A, A, B, B, A, B, B, B]
    assert events(rows, **TRACKING, consecutive_ticks=3) == [(8, 0), (14, 1)]


def test_rest_has_ticks_of_its_own():
    rows = [A, A, REST, REST, A, REST, REST, REST, B, A, A, REST, NONE, REST, REST, REST]
    late, early = (TRACKING | {"rest_ticks": rest_ticks} for rest_ticks in (3, 1))
    assert events(rows, **late, consecutive_ticks=2) == [(1, 0), (7, 3), (10, 0), (15, 3)]
    assert events(rows, **early, consecutive_ticks=2) == [(1, 0), (2, 3), (10, 0), (11, 3)]
    # Of another class, a run is as long as it ever had to be.
    assert events([B, B], **late, consecutive_ticks=2) == [(1, 1)]


def test_rest_ticks_are_for_tracking():
    with pytest.raises(ValueError, match="rest_ticks is 0; it is from 1 for tracking"):
        DecisionParameters(REST_CLASSES, kind=DecisionKind.TRACKING)
    with pytest.raises(ValueError, match="rest_ticks is 2; .* 0 for spotting"):
        DecisionParameters(CLASSES, rest_ticks=2)


def test_tracking_is_held_off():
    # A run that outlasts the hold-off makes its event late; the class it came from is no candidate meanwhile.
    assert events([A, B, B, B, B], **TRACKING, hold_off_ms=59) == [(0, 0), (3, 1)]
    assert events([A, B, B, A, A], **TRACKING, hold_off_ms=59) == [(0, 0)]


@pytest.mark.parametrize("seed", range(20))
def test_tracking_is_what_its_definition_says(seed):
    """Against the page's words taken literally, over the whole past each tick."""
    rng = np.random.RandomState(seed)
    consecutive, rest, hold_off = rng.randint(1, 5), rng.randint(1, 5), rng.randint(0, 6)
    best = np.repeat(rng.randint(-1, 4, 60), rng.randint(1, 5, 60))
    rows = [[8_192 * (c == b) for c in range(4)] for b in best]
    expected, current = [], 3
    for tick in range(best.size):
        last = expected[-1][0] if expected else None
        # The ticks since the event that made `current` what it is; none before it can be part of a run.
        past = best[0 if last is None else last + 1 : tick + 1][::-1]
        same = int(np.argmax(np.append(past != best[tick], True)))
        is_candidate = best[tick] not in (-1, 2, current)
        needed = rest if best[tick] == 3 else consecutive
        if is_candidate and same >= needed and (last is None or tick - last > hold_off):
            expected.append((tick, int(best[tick])))
            current = best[tick]
    assert len(expected) > 3
    settings = {"consecutive_ticks": consecutive, "rest_ticks": rest, "hold_off_ms": 20 * hold_off}
    assert events(rows, **(TRACKING | settings)) == expected


def test_threshold():
    # 2^8 to 1 to 1: 256 / 258 of 2^15 is 32513.98.
    assert events([A], threshold=32_513) == [(0, 0)]
    assert events([A], threshold=32_514) == []


def test_smoothing_delays():
    assert events([A] * 20, smoothing_ms=200) == [(1, 0)]
    # 8 (1 - (10/11)^n) reaches 4.44, a score of 30,000, with n = 9.
    assert events([A] * 20, smoothing_ms=200, threshold=30_000) == [(8, 0)]


def test_equal_classes_go_to_the_first():
    decision = Decision(DecisionParameters(CLASSES, smoothing_ms=0, threshold=1), 20)
    assert decision.step(NONE).class_index == 0
    assert decision.scores == [10_922] * 3


@pytest.mark.parametrize("smoothing_ms", (0, 200, 10_000))
def test_extremes_stay_in_range(smoothing_ms):
    classes = (ClassScale(2**31 - 1, 1), ClassScale(-(2**31), 1), ClassScale(1, 62))
    decision = Decision(DecisionParameters(classes, smoothing_ms=smoothing_ms), 10)
    for tick in range(200):
        decision.step([(2**30 - 1) * (-1) ** (tick // 7)] * 3)
        assert sum(decision.scores) <= 2**15
    assert decision.logits == [2**15 - 1, -(2**15), 0]


def test_power_of_two():
    exact = [2.0 ** (d / 1024) for d in range(-16 * 1024, 1)]
    made = np.array([exp2_q15(d) / 2**15 for d in range(-16 * 1024, 1)])
    assert np.abs(made[-1024:] - exact[-1024:]).max() < 2**-14
    # The shift rounds down by less than one.
    assert np.abs(made - exact).max() < 2**-14 + 2**-15
    assert (np.diff(made) >= 0).all() and exp2_q15(-(2**16)) == 0 and math.isclose(made[-1], 1)


def test_section():
    classes = (ClassScale(-(2**31), 62), ClassScale(2**31 - 1, 1, is_event=False))
    parameters = DecisionParameters(classes, 10_000, 60_000, 2**15, 1_000)
    assert read_decision(write_decision(parameters)) == parameters
    assert len(write_decision(parameters)) == 16 + 8 * 2
    assert write_decision(parameters)[10:16] == bytes(6)


def test_section_of_a_decision_that_tracks():
    parameters = DecisionParameters(**(TRACKING | {"rest_ticks": 259}))
    section = write_decision(parameters)
    assert read_decision(section) == parameters and parameters.rest_class == 3
    assert section[10:16] == bytes([1, 0, 3, 1, 0, 0])
    assert [section[16 + 8 * index + 5] for index in range(4)] == [0, 0, 1, 2]
