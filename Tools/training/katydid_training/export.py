"""Writes a trained network as what `katydid-tools pack` reads: FILE.safetensors and FILE.json."""

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from .network import TICK_SECONDS, KeywordNetwork


def tensors(network: KeywordNetwork) -> dict[str, np.ndarray]:
    """Parameters with the normalisation folded into the input weights."""
    hidden, readout = network.hidden, network.readout
    with torch.no_grad():
        scale = hidden.normalisation.scale()
        values = {
            "hidden.input": hidden.input.weight * scale[:, None],
            "hidden.recurrent": hidden.recurrent,
            "hidden.tau": hidden.log_membrane.exp(),
            "hidden.adaptation_tau": hidden.log_adaptation.exp(),
            "hidden.p": hidden.p,
            "hidden.q": hidden.q,
            "readout.weight": readout.weighted.weight,
            "readout.bias": readout.weighted.bias,
            "readout.tau": readout.log_membrane.exp(),
        }
        return {name: value.cpu().numpy().astype(np.float32) for name, value in values.items()}


def description(
    channels: int, magnitude: int, neurons: int, labels: list[str], provenance: dict[str, str]
) -> dict:
    """Of input, a hidden layer and a readout, as in `Tools/katydid-tools/Description/network.schema.json`.

    The tensors are named as those of `tensors`.
    """
    return {
        "format": "katydid-network",
        "version": 1,
        "dt": TICK_SECONDS,
        "input": {"channels": channels, "magnitude": magnitude},
        "layers": [
            {
                "name": "hidden",
                "kind": "adlif",
                "neurons": neurons,
                "tau": "hidden.tau",
                "adaptation_tau": "hidden.adaptation_tau",
                "p": "hidden.p",
                "q": "hidden.q",
            },
            {
                "name": "readout",
                "kind": "li",
                "neurons": len(labels),
                "tau": "readout.tau",
                "bias": "readout.bias",
            },
        ],
        "connections": [
            {"from": "input", "to": "hidden", "weight": "hidden.input"},
            {"from": "hidden", "to": "hidden", "weight": "hidden.recurrent"},
            {"from": "hidden", "to": "readout", "weight": "readout.weight"},
        ],
        "output": "readout",
        "labels": labels,
        "provenance": provenance,
    }


def write(values: dict[str, np.ndarray], description: dict, weights: Path) -> None:
    """Writes `weights` (FILE.safetensors) and the description beside it."""
    save_file(values, weights)
    text = json.dumps(description, indent=2, ensure_ascii=False)
    weights.with_suffix(".json").write_text(text + "\n")
