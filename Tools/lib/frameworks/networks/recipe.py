"""What the module of a framework states, and the cases that come of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
import torch

from ..case import Case
from ..inputs import spike_trains
from ..task import CHANNELS, CLASSES, EXAMPLE_TICKS, train
from ..weights import Weights

TICKS = 1200
HIDDEN, OUTPUTS = 32, 12
IMAGE = (2, 8, 8)
"""Channels, height and width that convolutions see."""


@dataclass
class Recipe:
    """How a network is made.

    - options: of `katydid-tools pack`, where the file leaves something out that the preset cannot know.
    - shape: of the input in a tick.
    - weights: the kinds it is made with.
    """

    network: str
    build: Callable[[Weights], torch.nn.Module]
    options: list[str] = field(default_factory=list)
    shape: tuple[int, ...] = (CHANNELS,)
    observed: str = "spikes"
    weights: tuple[str, ...] = ("grid", "free")


class Framework(Protocol):
    """The module of a framework."""

    RECIPES: list[Recipe]
    CLASSIFIER: Recipe
    """From `CHANNELS` to `CLASSES`; trained before it is compared."""

    def run(self, model: torch.nn.Module, x: torch.Tensor) -> torch.Tensor:
        """From a fresh state: [examples, ticks, ...] to [examples, ticks, outputs]."""

    def export(self, model: torch.nn.Module, sample: torch.Tensor, path: Path) -> None:
        """Writes the file with the framework's own exporter; `sample` is the input of one tick, with a batch axis."""


def cases(framework: Framework) -> Iterator[tuple[Case, Callable[[Path], None]]]:
    """Every network of a framework, each with what writes its file."""
    for number, recipe in enumerate(framework.RECIPES):
        for kind in recipe.weights:
            model = recipe.build(Weights(kind, seed=number))
            x = spike_trains(np.random.default_rng(number), TICKS, int(np.prod(recipe.shape)))
            yield observe(framework, recipe, kind, model, x)
    torch.manual_seed(1)
    model = framework.CLASSIFIER.build(Weights("free", seed=1))
    examples = train(model, partial(framework.run, model))
    x = examples.reshape(-1, CHANNELS)
    case, write = observe(framework, framework.CLASSIFIER, "trained", model, x)
    case.decision_ticks = EXAMPLE_TICKS
    assert case.output.shape[1] == CLASSES
    yield case, write


def observe(
    framework: Framework, recipe: Recipe, kind: str, model: torch.nn.Module, x: np.ndarray
) -> tuple[Case, Callable[[Path], None]]:
    """Runs the framework on one long input, [ticks, channels]."""
    shaped = torch.tensor(x, dtype=torch.float32).reshape(1, len(x), *recipe.shape)
    with torch.no_grad():
        output = framework.run(model, shaped)[0].reshape(len(x), -1).numpy()
    case = Case(recipe.network, kind, x, output, recipe.options, recipe.observed)
    return case, partial(framework.export, model, shaped[:, 0])
