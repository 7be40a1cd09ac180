"""The chord network: its symmetry, its training, and what becomes of it when it is written out."""

import numpy as np
import pytest
import torch
from chord_scenes import BANDS, CLASSES, NONE, TICKS, make_scenes

from katydid_training.optimisation import CheckpointError
from katydid_training.chords import export
from katydid_training.chords.network import PITCH_CLASSES, ChordNetwork
from katydid_training.chords.objective import tick_weights
from katydid_training.chords.recipe import Recipe
from katydid_training.chords.training import Training
from katydid_training.network import TICK_SECONDS


@pytest.fixture(scope="module")
def scenes():
    return make_scenes()


def make_training(scenes, **recipe):
    small = {"seed": 3, "steps": 6, "kinds": 2, "batch_size": 4, "window_ticks": 20}
    return Training(Recipe(**small | recipe), 2, BANDS // 2, scenes)


def weights(training):
    return torch.cat([p.detach().flatten() for p in training.network.parameters()])


@pytest.mark.parametrize("connectivity", [1.0, 0.3])
def test_the_same_seed_gives_the_same_weights_also_when_resumed(scenes, tmp_path, connectivity):
    whole, parted, resumed, other = (
        make_training(scenes, seed=seed, connectivity=connectivity) for seed in (3, 3, 3, 4)
    )
    whole.train(6)
    other.train(6)
    parted.train(2)
    parted.save(tmp_path / "chords.pt")
    resumed.resume(tmp_path / "chords.pt")
    resumed.train(9)
    assert resumed.steps == 6
    assert torch.equal(weights(whole), weights(resumed))
    assert not torch.equal(weights(whole), weights(other))


def test_another_recipe_does_not_resume(scenes, tmp_path):
    make_training(scenes).save(tmp_path / "chords.pt")
    with pytest.raises(CheckpointError, match="another recipe"):
        make_training(scenes, steps=7).resume(tmp_path / "chords.pt")


def test_a_sparse_network_never_has_more_connections(scenes):
    training = make_training(scenes, connectivity=0.25)
    training.train(6)
    for matrix in (training.network.kernel, training.network.ring):
        connected = int((matrix != 0).sum())
        assert 0 < connected <= round(0.25 * matrix.numel())
    recurrent = export.tensors(training.network)["hidden.recurrent"]
    assert np.mean(recurrent != 0) <= 0.26


def test_training_learns(scenes):
    training = make_training(scenes, steps=60, kinds=6, batch_size=16, dropout=0.0)
    before = training.train(5).loss
    training.train(50)
    assert training.train(5).loss < 0.6 * before


def trained_network(views):
    """With statistics of normalisation, as training leaves them."""
    torch.manual_seed(1)
    network = ChordNetwork(BANDS // views, views, 3, 2).eval()
    network.power.uniform_(1, 2)
    return network


def inputs():
    rng = np.random.default_rng(1)
    return rng.integers(1, 9, (TICKS, BANDS)) * (rng.random((TICKS, BANDS)) < 0.2)


@torch.no_grad()
def run(network, events):
    potentials, spikes = network(torch.from_numpy(events).float()[:, None])
    return potentials[:, 0].numpy(), spikes[:, 0].numpy()


def test_a_semitone_higher_is_the_next_root():
    network, events = trained_network(views=1), inputs()
    events[:, -1] = 0
    # The neurons of the first pitch class have the lowest bands, those of the last the highest: a turn
    # of the pitch classes is exact only where the kernel does not tell octaves apart.
    with torch.no_grad():
        octave = torch.arange(network.kernel.shape[2]) % PITCH_CLASSES
        network.kernel.copy_(network.kernel[:, :, octave])
    low, _ = run(network, events)
    high, _ = run(network, np.roll(events, 1, 1))
    for first in (0, PITCH_CLASSES):
        own = slice(first, first + PITCH_CLASSES)
        assert np.allclose(np.roll(low[:, own], 1, 1), high[:, own], atol=1e-5)
    assert np.allclose(low[:, NONE], high[:, NONE], atol=1e-5)
    assert np.ptp(low[-1, :NONE]) > 1e-3


def test_the_weights_written_out_give_the_same_by_the_equations():
    network, events = trained_network(views=2), inputs()
    t = {name: value.astype(np.float64) for name, value in export.tensors(network).items()}
    a = np.exp(-TICK_SECONDS / t["hidden.tau"])
    b = np.exp(-TICK_SECONDS / t["hidden.adaptation_tau"])
    k = np.exp(-TICK_SECONDS / t["readout.tau"])
    v, w, s, y = (np.zeros(n) for n in (network.neurons,) * 3 + (CLASSES,))
    spikes, potentials = [], []
    for row in events:
        drive = t["hidden.input"] @ row + t["hidden.recurrent"] @ s
        v = a * v + (1 - a) * (drive - w)
        s = (v > 1).astype(float)
        v = np.where(s > 0, 0, v)
        w = b * w + (1 - b) * (t["hidden.p"] * v + t["hidden.q"] * s)
        y = k * y + (1 - k) * (t["readout.weight"] @ s + t["readout.bias"])
        spikes.append(s)
        potentials.append(y)
    expected_potentials, expected = run(network, events)
    assert expected.mean() > 0.02
    # A potential within rounding of the threshold may fall on either side.
    assert np.mean(np.array(spikes) != expected) < 2e-3
    assert np.abs(np.array(potentials) - expected_potentials).max() < 0.05


def test_ticks_after_a_change_count_nothing_and_then_more():
    classes = np.full((1, 20), NONE, np.uint8)
    classes[0, 4:12] = 7
    recipe = Recipe(ignored_ticks=2, onset_ticks=5, onset_weight=3.0, none_weight=0.5)
    found = tick_weights(classes, NONE, recipe)[0]
    expected = [0.5] * 4 + [0] * 2 + [3] * 3 + [1] * 3 + [0] * 2 + [0.5] * 6
    assert found.tolist() == expected
