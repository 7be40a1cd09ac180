"""Scenes of three made-up words, small enough to train on in a test."""

import numpy as np
from katydid_training.augment import TICK_SAMPLES, Augmentation, Scenes
from katydid_training.data import SAMPLE_RATE, Clip, Recordings
from katydid_training.scene_store import SceneStore
from katydid_training.synthesis import NOTHING, Synthetic

CHANNELS = 80
WORDS = ["long", "short"]


class LoudnessFrontEnd:
    """Stands in for the board's: the sign of the change of level, on all channels of one half."""

    def events(self, samples):
        ticks = samples[: len(samples) // TICK_SAMPLES * TICK_SAMPLES].reshape(-1, TICK_SAMPLES)
        change = np.diff(np.abs(ticks.astype(np.int32)).mean(1), prepend=0)
        events = np.zeros((len(ticks), CHANNELS), np.int8)
        events[:, : CHANNELS // 2] = (change > 100)[:, None]
        events[:, CHANNELS // 2 :] = (change < -100)[:, None]
        return events


def make_recordings(words=("long", "short", "cat"), sentences=1):
    rng = np.random.default_rng(0)
    time = np.arange(SAMPLE_RATE)
    envelopes = {"long": time > 2000, "short": (time > 6000) & (time < 9000), "cat": time > 12_000}

    def clip(word, split, number):
        samples = (3000 * rng.standard_normal(SAMPLE_RATE) * envelopes[word]).astype(np.int16)
        return Clip(samples, word, f"{split}-{number}", split, f"{split}/{word}/{number}")

    noise = rng.integers(-1000, 1000, 80_000).astype(np.int16)
    clips = {
        split: [clip(word, split, number) for word in words for number in range(8)]
        for split in ("train", "dev")
    }
    learned = [word for word in WORDS if word in words]
    speech = [noise] * sentences
    return Recordings(learned, clips, [noise], [noise], speech, speech)


def make_synthetic():
    sound = np.full(4000, 900, np.int16)
    return Synthetic([("long", sound), ("long", sound), ("short", sound)], [sound], [sound])


def make_scenes(seed=5, synthetic=NOTHING, **recordings):
    settings = Augmentation(batch_size=8, least_clips=24)
    return Scenes(make_recordings(**recordings), settings, seed, synthetic)


def make_store(folder, seed=5, sets=2):
    store = SceneStore(make_scenes(seed), folder, sets)
    for index in range(sets):
        store.write(index, LoudnessFrontEnd())
    return store
