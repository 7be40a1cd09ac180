"""From a float network to integers, to better integers, and through the packer as they are."""

import json
import subprocess

import numpy as np
import pytest
import torch
from katydid_reference import blob
from katydid_training import export, model
from katydid_training.fine_tuning import FineTuning, rounded_to_bits
from katydid_training.network import KeywordNetwork
from safetensors.numpy import save_file

CHANNELS, NEURONS, CLASSES, TICKS, SCENES = 20, 30, 5, 50, 10
needs_packer = pytest.mark.skipif(
    not model.TOOLS.exists(), reason="no katydid-tools (swift build -c release makes it)"
)


def trained_network(connectivity=1.0):
    torch.manual_seed(0)
    network = KeywordNetwork(CHANNELS, NEURONS, CLASSES).eval()
    network.hidden.normalisation.power.uniform_(0.1, 0.3)
    weight = network.hidden.recurrent.data
    weight *= torch.rand(weight.shape) < connectivity
    return network


def description():
    labels = [f"class {n}" for n in range(CLASSES)]
    return export.description(CHANNELS, 3, NEURONS, labels, {"data": "none"})


def packer(folder, stated):
    def pack(tensors):
        weights, packed = folder / "network.safetensors", folder / "network.kat"
        save_file(tensors, weights)
        weights.with_suffix(".json").write_text(json.dumps(stated))
        subprocess.run([model.TOOLS, "pack", weights, "-o", packed], check=True)
        return packed.read_bytes()

    return pack


def train(network, steps):
    """On random scenes; returns the losses."""
    generator = torch.Generator().manual_seed(1)
    shape = (TICKS, SCENES, CHANNELS)
    events = torch.randint(1, 4, shape, generator=generator).float()
    events *= torch.rand(shape, generator=generator) < 0.1
    classes = torch.arange(SCENES) % CLASSES
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.5)
    losses = []
    for _ in range(steps):
        loss = torch.nn.functional.cross_entropy(network(events)[0].mean(0), classes)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        network.limit()
        losses.append(loss.item())
    return losses


@needs_packer
@pytest.mark.parametrize("connectivity", [1.0, 0.2])
def test_what_was_trained_is_packed_to_the_same_integers(connectivity, tmp_path):
    stated = description()
    tensors = export.tensors(trained_network(connectivity))
    pack = packer(tmp_path, stated)
    tuning = FineTuning(tensors, stated, pack)
    before = [weights.clone() for weights in tuning.network.whole_weights()]
    losses = train(tuning.network, 20)
    assert losses[-1] < losses[0]
    after = tuning.network.whole_weights()
    assert sum(int((a != b).sum()) for a, b in zip(after, before, strict=True)) > 300

    assert tuning.differences(pack(tensors)) > 300
    packed = pack(tuning.tensors())
    assert tuning.differences(packed) == 0
    for projection, weights in zip(blob.read(packed).network.projections, after, strict=True):
        assert np.array_equal(projection.weights.T, weights.numpy())
    assert not after[1][torch.from_numpy(tensors["hidden.recurrent"] == 0)].any()


@needs_packer
def test_fine_tuning_starts_where_the_float_network_ended(tmp_path):
    stated, tensors = description(), export.tensors(trained_network())
    on_grid = FineTuning(tensors, stated, packer(tmp_path, stated)).tensors()
    weights = {connection["weight"] for connection in stated["connections"]}
    for name, values in tensors.items():
        error = np.square(on_grid[name] - values).sum() / max(np.square(values).sum(), 1e-9)
        # What 8 bits cost; the recurrent weights are small beside those of the input.
        assert 0 < error < 1e-3 if name in weights else error == 0


@needs_packer
def test_a_blob_of_other_connections_is_refused(tmp_path):
    stated = description()
    pack = packer(tmp_path, stated)
    swapped = stated | {"connections": stated["connections"][::-1]}
    with pytest.raises(ValueError, match="not the connections of the description"):
        FineTuning(export.tensors(trained_network()), swapped, pack)


def test_a_step_has_16_significant_bits():
    values = np.array([0.0, 1.0, 1 / 3, 65535.5, 65534.5, 3e-9])
    rounded = rounded_to_bits(values)
    significands = np.frexp(rounded)[0] * 2**16
    assert np.array_equal(significands, np.rint(significands))
    assert np.all(np.abs(rounded - values) <= 2.0**-16 * values)
    assert np.array_equal(rounded[:2], values[:2])
