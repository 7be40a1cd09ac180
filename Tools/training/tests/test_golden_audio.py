"""The checked-in cases of the audio path: they regenerate byte for byte, and cover what they should."""

from dataclasses import replace

import numpy as np
import pytest
from helpers import GOLDEN

from katydid_reference import blob
from katydid_reference.decision import Decision
from katydid_reference.decision_section import read_decision
from katydid_reference.front_end import FrontEnd
from katydid_reference.front_end_section import read_front_end
from katydid_reference.golden_audio import golden_files
from katydid_reference.golden_records import decode, encode
from katydid_reference.recognizer import Recognizer
from katydid_reference.semitone_tables import ROWS, STREAMS

FOLDER = GOLDEN / "frontend"
RECORDS = {path.stem: decode(path.read_bytes()) for path in sorted(FOLDER.glob("*.golden"))}
FRONT_END = {name: records for name, records in RECORDS.items() if "features" in records}
MEL = {name: records for name, records in FRONT_END.items() if not name.startswith("semitone")}
SEMITONE = {name: records for name, records in FRONT_END.items() if name.startswith("semitone")}
DECISION = {name: records for name, records in RECORDS.items() if "potentials" in records}


def test_the_cases_regenerate_byte_for_byte():
    written = dict(golden_files(FOLDER))
    made = (".golden", ".kat")
    assert written == {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix in made}


def test_the_folder_stays_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_300_000


def test_records_hold_every_integer():
    records = {"bytes": [0, -128], "words": [[300, -5], [7, 8]], "big": [2**62, -(2**63)], "one": 70_000, "none": []}
    read = decode(encode(records))
    assert {name: values.tolist() for name, values in read.items()} == {
        name: np.reshape(values, -1).tolist() for name, values in records.items()
    }


@pytest.mark.parametrize("name", FRONT_END)
def test_a_front_end_case_replays_from_its_file_in_chunks(name):
    records = FRONT_END[name]
    front_end = FrontEnd(read_front_end(bytes(records["section"].astype(np.uint8))))
    chunks = np.split(records["samples"], range(1, records["samples"].size, 97))
    hops = [hop for chunk in chunks for hop in front_end.push(chunk)]
    assert [hop.level for hop in hops] == records["level"].tolist()
    assert [hop.is_open for hop in hops] == records["open"].astype(bool).tolist()
    features = [hop.frame.features for hop in hops if hop.frame is not None]
    assert np.array_equal(np.reshape(features, -1), records["features"])


def test_the_mel_cases_cover_every_stage():
    changes = [np.diff(records["open"]) for records in MEL.values()]
    assert any((c == 1).any() for c in changes) and any((c == -1).any() for c in changes)
    exponents = [v for r in MEL.values() for n, v in r.items() if n.startswith("exponent")]
    assert min(exponents) <= 0 and max(exponents) > 5
    sections = [read_front_end(bytes(r["section"].astype(np.uint8))) for r in MEL.values()]
    assert {s.hops_per_tick for s in sections} == {1, 2, 3}
    assert {s.clamps_at_zero for s in sections} == {s.gate is None for s in sections} == {True, False}
    largest = [(max(r["events"][2::3], default=0), s.limit) for r, s in zip(MEL.values(), sections)]
    assert any(value == limit for value, limit in largest), "no event reaches the limit"
    assert not MEL["silence"]["open"].any() and not MEL["silence"]["events"].size
    assert MEL["left"]["events"].size > 300


def test_the_semitone_cases_cover_every_stage():
    changes = [np.diff(SEMITONE["semitone-reopened"]["open"]).tolist()]
    assert changes[0].count(1) >= 2 and changes[0].count(-1) >= 2
    exponents = np.array([r[n] for r in SEMITONE.values() for n in r if n.startswith("exponents")])
    assert exponents.shape[1] == STREAMS and exponents.min() == -1 and exponents.max() > 8
    sections = [read_front_end(bytes(r["section"].astype(np.uint8))) for r in SEMITONE.values()]
    assert {s.hops_per_tick for s in sections} == {1, 2, 3}
    assert {s.gate is None for s in sections} == {True, False}
    largest = [(max(r["events"][2::3], default=0), s.limit) for r, s in zip(SEMITONE.values(), sections)]
    assert any(1 < value == limit for value, limit in largest), "no event reaches the limit"
    assert max(value for value, _ in largest) > 127
    features = np.concatenate([r["features"] for r in SEMITONE.values()])
    assert features.min() == 0 and features.max() == 32_767
    heard = np.unique(np.concatenate([r["events"][1::3] for r in SEMITONE.values()]))
    assert heard.size > ROWS - 12 and heard[0] == 0 and heard[-1] == ROWS - 1


@pytest.mark.parametrize("is_tracking", (False, True))
def test_the_decision_cases_make_events_and_refuse_some(is_tracking):
    cases = [records for records in DECISION.values() if ("current" in records) == is_tracking]
    assert all(records["events"].size for records in cases)
    classes = {c for records in cases for c in records["events"][1::3].tolist()}
    assert classes == {0, 1, 3, 4}


def test_the_decision_cases_have_what_could_go_wrong():
    best = np.argmax(DECISION["decision-plain"]["scores"].reshape(-1, 5), axis=1)
    assert (best == 2).any(), "the class that is never an event is never the best"
    assert any((records["logits"] == 2**15 - 1).any() for records in DECISION.values())


@pytest.mark.parametrize("name", ("tracking-late-rest", "tracking-early-rest"))
def test_rest_ticks_make_a_difference(name):
    parameters, records = read_decision(bytes(DECISION[name]["section"].tolist())), DECISION[name]
    decision = Decision(replace(parameters, rest_ticks=parameters.consecutive_ticks), int(records["tick"][0]))
    rows = records["potentials"].reshape(-1, len(parameters.classes))
    made = [event.tick for row in rows if (event := decision.step(row)) is not None]
    assert made != records["events"][0::3].tolist()


@pytest.mark.parametrize("name", ("recognizer", "recognizer-semitone"))
def test_a_recognizer_case_replays_from_its_files_and_makes_events(name):
    model = blob.read((FOLDER / f"{name}.kat").read_bytes())
    records = RECORDS[name]
    ticks = list(Recognizer(model).push(records["samples"]))
    assert [v for tick in ticks for v in tick.scores] == records["scores"].tolist()
    assert [v for tick in ticks for v in tick.spikes] == records["spikes"].tolist()
    assert sum(tick.event is not None for tick in ticks) == records["events"].size // 4 >= 1
    assert records["spikes"][0::2].sum() > 50


def test_the_tracking_case_replays_from_its_files_and_returns_to_rest():
    model, records = blob.read((FOLDER / "tracking.kat").read_bytes()), RECORDS["tracking"]
    ticks = list(Recognizer(model).push(records["samples"]))
    assert [tick.current for tick in ticks] == records["current"].tolist()
    assert [tick.event.class_index for tick in ticks if tick.event] == records["events"][1::4].tolist()
    assert records["events"][1::4].tolist() == [1, 20, 0, 14, 0]


def test_every_recording_is_attributed():
    notice = (FOLDER / "NOTICE.md").read_text()
    assert all(f"`{path.name}`" in notice for path in FOLDER.glob("*.wav"))
