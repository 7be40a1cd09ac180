"""The training loop of the chord network.

Every random number depends on the seed and the step alone, so a run that was resumed ends with the
same weights as one that was not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..optimisation import Optimisation
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
        network = self.network
        self.optimisation = Optimisation(
            network,
            recipe,
            recipe.steps,
            weights=[network.kernel, network.ring, network.chord, network.none],
            connections={"input": network.kernel, "recurrent": network.ring},
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
        self.optimisation.step(loss + penalty)
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
        self.optimisation.save(path, self.steps)

    def resume(self, path: Path) -> None:
        """Raises `CheckpointError` if it is of another recipe."""
        self.steps = self.optimisation.resume(path)
