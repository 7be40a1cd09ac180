"""Writes the tiny model that the page on the blob takes as its example.

    python -m katydid_reference.tiny FILE

Two input channels feed two ALIF neurons through a sparse projection; these feed themselves, and a
readout of two neurons. The numbers are chosen to be read, not to recognise anything.
"""

import json
import sys
from pathlib import Path

import numpy as np

from . import blob
from .fixed_point import quantize_leak
from .model import INPUT, Kind, Layer, Layout, Model, Network, Projection, Reset


def tiny_model():
    fraction_bits = 12
    weight_step = np.array([0.5, 0.25])
    unit = (weight_step / 2**fraction_bits).astype(np.float32)

    def units(weight_steps):
        return np.array(weight_steps) * 2**fraction_bits

    hidden = Layer(
        Kind.ALIF,
        unit,
        bias=units([0, 1]),
        fraction_bits=fraction_bits,
        leak=quantize_leak([0.875, 0.9375]),
        threshold=units([100, 200]),
        reset=units([100, 200]),
        reset_rule=Reset.SUBTRACT_ADAPTIVE,
        adaptation_leak=quantize_leak([0.96875, 0.96875]),
        adaptation_jump=units([10, 20]),
    )
    readout = Layer(
        Kind.LI,
        unit,
        bias=units([-1, 0]),
        fraction_bits=fraction_bits,
        leak=quantize_leak([0.9375, 0.9375]),
        largest_count=0,
    )
    projections = [
        Projection(INPUT, 0, np.array([[127, 0], [0, 64]]), Layout.SPARSE),
        Projection(0, 0, np.array([[0, -5], [3, 0]])),
        Projection(0, 1, np.array([[100, -100], [-50, 50]])),
    ]
    network = Network(2, 1, [hidden, readout], projections, output_layer=1)
    provenance = {"licence": "CC0-1.0", "recipe": "written by hand: an example of the format"}
    return Model(
        network,
        labels=["yes", "no"],
        layer_names=["hidden", "readout"],
        provenance=json.dumps(provenance, sort_keys=True, ensure_ascii=False),
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(blob.write(tiny_model()))
