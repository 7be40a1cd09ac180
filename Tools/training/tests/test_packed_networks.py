"""What runs is what was trained: networks written with the `nir` and `safetensors` packages, packed and
simulated by `katydid-tools`, against float64 simulations written here from the equations alone.

Weights lie on a grid and the other numbers on multiples of it, so every spike has to be the same; only the
factors of an exponential decay are rounded, and there one spike in a thousand may differ.
"""

import json
import subprocess

import nir
import numpy as np
import pytest
from helpers import REPOSITORY
from safetensors.numpy import save_file

TOOLS = REPOSITORY / ".build" / "debug" / "katydid-tools"
TICKS = 400
DT = 1e-3

pytestmark = pytest.mark.skipif(not TOOLS.exists(), reason="katydid-tools is not built: swift build")


def run(*arguments):
    return subprocess.run([TOOLS, *map(str, arguments)], check=True, capture_output=True, text=True)


def grid(rng, targets, sources, step=1 / 16, largest=40):
    return rng.integers(-largest, largest + 1, (targets, sources)) * step


def simulate(tmp_path, x, outputs, *options):
    """Packs what lies in tmp_path; returns the spikes of the output layer."""
    (source,) = [p for p in tmp_path.iterdir() if p.suffix in (".nir", ".safetensors")]
    run("pack", source, "-o", tmp_path / "net.kat", *options)
    np.save(tmp_path / "x.npy", x)
    run(*("simulate", "--model", tmp_path / "net.kat", "--input", tmp_path / "x.npy"),
        *(f"--{name}={tmp_path}/{name}.npy" for name in outputs))  # fmt: skip
    return [np.load(tmp_path / f"{name}.npy") for name in outputs]


def spikes_in(rng, channels, density=0.2):
    x = rng.random((TICKS, channels)) < density
    x[150:250] = False
    return x.astype(np.uint8)


# Powers of two for tau, and dt = 1/1024, make the Euler factors exact.
EXACT_DT = 2.0**-10


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("reset", ["zero", "subtract"])
@pytest.mark.parametrize("compare", ["gt", "ge"])
def test_nir_lif_and_li_give_the_same_spikes(tmp_path, seed, reset, compare):
    rng = np.random.default_rng(seed)
    n, hidden, out = 12, 30, 5
    w1, w2, wr = grid(rng, hidden, n), grid(rng, out, hidden), grid(rng, hidden, hidden, largest=8)
    b1 = rng.integers(-4, 5, hidden) / 64
    tau = EXACT_DT * 2.0 ** rng.integers(1, 6, hidden)
    threshold = rng.integers(8, 24, hidden) / 16
    nodes = {
        "in": nir.Input(np.array([n])),
        "w1": nir.Affine(w1, b1),
        "lif": nir.LIF(tau, np.full(hidden, 2.0), np.zeros(hidden), threshold, np.zeros(hidden)),
        "wr": nir.Linear(wr),
        "w2": nir.Linear(w2),
        "li": nir.LI(np.full(out, EXACT_DT * 8), np.ones(out), np.zeros(out)),
        "out": nir.Output(np.array([out])),
    }
    edges = [("w2", "li"), ("lif", "wr"), ("wr", "lif"), ("in", "w1"), ("w1", "lif"), ("lif", "w2"), ("li", "out")]
    nir.write(tmp_path / "net.nir", nir.NIRGraph(nodes, edges))
    x = spikes_in(rng, n)
    (membrane,) = simulate(tmp_path, x, ["membrane"], "--dt", EXACT_DT, "--reset", reset, "--compare", compare)

    u = EXACT_DT / tau
    v, z, y = np.zeros(hidden), np.zeros(hidden), np.zeros(out)
    expected = []
    count = 0
    for row in x:
        v = v + u * (0 - v + 2.0 * (w1 @ row + b1 + wr @ z))
        z = (v > threshold if compare == "gt" else v >= threshold).astype(float)
        v = np.where(z > 0, 0 if reset == "zero" else v - threshold, v)
        y = y + (w2 @ z - y) / 8
        count += z.sum()
        expected.append(y)
    assert count > 100
    assert np.abs(membrane - expected).max() < 1e-3 * np.abs(expected).max()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("decay", ["euler", "exponential"])
