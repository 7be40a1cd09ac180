"""The choice of the decision's settings: its decision in floating point against the integer reference."""

import numpy as np
import pytest

from katydid_reference.decision import ClassScale, Decision, DecisionParameters
from katydid_training.settings import Scores, Settings, choose, hit_share

WORDS, CLASSES, TICKS = 3, 5, 300


def draw_readout(seed):
    """Potentials [ticks, classes] with bursts of one class at a time."""
    rng = np.random.default_rng(seed)
    readout = rng.normal(0, 1, (TICKS, CLASSES))
    for start in range(0, TICKS, 20):
        readout[start : start + rng.integers(3, 20), rng.integers(CLASSES)] += rng.uniform(2, 8)
    return readout


@pytest.mark.parametrize(
    "settings", [Settings(0, 0.5, 1, 0), Settings(200, 0.6, 3, 100), Settings(60, 0.8, 2, 700)]
)
def test_events_are_those_of_the_integer_decision(settings):
    unit = 2.0**-16
    # Q10 in units of log 2, from potentials in units of 2^-16.
    mantissa = round(unit / np.log(2) * 1024 * 2**40)
    classes = tuple(ClassScale(mantissa, 40, index < WORDS) for index in range(CLASSES))
    parameters = DecisionParameters(
        classes,
        settings.smoothing_ms,
        settings.hold_off_ms,
        round(settings.threshold * 2**15),
        settings.consecutive_ticks,
    )
    found = 0
    for seed in range(5):
        readout = draw_readout(seed)
        decision = Decision(parameters, tick_ms=20)
        expected = []
        for potentials in np.round(readout / unit).astype(np.int64):
            event = decision.step(potentials)
            expected.append(None if event is None else event.class_index)
        scores = Scores.of(readout[:, None], settings.smoothing_ms)
        events = [
            int(best[0]) if is_event[0] else None
            for is_event, best, _ in scores.events(settings, WORDS)
        ]
        assert events == expected
        found += sum(event is not None for event in events)
    assert found > 20


def test_the_best_scoring_event_counts():
    readout = np.zeros((60, 2, 3))
    readout[5:15, :, 0] = 4
    readout[35:50, 0, 1] = 8
    settings = Settings(60, 0.6, 1, 100)
    scores = Scores.of(readout, settings.smoothing_ms)
    # The event is made when the score passes the threshold: the steeper rise has the higher one.
    assert hit_share(scores, settings, np.array([1, 0]), words=2) == 1
    assert hit_share(scores, settings, np.array([0, 0]), words=2) == 0.5


def test_few_false_alarms_come_first():
    word = np.zeros((50, 1, 2))
    word[10:30, 0, 0] = 6
    speech = np.zeros((400, 2))
    speech[::100, 0] = 3
    outcome = choose([word], np.array([0]), [speech], words=1)
    assert outcome.hits == 1
    assert outcome.false_alarms <= 1
    quick = Settings(60, 0.6, 1)
    alarms = sum(int(e.sum()) for e, _, _ in Scores.of(speech[:, None], 60).events(quick, 1))
    assert alarms == 4
