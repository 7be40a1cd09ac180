"""The training loop, with a checkpoint after every epoch.

Every random number depends on the seed, the epoch and the batch alone, so a run that was resumed
ends with the same weights as one that was not.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .augment import mask
from .front_end import BANDS, CHANNELS
from .losses import clip_loss, rate_penalty, running_loss
from .network import KeywordNetwork
from .optimisation import Optimisation
from .progress import progress
from .scene_store import EventBatch, SceneStore


@dataclass(frozen=True)
class Recipe:
    """How to train; the standard values are the recipe of the shipped model."""

    seed: int = 1
    epochs: int = 75
    scene_sets: int = 16
    """Epochs' worth of scenes, used in turn."""
    neurons: int = 256
    connectivity: float = 1.0
    """Share of the input and recurrent weights that are connections, by DEEP R if below 1."""
    drift: float = 1e-3
    temperature: float = 0.0
    dropout: float = 0.2
    learning_rate: float = 1e-2
    warm_up_share: float = 0.15
    weight_decay: float = 1e-4
    largest_gradient: float = 2.0
    label_smoothing: float = 0.05
    running_weight: float = 0.5
    """Of the running decision beside the clip as a whole."""
    masked_share: float = 0.7
    """Scenes with events masked out."""
    target_rate: float = 0.03
    """Spikes per neuron and tick over whole scenes; speech itself fires 1.6 times that."""
    least_rate: float = 0.003
    rate_weight: float = 0.3


DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Objective:
    """What training makes small, in floating point and in integers alike."""

    def __init__(self, recipe: Recipe, store: SceneStore):
        self.recipe = recipe
        self.words = len(store.scenes.recordings.words)
        self.log_shares = torch.from_numpy(store.scenes.class_shares()).log().float()

    def __call__(self, network: nn.Module, batch: EventBatch) -> tuple[Tensor, Tensor]:
        """The loss of the readout, and the penalty of the spikes in its weight."""
        recipe, device = self.recipe, next(network.parameters()).device
        classes = torch.from_numpy(batch.classes).to(device)
        events = torch.from_numpy(batch.events).to(device)
        potentials, spikes = network(events.transpose(0, 1).float())
        # With the shares of the classes taken out, what is learned favours none of them, although
        # `unknown` has several times as many scenes as a word (Menon et al. 2021, logit adjustment).
        logits = potentials[batch.pre_roll_ticks :] + self.log_shares.to(device)
        loss = clip_loss(logits, classes, recipe.label_smoothing)
        loss = loss + recipe.running_weight * running_loss(logits, classes, self.words)
        penalty = rate_penalty(spikes, recipe.target_rate, recipe.least_rate)
        return loss, recipe.rate_weight * penalty


class Training:
    """A network on its way through the epochs of a recipe."""

    def __init__(self, recipe: Recipe, store: SceneStore):
        torch.manual_seed(recipe.seed)
        self.recipe, self.store = recipe, store
        recordings = store.scenes.recordings
        self.network = KeywordNetwork(
            CHANNELS, recipe.neurons, len(recordings.classes), recipe.dropout
        ).to(DEVICE)
        hidden = self.network.hidden
        self.optimisation = Optimisation(
            self.network,
            recipe,
            recipe.epochs * len(store.scenes),
            weights=[p for p in self.network.parameters() if p.dim() > 1],
            connections={"input": hidden.input.weight, "recurrent": hidden.recurrent},
        )
        self.objective = Objective(recipe, store)
        self.epoch = 0
        """Epochs done."""

    def train_epoch(self, shows_progress: bool = False) -> float:
        """Returns the mean of what is made small."""
        recipe = self.recipe
        torch.manual_seed(1000 * recipe.seed + self.epoch)
        rng = np.random.default_rng([recipe.seed, self.epoch])
        self.network.train()
        batches = list(self.store.batches(self.epoch))
        order = rng.permutation(len(batches))
        if shows_progress:
            order = progress(f"epoch {self.epoch + 1} of {recipe.epochs}", order, len(order))
        losses = [self._step(batches[i], rng) for i in order]
        self.epoch += 1
        return float(np.mean(losses))

    def _step(self, batch: EventBatch, rng: np.random.Generator) -> float:
        recipe = self.recipe
        for scene in batch.events:
            if rng.random() < recipe.masked_share:
                mask(scene, BANDS, rng)
        loss, penalty = self.objective(self.network, batch)
        self.optimisation.step(loss + penalty)
        return loss.item()

    def save(self, path: Path) -> None:
        """Whole or not at all."""
        self.optimisation.save(path, self.epoch)

    def resume(self, path: Path) -> None:
        """Raises `CheckpointError` if it is of another recipe."""
        self.epoch = self.optimisation.resume(path)
