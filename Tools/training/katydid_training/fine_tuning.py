"""Quantisation-aware fine-tuning: from the tensors of a float network to tensors on a grid.

The packer chooses the formats; fine-tuning takes them as given and changes whole weights. For what
comes out to be packed into the very same formats, the weight step of each neuron gets 16
significant bits: all its multiples up to 127 are then exact in float32, the packer finds the grid,
and computes the same step, and from it the same thresholds, again.
"""

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import torch
from katydid_reference import blob
from katydid_reference.model import INPUT, Layer, Network

from .quantised import LARGEST_WEIGHT, QuantisedNetwork

STEP_BITS = 16
Tensors = dict[str, np.ndarray]


class FineTuning:
    """A packed network to be trained, and its way back into the files that the packer reads.

    Train `network` with any optimiser, calling `network.limit()` after each step; `tensors()` is
    then what `export` writes, and `differences` proves that it was packed as it was trained.
    """

    def __init__(self, tensors: Tensors, description: dict, pack: Callable[[Tensors], bytes]):
        """From what `export` makes of the float network. Weights that are 0 there stay 0.

        `pack` gives the blob of the tensors that it is given, with this description; it is called
        twice, the second time with weights on the grid that it chose the first time. Raises
        `UnsupportedNetwork` for what cannot be trained as integers.
        """
        self._tensors, self._description = tensors, description
        self._names = [connection["weight"] for connection in description["connections"]]
        chosen = blob.read(pack(tensors)).network
        self._require_described(chosen)
        self._targets = [projection.target for projection in chosen.projections]
        whole = [projection.weights.T for projection in chosen.projections]
        self._steps = self._steps_of(chosen, tensors)
        on_grid = self._on_grid(whole)
        packed = blob.read(pack(on_grid)).network
        # Coarser where all weights of a neuron have a common divisor.
        self._steps = self._steps_of(packed, on_grid)
        self.network = QuantisedNetwork(
            packed,
            [
                torch.from_numpy((tensors[name] != 0) & (self._steps[p.target] > 0)[:, None])
                for name, p in zip(self._names, packed.projections, strict=True)
            ],
        )

    def tensors(self) -> Tensors:
        """All tensors, the weights as they are now: exactly on the grid of each neuron."""
        return self._on_grid([weights.cpu().numpy() for weights in self.network.whole_weights()])

    def differences(self, packed: bytes) -> int:
        """Integers of the network in the blob `packed` that are not as they were trained.

        None, unless all weights of some neuron have a common divisor, or have become 0: the packer
        then takes a coarser step for that neuron, which changes next to nothing.
        """
        trained, other = self.network.network, blob.read(packed).network
        self._require_described(other)
        weights = zip(self.network.whole_weights(), other.projections, strict=True)
        count = sum(int((w.cpu().numpy() != p.weights.T).sum()) for w, p in weights)
        for layer, packed_layer in zip(trained.layers, other.layers, strict=True):
            for field in fields(Layer):
                values, others = getattr(layer, field.name), getattr(packed_layer, field.name)
                count += int(np.sum(np.not_equal(values, others)))
        return count

    def _on_grid(self, whole: list[np.ndarray]) -> Tensors:
        """`whole` is [targets, sources] for each projection, in steps."""
        named = zip(self._names, self._targets, whole, strict=True)
        return self._tensors | {
            # safetensors writes the memory of an array as it lies.
            name: np.ascontiguousarray(self._steps[target][:, None] * weights, np.float32)
            for name, target, weights in named
        }

    def _steps_of(self, network: Network, tensors: Tensors) -> list[np.ndarray]:
        """For each layer the weight step of its neurons in `tensors`; 0 where no weight is left."""
        steps = []
        for index in range(len(network.layers)):
            arriving = [n for n, p in enumerate(network.projections) if p.target == index]
            whole = np.hstack([network.projections[n].weights.T for n in arriving])
            weights = np.hstack([tensors[self._names[n]] for n in arriving]).astype(np.float64)
            # Clipped weights say nothing of the step, unless there are no others.
            is_within = (whole != 0) & (np.abs(whole) < LARGEST_WEIGHT)
            whole = np.where(is_within | ~is_within.any(1, keepdims=True), whole, 0)
            square = (whole**2).sum(1)
            steps.append(rounded_to_bits((whole * weights).sum(1) / np.maximum(square, 1)))
        return steps

    def _require_described(self, network: Network) -> None:
        names = [layer["name"] for layer in self._description["layers"]]
        described = [
            (INPUT if c["from"] == "input" else names.index(c["from"]), names.index(c["to"]))
            for c in self._description["connections"]
        ]
        if described != [(p.source, p.target) for p in network.projections]:
            raise ValueError(
                "the blob has not the connections of the description; pack what is described"
            )


def rounded_to_bits(values: np.ndarray) -> np.ndarray:
    """Each rounded to `STEP_BITS` significant bits."""
    significand, exponent = np.frexp(values)
    return np.ldexp(np.rint(significand * 2**STEP_BITS), exponent - STEP_BITS)
