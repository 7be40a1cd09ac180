"""Scenes as events on the disk."""

import katydid
import numpy as np
import pytest
from katydid_training.chords import events
from katydid_training.chords.classes import class_labels, classes_at_ticks
from katydid_training.chords.config import Config
from katydid_training.chords.events import EventStore
from katydid_training.chords.network import ChordNetwork
from katydid_training.chords.scenes import Played, Scene


def has_library():
    try:
        katydid.FrontEnd(events.PARAMETERS)
    except katydid.LibraryMissing:
        return False
    return True


needs_library = pytest.mark.skipif(
    not has_library(), reason="build KatydidC: swift build -c release --product KatydidC"
)


def test_classes_have_the_order_of_the_network():
    labels = class_labels(("maj", "min"))
    assert labels[0] == "A:maj" and labels[3] == "C:maj" and labels[12] == "A:min"
    assert labels[-1] == "N" and len(set(labels)) == 25
    assert len(ChordNetwork(84, 1, 1, 2).readout_weights()) == len(labels)


def test_what_sounds_in_the_middle_of_a_tick_is_its_class():
    labels = class_labels(("maj",))
    truth = [(0.0, "N"), (0.029, "A:maj"), (0.049, "A#:maj")]
    assert classes_at_ticks(truth, 4, labels).tolist() == [12, 0, 1, 1]


def made_up(made):
    """A tone for each seed; keeps account of what is made."""

    def scene(seed, config):
        made.append(seed)
        time = np.arange(round(config.seconds * 16_000) - 100) / 16_000
        tone = 8000 * np.sin(2 * np.pi * 110 * 2 ** (seed % 12 / 12) * time)
        return Scene(
            np.rint(tone).astype(np.int16),
            [(0.0, "A:maj"), (1.0, "N")],
            Played([], False, "", None),
        )

    return scene


@needs_library
def test_scenes_are_made_once_and_more_are_added(tmp_path, monkeypatch):
    monkeypatch.setattr(events, "SCENES_A_FILE", 2)
    made = []
    config = Config(seconds=2)
    store = EventStore(config, 4, tmp_path, made_up(made))
    store.make(1)
    assert made == [0, 1, 2, 3]
    whole = store.read()
    assert whole.events.shape == (4, 100, 84) and whole.events.any((1, 2)).all()
    assert whole.classes[0].tolist() == [0] * 50 + [24] * 50
    more = EventStore(config, 5, tmp_path, made_up(made))
    more.make(1)
    assert made == [0, 1, 2, 3, 4]
    assert np.array_equal(more.read().events[:4], whole.events)
    assert not list(tmp_path.rglob("*.unfinished*"))


@needs_library
def test_other_scenes_do_not_take_their_place(tmp_path):
    made = []
    for config in (Config(seconds=2), Config(seconds=2, families=("piano",))):
        EventStore(config, 1, tmp_path, made_up(made)).make(1)
    assert made == [0, 0]
