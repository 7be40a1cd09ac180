"""Reads recordings, for commands that do without the packages of training, with the library of the program."""

import ctypes
import os
from pathlib import Path

RATE_HZ = 16_000
READ_MODE = 0x10
ENCODING, PCM_16 = 0xFFFF, 2


class SoundFileError(Exception):
    """A recording cannot be read; the message says which."""


class Information(ctypes.Structure):
    """SF_INFO of libsndfile."""

    _fields_ = [("frames", ctypes.c_int64)] + [
        (name, ctypes.c_int) for name in ("rate", "channels", "format", "sections", "seekable")
    ]


def read_sound(path: Path) -> bytes:
    """The 16-bit samples of a mono file at 16 kHz, in the machine's order of bytes. Raises `SoundFileError`."""
    library = ctypes.CDLL("libsndfile.so.1")
    library.sf_open.restype = ctypes.c_void_p
    library.sf_readf_short.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64]
    library.sf_close.argtypes = [ctypes.c_void_p]
    information = Information()
    file = library.sf_open(os.fsencode(path), READ_MODE, ctypes.byref(information))
    found = (information.rate, information.channels, information.format & ENCODING)
    if not file or found != (RATE_HZ, 1, PCM_16):
        raise SoundFileError(f"{path}: no recording of 16 bits, {RATE_HZ} Hz, mono")
    samples = (ctypes.c_int16 * information.frames)()
    library.sf_readf_short(file, samples, information.frames)
    library.sf_close(file)
    return bytes(samples)
