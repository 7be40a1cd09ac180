"""The trained chord network as what `katydid-tools pack` reads: its weights written out."""

from dataclasses import asdict

import numpy as np
import torch

from .. import export
from .events import PARAMETERS
from .network import ChordNetwork
from .tracking import Settings
from .vocabulary import NO_CHORD


def tensors(network: ChordNetwork) -> dict[str, np.ndarray]:
    """Parameters of each neuron, with the names that `katydid_training.export` gives them and the
    normalisation folded into the input weights."""
    each, of_class = network.for_neurons, network.for_classes
    with torch.no_grad():
        values = {
            "hidden.input": network.input_weights() * each(network.scale())[:, None],
            "hidden.recurrent": network.recurrent_weights(),
            "hidden.tau": each(network.log_membrane.exp()),
            "hidden.adaptation_tau": each(network.log_adaptation.exp()),
            "hidden.p": each(network.p),
            "hidden.q": each(network.q),
            "readout.weight": network.readout_weights(),
            "readout.bias": of_class(network.bias),
            "readout.tau": of_class(network.log_readout.exp()),
        }
        # safetensors writes the memory of an array as it lies.
        return {
            name: np.ascontiguousarray(value.cpu().numpy(), np.float32)
            for name, value in values.items()
        }


def description(network: ChordNetwork, labels: list[str], provenance: dict[str, str]) -> dict:
    """`labels` are those of the classes."""
    return export.description(network.channels, PARAMETERS.limit, network.neurons, labels, provenance)


def decision(settings: Settings) -> dict:
    """As `katydid-tools pack --decision` reads it."""
    return asdict(settings) | {
        "kind": "tracking",
        "rest": NO_CHORD,
        "hold_off_ms": 0,
        "logit_scale": 1.0,
        "never_events": [],
    }
