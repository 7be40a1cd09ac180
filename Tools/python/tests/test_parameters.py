"""Parameters as bytes and as JSON."""

import dataclasses
import json
from pathlib import Path

import pytest
from katydid_reference import front_end_parameters
from katydid_reference.front_end_section import write_front_end

from katydid import FrontEndParameters, SemitoneParameters

GOLDEN = Path(__file__).resolve().parents[3] / "Tests" / "Golden" / "front-end"
DEFAULTS = FrontEndParameters.defaults()
SEMITONE = SemitoneParameters.defaults()


def kind_of(section):
    return {1: FrontEndParameters, 2: SemitoneParameters}[section[0]]


def with_gate(**changes):
    return dataclasses.replace(DEFAULTS, gate=dataclasses.replace(DEFAULTS.gate, **changes))


def test_bytes_of_every_field():
    """Written from ModelBlob.md by hand."""
    assert DEFAULTS.to_bytes().hex(" ", 4) == " ".join([
        "01280203", "803e0000", "a0000002", "00f0ffff", "07045205", "0f001e00", "00f4ffff",
        "00060003", "29000000", "00000000", "00000000", "00000000",
    ])  # fmt: skip


def test_bytes_of_every_semitone_field():
    parameters = dataclasses.replace(
        SEMITONE, floor_log2=-1.0, range_log2=11.5, step_log2=0.75, limit=14
    )
    assert parameters.to_bytes().hex(" ", 4) == " ".join([
        "02540201", "803e0000", "a0000002", "00fcffff", "002e0003", "0e001e00", "00f4ffff",
        "00060003", "01000000", "00000000", "00000000", "00000000",
    ])  # fmt: skip


def test_defaults_are_those_of_the_reference():
    assert DEFAULTS.to_bytes() == write_front_end(front_end_parameters.FrontEndParameters())
    assert SEMITONE.to_bytes() == write_front_end(front_end_parameters.SemitoneParameters())


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_same_section_as_the_packer(path):
    section = path.with_suffix(".section").read_bytes()
    assert kind_of(section).from_json(path.read_text()).to_bytes() == section


def test_golden_sections_are_there():
    assert len(list(GOLDEN.glob("*.section"))) == len(list(GOLDEN.glob("*.json"))) >= 2


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.section")), ids=lambda path: path.stem)
def test_bytes_round_trip(path):
    section = path.read_bytes()
    kind = kind_of(section)
    assert kind.from_bytes(section).to_bytes() == section
    for wrong in (section[:-1], b"\3" + section[1:], section[:-1] + b"\1"):
        with pytest.raises(ValueError, match="section"):
            kind.from_bytes(wrong)


def test_rounds_to_nearest_and_half_away_from_zero():
    def floor(value):
        section = dataclasses.replace(DEFAULTS, floor_log2=value / 1024).to_bytes()
        return int.from_bytes(section[12:16], "little", signed=True)

    assert [floor(x) for x in (0.5, 1.49, -0.5, -1.49, 2.5, -2.5)] == [1, 1, -1, -1, 3, -3]


@pytest.mark.parametrize(
    "parameters", [DEFAULTS, dataclasses.replace(DEFAULTS, gate=None), SEMITONE]
)
def test_json_round_trip(parameters):
    assert type(parameters).from_json(parameters.to_json()) == parameters


def test_one_kind_is_not_read_as_the_other():
    with pytest.raises(ValueError, match="section of kind mel"):
        FrontEndParameters.from_bytes(SEMITONE.to_bytes())
    with pytest.raises(ValueError, match='kind: must be "semitone"'):
        SemitoneParameters.from_json(DEFAULTS.to_json())


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (dataclasses.replace(DEFAULTS, hops_per_tick=17), "hops_per_tick is 17; .* 1 to 16"),
        (dataclasses.replace(DEFAULTS, floor_log2=-64.1), "floor_log2 is -64.1; .* -64 to 64"),
        (dataclasses.replace(DEFAULTS, step_log2=0), "step_log2 is 0; .* 0.000976562 to 63.999"),
        (dataclasses.replace(DEFAULTS, step_log2=float("nan")), "step_log2 is nan"),
        (dataclasses.replace(DEFAULTS, limit=1.5), "limit is 1.5; .* whole number"),
        (dataclasses.replace(SEMITONE, range_log2=64), "range_log2 is 64; .* 0 to 63.999"),
        (with_gate(hang_hops=0), "gate.hang_hops is 0"),
        (with_gate(close_margin_log2=2.0), "gate.close_margin_log2 is 2.0, above"),
        (with_gate(background_rise_log2_per_second=-1), "per_second is -1; .* 0 to 6399.9"),
    ],
)
def test_out_of_range(changed, message):
    with pytest.raises(ValueError, match=message):
        changed.to_bytes()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "gammatone"}, "kind: must be"),
        ({"stepp": 1}, "stepp: is not a known key; there are: hops_per_tick"),
        ({"step_log2": None}, "step_log2: must be a number"),
        ({"clamp_at_zero": 1}, "clamp_at_zero: must be true or false"),
        ({"gate": 3}, "gate: must be an object"),
        ({"gate": {}}, "gate.floor_log2: is missing"),
    ],
)
def test_json_is_read_strictly(change, message):
    text = json.dumps(json.loads(DEFAULTS.to_json()) | change)
    with pytest.raises(ValueError, match=message):
        FrontEndParameters.from_json(text)
