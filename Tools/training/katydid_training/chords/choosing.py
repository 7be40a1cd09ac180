"""Chooses the settings of the decision, on recordings of real chords.

What counts is the share of the time at which the label is right, latency included. A musician who
looks at the display wants more: that it stands still while a chord sounds, and is right before the
next one. So settings with more changes than `MOST_CHANGES`, or whose label is wrong at the end of
more chords than `LEAST_RIGHT_AT_END` allows, lose recall for it, as much as the costs say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from ..network import TICK_SECONDS
from ..progress import progress
from .comparison import Segment, hold_labels
from .recordings import Recording
from .results import Heard
from .scoring import Score, score
from .tracking import Settings, smoothed, track

SMOOTHINGS_MS = (0, 10, 20, 30)
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)
CONSECUTIVE_TICKS = (1, 2)
REST_TICKS = (20, 30, 40)
MOST_CHANGES = 1.2
"""A chord."""
LEAST_RIGHT_AT_END = 0.98
CHANGE_COST = 0.3
"""Recall for each change a chord that is too many."""
END_COST = 0.3
"""Recall for the share of the chords whose end is wrong and should not be."""


@dataclass(frozen=True)
class Outcome:
    settings: Settings
    scores: dict[str, Score]
    """By collection."""

    @property
    def worth(self) -> float:
        return float(np.mean([_worth(figures) for figures in self.scores.values()]))


def choose(
    recordings: Sequence[Recording], readouts: Sequence[np.ndarray], labels: Sequence[str]
) -> Outcome:
    """The settings that are worth most on the mean of the collections.

    `readouts` are the potentials [ticks, classes] of the recordings, the last class no chord.
    """
    settings = [
        Settings(*values)
        for values in product(SMOOTHINGS_MS, THRESHOLDS, CONSECUTIVE_TICKS, REST_TICKS)
    ]
    outcomes = (
        Outcome(one, scores_of(recordings, estimates))
        for one, estimates in follow(recordings, readouts, labels, settings)
    )
    found = progress("choosing settings of the decision", outcomes, len(settings))
    return max(found, key=lambda outcome: outcome.worth)


def follow(
    recordings: Sequence[Recording],
    readouts: Sequence[np.ndarray],
    labels: Sequence[str],
    settings: Sequence[Settings],
) -> Iterator[tuple[Settings, list[list[Segment]]]]:
    """With each of the settings, in any order, the segments of each recording's labels."""
    together = np.zeros((max(map(len, readouts)), len(readouts), len(labels)))
    for index, readout in enumerate(readouts):
        together[: len(readout), index] = readout
    for smoothing_ms in sorted({one.smoothing_ms for one in settings}):
        some = [one for one in settings if one.smoothing_ms == smoothing_ms]
        tracked = track(*smoothed(together, smoothing_ms), len(labels) - 1, some)
        for number, one in enumerate(some):
            yield (
                one,
                [
                    _segments(tracked[: len(readout), number, index], labels, recording)
                    for index, (readout, recording) in enumerate(
                        zip(readouts, recordings, strict=True)
                    )
                ],
            )


def scores_of(
    recordings: Sequence[Recording], estimates: Sequence[list[Segment]]
) -> dict[str, Score]:
    """By collection."""
    return by_collection([Heard(*pair) for pair in zip(recordings, estimates, strict=True)])


def by_collection(heard: Sequence[Heard]) -> dict[str, Score]:
    names = dict.fromkeys(one.recording.collection for one in heard)
    result = {}
    for name in names:
        own = [one for one in heard if one.recording.collection == name]
        result[name] = score([one.recording.truth for one in own], [one.estimate for one in own])
    return result


def _segments(current: np.ndarray, labels: Sequence[str], recording: Recording) -> list[Segment]:
    """A label is printed at the end of the tick that made it; the last holds to the end of the
    recording, which is hardly ever that of a tick."""
    before = np.concatenate([[len(labels) - 1], current[:-1]])
    changes = [
        ((tick + 1) * TICK_SECONDS, labels[current[tick]])
        for tick in np.flatnonzero(current != before)
    ]
    return hold_labels(changes, recording.truth[-1][1])


def _worth(figures: Score) -> float:
    changes = max(0.0, figures.changes_per_chord - MOST_CHANGES)
    wrong_ends = max(0.0, LEAST_RIGHT_AT_END - figures.right_at_end)
    return figures.recall - CHANGE_COST * changes - END_COST * wrong_ends
