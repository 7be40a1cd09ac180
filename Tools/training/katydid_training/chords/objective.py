"""What training the chord network makes small: of readout potentials, and of spikes."""

import numpy as np
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from ..losses import rate_penalty
from .recipe import Recipe


def tick_weights(classes: np.ndarray, none: int, recipe: Recipe) -> np.ndarray:
    """float32 [scenes, ticks]: how much the class at each tick counts.

    Nobody can name a chord that has sounded for a few milliseconds: these ticks count nothing. Those
    that follow count more, for the sake of latency. `none` is the class of no chord.
    """
    weights = np.ones(classes.shape, np.float32)
    changes = np.argwhere(classes[:, 1:] != classes[:, :-1]) + [0, 1]
    for scene, tick in changes:
        if classes[scene, tick] != none:
            weights[scene, tick : tick + recipe.onset_ticks] = recipe.onset_weight
    for scene, tick in changes:
        weights[scene, tick : tick + recipe.ignored_ticks] = 0
    weights[classes == none] *= recipe.none_weight
    return weights


class Objective:
    """For networks in floating point and in integers alike."""

    def __init__(self, recipe: Recipe):
        self.recipe = recipe

    def __call__(
        self, network: nn.Module, events: Tensor, classes: Tensor, weights: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The loss of the readout, the penalty of the spikes in its weight, and the mean rate.

        `events` [ticks, scenes, bands]; `classes` (int64) and `weights` [ticks, scenes].
        """
        recipe = self.recipe
        potentials, spikes = network(events)
        losses = cross_entropy(
            potentials.flatten(0, 1),
            classes.flatten(),
            reduction="none",
            label_smoothing=recipe.label_smoothing,
        )
        weights = weights.flatten()
        loss = (losses * weights).sum() / weights.sum().clamp_min(1)
        penalty = recipe.rate_weight * rate_penalty(spikes, recipe.target_rate, recipe.least_rate)
        return loss, penalty, spikes.detach().mean()
