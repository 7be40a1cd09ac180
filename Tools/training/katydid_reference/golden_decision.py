"""The golden cases of the decision.

Records: `section` (its bytes as integers 0...255), `tick` in ms, `potentials` (a row of the classes for every
tick), and what comes of them: `logits` (Q10), `smooth` (Q25), `scores` (Q15), a row for every tick, and
`events`: tick, class, score. Of a decision that tracks also `current`: the current class after every tick.
"""

from dataclasses import replace

import numpy as np

from .decision import ClassScale, Decision, DecisionKind, DecisionParameters
from .decision_section import write_decision

_TICKS = 120
# About 5,000 (Q10: 4.9 times log 2) for a potential of 2^23, each class in another unit.
_CLASSES = (
    ClassScale(mantissa=1_342_177_280, shift=41),
    ClassScale(mantissa=655_360, shift=30),
    ClassScale(mantissa=1_100_000_000, shift=41, is_event=False),
    ClassScale(mantissa=-1_342_177_280, shift=41),
    ClassScale(mantissa=5, shift=13),
)
_REST = 1


def decision_cases():
    """(name, parameters, tick in ms)."""

    def parameters(smoothing_ms, hold_off_ms, consecutive_ticks, threshold=2**14):
        return DecisionParameters(_CLASSES, smoothing_ms, hold_off_ms, threshold, consecutive_ticks)

    def tracking(*settings, rest_ticks, threshold=2**14):
        classes = tuple(replace(scale, is_rest=index == _REST) for index, scale in enumerate(_CLASSES))
        kind = DecisionKind.TRACKING
        return replace(parameters(*settings, threshold), classes=classes, kind=kind, rest_ticks=rest_ticks)

    return [
        ("decision-plain", parameters(0, 0, 1), 20),
        ("decision-smooth", parameters(200, 0, 1), 20),
        ("decision-consecutive", parameters(0, 0, 3), 20),
        ("decision-hold-off", parameters(0, 500, 1), 20),
        ("decision-all", parameters(200, 500, 3, threshold=20_000), 10),
        ("decision-certain", parameters(35, 59, 2, threshold=2**15), 30),
        ("tracking-plain", tracking(0, 0, 1, rest_ticks=1), 20),
        ("tracking-hold-off", tracking(0, 250, 1, rest_ticks=1), 20),
        ("tracking-all", tracking(60, 130, 3, rest_ticks=3, threshold=20_000), 10),
        ("tracking-late-rest", tracking(0, 60, 2, rest_ticks=6), 20),
        ("tracking-early-rest", tracking(0, 0, 3, rest_ticks=1), 20),
    ]


def draw_potentials(seed):
    """Noise with bursts of one class at a time, some beyond what a logit holds; int64 [ticks, classes]."""
    rng = np.random.RandomState(seed)
    potentials = rng.randint(-(2**22), 2**22, (_TICKS, len(_CLASSES)))
    tick = 5
    while tick < _TICKS:
        burst, strength = rng.randint(1, 20), rng.choice([2**22, 2**23, 2**24, 2**29])
        winner = rng.randint(len(_CLASSES))
        potentials[tick : tick + burst, winner] += strength * np.sign(_CLASSES[winner].mantissa)
        tick += burst + rng.randint(0, 12)
    return potentials


def decision_records(parameters, tick_ms, seed):
    decision = Decision(parameters, tick_ms)
    potentials = draw_potentials(seed)
    logits, smooth, scores, events, current = [], [], [], [], []
    for row in potentials:
        event = decision.step(row)
        logits.append(list(decision.logits))
        smooth.append(list(decision.smooth))
        scores.append(list(decision.scores))
        current.append(decision.current)
        if event is not None:
            events.append((event.tick, event.class_index, event.score))
    records = {
        "section": list(write_decision(parameters)),
        "tick": tick_ms,
        "potentials": potentials,
        "logits": logits,
        "smooth": smooth,
        "scores": scores,
        "events": events,
    }
    return records | ({"current": current} if parameters.kind == DecisionKind.TRACKING else {})
