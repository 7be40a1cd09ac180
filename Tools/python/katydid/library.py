"""Finds and loads the shared library, and declares its functions as `katydid.h` does."""

import ctypes
import functools
import os
import sys
from ctypes import POINTER, c_char_p, c_int32, c_size_t, c_void_p
from pathlib import Path

BUILD_COMMAND = "swift build -c release --product KatydidC"
_FILE_NAME = "libKatydidC.dylib" if sys.platform == "darwin" else "libKatydidC.so"

_BAD_MODEL = 100
_FUNCTIONS = {
    "katydid_status_text": (c_char_p, [c_int32]),
    "katydid_front_end_create": (
        c_int32, [c_char_p, c_size_t, POINTER(c_void_p), POINTER(c_size_t)]),
    "katydid_front_end_create_from_blob": (
        c_int32, [c_char_p, c_size_t, POINTER(c_void_p), POINTER(c_size_t)]),
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
    "katydid_resampler_create": (c_int32, [c_int32, POINTER(c_void_p)]),
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
    """The library named by the environment variable KATYDID_LIBRARY, or else the release build of
    the checkout that this package lies in."""
    named = os.environ.get("KATYDID_LIBRARY")
    checkout = Path(__file__).resolve().parents[3]
    path = Path(named) if named else checkout / ".build" / "release" / _FILE_NAME
    if not path.exists():
        raise LibraryMissing(
            f"{path} is not there; run '{BUILD_COMMAND}' in the checkout of Katydid, or set "
            f"KATYDID_LIBRARY to the path of {_FILE_NAME}"
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
    return library


def check(status: int, subject: str, offset: int | None = None) -> None:
    """Raises `KatydidError` unless the status is 0. The offset is told where bytes were refused."""
    if status == 0:
        return
    place = f"byte {offset}: " if status >= _BAD_MODEL and offset is not None else ""
    raise KatydidError(status, f"{subject}: {place}{load().katydid_status_text(status).decode()}")
