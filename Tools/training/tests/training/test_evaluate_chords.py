"""`Tools/evaluate-chords` with a program that hears clips of one constant value each."""

import csv
import json
import sys

import mir_eval
import numpy as np
import pytest
from data_folders import SAMPLE_RATE, write, write_manifest
from katydid_training.chords.evaluate import main

LISTENER = """#!{python}
import json, sys
import numpy, soundfile

labels = {labels}
latency = {latency}
if "--hold" in sys.argv:
    latency += float(sys.argv[sys.argv.index("--hold") + 1])
samples, rate = soundfile.read(sys.argv[-1], dtype="int16")
print("model", sys.argv[sys.argv.index("--model") + 1], file=sys.stderr)
changes = [0, *(numpy.flatnonzero(numpy.diff(samples)) + 1)]
for change in changes:
    time = round(change / rate + latency, 3)
    if time < len(samples) / rate:
        label = labels[samples[change] // 100 - 1]
        print(json.dumps({{"time": time, "label": label, "score": 0.9, "file": sys.argv[-1]}}))
"""
VALUES = {"C:maj": 100, "A:min": 200, "N": 300, "F#:maj": 400}
LABELS = ["C:maj", "A:min", "N", "Gb:maj"]


def listener(folder, labels=tuple(LABELS), latency=0.1):
    """Needs so many seconds, prints these labels for the values."""
    path = folder / "katydid"
    path.write_text(LISTENER.format(python=sys.executable, labels=list(labels), latency=latency))
    path.chmod(0o755)
    return path


@pytest.fixture
def data(tmp_path):
    """Two collections of clips of a second; the labels follow each other in no order of theirs."""
    for name, notes in (("banjo", ("dry", "wet")), ("harp", ("",))):
        folder = tmp_path / "data" / "chords" / name
        rows = []
        for note in notes:
            for number, label in enumerate([*VALUES] * 5):
                file = f"{note}{number}.wav"
                write(folder / file, np.full(SAMPLE_RATE, VALUES[label]))
                rows.append((file, label, note))
        write_manifest(folder / "manifest.csv", rows, "file,label,note")
    return tmp_path / "data"


def evaluate(capsys, data, program, *options):
    """Exit code, standard output, standard error."""
    code = main(["--data", str(data), *map(str, options)], program)
    return code, *capsys.readouterr()


def test_scores_by_group_collection_and_in_all(capsys, data, tmp_path):
    code, output, _ = evaluate(capsys, data, listener(tmp_path), "--json", "--model", "chords")
    assert code == 0
    printed = json.loads(output)
    assert printed["model"] == "chords" and printed["signalToNoiseDB"] is None
    rows = {(row["collection"], row["group"]): row for row in printed["scores"]}
    assert list(rows) == [
        *(("banjo", "dry"), ("banjo", "wet"), ("banjo", None), ("harp", None), (None, None)),
    ]
    assert [row["chords"] for row in rows.values()] == [20, 20, 40, 20, 60]
    for row in rows.values():
        assert row["settledRecall"] == row["rightAtEnd"] == 1
        assert row["medianLatencySeconds"] == pytest.approx(0.1)
        assert 0.9 <= row["recall"] < 0.95
    assert rows[None, None]["confusionSeconds"]["F#:maj"] == {"F#:maj": pytest.approx(15 * 0.85)}


def test_on_a_terminal_a_table_for_people(capsys, data, tmp_path):
    program = listener(tmp_path, ["C:maj", "C:maj", "N", "F#:maj"])
    code, output, _ = evaluate(capsys, data, program)
    assert code == 0
    lines = output.splitlines()
    assert lines[0].split("  ")[-1] == "never right"
    assert [line.split()[:2] for line in lines[1:4]] == [
        *(["banjo", "dry"], ["banjo", "wet"], ["banjo", "40"]),
    ]
    assert "0.750" in lines[3].split() and lines[5].startswith("all")
    assert lines[7] == "Clips begin at most 50 ms before their attack."
    assert "Most often wrong in harp: A:min as C:maj" in lines[-1]
    assert max(map(len, lines[:6])) <= 80


def test_hold_goes_to_the_program(capsys, data, tmp_path):
    program = listener(tmp_path)
    _, output, _ = evaluate(capsys, data, program, "--json", "--hold", "0.25")
    latency = json.loads(output)["scores"][-1]["medianLatencySeconds"]
    assert latency == pytest.approx(0.35)


