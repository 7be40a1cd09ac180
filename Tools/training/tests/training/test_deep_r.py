"""DEEP R: the number of connections, their signs, and what it learns."""

import copy
import math

import pytest
import torch
from katydid_training.deep_r import DeepRewiring
from torch import nn

INPUTS, OUTPUTS, LEARNING_RATE = 40, 8, 0.01


class Regression:
    """Learns a matrix of which one weight in ten is not zero, from noiseless examples."""

    def __init__(self, connectivity=0.1, *, drift=0.02, temperature=1e-5, sgd=False):
        generator = torch.Generator().manual_seed(3)
        target = torch.randn(OUTPUTS, INPUTS, generator=generator)
        self.target = target * (torch.rand(OUTPUTS, INPUTS, generator=generator) < 0.1)
        self.batches = torch.randn(600, 64, INPUTS, generator=generator)
        self.weight = nn.Parameter(torch.randn(OUTPUTS, INPUTS, generator=generator) / 6)
        optimiser = torch.optim.SGD if sgd else torch.optim.AdamW
        self.optimiser = optimiser([self.weight], lr=LEARNING_RATE)
        self.rewiring = DeepRewiring(
            {"weight": (self.weight, connectivity)},
            drift=drift,
            temperature=temperature,
            generator=torch.Generator().manual_seed(5),
        )
        self.steps = 0

    def loss(self):
        x = self.batches[self.steps % len(self.batches)]
        return (x @ (self.weight - self.target).t()).square().mean()

    def step(self):
        self.optimiser.zero_grad()
        self.loss().backward()
        self.optimiser.step()
        self.steps += 1
        return self.rewiring.step(self.optimiser, LEARNING_RATE)

    def error(self):
        return (self.weight.detach() - self.target).square().sum().item()


def test_connections_stay_as_many_and_keep_their_signs():
    run = Regression()
    mask, rewired = run.rewiring.masks["weight"], 0
    signs, budget = torch.zeros_like(run.weight), round(0.1 * INPUTS * OUTPUTS)
    for _ in range(200):
        rewired += run.step()
        assert mask.sum() == budget
        weight, moments = run.weight.detach(), run.optimiser.state[run.weight]
        for values in (weight, moments["exp_avg"], moments["exp_avg_sq"]):
            assert not values[~mask].any()
        # For ever: also of connections that were dormant for a while.
        assert (signs * weight >= 0).all()
        signs = torch.where(weight == 0, signs, weight.sign())
    assert rewired > 100


def test_first_weights_keep_the_variance_of_their_sum():
    weight = nn.Parameter(torch.randn(300, 300))
    before = weight.detach().clone()
    rewiring = DeepRewiring(
        {"weight": (weight, 0.2)}, drift=0, temperature=0, generator=torch.Generator()
    )
    mask = rewiring.masks["weight"]
    assert mask.sum() == 18_000
    torch.testing.assert_close(weight.detach(), before * mask / math.sqrt(0.2))


def test_it_finds_the_connections_of_a_sparse_target():
    rewired, fixed = Regression(), Regression()
    for _ in range(600):
        rewired.step()
        fixed.loss().backward()
        fixed.optimiser.step()
        fixed.optimiser.zero_grad()
        fixed.steps += 1
    # With its sign for ever, a connection cannot become a weight of the other sign.
    has_sign = rewired.rewiring.state_dict()["signs"]["weight"] == rewired.target.sign()
    everything, out_of_reach = (
        values.square().sum().item() for values in (rewired.target, rewired.target[~has_sign])
    )
    assert fixed.error() > 0.8 * everything
    assert rewired.error() - out_of_reach < 0.01 * (everything - out_of_reach)


def test_drift_and_random_walk_are_those_of_the_paper():
    run = Regression(1.0, drift=3.0, temperature=0.02, sgd=True)
    run.weight.data.fill_(100).mul_(run.rewiring.state_dict()["signs"]["weight"])
    theta = run.weight.detach().abs().clone()
    for _ in range(50):
        assert run.rewiring.step(run.optimiser, LEARNING_RATE) == 0
    moved = run.weight.detach().abs() - theta
    deviation = math.sqrt(50 * 2 * LEARNING_RATE * 0.02)
    assert abs(moved.mean() + 50 * LEARNING_RATE * 3.0) < 4 * deviation / math.sqrt(moved.numel())
    assert abs(moved.std() / deviation - 1) < 0.15


def test_all_connected_without_drift_is_gradient_descent_that_stops_at_zero():
    run = Regression(1.0, drift=0, temperature=0, sgd=True)
    weight = run.weight.detach().clone()
    signs = weight.sign()
    for _ in range(50):
        x = run.batches[run.steps]
        gradient = 2 * ((weight - run.target) @ x.t()) @ x / (64 * OUTPUTS)
        weight = (weight - LEARNING_RATE * gradient) * signs
        weight = weight.clamp_min(0) * signs
        run.step()
    torch.testing.assert_close(run.weight.detach(), weight)
    assert (weight == 0).any()


def test_a_resumed_run_ends_with_the_same_bits():
    run = Regression()
    for _ in range(40):
        run.step()
    resumed = Regression()
    for _ in range(3):
        resumed.step()
    resumed.steps = run.steps
    resumed.weight.data.copy_(run.weight.data)
    resumed.optimiser.load_state_dict(copy.deepcopy(run.optimiser.state_dict()))
    resumed.rewiring.load_state_dict(run.rewiring.state_dict())
    for _ in range(40):
        assert run.step() == resumed.step()
    assert torch.equal(run.weight, resumed.weight)
    assert torch.equal(run.rewiring.masks["weight"], resumed.rewiring.masks["weight"])


def test_bad_values_say_what_is_wrong():
    weight = nn.Parameter(torch.ones(4, 4))
    for connectivity, drift, temperature, words in (
        (0, 0, 0, "connectivity 0 of weight"),
        (1.1, 0, 0, "connectivity 1.1"),
        (0.5, -1, 0, "drift -1"),
        (0.5, 0, -1, "temperature -1"),
    ):
        with pytest.raises(ValueError, match=words):
            DeepRewiring(
                {"weight": (weight, connectivity)},
                drift=drift,
                temperature=temperature,
                generator=torch.Generator(),
            )
    with pytest.raises(ValueError, match=r"no connections for weight of shape \[8, 40\]"):
        Regression().rewiring.load_state_dict({"masks": {}, "signs": {}})
