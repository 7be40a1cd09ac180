"""The backward pass by hand against autograd."""

import torch
from katydid_training.backward import SURROGATE_HEIGHT, SURROGATE_SLOPE, RecurrentAdLIF


class Spike(torch.autograd.Function):
    @staticmethod
    def forward(ctx, u):
        ctx.save_for_backward(u)
        return (u > 1).to(u.dtype)

    @staticmethod
    def backward(ctx, given):
        (u,) = ctx.saved_tensors
        return given * SURROGATE_HEIGHT * torch.exp(-SURROGATE_SLOPE * (u - 1).abs())


def tick_by_tick(current, recurrent, a, b, p, q):
    s = v = w = torch.zeros_like(current[0])
    spikes = []
    for i in current:
        u = a * v + (1 - a) * (i + s @ recurrent.t() - w)
        s = Spike.apply(u)
        v = u * (1 - s.detach())
        w = b * w + (1 - b) * (p * v + q * s)
        spikes.append(s)
    return torch.stack(spikes)


def test_spikes_and_gradients_are_those_of_autograd():
    torch.manual_seed(0)
    ticks, batch, neurons = 15, 3, 8
    options = {"dtype": torch.float64, "requires_grad": True}
    arguments = [
        (4 * torch.randn(ticks, batch, neurons, dtype=torch.float64)).requires_grad_(),
        torch.randn(neurons, neurons, **options),
        *(torch.rand(neurons, **options) for _ in range(4)),
    ]
    by_hand, expected = RecurrentAdLIF.apply(*arguments), tick_by_tick(*arguments)
    assert torch.equal(by_hand, expected)
    assert 0.05 < by_hand.mean() < 0.8

    weights = torch.randn_like(by_hand)
    gradients = torch.autograd.grad((by_hand * weights).sum(), arguments)
    for gradient, reference in zip(
        gradients, torch.autograd.grad((expected * weights).sum(), arguments), strict=True
    ):
        torch.testing.assert_close(gradient, reference, rtol=1e-9, atol=1e-12)
