"""The decision that tracks in floating point, and how its settings are chosen."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from katydid_reference.decision import (
    ClassScale,
    Decision,
    DecisionKind,
    DecisionParameters,
)
from katydid_training.chords.choosing import choose, follow
from katydid_training.chords.recordings import Recording
from katydid_training.chords.tracking import Settings, smoothed, track

LABELS = ["A:maj", "A:min", "N"]
NONE = 2
TICK_MS = 20
SHIFT = 10


def readouts(ticks=400, recordings=3, seed=1):
    """Potentials [ticks, recordings, classes] that wander: many changes, close calls."""
    rng = np.random.default_rng(seed)
    targets = rng.normal(0, 2, (ticks // 8, recordings, len(LABELS))).repeat(8, 0)
    return targets + rng.normal(0, 0.7, targets.shape)


def in_integers(potentials, settings):
    """The current class after each tick by the reference, of potentials in 1/1024 of log 2."""
    scale = ClassScale(1 << 30, 30)
    rest = ClassScale(1 << 30, 30, is_rest=True)
    parameters = DecisionParameters(
        classes=(scale, scale, rest),
        smoothing_ms=settings.smoothing_ms,
        hold_off_ms=0,
        threshold=round(settings.threshold * 2**15),
        consecutive_ticks=settings.consecutive_ticks,
        rest_ticks=settings.rest_ticks,
        kind=DecisionKind.TRACKING,
    )
    decision = Decision(parameters, TICK_MS)
    current = []
    for row in np.rint(potentials / np.log(2) * 2**SHIFT).astype(int):
        decision.step(row)
        current.append(decision.current)
    return np.array(current)


def test_it_decides_as_the_reference():
    potentials = readouts()
    for smoothing_ms in (0, 40):
        settings = [
            Settings(smoothing_ms, *values) for values in product((0.4, 0.8), (1, 3), (2, 9))
        ]
        tracked = track(*smoothed(potentials, smoothing_ms), NONE, settings)
        for number, one in enumerate(settings):
            for index in range(potentials.shape[1]):
                expected = in_integers(potentials[:, index], one)
                assert np.mean(tracked[:, number, index] != expected) < 0.02
        assert len(np.unique(tracked)) == len(LABELS)


def recording(name, collection, truth):
    return Recording(name, collection, "", 16_000, np.zeros(0, np.int16), truth, [Path("clip")])


def test_a_label_is_printed_at_the_end_of_the_tick_that_made_it():
    readout = np.full((100, len(LABELS)), -5.0)
    readout[:10, NONE] = readout[10:50, 0] = readout[50:, 1] = 5
    settings = [Settings(0, 0.5, 3, 20)]
    heard = recording("one", "some", [(0.0, 2.015, "A:maj")])
    ((_, (segments,)),) = follow([heard], [readout], LABELS, settings)
    assert [label for *_, label in segments] == ["N", "A:maj", "A:min"]
    times = [start for start, *_ in segments] + [segments[-1][1]]
    assert times == pytest.approx([0, 0.26, 1.06, 2.015])


def test_settings_that_flicker_are_not_chosen():
    truth = [(0.0, 2.0, "A:maj"), (2.0, 4.0, "A:min")]
    readout = np.full((200, len(LABELS)), -5.0)
    readout[:100, 0] = readout[100:, 1] = 5
    # For a tick now and then another chord seems likely: whoever changes at once follows.
    for tick in (30, 60, 130, 160):
        readout[tick] = readout[tick][[1, 0, 2]]
    outcome = choose([recording("one", "some", truth)], [readout], LABELS)
    assert outcome.scores["some"].changes_per_chord == 1
    assert outcome.settings.consecutive_ticks > 1 or outcome.settings.smoothing_ms > 0
