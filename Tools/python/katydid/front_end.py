"""Samples to features and input events."""

import ctypes
import os
from typing import NamedTuple

import numpy as np

from .handle import Handle
from .library import check, load
from .model import Model, model_of
from .samples import mono_int16
from .section import FrontEndParametersBase


class Output(NamedTuple):
    """What a stretch of samples made."""

    features: np.ndarray
    """int16[hops, bands], Q10: log2 units above the floor. 0 in hops where the gate was closed. Of kind
    semitone: as of the last complete tick, 0 if the gate was closed at its end."""
    is_open: np.ndarray
    """bool[hops]: whether the gate was open after the hop."""
    events: np.ndarray
    """[ticks, channels], int8 where the front end's limit fits it, else int16: value of each channel. Mel:
    band `b` rises on channel `b` and falls on channel `40 + b`. Semitone: band `b` is channel `b`."""


class FrontEnd(Handle):
    """A front end and its state."""

    def __init__(self, model: FrontEndParametersBase | Model | bytes | str | os.PathLike[str]):
        """From parameters, or that of a model, or of the bytes or path of a `.kat` file.

        Raises ValueError for a parameter out of its range, as `Model` does, and `KatydidError` for a model
        without a front end.
        """
        library = load()
        handle, detail = ctypes.c_void_p(), ctypes.c_size_t()
        if isinstance(model, FrontEndParametersBase):
            subject, section = "front end", model.to_bytes()
            status = library.katydid_front_end_create(
                section, len(section), ctypes.byref(handle), ctypes.byref(detail)
            )
        else:
            model = model_of(model)
            subject = model.name
            status = library.katydid_front_end_create_of_model(model._handle, ctypes.byref(handle))
        check(status, subject, detail.value)
        self._library = library
        self._own(handle, library.katydid_front_end_destroy)
        self.bands: int = library.katydid_front_end_bands(handle)
        self.channels: int = library.katydid_front_end_channels(handle)
        self.hops_per_tick: int = library.katydid_front_end_hops_per_tick(handle)
        self.event_limit: int = library.katydid_front_end_event_limit(handle)

    def reset(self) -> None:
        """Back to the fresh state."""
        self._library.katydid_front_end_reset(self._handle)

    def push(self, samples: np.ndarray) -> Output:
        """Runs on over int16[n] samples of 16 kHz. However a recording is cut, the outputs put together
        are the same."""
        return self._push(samples, wants_features=True, wants_events=True)

    def features(self, samples: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """`Output.features` and `Output.is_open` of a whole recording, from a fresh state. A stream of
        pushes begins anew after it."""
        output = self._whole(samples, wants_features=True, wants_events=False)
        return output.features, output.is_open

    def events(self, samples: np.ndarray) -> np.ndarray:
        """`Output.events` of a whole recording, from a fresh state. A stream of pushes begins anew after
        it."""
        return self._whole(samples, wants_features=False, wants_events=True).events

    def _whole(self, samples: np.ndarray, *, wants_features: bool, wants_events: bool) -> Output:
        self.reset()
        output = self._push(samples, wants_features, wants_events)
        self.reset()
        return output

    def _push(self, samples: np.ndarray, wants_features: bool, wants_events: bool) -> Output:
        samples = mono_int16(samples)
        hops = self._library.katydid_front_end_hops_after(self._handle, len(samples))
        ticks = self._library.katydid_front_end_ticks_after(self._handle, len(samples))
        is_open = np.empty(hops, np.bool_)
        features = np.empty((hops if wants_features else 0, self.bands), np.int16)
        events = np.empty((ticks if wants_events else 0, self.channels), np.int16)
        status = self._library.katydid_front_end_push(
            self._handle, samples.ctypes.data, len(samples), is_open.ctypes.data,
            features.ctypes.data if wants_features else None,
            events.ctypes.data if wants_events else None,
        )  # fmt: skip
        check(status, "samples")
        if self.event_limit <= np.iinfo(np.int8).max:
            events = events.astype(np.int8)
        return Output(features, is_open, events)
