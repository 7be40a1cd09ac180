"""A spiking network, tick by tick."""

import ctypes
import os
from typing import Literal, NamedTuple

import numpy as np

from .counters import CCounters, Counters
from .handle import Handle
from .library import check, load
from .model import Model, model_of

State = Literal["membrane", "current", "adaptation", "refractory"]
_STATES: tuple[State, ...] = ("membrane", "current", "adaptation", "refractory")


class Recording(NamedTuple):
    """What a layer did over a stretch of ticks."""

    spikes: np.ndarray
    """uint8[ticks, neurons]: spikes of each neuron in each tick."""
    membrane: np.ndarray
    """float32[ticks, neurons]: potentials after each tick, in the units of the network that was packed."""


class Network(Handle):
    """The network of a model and its state: the same bits as on the board."""

    def __init__(self, model: Model | bytes | str | os.PathLike[str]):
        """Of a model, or the bytes or path of a `.kat` file. Raises as `Model` does."""
        self.model = model_of(model)
        self._library = load()
        handle = ctypes.c_void_p()
        check(
            self._library.katydid_network_create(self.model._handle, None, 0, ctypes.byref(handle)),
            self.model.name,
        )
        self._own(handle, self._library.katydid_network_destroy)

    def step(self, channels: np.ndarray, values: np.ndarray | None = None) -> None:
        """One tick with an input event for each of `channels`, integers [events]; `values`, integers [events],
        are 1 if not given. Raises `KatydidError` if there is no such channel; then there was no tick."""
        channels = whole_numbers("channels", channels, np.uint16, dimensions=1)
        if values is not None:
            values = whole_numbers("values", values, np.int16, dimensions=1)
            if len(values) != len(channels):
                raise ValueError(f"there are {len(values)} values for {len(channels)} channels")
        check(
            self._library.katydid_network_step(
                self._handle, channels.ctypes.data,
                None if values is None else values.ctypes.data, len(channels),
            ),
            "channels",
        )  # fmt: skip

    def run(self, inputs: np.ndarray, layer: int | None = None) -> Recording:
        """A tick for each row of `inputs`, integers or bool [ticks, channels], going on from the present state.
        Records a layer, the output if none is given.

        Raises ValueError for another shape or values beyond int16, IndexError if there is no such layer.
        """
        inputs = whole_numbers("inputs", inputs, np.int16, dimensions=2)
        ticks, columns = inputs.shape
        if columns != self.model.input_channels:
            raise ValueError(f"inputs have {columns} channels, not {self.model.input_channels}")
        layer = self.model.output_layer if layer is None else layer
        size = self.model.size_of(layer)
        spikes = np.zeros((ticks, size), np.uint8)
        potentials = np.empty((ticks, size), np.int32)
        neurons, counts = np.empty(size, np.uint16), np.empty(size, np.uint8)
        of_tick, channels = np.nonzero(inputs)
        values = inputs[of_tick, channels]
        channels = channels.astype(np.uint16)
        ends = np.searchsorted(of_tick, np.arange(ticks), side="right").tolist()
        # Addresses, since this is the loop over ticks.
        handle, library = self._handle, self._library
        at_channels, at_values, at_potentials = (
            array.ctypes.data for array in (channels, values, potentials)
        )
        at_neurons, at_counts = neurons.ctypes.data, counts.ctypes.data
        start = 0
        for tick, end in enumerate(ends):
            library.katydid_network_step(
                handle, at_channels + 2 * start, at_values + 2 * start, end - start
            )
            spiking = library.katydid_network_spikes(handle, layer, at_neurons, at_counts)
            spikes[tick, neurons[:spiking]] = counts[:spiking]
            library.katydid_network_state(handle, layer, 0, at_potentials + 4 * tick * size)
            start = end
        return Recording(spikes, potentials.astype(np.float32) * self.model.units(layer))

    def spikes(self, layer: int | None = None) -> np.ndarray:
        """uint8[neurons]: spikes of each neuron of a layer, the output if none is given, in the last tick."""
        layer = self.model.output_layer if layer is None else layer
        size = self.model.size_of(layer)
        neurons, counts = np.empty(size, np.uint16), np.empty(size, np.uint8)
        spiking = self._library.katydid_network_spikes(
            self._handle, layer, neurons.ctypes.data, counts.ctypes.data
        )
        spikes = np.zeros(size, np.uint8)
        spikes[neurons[:spiking]] = counts[:spiking]
        return spikes

    def state(self, name: State, layer: int | None = None) -> np.ndarray:
        """int32[neurons]: a state of a layer after the last tick, in steps of `Model.units` (refractory: in
        ticks); 0 where the layer has no such state."""
        if name not in _STATES:
            raise ValueError(f"'{name}' is no state; there are: {', '.join(_STATES)}")
        layer = self.model.output_layer if layer is None else layer
        values = np.empty(self.model.size_of(layer), np.int32)
        status = self._library.katydid_network_state(
            self._handle, layer, _STATES.index(name), values.ctypes.data
        )
        check(status, self.model.name)
        return values

    def reset(self) -> None:
        """Back to the fresh state, counters too."""
        self._library.katydid_network_reset(self._handle)

    @property
    def counters(self) -> Counters:
        counters = CCounters()
        self._library.katydid_network_counters(self._handle, ctypes.byref(counters))
        return counters.counters()


def whole_numbers(name: str, array: np.ndarray, dtype: type, dimensions: int) -> np.ndarray:
    """The array as `dtype` in one piece of memory. Raises TypeError or ValueError if it does not fit."""
    array = np.asarray(array)
    if array.size == 0:
        array = array.astype(dtype)
    if array.dtype.kind not in "biu":
        raise TypeError(f"{name} are {array.dtype}; they must be integers or bool")
    if array.ndim != dimensions:
        wanted = "[ticks, channels]" if dimensions == 2 else "[events]"
        raise ValueError(f"{name} have the shape {array.shape}, not {wanted}")
    limits = np.iinfo(dtype)
    if array.size and (array.min() < limits.min or array.max() > limits.max):
        raise ValueError(f"{name} must be from {limits.min} to {limits.max}")
    return np.ascontiguousarray(array, dtype)
