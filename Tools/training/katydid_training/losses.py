"""What training makes small: of readout potentials [ticks, scenes, classes] and of spikes.

Two ways to read a scene are trained at once. The clip as a whole: the class with the largest mean
readout. And the running decision, which has to make up its mind while the sound goes on: the
smoothed score of the word has to be high at one tick near the end of the word, and that of any other
word low at every tick (after the max-pooling loss of Sun et al., SLT 2016).
"""

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, log_softmax, relu

from .network import TICK_SECONDS, low_pass_kernel

SMOOTHING_SECONDS = 0.2
EARLIEST_TICKS, LATEST_TICKS = 15, 48
"""After the start of the clip: when the word may be recognised."""
SETTLING_TICKS = 10
"""After the start of the clip: as long may a word before it still be heard."""


def clip_loss(logits: Tensor, classes: Tensor, label_smoothing: float) -> Tensor:
    """Cross-entropy of the mean readout; `logits` [ticks, scenes, classes] begin with the clip."""
    return cross_entropy(logits.mean(0), classes, label_smoothing=label_smoothing)


def running_loss(logits: Tensor, classes: Tensor, words: int) -> Tensor:
    """Of the running decision; `logits` [ticks, scenes, classes] begin with the clip.

    The first `words` classes make events. For a word: minus the logarithm of its score at the best
    tick. For every scene: the same of one minus the score of any other word at its worst tick.
    """
    scores = log_softmax(smoothed(logits), 2)
    is_word = classes < words
    own = classes.clamp_max(words - 1)[None, :, None].expand(len(scores), -1, 1)
    of_words = scores[..., :words]
    best = of_words.gather(2, own)[EARLIEST_TICKS:LATEST_TICKS, :, 0].amax(0)
    is_own = torch.zeros_like(of_words, dtype=torch.bool).scatter_(2, own, True)
    others = of_words.masked_fill(is_own & is_word[None, :, None], -torch.inf)
    worst = others[SETTLING_TICKS:].amax((0, 2))
    missed = -(best * is_word).sum() / is_word.sum().clamp_min(1)
    taken = -torch.log1p(-worst.exp().clamp_max(1 - 1e-3)).mean()
    return missed + taken


def smoothed(logits: Tensor) -> Tensor:
    """The decision's first-order smoothing over ticks, from zero, as one product of matrices."""
    keep = SMOOTHING_SECONDS / (SMOOTHING_SECONDS + TICK_SECONDS)
    kernel = low_pass_kernel(keep, len(logits), logits.device)
    return (kernel @ logits.flatten(1)).view_as(logits)


def rate_penalty(spikes: Tensor, target_rate: float, least_rate: float) -> Tensor:
    """For neurons that fire too much, for all of them together, and for silent ones.

    `spikes` is [ticks, scenes, neurons]; rates are in spikes per neuron and tick.
    """
    rate = spikes.mean((0, 1)) / target_rate
    silent = relu(least_rate / target_rate - rate)
    return relu(rate - 1).mean() + relu(rate.mean() - 1) + silent.mean()
