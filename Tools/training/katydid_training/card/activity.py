"""Input events, spikes and synaptic events a second of speech, of words and of silence, by the board's integers."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import katydid
import numpy as np

from ..sound import SAMPLE_RATE, SUFFIXES, read_sound
from .tools import run_json

HOPS_PER_SECOND = 100
SILENCE_SECONDS = 60
SETTLING_SECONDS = 5
"""Of steady noise, until the gate has found its level; left out of the figures."""
FAINT_NOISE_RMS = 20.0
"""LSB: a quiet room by a common microphone."""
FAINT_NOISE_DESCRIPTION = f"white, {FAINT_NOISE_RMS:.0f} LSB RMS"


def activity(
    model: Path, name: str, recordings: list[np.ndarray], settling_seconds: int = 0
) -> dict[str, Any]:
    """What the model does on `recordings`, int16 at 16 kHz, each from a fresh state of the front end; the network
    hears them one after another. `open_share` is that of hops with the gate open, `layers_skipped` counts layers
    and ticks at rest.
    """
    front_end = katydid.FrontEnd(model)
    skipped_hops = settling_seconds * HOPS_PER_SECOND
    events, is_open = [], []
    for samples in recordings:
        front_end.reset()
        output = front_end.push(samples)
        events.append(output.events[skipped_hops // front_end.hops_per_tick :])
        is_open.append(output.is_open[skipped_hops:])
    inputs = np.concatenate(events)
    with TemporaryDirectory() as folder:
        table = Path(folder) / f"{name.replace(' ', '-')}.npy"
        np.save(table, inputs)
        run = run_json("simulate", "--model", model, "--input", table)
    report = run["report"]
    seconds = report["ticks"] * front_end.hops_per_tick / HOPS_PER_SECOND
    return {
        "sound": name,
        "seconds": seconds,
        "input_events_per_second": int(np.count_nonzero(inputs)) / seconds,
        "spikes_per_second": report["spikes"] / seconds,
        "synaptic_events_per_second": report["synapticEvents"] / seconds,
        "spikes_per_tick": report["spikes"] / report["ticks"],
        "layers_skipped_per_tick": report["layersSkipped"] / report["ticks"],
        "open_share": float(np.concatenate(is_open).mean()),
        "command": run["command"],
    }


def digital_silence() -> np.ndarray:
    return np.zeros(SILENCE_SECONDS * SAMPLE_RATE, np.int16)


def faint_noise() -> np.ndarray:
    """White and steady, and seeded."""
    count = (SILENCE_SECONDS + SETTLING_SECONDS) * SAMPLE_RATE
    noise = np.random.default_rng(5).standard_normal(count) * FAINT_NOISE_RMS
    return np.rint(noise).astype(np.int16)


def read_folder(folder: Path) -> Iterator[np.ndarray]:
    """The sound files of a folder, int16 at 16 kHz, in the order of their names."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES:
            yield read_sound(path)
