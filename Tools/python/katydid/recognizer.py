"""Samples in, events out."""

import ctypes
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from .counters import CCounters, Counters
from .handle import Handle
from .library import check, load
from .model import Model, model_of
from .samples import mono_samples

_EVENTS_WAITING = 10
_SCORE_ONE = 32_768


@dataclass(frozen=True)
class Event:
    """Something was recognised."""

    time_samples: int
    """Audio time of the last sample that the decision saw, in samples at 16 kHz since the start."""
    label: str
    class_index: int
    score: float
    """Above 0, up to 1."""

    @property
    def time_seconds(self) -> float:
        return self.time_samples / 16_000


@dataclass(frozen=True)
class Settings:
    """What trades missed sounds against false alarms and delay."""

    threshold: float
    """Least score of an event, above 0 and up to 1."""
    consecutive_ticks: int
    """Ticks in a row for which a class must be above the threshold."""
    rest_ticks: int
    """The same for the rest class of a model that tracks; 0 in one that spots."""
    smoothing_milliseconds: int
    """Time constant of the smoothing."""
    hold_off_milliseconds: int
    """Time after an event in which there is no other."""


class _CEvent(ctypes.Structure):
    _fields_ = [
        ("time_samples", ctypes.c_uint64), ("time_milliseconds", ctypes.c_uint64),
        ("label", ctypes.c_char_p), ("class_index", ctypes.c_int32), ("score", ctypes.c_int32),
    ]  # fmt: skip


class _CSettings(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int32) for name in Settings.__dataclass_fields__]


class Recognizer(Handle):
    """The whole path from samples to events, and its state: what the board hears, to the bit.

    with katydid.Recognizer("words.kat", rate_hz=44_100) as recognizer:
        for event in recognizer.listen(chunks):
            print(f"{event.time_seconds:.3f} {event.label} {event.score:.2f}")
    """

    def __init__(self, model: Model | bytes | str | os.PathLike[str], rate_hz: int = 16_000):
        """Of a model, or the bytes or path of a `.kat` file, for mono samples of one of `RATES_HZ`.

        Raises as `Model` does, and `KatydidError` for a model that is a bare network or another rate.
        """
        self.model = model_of(model)
        self.rate_hz = rate_hz
        self._library = load()
        handle = ctypes.c_void_p()
        status = self._library.katydid_recognizer_create(
            self.model._handle, rate_hz, None, 0, ctypes.byref(handle)
        )
        check(status, self.model.name)
        self._own(handle, self._library.katydid_recognizer_destroy)

    def push(self, samples: np.ndarray) -> list[Event]:
        """Hears int16[n], or floats [n] of full scale ±1, and returns what was recognised. However a recording
        is cut, the events are the same."""
        samples = mono_samples(samples)
        events: list[Event] = []
        start, taken, status = 0, ctypes.c_size_t(), _EVENTS_WAITING
        while status == _EVENTS_WAITING:
            status = self._library.katydid_recognizer_push(
                self._handle, samples.ctypes.data + 2 * start, len(samples) - start,
                ctypes.byref(taken),
            )  # fmt: skip
            start += taken.value
            events += self._poll()
        check(status, "samples")
        return events

    def finish(self) -> list[Event]:
        """Hears half a second of silence, as `katydid recognize` does at the end of a recording."""
        check(self._library.katydid_recognizer_finish(self._handle), "silence")
        return self._poll()

    def listen(self, chunks: Iterable[np.ndarray]) -> Iterator[Event]:
        """Hears chunks as `push` takes them until they end, and yields events as they come."""
        for chunk in chunks:
            yield from self.push(chunk)
        yield from self.finish()

    def recognize(self, samples: np.ndarray) -> list[Event]:
        """The events of a whole recording, from a fresh state. A stream of pushes begins anew after it."""
        self.reset()
        events = list(self.listen([samples]))
        self.reset()
        return events

    def reset(self) -> None:
        """Back to the fresh state: the next sample is the first one. Settings stay."""
        self._library.katydid_recognizer_reset(self._handle)

    @property
    def scores(self) -> np.ndarray:
        """float32[classes]: how likely each class was after the last tick; softmax of the smoothed readout."""
        score, handle = self._library.katydid_recognizer_score, self._handle
        scores = [score(handle, index) for index in range(len(self.model.labels))]
        return np.array(scores, np.float32) / _SCORE_ONE

    @property
    def settings(self) -> Settings:
        """The model's until set; a change takes effect with the next tick. Setting raises `KatydidError` for a
        number out of its range."""
        settings = _CSettings()
        self._library.katydid_recognizer_get_settings(self._handle, ctypes.byref(settings))
        values = {name: getattr(settings, name) for name, *_ in _CSettings._fields_}
        return Settings(**values | {"threshold": values["threshold"] / _SCORE_ONE})

    @settings.setter
    def settings(self, settings: Settings) -> None:
        values = vars(settings) | {"threshold": round(settings.threshold * _SCORE_ONE)}
        status = self._library.katydid_recognizer_set_settings(
            self._handle, ctypes.byref(_CSettings(**values))
        )
        check(status, "settings")

    @property
    def counters(self) -> Counters:
        """Of the network."""
        counters = CCounters()
        self._library.katydid_recognizer_counters(self._handle, ctypes.byref(counters))
        return counters.counters()

    def _poll(self) -> list[Event]:
        events, event = [], _CEvent()
        while self._library.katydid_recognizer_poll(self._handle, ctypes.byref(event)):
            index = event.class_index
            events.append(
                Event(event.time_samples, self.model.labels[index], index, event.score / _SCORE_ONE)
            )
        return events
