"""Other sample rates to 16 kHz, exactly as the board does it."""

import ctypes

import numpy as np

from .library import check, load
from .samples import mono_int16

SAMPLE_RATE_HZ = 16_000
RATES_HZ = (8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000)
_ZEROS = np.zeros(1024, np.int16)


def resample(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """A whole recording, int16[n], at 16 kHz: int16[ceil(n * 16000 / rate_hz)].

    Output sample `k` stands at the input time `k * rate_hz / 16000`; there are zeros before and after
    the recording. Raises `KatydidError` for a rate that is not one of `RATES_HZ`.
    """
    samples = mono_int16(samples)
    library = load()
    handle = ctypes.c_void_p()
    check(library.katydid_resampler_create(rate_hz, ctypes.byref(handle)), f"{rate_hz} Hz")
    try:
        output = np.empty(-(-len(samples) * SAMPLE_RATE_HZ // rate_hz), np.int16)
        count = _push(library, handle, samples, output)
        while count < len(output):
            count += _push(library, handle, _ZEROS, output[count:])
        return output
    finally:
        library.katydid_resampler_destroy(handle)


def _push(
    library: ctypes.CDLL, handle: ctypes.c_void_p, samples: np.ndarray, output: np.ndarray
) -> int:
    """Pushes samples until they end or the output is full; returns how many were written."""
    taken, written = ctypes.c_size_t(), ctypes.c_size_t()
    status = library.katydid_resampler_push(
        handle, samples.ctypes.data, len(samples), output.ctypes.data, len(output),
        ctypes.byref(taken), ctypes.byref(written),
    )  # fmt: skip
    check(status, "samples")
    return written.value
