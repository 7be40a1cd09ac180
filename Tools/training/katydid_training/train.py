"""The training loop: batches made beside it, checkpoints after every epoch.

Every random number depends on the seed, the epoch and the batch alone, so a run that was resumed
ends with the same weights as one that was not.
"""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, relu
from torch.utils.data import DataLoader, Dataset

from .augment import Scenes, mask
from .front_end import BANDS, CHANNELS, FrontEnd, stack_events
from .network import KeywordNetwork
from .progress import progress


@dataclass(frozen=True)
class Recipe:
    """How to train; the standard values are the recipe of the shipped model."""

    seed: int = 1
    epochs: int = 50
    neurons: int = 256
    dropout: float = 0.2
    learning_rate: float = 1e-2
    warm_up_share: float = 0.15
    weight_decay: float = 1e-4
    largest_gradient: float = 2.0
    label_smoothing: float = 0.05
    masked_share: float = 0.7
    """Scenes with events masked out."""
    target_rate: float = 0.03
    """Spikes per neuron and tick over whole scenes; speech itself fires 1.6 times that."""
    least_rate: float = 0.003
    rate_weight: float = 0.3


class CheckpointError(Exception):
    """The checkpoint does not belong to this run."""


class EventBatches(Dataset):
    """Batches of one epoch as events: (events int8, classes, ticks of pre-roll)."""

    def __init__(self, scenes: Scenes, front_end: FrontEnd, recipe: Recipe, epoch: int):
        self.scenes, self.front_end, self.recipe, self.epoch = scenes, front_end, recipe, epoch

    def __len__(self) -> int:
        return len(self.scenes)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor, int]:
        batch = self.scenes.batch(self.epoch, index)
        events = stack_events(self.front_end, batch.samples)
        rng = np.random.default_rng([self.recipe.seed, self.epoch, index, 1])
        for scene in events:
            if rng.random() < self.recipe.masked_share:
                mask(scene, BANDS, rng)
        return torch.from_numpy(events), torch.from_numpy(batch.classes), batch.pre_roll_ticks


def rate_penalty(spikes: Tensor, recipe: Recipe) -> Tensor:
    """For neurons that fire too much, for all of them together, and for silent ones."""
    rate = spikes.mean((0, 1)) / recipe.target_rate
    silent = relu(recipe.least_rate / recipe.target_rate - rate)
    return relu(rate - 1).mean() + relu(rate.mean() - 1) + silent.mean()


class Training:
    """A network on its way through the epochs of a recipe."""

    def __init__(self, recipe: Recipe, scenes: Scenes, front_end: FrontEnd, classes: int):
        torch.manual_seed(recipe.seed)
        self.recipe, self.scenes, self.front_end = recipe, scenes, front_end
        self.network = KeywordNetwork(CHANNELS, recipe.neurons, classes, recipe.dropout)
        self.optimiser = torch.optim.AdamW(_groups(self.network, recipe), lr=recipe.learning_rate)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser,
            recipe.learning_rate,
            total_steps=recipe.epochs * len(scenes),
            pct_start=recipe.warm_up_share,
        )
        self.log_shares = torch.from_numpy(scenes.class_shares()).log().float()
        self.epoch = 0
        """Epochs done."""

    def train_epoch(self) -> float:
        """Returns the mean cross-entropy."""
        torch.manual_seed(1000 * self.recipe.seed + self.epoch)
        self.network.train()
        batches = EventBatches(self.scenes, self.front_end, self.recipe, self.epoch)
        # One process makes the batches while this one trains.
        loader = DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=4)
        title = f"epoch {self.epoch + 1} of {self.recipe.epochs}"
        losses = [self._step(*batch) for batch in progress(title, loader, len(batches))]
        self.epoch += 1
        return float(np.mean(losses))

    def _step(self, events: Tensor, classes: Tensor, pre_roll_ticks: int) -> float:
        recipe = self.recipe
        potentials, spikes = self.network(events.transpose(0, 1).float())
        # With the shares of the classes taken out, what is learned favours none of them, although
        # `unknown` has three times as many scenes as a word (Menon et al. 2021, logit adjustment).
        logits = potentials[pre_roll_ticks:].mean(0) + self.log_shares
        loss = cross_entropy(logits, classes, label_smoothing=recipe.label_smoothing)
        self.optimiser.zero_grad()
        (loss + recipe.rate_weight * rate_penalty(spikes, recipe)).backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), recipe.largest_gradient)
        self.optimiser.step()
        self.schedule.step()
        self.network.limit()
        return loss.item()

    def save(self, path: Path) -> None:
        """Whole or not at all."""
        temporary = path.with_suffix(".part")
        state = {
            "recipe": asdict(self.recipe),
            "epoch": self.epoch,
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        torch.save(state, temporary)
        os.replace(temporary, path)

    def resume(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        if state["recipe"] != asdict(self.recipe):
            raise CheckpointError(
                f"{path} is of another recipe; train without --resume, or as it was"
            )
        self.epoch = state["epoch"]
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])


def _groups(network: KeywordNetwork, recipe: Recipe) -> list[dict]:
    """Only weights decay: not time constants, couplings, biases."""
    weights = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() <= 1]
    return [
        {"params": weights, "weight_decay": recipe.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
