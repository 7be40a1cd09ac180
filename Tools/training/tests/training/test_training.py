"""Seeds, resuming, and connections while training."""

import numpy as np
import pytest
import torch
from scenes import make_store

from katydid_training.optimisation import CheckpointError
from katydid_training.fine_tune import FineTuneRecipe, fine_tune
from katydid_training.train import Recipe, Training


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("scenes"))


def make_training(store, seed=3, epochs=2, **recipe):
    return Training(Recipe(**{"seed": seed, "epochs": epochs, "neurons": 12} | recipe), store)


def weights(training):
    return torch.cat([p.detach().flatten() for p in training.network.parameters()])


@pytest.mark.parametrize("connectivity", [1.0, 0.3])
def test_the_same_seed_gives_the_same_weights_also_when_resumed(store, tmp_path, connectivity):
    whole, parted, resumed, other = (
        make_training(store, seed, connectivity=connectivity) for seed in (3, 3, 3, 4)
    )
    for training in (whole, other):
        training.train_epoch()
        training.train_epoch()
    parted.train_epoch()
    parted.save(tmp_path / "checkpoint.pt")
    resumed.resume(tmp_path / "checkpoint.pt")
    resumed.train_epoch()
    assert torch.equal(weights(whole), weights(resumed))
    assert not torch.equal(weights(whole), weights(other))


def test_another_recipe_does_not_resume(store, tmp_path):
    make_training(store).save(tmp_path / "checkpoint.pt")
    with pytest.raises(CheckpointError, match="another recipe"):
        make_training(store, epochs=3).resume(tmp_path / "checkpoint.pt")


def test_a_sparse_network_never_has_more_connections(store):
    training = make_training(store, connectivity=0.25)
    hidden = training.network.hidden
    for _ in range(2):
        training.train_epoch()
        for matrix in (hidden.input.weight, hidden.recurrent):
            connected = int((matrix != 0).sum())
            assert 0.1 * matrix.numel() < connected <= 0.25 * matrix.numel()


def test_training_learns(store):
    training = make_training(store, epochs=20, neurons=40, dropout=0.0, masked_share=0.0)
    losses = [training.train_epoch() for _ in range(20)]
    assert np.mean(losses[-3:]) < 0.96 * np.mean(losses[:3])


class Doubled(torch.nn.Module):
    """Stands in for a network in integers: any that has weights, and a limit."""

    def __init__(self, network):
        super().__init__()
        self.network = network
        self.limited = 0

    def forward(self, events):
        return self.network(events)

    def limit(self):
        self.limited += 1


def test_fine_tuning_goes_on_where_training_ended(store):
    training = make_training(store)
    training.train_epoch()
    network = Doubled(training.network)
    before = weights(training)
    fine_tune(network, store, training.recipe, FineTuneRecipe(epochs=2, learning_rate=1e-3))
    assert network.limited == 2 * len(store.scenes)
    assert not torch.equal(weights(training), before)
