"""The training loop of the chord network.

Every random number depends on the seed and the step alone, so a run that was resumed ends with the
same weights as one that was not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ..checkpoint import load_checkpoint, save_checkpoint
from ..deep_r import DeepRewiring
from ..progress import progress
from ..train import DEVICE
from .events import SceneEvents
from .network import PITCH_CLASSES, ChordNetwork
from .objective import Objective, tick_weights
from .recipe import Recipe


@dataclass(frozen=True)
class Progress:
    """Means over some steps."""

    loss: float
    rate: float
    """Spikes per neuron and tick."""

    def __str__(self) -> str:
        return f"loss {self.loss:.3f}, spikes per neuron and tick {100 * self.rate:.1f} %"


class Training:
    """A network on its way through the steps of a recipe."""

    def __init__(self, recipe: Recipe, qualities: int, bands: int, scenes: SceneEvents):
        """`bands` are those of each view."""
        torch.manual_seed(recipe.seed)
        self.recipe, self.scenes = recipe, scenes
        self.network = ChordNetwork(
            bands, scenes.events.shape[2] // bands, recipe.kinds, qualities, recipe.dropout
        ).to(DEVICE)
        self.rewiring = _rewiring(self.network, recipe)
        self.optimiser = torch.optim.AdamW(_groups(self.network, recipe), lr=recipe.learning_rate)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser,
            recipe.learning_rate,
            total_steps=recipe.steps,
            pct_start=recipe.warm_up_share,
        )
        self.objective = Objective(recipe)
        self.weights = tick_weights(scenes.classes, qualities * PITCH_CLASSES, recipe)
        self.steps = 0
        """Done."""

    def train(self, steps: int, shows_progress: bool = False) -> Progress:
        """So many more, or up to the last."""
        self.network.train()
        last = min(self.steps + steps, self.recipe.steps)
        numbers: Iterable[int] = range(self.steps, last)
        if shows_progress:
            title = f"steps to {last} of {self.recipe.steps}"
            numbers = progress(title, numbers, last - self.steps)
        loss, rate = np.mean([self._step() for _ in numbers], 0)
        return Progress(float(loss), float(rate))

    def _step(self) -> tuple[float, float]:
        recipe = self.recipe
        torch.manual_seed((recipe.seed << 32) + self.steps)
        loss, penalty, rate = self.objective(self.network, *self._windows())
        self.optimiser.zero_grad()
        (loss + penalty).backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), recipe.largest_gradient)
        self.optimiser.step()
        if self.rewiring:
            self.rewiring.step(self.optimiser, self.schedule.get_last_lr()[0])
        self.schedule.step()
        self.network.limit()
        self.steps += 1
        return loss.item(), rate.item()

    def _windows(self) -> tuple[Tensor, Tensor, Tensor]:
        """Of scenes that are drawn: events [ticks, scenes, bands], classes and weights of the ticks."""
        recipe, events = self.recipe, self.scenes.events
        rng = np.random.default_rng([recipe.seed, self.steps])
        ticks = min(recipe.window_ticks, events.shape[1])
        scenes = rng.integers(len(events), size=(1, recipe.batch_size))
        starts = rng.integers(events.shape[1] - ticks + 1, size=(1, recipe.batch_size))
        places = (scenes, starts + np.arange(ticks)[:, None])
        weights = self.weights[places]
        weights[: recipe.settling_ticks] = 0
        return (
            torch.from_numpy(events[places]).to(DEVICE).float(),
            torch.from_numpy(self.scenes.classes[places]).to(DEVICE).long(),
            torch.from_numpy(weights).to(DEVICE),
        )

    def save(self, path: Path) -> None:
        """Whole or not at all."""
        save_checkpoint(path, self.recipe, self.steps, *self._parts())

    def resume(self, path: Path) -> None:
        """Raises `CheckpointError` if it is of another recipe."""
        self.steps = load_checkpoint(path, self.recipe, *self._parts())

    def _parts(self) -> tuple:
        return self.network, self.optimiser, self.schedule, self.rewiring


def _rewiring(network: ChordNetwork, recipe: Recipe) -> DeepRewiring | None:
    if recipe.connectivity == 1:
        return None
    return DeepRewiring(
        {
            "input": (network.kernel, recipe.connectivity),
            "recurrent": (network.ring, recipe.connectivity),
        },
        drift=recipe.drift,
        temperature=recipe.temperature,
        generator=torch.Generator().manual_seed(recipe.seed),
    )


def _groups(network: ChordNetwork, recipe: Recipe) -> list[dict]:
    """Only weights decay: not time constants, couplings, biases."""
    weights = [network.kernel, network.ring, network.chord, network.none]
    others = [p for p in network.parameters() if not any(p is weight for weight in weights)]
    return [
        {"params": weights, "weight_decay": recipe.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
