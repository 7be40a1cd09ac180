"""The decision: readout potentials to events. The executable form of `Decision.md`."""

from dataclasses import dataclass
from enum import IntEnum

from .fixed_point import multiply
from .logarithm import exp2_q15
from .ranges import within, within_int32


class DecisionKind(IntEnum):
    """What makes an event."""

    SPOTTING = 0
    """A class that stands out for a while, once: a word."""
    TRACKING = 1
    """Another class than the current one: a chord, and the rest class where there is none."""


@dataclass(frozen=True)
class ClassScale:
    """Brings the potential of one class to logits: `potential * mantissa * 2^-shift`, Q10 in units of log 2."""

    mantissa: int
    shift: int
    is_event: bool = True
    """False for classes that are never reported (`unknown`, `silence`)."""
    is_rest: bool = False
    """True for the one class of a tracking decision that is current at the start (`N`)."""


@dataclass(frozen=True)
class DecisionParameters:
    classes: tuple[ClassScale, ...]
    smoothing_ms: int = 200
    hold_off_ms: int = 500
    threshold: int = 2**14
    """Least score of an event, Q15."""
    consecutive_ticks: int = 1
    kind: DecisionKind = DecisionKind.SPOTTING
    rest_ticks: int = 0
    """Takes the place of `consecutive_ticks` for the rest class; 0 in a decision that spots, which has none."""

    def __post_init__(self):
        if (self.rest_ticks > 0) != (self.kind == DecisionKind.TRACKING):
            raise ValueError(f"rest_ticks is {self.rest_ticks}; it is from 1 for tracking, 0 for spotting")

    @property
    def rest_class(self):
        """The index of the rest class of a tracking decision; None of one that spots."""
        if self.kind == DecisionKind.SPOTTING:
            return None
        return [scale.is_rest for scale in self.classes].index(True)


@dataclass(frozen=True)
class Event:
    tick: int
    class_index: int
    score: int
    """Q15."""


class Decision:
    """From a fresh state; one `step` a tick of `tick_ms`."""

    def __init__(self, parameters, tick_ms):
        self.parameters = parameters
        self.factor = 2**16 * tick_ms // (parameters.smoothing_ms + tick_ms)
        self.hold_off_ticks = parameters.hold_off_ms // tick_ms
        self.smooth = [0] * len(parameters.classes)
        """Logits smoothed over time, Q25."""
        self.logits = [0] * len(parameters.classes)
        """Logits of the latest tick, Q10."""
        self.scores = [0] * len(parameters.classes)
        """Softmax of the smoothed logits, Q15."""
        self.current = parameters.rest_class
        """The current class of a decision that tracks; None of one that spots."""
        self._tick = -1
        self._run_class = None
        self._run_ticks = 0
        self._run_has_event = False
        self._last_event_tick = None

    def step(self, potentials):
        """Takes the readout of one tick, a sequence of integers; returns an Event or None."""
        self._tick += 1
        self._smooth([int(v) for v in potentials])
        best = self.smooth.index(max(self.smooth))
        powers = [exp2_q15((s >> 15) - (self.smooth[best] >> 15)) for s in self.smooth]
        self.scores = [(power << 15) // sum(powers) for power in powers]
        self._count_run(best)
        is_due = self._run_ticks >= self._ticks_to_event(best) and not self._run_has_event
        if not is_due or self._is_held_off():
            return None
        self._run_has_event, self._last_event_tick = True, self._tick
        if self.parameters.kind == DecisionKind.TRACKING:
            self.current = best
        return Event(self._tick, best, self.scores[best])

    def _smooth(self, potentials):
        for index, (scale, v) in enumerate(zip(self.parameters.classes, potentials)):
            logit = multiply(scale.mantissa, v, scale.shift)
            logit = self.logits[index] = min(max(logit, -(2**15)), 2**15 - 1)
            step = (((logit << 15) - self.smooth[index]) * self.factor) >> 16
            self.smooth[index] = within_int32(self.smooth[index] + step)

    def _count_run(self, best):
        may_be_event = self.parameters.classes[best].is_event and best != self.current
        counts = may_be_event and within(self.scores[best], 0, 2**15) >= self.parameters.threshold
        if not counts or best != self._run_class:
            self._run_ticks, self._run_has_event = 0, False
        self._run_class = best if counts else None
        self._run_ticks += counts

    def _ticks_to_event(self, best):
        parameters = self.parameters
        return parameters.rest_ticks if best == parameters.rest_class else parameters.consecutive_ticks

    def _is_held_off(self):
        """The `hold_off_ticks` ticks after an event make none."""
        last = self._last_event_tick
        return last is not None and self._tick - last <= self.hold_off_ticks