def test_nir_cuba_lif_gives_the_same_spikes(tmp_path, seed, decay):
    rng = np.random.default_rng(seed)
    n, size = 10, 25
    w = grid(rng, size, n)
    tau_syn = EXACT_DT * 2.0 ** rng.integers(1, 4, size)
    tau_mem = EXACT_DT * 2.0 ** rng.integers(2, 6, size)
    threshold = np.full(size, 0.75)
    w_in = np.full(size, 2.0)
    nodes = {
        "in": nir.Input(np.array([n])),
        "w": nir.Linear(w),
        "cuba": nir.CubaLIF(tau_syn, tau_mem, np.ones(size), np.full(size, 1 / 32), threshold, w_in=w_in),
        "out": nir.Output(np.array([size])),
    }
    nir.write(tmp_path / "net.nir", nir.NIRGraph(nodes, [("in", "w"), ("w", "cuba"), ("cuba", "out")]))
    x = spikes_in(rng, n, 0.3)
    (spikes,) = simulate(tmp_path, x, ["output"], "--dt", EXACT_DT, "--reset", "subtract", "--decay", decay)

    us, um = EXACT_DT / tau_syn, EXACT_DT / tau_mem
    if decay == "exponential":
        us, um = 1 - np.exp(-us), 1 - np.exp(-um)
    i, v, expected = np.zeros(size), np.zeros(size), []
    for row in x:
        i = i + us * (-i + w_in * (w @ row))
        v = v + um * (1 / 32 - v + i)
        z = v > threshold
        v = v - z * threshold
        expected.append(z)
    expected = np.array(expected)
    assert expected.sum() > 100
    differing = (spikes != expected).sum()
    assert differing == 0 if decay == "euler" else differing <= 0.001 * expected.sum()


def test_nir_if_with_several_spikes_a_tick(tmp_path):
    rng = np.random.default_rng(3)
    n, size = 8, 20
    w, threshold = grid(rng, size, n), np.full(size, 0.5)
    nodes = {
        "in": nir.Input(np.array([n])),
        "w": nir.Linear(w),
        "if": nir.IF(np.full(size, 1 / DT), threshold),
        "out": nir.Output(np.array([size])),
    }
    nir.write(tmp_path / "net.nir", nir.NIRGraph(nodes, [("if", "out"), ("w", "if"), ("in", "w")]))
    x = rng.integers(-2, 4, (TICKS, n)).astype(np.int8)
    options = ["--dt", DT, "--reset", "subtract", "--compare", "ge", "--spikes-per-tick", "multi"]
    spikes, membrane = simulate(tmp_path, x, ["output", "membrane"], *options)

    v = np.zeros(size)
    for tick, row in enumerate(x):
        v = v + w @ row
        z = np.where(v >= threshold, np.floor(v / threshold), 0)
        v = v - z * threshold
        assert (spikes[tick] == z).all(), tick
        assert np.allclose(membrane[tick], v)
    assert spikes.max() > 3


@pytest.mark.parametrize("kind", ["alif", "adlif"])
def test_adaptive_neurons_of_a_description(tmp_path, kind):
    rng = np.random.default_rng(5)
    n, size, out = 10, 24, 3
    alpha, rho, strength, p, q = 0.875, 0.96875, 0.5, 0.5, 0.25
    w, wr, w2 = grid(rng, size, n), grid(rng, size, size, largest=6), grid(rng, out, size)
    threshold = rng.integers(8, 24, size) / 32
    save_file({"w": w, "wr": wr, "w2": w2, "threshold": threshold}, tmp_path / "net.safetensors")
    hidden = {"name": "hidden", "kind": kind, "neurons": size, "leak": alpha, "threshold": "threshold"}
    hidden |= {"adaptation_leak": rho, "reset": "zero", "compare": "gt"}
    hidden |= {"adaptation_strength": strength} if kind == "alif" else {"p": p, "q": q}
    description = {
        "format": "katydid-network",
        "version": 1,
        "input": {"channels": n},
        "layers": [hidden, {"name": "readout", "kind": "li", "neurons": out, "leak": 0.75}],
        "connections": [
            {"from": "input", "to": "hidden", "weight": "w"},
            {"from": "hidden", "to": "hidden", "weight": "wr"},
            {"from": "hidden", "to": "readout", "weight": "w2"},
        ],
        "output": "readout",
        "labels": ["yes", "no", "unknown"],
    }
    (tmp_path / "net.json").write_text(json.dumps(description))
    x = spikes_in(rng, n, 0.3)
    (membrane,) = simulate(tmp_path, x, ["membrane"])

    v, a, z, y = np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(out)
    expected, count = [], 0
    for row in x:
        current = w @ row + wr @ z
        if kind == "alif":
            v = alpha * v + (1 - alpha) * current
            z = (v > threshold + strength * a).astype(float)
            v = v * (1 - z)
            a = rho * a + (1 - rho) * z
        else:
            v = alpha * v + (1 - alpha) * (current - a)
            z = (v > threshold).astype(float)
            v = v * (1 - z)
            a = rho * a + (1 - rho) * (p * v + q * z)
        y = 0.75 * y + 0.25 * (w2 @ z)
        count += z.sum()
        expected.append(y)
    assert count > 100
    assert np.abs(membrane - expected).max() < 1e-3 * np.abs(expected).max()
    labels = json.loads(run("inspect", tmp_path / "net.kat", "--json").stdout)
    assert labels["labels"] == ["yes", "no", "unknown"]
