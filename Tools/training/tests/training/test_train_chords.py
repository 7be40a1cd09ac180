"""`Tools/train chords` from the first scene to the card, as small as it can be."""

import json
import sys

import katydid
import pytest
from katydid_training import __main__ as command_line
from katydid_training.chords import development, run
from katydid_training.chords.fluidsynth import Synthesiser, SynthesiserError, font_path
from katydid_training.chords.program import PROGRAM
from katydid_training.command_line import USAGE_ERROR
from katydid_training.model import TOOLS

FONT = "FluidR3_GM.sf2"


def missing():
    try:
        font_path(FONT)
        Synthesiser()
        katydid.FrontEnd(katydid.SemitoneParameters.defaults())
    except SynthesiserError as error:
        return str(error)
    except katydid.LibraryMissing:
        return "build KatydidC: swift build -c release --product KatydidC"
    for program in (TOOLS, PROGRAM):
        if not program.exists():
            return f"build {program.name}: swift build -c release --product {program.name}"
    return ""


needs_all = pytest.mark.skipif(bool(missing()), reason=missing())


def train(monkeypatch, *options):
    monkeypatch.setattr(sys, "argv", ["Tools/train", "chords", *map(str, options)])
    return command_line.main()


@needs_all
def test_without_recordings_it_makes_a_model_and_its_card(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(development, "RENDERED_CLIPS", range(1_000_000, 1_000_003))
    monkeypatch.setattr(run, "CHECKPOINT_STEPS", 2)
    monkeypatch.chdir(tmp_path)
    options = ["--out", "out", "--scenes", 2, "--kinds", 2, "--font", FONT]
    assert train(monkeypatch, *options, "--steps", 3) == 0
    printed = capsys.readouterr().out
    assert "settings are chosen on rendered chords" in printed and "step 3 of 3" in printed
    assert "rendered-clips, floating point" in printed and "rendered-clips, packed" in printed
    out = tmp_path / "out"
    card = json.loads((out / "chords-card.json").read_text())
    assert card["model"]["report"]["decision"]["rest"] == "N"
    assert {e["collection"] for e in card["evaluations"]} == {"rendered-clips"}
    assert "FluidR3 GM: MIT" in (out / "chords.md").read_text()
    assert not list(out.glob("*.unfinished")) and not list(out.glob("*.part"))
    # The same once more, from the checkpoint; with other settings it is refused.
    model = (out / "chords.kat").read_bytes()
    assert train(monkeypatch, *options, "--steps", 3, "--resume") == 0
    assert (out / "chords.kat").read_bytes() == model
    assert train(monkeypatch, *options, "--steps", 4, "--resume") == command_line.INPUT_ERROR
    assert "another recipe" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--connectivity", "0"], "above 0"),
        (["--kinds", "0"], "start at 1"),
        (["--without-family", "kazoo"], "no family kazoo"),
        (["--quality", "wide"], "no quality wide"),
        (["--data", "/nowhere"], "no such folder"),
        (["--origin", "/nowhere.json"], "--origin"),
    ],
)
def test_wrong_options_are_refused(monkeypatch, capsys, options, message):
    with pytest.raises(SystemExit) as exit:
        train(monkeypatch, *options)
    assert exit.value.code == USAGE_ERROR
    assert message in capsys.readouterr().err


def test_a_manifest_that_is_not_there_is_said_before_training(tmp_path, monkeypatch, capsys):
    options = ["--out", tmp_path / "out", "--held-out", tmp_path / "manifest.csv"]
    assert train(monkeypatch, *options) == command_line.MISSING
    assert "no such file" in capsys.readouterr().err
