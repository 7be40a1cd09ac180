"""A made-up task for small classifiers: which of some patterns of spikes was it, blurred and among others."""

from collections.abc import Callable

import numpy as np
import torch

CHANNELS, CLASSES = 24, 5
EXAMPLE_TICKS, PATTERN_TICKS = 32, 26
"""An example ends in silence, in which neurons decay before the next one."""
SPIKES_A_CHANNEL = 3
LARGEST_JITTER_TICKS, LOST, NOISE = 2, 0.1, 0.02
TRAINING_EXAMPLES, TEST_EXAMPLES, BATCH = 300, 200, 30
EPOCHS = 14
GAIN = 0.1
STEP = 0.1
"""Of the optimiser, in the spread of the weights, since frameworks differ in the unit of their weights."""
LEAST_ACCURACY = 0.8
"""Of a classifier whose decisions are worth comparing. Chance is one in `CLASSES`."""


def examples(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Spikes [count, ticks, channels] of uint8, and the class of each."""
    patterns = np.random.default_rng(0).integers(0, PATTERN_TICKS, (CLASSES, CHANNELS, SPIKES_A_CHANNEL))
    classes = rng.integers(0, CLASSES, count)
    x = np.zeros((count, EXAMPLE_TICKS, CHANNELS), np.uint8)
    x[:, :PATTERN_TICKS] = rng.random((count, PATTERN_TICKS, CHANNELS)) < NOISE
    jitter = rng.integers(-LARGEST_JITTER_TICKS, LARGEST_JITTER_TICKS + 1, (count, *patterns.shape[1:]))
    ticks = np.clip(patterns[classes] + jitter, 0, PATTERN_TICKS - 1)
    kept = rng.random(ticks.shape) >= LOST
    example, channel, _ = np.nonzero(kept)
    x[example, ticks[kept], channel] = 1
    return x, classes


def train(model: torch.nn.Module, run: Callable[[torch.Tensor], torch.Tensor]) -> np.ndarray:
    """Trains the model by backpropagation through time.

    - run: the model from a fresh state, [examples, ticks, channels] to [examples, ticks, classes]; the class is the
      output that is largest in the sum over the ticks.
    - Returns: the spikes of the test examples, on which the model is right often enough.
    """
    rng = np.random.default_rng(1)
    x, classes = (torch.tensor(array) for array in examples(rng, TRAINING_EXAMPLES))
    # Rockpool has parameters() of its own.
    trained = [parameter for parameter in torch.nn.Module.parameters(model) if parameter.requires_grad]
    groups = [{"params": [parameter], "lr": STEP * float(parameter.detach().std())} for parameter in trained]
    optimizer = torch.optim.Adam(groups)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(BATCH):
            logits = run(x[batch].float()).sum(dim=1) * GAIN
            loss = torch.nn.functional.cross_entropy(logits, classes[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    x, classes = (torch.tensor(array) for array in examples(rng, TEST_EXAMPLES))
    with torch.no_grad():
        right = (run(x.float()).sum(dim=1).argmax(dim=1) == classes).float().mean()
    if right < LEAST_ACCURACY:
        raise ValueError(f"the classifier is right in {right:.0%} of the examples only")
    return x.numpy()
