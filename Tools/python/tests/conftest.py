"""Recordings that the tests run over."""

import numpy as np
import pytest


@pytest.fixture(scope="session")
def sounds() -> np.ndarray:
    """int16[n]: silence, a chirp, noise of several levels, silence, a hop cut short at the end."""
    rng = np.random.default_rng(5)
    t = np.arange(16_000) / 16_000
    chirp = 9_000 * np.sin(2 * np.pi * (200 * t + 1_500 * t**2))
    noise = rng.normal(0, 1, 20_000) * np.repeat([10, 300, 3_000, 100, 1], 4_000)
    quiet = np.zeros(4_000)
    return np.concatenate([quiet, chirp, noise, quiet, noise[:77]]).round().astype(np.int16)
