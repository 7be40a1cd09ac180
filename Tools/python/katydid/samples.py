"""Samples as the library takes them."""

import numpy as np


def mono_int16(samples: np.ndarray) -> np.ndarray:
    """The samples in one piece of memory. Raises TypeError or ValueError for anything but int16[n]."""
    samples = np.asarray(samples)
    if samples.dtype != np.int16:
        raise TypeError(
            f"samples are {samples.dtype}, not int16; convert them to 16-bit steps first"
        )
    if samples.ndim != 1:
        raise ValueError(
            f"samples have the shape {samples.shape}, not [n]; mix channels down first"
        )
    return np.ascontiguousarray(samples)


def mono_samples(samples: np.ndarray) -> np.ndarray:
    """int16[n] as it is, floats of full scale ±1 as `katydid recognize` takes them: to nearest, limited, 0 for
    what is not a number. Raises TypeError or ValueError for anything else."""
    samples = np.asarray(samples)
    if samples.dtype.kind == "f":
        with np.errstate(invalid="ignore"):
            steps = np.rint(samples.astype(np.float64) * 32_768)
        samples = np.clip(np.nan_to_num(steps, posinf=32_767, neginf=-32_768), -32_768, 32_767)
        samples = samples.astype(np.int16)
    return mono_int16(samples)
