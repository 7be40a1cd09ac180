"""What scenes are made of, and how they are kept."""

import numpy as np
import pytest
from katydid_training.material import Material, Unknown
from katydid_training.synthesis import NOTHING
from scenes import (
    LoudnessFrontEnd,
    make_recordings,
    make_scenes,
    make_store,
    make_synthetic,
)


def test_the_shares_of_the_classes_count_what_batches_are_made_of():
    # 8 clips of each word; 8 of another one, 3 times more; 0.3 and 0.065 times 24 made.
    assert make_scenes().class_shares() * 57 == pytest.approx([8, 8, 39, 2])
    # Two of three synthetic words are of the first class, and there are 2 of them.
    shares = make_scenes(synthetic=make_synthetic()).class_shares() * 59
    assert shares == pytest.approx([8 + 4 / 3, 8 + 2 / 3, 39, 2])


def test_the_classes_of_batches_have_these_shares():
    scenes = make_scenes(synthetic=make_synthetic())
    classes = np.concatenate(
        [scenes.batch(epoch, index).classes for epoch in range(6) for index in range(len(scenes))]
    )
    found = np.bincount(classes, minlength=4) / len(classes)
    assert found == pytest.approx(scenes.class_shares(), abs=0.05)


def test_a_batch_does_not_depend_on_who_made_what_before():
    first, second = make_scenes(), make_scenes()
    first.batch(0, 0)
    first.batch(1, 1)
    assert np.array_equal(first.batch(0, 2).samples, second.batch(0, 2).samples)
    assert not np.array_equal(first.batch(0, 2).classes, first.batch(1, 2).classes)


def test_few_clips_are_repeated():
    scenes = make_scenes(words=("long", "short"))
    assert len(scenes) * scenes.augmentation.batch_size >= scenes.augmentation.least_clips


@pytest.mark.parametrize(
    ("words", "sentences", "synthetic", "kinds"),
    [
        (("long",), 0, NOTHING, {Unknown.REVERSED}),
        (("long", "cat"), 0, NOTHING, {Unknown.REVERSED, Unknown.SPLICED}),
        (("long", "short"), 1, make_synthetic(), set(Unknown)),
    ],
)
def test_unknown_is_made_of_what_there_is(words, sentences, synthetic, kinds):
    material = Material(make_recordings(words, sentences), synthetic)
    rng = np.random.default_rng(0)
    sounds = [material.unknown(rng) for _ in range(60)]
    assert set(material._kinds) == kinds
    assert all(0 < len(sound) <= 24_000 and sound.dtype == np.float32 for sound in sounds)


def test_a_set_of_scenes_is_made_once(tmp_path):
    store = make_store(tmp_path)
    (path, _) = sorted(store.folder.iterdir())
    before = path.stat().st_mtime_ns
    store.make(processes=1)
    assert path.stat().st_mtime_ns == before
    batches = list(store.batches(0))
    assert len(batches) == len(store.scenes)
    expected = store.scenes.batch(0, 0)
    assert np.array_equal(batches[0].classes, expected.classes)
    events = LoudnessFrontEnd().events(expected.samples[0])
    assert np.array_equal(batches[0].events[0], events)
    assert batches[0].pre_roll_ticks == expected.pre_roll_ticks
    again = [batch.classes for batch in store.batches(store.sets)]
    assert all(np.array_equal(a, b.classes) for a, b in zip(again, batches, strict=True))


def test_other_scenes_are_kept_elsewhere(tmp_path):
    assert make_store(tmp_path, seed=5).folder == make_store(tmp_path, seed=5).folder
    assert make_store(tmp_path, seed=5).folder != make_store(tmp_path, seed=6).folder
