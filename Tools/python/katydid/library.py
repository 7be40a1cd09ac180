"""Finds and loads the shared library, and declares its functions as `katydid.h` does."""

import ctypes
import functools
import os
from collections.abc import Iterator
from ctypes import POINTER, c_char_p, c_int32, c_size_t, c_void_p
from pathlib import Path

BUILD_COMMAND = "swift build -c release --product KatydidC"
ABI_VERSION = 1
BUNDLED = Path(__file__).with_name("libkatydid.so")
"""Where an installed package has its library."""

_BAD_MODEL = 100
_CREATED = POINTER(c_void_p)
_FUNCTIONS = {
    "katydid_abi_version": (c_int32, []),
    "katydid_version": (c_char_p, []),
    "katydid_status_text": (c_char_p, [c_int32]),
    "katydid_describe": (c_size_t, [c_int32, c_size_t, c_char_p, c_size_t]),
    "katydid_model_open": (c_int32, [c_char_p, _CREATED, POINTER(c_size_t)]),
    "katydid_model_create": (c_int32, [c_void_p, c_size_t, _CREATED, POINTER(c_size_t)]),
    "katydid_model_destroy": (None, [c_void_p]),
    "katydid_model_input_channels": (c_int32, [c_void_p]),
    "katydid_model_input_magnitude": (c_int32, [c_void_p]),
    "katydid_model_layers": (c_int32, [c_void_p]),
    "katydid_model_output_layer": (c_int32, [c_void_p]),
    "katydid_model_neurons": (c_int32, [c_void_p, c_int32]),
    "katydid_model_label": (c_char_p, [c_void_p, c_int32]),
    "katydid_model_layer_name": (c_char_p, [c_void_p, c_int32]),
    "katydid_model_units": (c_int32, [c_void_p, c_int32, c_void_p]),
    "katydid_recognizer_arena_bytes": (c_int32, [c_void_p, c_int32, POINTER(c_size_t)]),
    "katydid_recognizer_create": (c_int32, [c_void_p, c_int32, c_void_p, c_size_t, _CREATED]),
    "katydid_recognizer_destroy": (None, [c_void_p]),
    "katydid_recognizer_push": (c_int32, [c_void_p, c_void_p, c_size_t, POINTER(c_size_t)]),
    "katydid_recognizer_poll": (c_int32, [c_void_p, c_void_p]),
    "katydid_recognizer_finish": (c_int32, [c_void_p]),
    "katydid_recognizer_reset": (None, [c_void_p]),
    "katydid_recognizer_score": (c_int32, [c_void_p, c_int32]),
    "katydid_recognizer_get_settings": (None, [c_void_p, c_void_p]),
    "katydid_recognizer_set_settings": (c_int32, [c_void_p, c_void_p]),
    "katydid_recognizer_counters": (None, [c_void_p, c_void_p]),
    "katydid_network_arena_bytes": (c_size_t, [c_void_p]),
    "katydid_network_create": (c_int32, [c_void_p, c_void_p, c_size_t, _CREATED]),
    "katydid_network_destroy": (None, [c_void_p]),
    "katydid_network_step": (c_int32, [c_void_p, c_void_p, c_void_p, c_size_t]),
    "katydid_network_spikes": (c_size_t, [c_void_p, c_int32, c_void_p, c_void_p]),
    "katydid_network_state": (c_int32, [c_void_p, c_int32, c_int32, c_void_p]),
    "katydid_network_reset": (None, [c_void_p]),
    "katydid_network_counters": (None, [c_void_p, c_void_p]),
    "katydid_front_end_create": (c_int32, [c_char_p, c_size_t, _CREATED, POINTER(c_size_t)]),
    "katydid_front_end_create_of_model": (c_int32, [c_void_p, _CREATED]),
    "katydid_front_end_destroy": (None, [c_void_p]),
    "katydid_front_end_reset": (None, [c_void_p]),
    "katydid_front_end_bands": (c_int32, [c_void_p]),
    "katydid_front_end_channels": (c_int32, [c_void_p]),
    "katydid_front_end_hops_per_tick": (c_int32, [c_void_p]),
    "katydid_front_end_event_limit": (c_int32, [c_void_p]),
    "katydid_front_end_hops_after": (c_size_t, [c_void_p, c_size_t]),
    "katydid_front_end_ticks_after": (c_size_t, [c_void_p, c_size_t]),
    "katydid_front_end_push": (
        c_int32, [c_void_p, c_void_p, c_size_t, c_void_p, c_void_p, c_void_p]),
    "katydid_resampler_create": (c_int32, [c_int32, _CREATED]),
    "katydid_resampler_destroy": (None, [c_void_p]),
    "katydid_resampler_push": (
        c_int32,
        [c_void_p, c_void_p, c_size_t, c_void_p, c_size_t, POINTER(c_size_t), POINTER(c_size_t)]),
}  # fmt: skip
"""Result and arguments of each function."""


class KatydidError(ValueError):
    """The library refused an argument. `status` is the `katydid_status`."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


class LibraryMissing(ImportError):
    """The shared library is not there, cannot be loaded, or is of another version than this package."""


@functools.cache
def load() -> ctypes.CDLL:
    """The library named by the environment variable KATYDID_LIBRARY, or else that of the installed package,
    or else the release build of the checkout that the package lies in."""
    named = os.environ.get("KATYDID_LIBRARY")
    places = [Path(named)] if named else list(_places())
    path = next((place for place in places if place.exists()), None)
    if path is None:
        raise LibraryMissing(
            f"{places[-1]} is not there; run '{BUILD_COMMAND}' in the checkout of Katydid, or set "
            "KATYDID_LIBRARY to the path of libkatydid.so"
        )
    try:
        library = ctypes.CDLL(str(path))
        for name, (result, arguments) in _FUNCTIONS.items():
            function = getattr(library, name)
            function.restype = result
            function.argtypes = arguments
    except (OSError, AttributeError) as error:
        raise LibraryMissing(
            f"{path} cannot be used: {error}; build it again with '{BUILD_COMMAND}'"
        ) from error
    found = library.katydid_abi_version()
    if found != ABI_VERSION:
        raise LibraryMissing(
            f"{path} has the ABI version {found}, this package wants {ABI_VERSION}; take both from the same "
            "version of Katydid"
        )
    return library


def _places() -> Iterator[Path]:
    yield BUNDLED
    yield Path(__file__).resolve().parents[3] / ".build" / "release" / "libKatydidC.so"


def check(status: int, subject: str, detail: int = 0) -> None:
    """Raises `KatydidError` unless the status is 0. The detail is what the call has set, such as the byte."""
    if status == 0:
        return
    library = load()
    if status < _BAD_MODEL:
        raise KatydidError(status, f"{subject}: {library.katydid_status_text(status).decode()}")
    text = ctypes.create_string_buffer(256)
    library.katydid_describe(status, detail, text, len(text))
    raise KatydidError(status, f"{subject}: {text.value.decode()}")
