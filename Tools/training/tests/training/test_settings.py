"""The choice of the decision's settings: its decision in floating point against the integer reference."""

import numpy as np
import pytest
from katydid_reference.decision import ClassScale, Decision, DecisionParameters
from katydid_training.running import Spoken
from katydid_training.settings import Outcome, Scores, Settings, choose, hear

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


def test_the_first_event_of_a_clip_counts():
    readout = np.zeros((120, 1, 3))
    readout[5:15, 0, 0] = readout[40:50, 0, 1] = readout[60:70, 0, 0] = readout[90:100, 0, 0] = 8
    settings = Settings(60, 0.6, 1, 100)
    clips = [[Spoken(2, 30, 0), Spoken(35, 75, 0), Spoken(80, 85, 1), Spoken(86, 110, 2)]]
    scores = Scores.of(readout, settings.smoothing_ms)
    heard = hear(scores, settings, clips, words=2)
    # The last clip is of no word.
    assert heard.labels.tolist() == [0, 0, 1]
    assert heard.named.tolist() == [0, 1, -1]
    assert 3 <= heard.ticks[0] <= 8 and 5 <= heard.ticks[1] <= 10
    assert heard.false_alarms == 0
    apart = [[Spoken(2, 4, 0), Spoken(40, 55, 1)]]
    assert hear(scores, settings, apart, words=2).false_alarms == 3


def test_few_false_alarms_are_worth_some_words():
    word, speech = np.zeros((100, 2)), np.zeros((400, 2))
    word[10:30, 0] = word[60:90, 0] = 6
    # Short bursts in speech, which a long smoothing does not follow.
    speech[::100, 0] = speech[1::100, 0] = 5
    clips = [[Spoken(5, 45, 0), Spoken(55, 95, 0)]]
    outcome = choose([word], clips, [speech], words=1)
    assert (outcome.hits, outcome.wrong_words, outcome.false_alarms) == (1, 0, 0)
    assert 0.1 < outcome.latency_seconds < 0.6
    quick = Settings(100, 0.6, 2)
    alarms = sum(int(e.sum()) for e, _, _ in Scores.of(speech[:, None], 100).events(quick, 1))
    assert alarms == 4


def test_a_wrong_word_costs_more_than_a_missed_one():
    rows = [
        Outcome(
            Settings(100, 0.5, 2), hits=0.9, wrong_words=0.05, false_alarms=0, latency_seconds=0.7
        ),
        Outcome(
            Settings(100, 0.7, 2), hits=0.86, wrong_words=0.01, false_alarms=0, latency_seconds=0.7
        ),
    ]
    assert rows[1].worth > rows[0].worth
