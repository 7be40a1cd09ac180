"""A network of your own: from a NIR file to the spikes that the board will make.

Run it as it is, or cell by cell in an editor that knows `# %%`:

    pip install ./Tools/python[plot] nir
    swift build -c release --product katydid-tools
    python Tools/python/examples/own_network.py [NET.nir] [--picture RASTER.png]
"""

# %% A network. Yours comes from the exporter of your framework; this one is drawn.
import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nir
import numpy as np

import katydid

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("network", nargs="?", type=Path, metavar="NET.nir")
parser.add_argument("--picture", type=Path, metavar="RASTER.png")
options = parser.parse_args()

folder = Path(tempfile.mkdtemp())
rng = np.random.default_rng(1)


def lif(neurons: int, tau_seconds: float) -> nir.LIF:
    tau = np.full(neurons, tau_seconds)
    # A spike weighs as much as its weight says: r undoes the division by tau of a tick of 1 ms.
    return nir.LIF(tau=tau, r=tau / 1e-3, v_leak=0 * tau, v_threshold=np.ones(neurons))


if options.network is None:
    options.network = folder / "drawn.nir"
    weights_in = rng.normal(0, 0.35, (60, 32)).astype(np.float32)
    weights_out = rng.normal(0.05, 0.3, (8, 60)).astype(np.float32)
    drawn = nir.NIRGraph.from_list(
        nir.Linear(weights_in), lif(60, 0.02), nir.Linear(weights_out), lif(8, 0.05)
    )
    nir.write(options.network, drawn)

# %% Packed: weights of 8 bits, and what NIR does not say.
tools = shutil.which("katydid-tools") or Path(__file__).parents[3] / ".build/release/katydid-tools"
packed = folder / "own.kat"
words = ["pack", options.network, "--dt", "1e-3", "--reset", "subtract", "-o", packed]
try:
    subprocess.run([tools, *words], check=True)
except FileNotFoundError:
    sys.exit("katydid-tools is missing: run 'swift build -c release --product katydid-tools'")
except subprocess.CalledProcessError as error:
    sys.exit(error.returncode)

# %% Run, on the spikes of channels that take turns.
model = katydid.Model(packed)
ticks = 400
inputs = rng.random((ticks, model.input_channels)) < 0.02
block = max(1, model.input_channels // 4)
for turn in range(4):
    of_turn = slice(turn * ticks // 4, (turn + 1) * ticks // 4)
    channels = slice(turn * block, (turn + 1) * block)
    inputs[of_turn, channels] |= rng.random(inputs[of_turn, channels].shape) < 0.15

network = katydid.Network(model)
recordings = []
for layer in range(len(model.layer_sizes)):
    network.reset()
    recordings.append(network.run(inputs, layer))

counters = network.counters
print(f"{ticks} ticks, {counters.spikes} spikes, {counters.synaptic_events} synaptic events")
for name, recording in zip(model.layer_names, recordings, strict=True):
    rate_hz = 1000 * recording.spikes.mean()
    print(f"{name}: {recording.spikes.shape[1]} neurons, {rate_hz:.1f} spikes a second each")

# %% The raster: a dot is a spike.
if options.picture:
    try:
        import matplotlib

        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
    except ImportError:
        sys.exit("matplotlib is missing: pip install matplotlib")
    names = ["input", *model.layer_names]
    rasters = [inputs, *(recording.spikes for recording in recordings)]
    figure, rows = plt.subplots(
        len(names), sharex=True, figsize=(10, 7), layout="constrained",
        height_ratios=[max(10, raster.shape[1]) for raster in rasters],
    )  # fmt: skip
    for row, name, raster in zip(rows, names, rasters, strict=True):
        row.scatter(*np.nonzero(raster), s=2, color="black")
        row.set(ylabel=name, ylim=(-1, raster.shape[1]))
    rows[-1].set_xlabel("tick (1 ms)")
    figure.savefig(options.picture, dpi=120)
    print(f"the raster is in {options.picture}")

shutil.rmtree(folder)
