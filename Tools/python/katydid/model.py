"""A validated model."""

import ctypes
import os

import numpy as np

from .handle import Handle
from .library import check, load


class Model(Handle):
    """The content of a `.kat` file, validated. It does not change; any number of threads may use it."""

    def __init__(self, source: bytes | str | os.PathLike[str]):
        """From the bytes or the path of a `.kat` file.

        Raises OSError if the file cannot be read, `KatydidError` naming the byte that is wrong if it is no
        valid model, `LibraryMissing` if the library has to be built.
        """
        library = load()
        handle, detail = ctypes.c_void_p(), ctypes.c_size_t()
        if isinstance(source, bytes):
            self.name = "model"
            self._bytes = aligned(source)
        else:
            self.name = os.fspath(source)
            with open(source, "rb") as file:
                self._bytes = aligned(file.read())
        status = library.katydid_model_create(
            self._bytes.ctypes.data, len(self._bytes), ctypes.byref(handle), ctypes.byref(detail)
        )
        check(status, self.name, detail.value)
        self._own(handle, library.katydid_model_destroy)
        layers = range(library.katydid_model_layers(handle))
        self.input_channels: int = library.katydid_model_input_channels(handle)
        self.input_magnitude: int = library.katydid_model_input_magnitude(handle)
        self.output_layer: int = library.katydid_model_output_layer(handle)
        self.layer_sizes: tuple[int, ...] = tuple(
            library.katydid_model_neurons(handle, layer) for layer in layers
        )
        self.layer_names: tuple[str, ...] = tuple(
            library.katydid_model_layer_name(handle, layer).decode() for layer in layers
        )
        self.labels: tuple[str, ...] = tuple(
            library.katydid_model_label(handle, index).decode()
            for index in range(self.layer_sizes[self.output_layer])
        )

    def units(self, layer: int) -> np.ndarray:
        """float32[neurons]: what one step of each neuron's state is in the units of the network that was
        packed. Raises IndexError if there is no such layer."""
        units = np.empty(self.size_of(layer), np.float32)
        check(load().katydid_model_units(self._handle, layer, units.ctypes.data), self.name)
        return units

    def size_of(self, layer: int) -> int:
        """Neurons of a layer. Raises IndexError if there is no such layer."""
        if not 0 <= layer < len(self.layer_sizes):
            raise IndexError(
                f"{self.name} has layers 0 to {len(self.layer_sizes) - 1}, not {layer}"
            )
        return self.layer_sizes[layer]


def model_of(model: Model | bytes | str | os.PathLike[str]) -> Model:
    return model if isinstance(model, Model) else Model(model)


def aligned(content: bytes) -> np.ndarray:
    """A copy that starts at a multiple of 16."""
    room = np.empty(len(content) + 15, np.uint8)
    start = -room.ctypes.data % 16
    copy = room[start : start + len(content)]
    copy[:] = np.frombuffer(content, np.uint8)
    return copy
