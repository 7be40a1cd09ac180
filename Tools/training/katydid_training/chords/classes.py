"""The classes of the network: each quality on the roots from A on, the next quality likewise, then none.

From A because the lowest band of the front end is an A; `ChordNetwork` has them in this order.
"""

import numpy as np

from ..network import TICK_SECONDS
from .truth import Truth
from .vocabulary import NO_CHORD, ROOTS, Chord

LOWEST_ROOT = ROOTS.index("A")


def class_labels(qualities: tuple[str, ...]) -> list[str]:
    """In Harte syntax, by class."""
    roots = [(LOWEST_ROOT + step) % len(ROOTS) for step in range(len(ROOTS))]
    return [Chord(root, quality).label for quality in qualities for root in roots] + [NO_CHORD]


def classes_at_ticks(truth: Truth, ticks: int, labels: list[str]) -> np.ndarray:
    """uint8 [ticks]: what sounds in the middle of each."""
    starts = np.array([start for start, _ in truth])
    classes = np.array([labels.index(label) for _, label in truth], np.uint8)
    middles = (np.arange(ticks) + 0.5) * TICK_SECONDS
    return classes[np.searchsorted(starts, middles, side="right") - 1]
