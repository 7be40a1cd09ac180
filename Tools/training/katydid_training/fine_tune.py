"""The last epochs, in the integers of the board: quantisation-aware fine-tuning."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from .progress import progress
from .quantised import QuantisedNetwork
from .scene_store import SceneStore
from .train import Objective, Recipe


@dataclass(frozen=True)
class FineTuneRecipe:
    epochs: int = 3
    learning_rate: float = 0.05
    """In weight steps; it falls to zero along half a cosine."""


def fine_tune(
    network: QuantisedNetwork, store: SceneStore, recipe: Recipe, settings: FineTuneRecipe
) -> None:
    """Trains the weights of `network` on the scenes of the first epochs, without masks or dropout."""
    objective = Objective(recipe, store)
    optimiser = torch.optim.Adam(network.parameters(), lr=settings.learning_rate)
    steps = settings.epochs * len(store.scenes)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    network.train()
    for epoch in range(settings.epochs):
        rng = np.random.default_rng([recipe.seed, epoch])
        batches = list(store.batches(epoch))
        title = f"fine-tuning in integers, epoch {epoch + 1} of {settings.epochs}"
        for index in progress(title, rng.permutation(len(batches)), len(batches)):
            loss, penalty = objective(network, batches[index])
            optimiser.zero_grad()
            (loss + penalty).backward()
            nn.utils.clip_grad_norm_(network.parameters(), recipe.largest_gradient)
            optimiser.step()
            schedule.step()
            network.limit()
    network.eval()
