"""The trained chord network as what `katydid-tools pack` reads: its weights written out."""

import numpy as np
import torch

from .network import ChordNetwork


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
