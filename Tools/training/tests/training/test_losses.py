"""What training makes small."""

import numpy as np
import torch
from katydid_training.losses import (
    EARLIEST_TICKS,
    LATEST_TICKS,
    SMOOTHING_SECONDS,
    rate_penalty,
    running_loss,
    smoothed,
)
from katydid_training.network import TICK_SECONDS

TICKS, CLASSES, WORDS = 75, 4, 2


def logits(bursts):
    """[ticks, scenes, classes] with a burst (class, from, to) in each scene, else the last class."""
    values = torch.zeros(TICKS, len(bursts), CLASSES)
    values[..., -1] = 4
    for scene, (label, start, end) in enumerate(bursts):
        values[start:end, scene, label] = 20
    return values


def test_smoothing_is_that_of_the_decision():
    values = torch.randn(TICKS, 3, CLASSES, generator=torch.Generator().manual_seed(0))
    share = TICK_SECONDS / (SMOOTHING_SECONDS + TICK_SECONDS)
    state, expected = torch.zeros(3, CLASSES), []
    for tick in values:
        state = state + share * (tick - state)
        expected.append(state)
    assert torch.allclose(smoothed(values), torch.stack(expected), atol=1e-5)


def test_a_word_wants_its_own_score_once_and_no_other():
    word = torch.tensor([0])
    good = running_loss(logits([(0, 20, 45)]), word, WORDS)
    missed = running_loss(logits([(2, 20, 45)]), word, WORDS)
    late = running_loss(logits([(0, LATEST_TICKS + 5, 75)]), word, WORDS)
    early = running_loss(logits([(0, 0, EARLIEST_TICKS - 12)]), word, WORDS)
    taken = running_loss(logits([(1, 20, 45)]), word, WORDS)
    assert good < 0.1
    assert min(missed, late, early) > 1
    assert taken > missed + 2


def test_what_is_no_word_wants_no_word():
    unknown = torch.tensor([3])
    assert running_loss(logits([(2, 20, 45)]), unknown, WORDS) < 0.1
    assert running_loss(logits([(1, 20, 45)]), unknown, WORDS) > 2


def test_the_gradient_is_finite_where_a_score_is_one():
    values = (40 * logits([(1, 20, 60), (1, 20, 60)])).requires_grad_()
    running_loss(values, torch.tensor([1, 0]), WORDS).backward()
    assert torch.isfinite(values.grad).all()


def test_the_penalty_is_for_many_spikes_and_for_none():
    rng = np.random.default_rng(0)

    def spikes(rate):
        return torch.from_numpy((rng.random((50, 4, 30)) < rate).astype(np.float32))

    right = rate_penalty(spikes(0.02), 0.03, 0.003)
    assert rate_penalty(spikes(0.2), 0.03, 0.003) > right + 1
    assert rate_penalty(torch.zeros(50, 4, 30), 0.03, 0.003) > right
