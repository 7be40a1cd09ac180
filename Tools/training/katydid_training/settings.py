"""Chooses the settings of the decision: on readouts of the split `dev`, and on speech without the words.

The decision is that of `Decision.md` in floating point, many recordings at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from .network import TICK_SECONDS

SMOOTHINGS_MS = (60, 100, 150, 200, 300, 400)
"""Longer ones would still gain a little, and come too late."""
CONSECUTIVE_TICKS = (1, 2, 3, 5)
THRESHOLDS = tuple(round(0.3 + 0.05 * step, 2) for step in range(14))
HOLD_OFF_MS = 700
LARGEST_FALSE_ALARM_RATE = 4.0
"""Events a minute of speech without the words, in settings that may be chosen if any has as few."""
FILLING = 100.0
"""Potential that no other class comes near."""


@dataclass(frozen=True)
class Settings:
    smoothing_ms: int
    threshold: float
    consecutive_ticks: int
    hold_off_ms: int = HOLD_OFF_MS


@dataclass(frozen=True)
class Outcome:
    settings: Settings
    hits: float
    """Share of the words' clips whose best-scoring event names the word."""
    false_alarms: float
    """Events a minute of speech without the words."""

    def __str__(self) -> str:
        s = self.settings
        return (
            f"smoothing {s.smoothing_ms} ms, threshold {s.threshold}, {s.consecutive_ticks} ticks: "
            f"{100 * self.hits:.1f} % of the words, {self.false_alarms:.1f} false alarms a minute of speech"
        )


@dataclass(frozen=True)
class Scores:
    """Of many recordings at each tick: the best class and its softmax, both [ticks, recordings]."""

    best: np.ndarray
    score: np.ndarray

    @classmethod
    def of(cls, readout: np.ndarray, smoothing_ms: int) -> "Scores":
        """From potentials [ticks, recordings, classes]."""
        share = 1000 * TICK_SECONDS / (smoothing_ms + 1000 * TICK_SECONDS)
        smooth = np.zeros(readout.shape[1:])
        best = np.empty(readout.shape[:2], int)
        score = np.empty(readout.shape[:2])
        for tick, potentials in enumerate(readout):
            smooth += share * (potentials - smooth)
            best[tick] = smooth.argmax(1)
            odds = np.exp(smooth - smooth.max(1, keepdims=True))
            score[tick] = 1 / odds.sum(1)
        return cls(best, score)

    def events(
        self, settings: Settings, words: int
    ) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Tick by tick: in which recordings there is an event, of which class, with which score."""
        hold_off_ticks = int(settings.hold_off_ms / (1000 * TICK_SECONDS))
        count = self.best.shape[1]
        run, run_class = np.zeros(count, int), np.full(count, -1)
        has_event, waits = np.zeros(count, bool), np.zeros(count, int)
        for best, score in zip(self.best, self.score, strict=True):
            counts = (score >= settings.threshold) & (best < words)
            goes_on = counts & (best == run_class)
            run = np.where(goes_on, run + 1, counts.astype(int))
            has_event &= goes_on
            run_class = np.where(counts, best, -1)
            is_event = (run >= settings.consecutive_ticks) & ~has_event & (waits == 0)
            waits = np.maximum(waits - 1, 0)
            waits[is_event] = hold_off_ticks
            has_event |= is_event
            yield is_event, best, score


def hit_share(scores: Scores, settings: Settings, classes: np.ndarray, words: int) -> float:
    """`classes` are those of the recordings; those that are no words do not count."""
    predicted = np.full(len(classes), -1)
    highest = np.zeros(len(classes))
    for is_event, best, score in scores.events(settings, words):
        is_better = is_event & (score > highest)
        predicted[is_better], highest[is_better] = best[is_better], score[is_better]
    is_word = classes < words
    return float(np.mean(predicted[is_word] == classes[is_word]))


def stacked(readouts: list[np.ndarray], words: int) -> np.ndarray:
    """Recordings [ticks, classes] of different lengths as [ticks, recordings, classes]; what is missing is a class
    that is never an event."""
    result = np.zeros((max(map(len, readouts)), len(readouts), readouts[0].shape[1]))
    result[..., words:] = FILLING
    for index, readout in enumerate(readouts):
        result[: len(readout), index] = readout
    return result


def choose(
    readouts: list[np.ndarray], classes: np.ndarray, speech: list[np.ndarray], words: int
) -> Outcome:
    """The settings with the most hits on average over `readouts`, each [ticks, recordings, classes] of the
    recordings of `classes` (clean, in noise…), among those with few false alarms on `speech`, a list of
    [ticks, classes]."""
    minutes = sum(len(readout) for readout in speech) * TICK_SECONDS / 60
    sentences = stacked(speech, words)
    outcomes = []
    for smoothing_ms in SMOOTHINGS_MS:
        clips = [Scores.of(readout, smoothing_ms) for readout in readouts]
        heard = Scores.of(sentences, smoothing_ms)
        for threshold, ticks in product(THRESHOLDS, CONSECUTIVE_TICKS):
            settings = Settings(smoothing_ms, threshold, ticks)
            hits = np.mean([hit_share(scores, settings, classes, words) for scores in clips])
            alarms = sum(int(is_event.sum()) for is_event, _, _ in heard.events(settings, words))
            outcomes.append(Outcome(settings, float(hits), alarms / minutes))
    allowed = max(LARGEST_FALSE_ALARM_RATE, min(outcome.false_alarms for outcome in outcomes))
    return max(
        (outcome for outcome in outcomes if outcome.false_alarms <= allowed),
        key=lambda outcome: (outcome.hits, -outcome.false_alarms),
    )
