"""The card of a chord model: from figures alone, with all that was measured and nothing that was not."""

import json
import sys

import pytest
from katydid_training.chords.card import CardError, write_card
from katydid_training.chords.card.__main__ import main as rewrite
from katydid_training.chords.card.write import markdown


RECIPE = {"steps": 77, "families": ["piano", "harp"], "snr_db": [5, 35]}


def score(recall, latency=0.111):
    return {
        "chords": 640, "notCompared": 0, "seconds": 100.0, "recall": recall, "settledRecall": 0.951,
        "rightAtEnd": 0.987, "medianLatencySeconds": latency, "neverRight": 1, "changesPerChord": 1.07,
        "labelRecall": {"C:maj": 0.96, "A:min": 0.94},
        "confusionSeconds": {"C:maj": {"C:maj": 45.0, "A:min": 5.0}, "A:min": {"A:min": 49.0, "N": 1.0}},
    }  # fmt: skip


def evaluation(collection, recall, is_real=True, snr_db=None, cents=0):
    return {
        "collection": collection, "is_real": is_real, "snr_db": snr_db, "detune_cents": cents,
        "command": f"Tools/evaluate-chords {collection} {snr_db} {cents}", "score": score(recall),
    }  # fmt: skip


def figures():
    layers = [
        {"name": "hidden", "kind": "adLIF", "neurons": 288},
        {"name": "readout", "neurons": 3},
    ]
    projection = {
        "source": "input", "target": "hidden", "sources": 84, "targets": 288, "layout": "sparse",
        "isRecurrent": False, "synapses": 5000, "connectivity": 0.207, "bytes": 10_123,
    }  # fmt: skip
    decision = {
        "rest": "N", "smoothingMilliseconds": 30, "threshold": 0.65, "consecutiveTicks": 2,
        "restTicks": 25, "holdOffMilliseconds": 0,
    }  # fmt: skip
    report = {
        "bytes": 54_321, "arenaBytes": 12_345, "checksum": "0badcafe", "tickSeconds": 0.02,
        "labels": ["C:maj", "A:min", "N"], "layers": layers, "outputLayer": "readout", "outputs": 3,
        "inputChannels": 84, "frontEnd": {"limit": 15}, "projections": [projection],
        "decision": decision,
        "provenance": {"data": "rendered", "licence": "MIT", "recipe": json.dumps(RECIPE)},
    }  # fmt: skip
    activity = {
        "sound": "music", "seconds": 10.0, "input_events_per_second": 1000, "spikes_per_second": 720,
        "synaptic_events_per_second": 99_000, "spikes_per_tick": 14.4, "layers_skipped_per_tick": 0.0,
        "open_share": 0.99, "command": "katydid-tools simulate",
    }  # fmt: skip
    return {
        "format": "katydid-chord-card", "version": 1, "name": "chords",
        "model": {"command": "katydid-tools inspect", "report": report},
        "training": {"command": "Tools/train chords", "float": {"guitar": score(0.885)}},
        "evaluations": [
            evaluation("guitar", 0.881), evaluation("guitar", 0.842, snr_db=10),
            evaluation("guitar", 0.863, cents=-40), evaluation("choir", 0.777, is_real=False),
        ],
        "activity": [activity],
    }  # fmt: skip


def section(text, title):
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_figure_stands_in_the_card():
    text = markdown(figures())
    expected = {
        "What it is": [
            "2 chords", "C:maj, A:min", "288 adLIF", "84 channels of semitone bands every 20 ms", "up to 15",
            "| input → hidden | sparse | 5,000 | 5,000 | 20.7 % | 10,123 |", "54,321", "12,345",
            "0badcafe", "smoothing 30 ms, threshold 0.65, 2 ticks in a row, 25 for N",
        ],
        "Intended use and limits": ["maj, min"],
        "Accuracy on real chords": [
            "| guitar, clean | 640 | 88.1 % | 95.1 % | 98.7 % | 0.111 s | 1.07 |",
            "| guitar, noise 10 dB below | 640 | 84.2 % |",
            "| guitar, detuned by −40 cents | 640 | 86.3 % |",
        ],
        "Accuracy on other chords that training never heard": ["| choir | 640 | 77.7 % |"],
        "Each chord": ["| A:min | 94.0 % | 94.0 % |", "| C:maj | 96.0 % | 96.0 % |"],
        "What is taken for what": ["| guitar | C:maj | A:min | 5.0 s | 5.0 % |", "| A:min | N | 1.0 s |"],
        "Floating point against integers": ["| guitar | 88.5 % | 88.1 % | −0.4 points |"],
        "Activity": ["| recordings of chords | 1,000 | 720 | 5.0 % | 99,000 | 99.0 % | 0.0 % |"],
        "Data": ["Chords: rendered", "Licences: MIT"],
        "Recipe": ["Tools/train chords", "| `steps` | 77 |", "| `families` | piano, harp |", "| `snr_db` | 5 to 35 |"],
        "Commands": ["katydid-tools inspect", "Tools/evaluate-chords guitar 10 0"],
    }  # fmt: skip
    for title, parts in expected.items():
        for part in parts:
            assert part in section(text, title)


def test_what_was_not_measured_is_said():
    empty = figures() | {"evaluations": [], "activity": []}
    text = markdown(empty)
    assert text.count("Not measured.") == 6
    late = figures()
    late["evaluations"][0]["score"] = score(0.5, latency=None)
    assert "| guitar, clean | 640 | 50.0 % | 95.1 % | 98.7 % | – |" in markdown(late)


def test_a_card_is_written_again_from_its_figures(tmp_path, monkeypatch):
    write_card(figures(), tmp_path)
    text = (tmp_path / "chords.md").read_text()
    (tmp_path / "chords.md").unlink()
    monkeypatch.setattr(sys, "argv", ["card", str(tmp_path / "chords-card.json")])
    assert rewrite() == 0
    assert (tmp_path / "chords.md").read_text() == text


def test_other_figures_are_refused(tmp_path):
    for wrong in ([], {"format": "katydid-card"}, figures() | {"version": 2}):
        with pytest.raises(CardError):
            write_card(wrong, tmp_path)
    assert not list(tmp_path.iterdir())
