"""Scenes of chords that are heard at once: each class has bands of its own."""

import numpy as np
from katydid_training.chords.events import SceneEvents

BANDS, CLASSES, SCENES, TICKS = 84, 25, 40, 60
NONE = CLASSES - 1


def make_scenes(seed: int = 0) -> SceneEvents:
    """Three chords, or none, one after the other; the root and its quality's third sound in all octaves."""
    rng = np.random.default_rng(seed)
    classes = rng.integers(CLASSES, size=(SCENES, 3)).repeat(TICKS // 3, axis=1).astype(np.uint8)
    band = np.arange(BANDS)
    interval = (band - classes[..., None].astype(int)) % 12
    third = np.where(classes < 12, 4, 3)[..., None]
    sounds = ((interval == 0) | (interval == third) | (interval == 7)) & (
        classes[..., None] != NONE
    )
    return SceneEvents(np.where(sounds, 8, 0).astype(np.int8), classes)
