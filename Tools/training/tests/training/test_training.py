"""Seeds and resuming."""

import numpy as np
import pytest
import torch
from katydid_training.augment import TICK_SAMPLES, Augmentation, Scenes
from katydid_training.data import SAMPLE_RATE, Clip, Recordings
from katydid_training.train import CheckpointError, Recipe, Training

CHANNELS = 80


class LoudnessFrontEnd:
    """Stands in for the board's: the sign of the change of level, on all channels of one half."""

    def events(self, samples):
        ticks = samples[: len(samples) // TICK_SAMPLES * TICK_SAMPLES].reshape(-1, TICK_SAMPLES)
        change = np.diff(np.abs(ticks.astype(np.int32)).mean(1), prepend=0)
        events = np.zeros((len(ticks), CHANNELS), np.int8)
        events[:, : CHANNELS // 2] = (change > 100)[:, None]
        events[:, CHANNELS // 2 :] = (change < -100)[:, None]
        return events


def make_scenes(seed):
    rng = np.random.default_rng(0)
    time = np.arange(SAMPLE_RATE)
    envelopes = {"long": time > 2000, "short": (time > 6000) & (time < 9000), "cat": time > 12_000}

    def clip(word):
        samples = 3000 * rng.standard_normal(SAMPLE_RATE) * envelopes[word]
        return Clip(samples.astype(np.int16), word, "a", "train")

    noise = rng.integers(-1000, 1000, 80_000).astype(np.int16)
    clips = [clip(word) for word in envelopes for _ in range(8)]
    recordings = Recordings(["long", "short"], {"train": clips}, [noise], [], [noise], [])
    return Scenes(recordings, Augmentation(batch_size=8, made_unknown=4, silence=4), seed)


def make_training(seed=3, epochs=2):
    recipe = Recipe(seed=seed, epochs=epochs, neurons=12)
    return Training(recipe, make_scenes(seed), LoudnessFrontEnd(), classes=4)


def weights(training):
    return torch.cat([p.detach().flatten() for p in training.network.parameters()])


def test_the_same_seed_gives_the_same_weights_also_when_resumed(tmp_path):
    whole, parted, other = make_training(), make_training(), make_training(seed=4)
    for training in (whole, other):
        training.train_epoch()
        training.train_epoch()
    parted.train_epoch()
    parted.save(tmp_path / "checkpoint.pt")
    resumed = make_training()
    resumed.resume(tmp_path / "checkpoint.pt")
    resumed.train_epoch()
    assert torch.equal(weights(whole), weights(resumed))
    assert not torch.equal(weights(whole), weights(other))


def test_another_recipe_does_not_resume(tmp_path):
    make_training().save(tmp_path / "checkpoint.pt")
    with pytest.raises(CheckpointError, match="another recipe"):
        make_training(epochs=3).resume(tmp_path / "checkpoint.pt")


def test_the_shares_of_the_classes_count_what_batches_are_made_of():
    scenes = make_scenes(5)
    # 8 clips of each word, 3 repeats of 8 of an unknown one, 4 made, 4 of silence.
    assert scenes.class_shares() * 56 == pytest.approx([8, 8, 36, 4])


def test_a_batch_does_not_depend_on_who_made_what_before():
    first, second = make_scenes(5), make_scenes(5)
    first.batch(0, 0)
    first.batch(1, 1)
    assert np.array_equal(first.batch(0, 2).samples, second.batch(0, 2).samples)
    assert not np.array_equal(first.batch(0, 2).classes, first.batch(1, 2).classes)
