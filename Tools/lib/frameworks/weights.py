"""Random weights, on a grid of 8 bits or free."""

from typing import Literal

import numpy as np
import torch

Kind = Literal["grid", "free"]
LARGEST_ON_GRID = 100
"""Of the whole numbers that weights on a grid are multiples of; katydid has -127 to 127."""


class Weights:
    """Draws the weights of one network.

    - kind: "grid" makes every array a multiple, by whole numbers of 8 bits, of a power of two; "free" leaves them at
      what was drawn, in float32.
    """

    def __init__(self, kind: Kind, seed: int):
        self.kind = kind
        self.rng = np.random.default_rng(seed)
        self.step = 1.0

    def draw(self, *shape: int, scale: float, mean: float = 0.3, same_step: bool = False) -> torch.Tensor:
        """Weights [targets, sources...] with a standard deviation of `scale / sqrt(sources)`, and a mean that is
        `mean` of it, so that excitation prevails.

        - same_step: keeps the step of the grid of the weights before, into the same neurons, which share theirs.
        """
        sources = max(1, int(np.prod(shape[1:])))
        values = self.rng.normal(mean, 1.0, shape) * scale / np.sqrt(sources)
        if not same_step:
            self.step = 2.0 ** np.ceil(np.log2(np.abs(values).max() / LARGEST_ON_GRID))
        return self._placed(values)

    def biases(self, targets: int, scale: float) -> torch.Tensor:
        """Biases [targets] between -scale and scale."""
        return self._placed(self.rng.uniform(-scale, scale, targets))

    def between(self, low: float, high: float, count: int, steps: int = 16) -> torch.Tensor:
        """Thresholds or factors [count] in multiples of a part of the range, in float32."""
        return torch.tensor(low + (high - low) * self.rng.integers(0, steps + 1, count) / steps, dtype=torch.float32)

    def _placed(self, values: np.ndarray) -> torch.Tensor:
        if self.kind == "grid":
            values = np.rint(values / self.step) * self.step
        return torch.tensor(values, dtype=torch.float32)