def test_writes_what_mir_eval_and_others_read(capsys, data, tmp_path):
    labs = tmp_path / "labs"
    options = ["--json", "--lab", labs, "--latencies", tmp_path / "clips.csv"]
    code, output, _ = evaluate(capsys, data, listener(tmp_path), *options)
    assert code == 0
    assert sorted(path.name for path in labs.iterdir())[:3] == [
        *("banjo-dry-1.estimate.lab", "banjo-dry-1.truth.lab", "banjo-dry-1.wav"),
    ]
    right = total = 0
    for path in labs.glob("*.truth.lab"):
        estimate = path.with_name(path.name.replace("truth", "estimate"))
        read = [mir_eval.io.load_labeled_intervals(str(file)) for file in (path, estimate)]
        seconds = read[0][0].max()
        right += seconds * mir_eval.chord.evaluate(*read[0], *read[1])["majmin"]
        total += seconds
    assert json.loads(output)["scores"][-1]["recall"] == pytest.approx(right / total, abs=1e-4)
    with (tmp_path / "clips.csv").open() as file:
        clips = list(csv.DictReader(file))
    assert len({clip["file"] for clip in clips}) == len(clips) == 60
    assert {clip["latency"] for clip in clips} <= {"", "0.1000"}
    assert {clip["right_at_end"] for clip in clips} == {"yes"}
    assert not list(tmp_path.rglob("*.part"))


def test_manifests_are_chosen_by_name(capsys, data, tmp_path):
    manifest = data / "chords" / "harp" / "manifest.csv"
    code, output, _ = evaluate(
        capsys, data, listener(tmp_path), "--json", "--detune", "-30", "--manifest", manifest
    )
    (row,) = json.loads(output)["scores"]
    assert code == 0 and (row["collection"], row["group"]) == ("harp", None)
    assert row["seconds"] == pytest.approx(20 * 2 ** (30 / 1200), abs=0.01)
    code, _, error = evaluate(
        capsys, data, listener(tmp_path), "--manifest", manifest, "--manifest", manifest
    )
    assert code == 65 and "same name (harp)" in error


def test_missing_data_and_programs_say_what_to_do(capsys, data, tmp_path):
    code, _, error = evaluate(capsys, tmp_path / "none", listener(tmp_path))
    assert code == 66 and "give the folder with --data" in error
    code, _, error = evaluate(capsys, data, listener(tmp_path), "--manifest", tmp_path / "no.csv")
    assert code == 66 and "no.csv: no such file" in error
    code, _, error = evaluate(capsys, data, listener(tmp_path), "--noise", tmp_path / "quiet")
    assert code == 66 and "quiet: no such folder" in error
    code, _, error = evaluate(capsys, data, tmp_path / "nothing")
    assert code == 66 and "swift build -c release --product katydid" in error


def test_a_model_of_words_is_refused(capsys, data, tmp_path):
    code, output, error = evaluate(capsys, data, listener(tmp_path, ["left"] * 4))
    assert code == 65 and not output
    assert "'left' is not a chord in Harte syntax; give a model of chords" in error


def test_what_the_program_says_is_passed_on(capsys, data, tmp_path):
    program = tmp_path / "katydid"
    program.write_text("#!/bin/sh\necho 'katydid: no model of that name' >&2\nexit 66\n")
    program.chmod(0o755)
    assert evaluate(capsys, data, program)[::2] == (66, "katydid: no model of that name\n")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--snr", "10"], "give --noise DIR, too"),
        (["--detune", "1201"], "more than an octave"),
        (["--gain", "loud"], "'loud' is not a number"),
        (["--gain", "nan"], "'nan' is not a number"),
        (["--seed", "-1"], "'-1' is not a whole number"),
        (["--latencies", "/nowhere/a.csv"], "its folder is not there"),
        (["--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_wrong_options_are_a_usage_error(capsys, data, tmp_path, options, reason):
    with pytest.raises(SystemExit) as ended:
        evaluate(capsys, data, listener(tmp_path), *options)
    assert ended.value.code == 64
    assert reason in capsys.readouterr().err


def test_help_explains_the_figures(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    output = capsys.readouterr().out
    assert ended.value.code == 0
    assert "at most 50 ms before their attack" in output
    assert "from 0.15 s" in output and "changes        of the label" in output
