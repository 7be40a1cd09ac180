"""What the tests of the frameworks share. Each folder is for the environment of that nir."""

import nir
import numpy as np
import pytest

TICKS, NEURONS = 400, 40


@pytest.fixture
def currents() -> np.ndarray:
    """Input of neurons, [ticks, neurons], in eighths: with leaks that are binary fractions too, every sum is exact in
    float32 and thresholds are met exactly again and again."""
    rng = np.random.default_rng(1)
    values = rng.integers(-6, 11, (TICKS, NEURONS)) / 8
    values[rng.random(values.shape) < 0.5] = 0
    return values


@pytest.fixture
def stored(tmp_path):
    """Writes a graph and reads it again, as files are what reaches katydid-tools: nodes by name, {field: array}."""
    import h5py

    def write_and_read(graph: nir.NIRGraph) -> dict[str, dict]:
        nir.write(tmp_path / "net.nir", graph)
        with h5py.File(tmp_path / "net.nir") as file:
            nodes = file["node/nodes"]
            return {name: {field: nodes[name][field][()] for field in nodes[name]} for name in nodes}

    return write_and_read
