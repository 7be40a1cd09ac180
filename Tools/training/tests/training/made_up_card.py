"""Figures of a card that nobody measured, in the form of `measure_card`; each number is there once."""

from typing import Any

WORDS = ["left", "right"]
CLIPS = 40


def evaluation(split: str, condition: str, snr_db: int | None, right: int) -> dict[str, Any]:
    def accuracy(clips: int, correct: int, by_readout: int) -> dict[str, Any]:
        shares = {"share": correct / clips, "meanReadoutShare": by_readout / clips}
        return {"clips": clips, "correct": correct, "meanReadoutCorrect": by_readout} | shares

    report = {
        "labels": [*WORDS, "unknown"],
        "words": accuracy(2 * CLIPS, 2 * right, 2 * right + 1),
        "classes": [accuracy(CLIPS, right, right), accuracy(CLIPS, right, right + 1), accuracy(8, 5, 6)],
        "confusion": [[right, 1, CLIPS - 1 - right], [0, right, CLIPS - right], [2, 1, 5]],
    }  # fmt: skip
    command = f"katydid-tools evaluate --split {split} {condition} {snr_db or 0}"
    return {
        "split": split,
        "condition": condition,
        "snr_db": snr_db,
        "command": command,
        "report": report,
    }


def stream(split: str) -> dict[str, Any]:
    curve = [
        {
            "threshold": 0.3 + 0.1 * step, "hitShare": 0.97 - 0.03 * step, "wrongWordShare": 0.05,
            "falseAlarms": 17 - 3 * step, "falseAlarmsBetweenWords": 13 - 3 * step, "othersReported": 3,
            "medianLatencySeconds": 0.7, "negativeEvents": [9 - 2 * step],
        }
        for step in range(4)
    ]  # fmt: skip
    report = {
        "words": 2 * CLIPS, "others": {"clips": 8, "reported": 3}, "minutes": 4.2, "threshold": 0.5,
        "hitShare": 0.913, "wrongWordShare": 0.024, "missShare": 0.063, "repeats": 6,
        "falseAlarms": 11, "falseAlarmsBetweenWords": 7, "falseAlarmsPerHour": 157.1,
        "latencySeconds": {"median": 0.73, "percentile90": 0.94},
        "negatives": [{"path": "speech", "minutes": 10.1, "events": 5, "eventsPerHour": 29.7}],
        "curve": curve,
    }  # fmt: skip
    return {"split": split, "command": "katydid-tools evaluate-stream", "report": report}


def inspection() -> dict[str, Any]:
    def projection(source: str, sources: int, layout: str, synapses: int) -> dict[str, Any]:
        size = sources * 32
        return {
            "source": source, "target": "hidden", "sources": sources, "targets": 32, "layout": layout,
            "isRecurrent": source == "hidden", "synapses": synapses, "connectivity": synapses / size,
            "bytes": 9_999 + sources,
        }  # fmt: skip

    return {
        "bytes": 54_321, "arenaBytes": 12_345, "checksum": "0badcafe", "tickSeconds": 0.02,
        "inputChannels": 80, "outputs": 3, "outputLayer": "readout",
        "frontEnd": {"bands": 40, "hopsPerTick": 2},
        "labels": [*WORDS, "unknown"],
        "layers": [
            {"name": "hidden", "kind": "adLIF", "neurons": 32},
            {"name": "readout", "kind": "LI", "neurons": 3},
        ],
        "projections": [projection("input", 80, "dense", 2_222), projection("hidden", 32, "sparse", 103)],
        "decision": {
            "smoothingMilliseconds": 210, "threshold": 0.5, "consecutiveTicks": 3,
            "holdOffMilliseconds": 640, "neverEvents": ["unknown"],
        },
        "provenance": {
            "data": "Made-up Words", "licence": "CC0", "author": "Nobody", "attribution": "none needed",
            "recipe": '{"epochs": 77, "gain_db": [-18, 3]}',
        },
    }  # fmt: skip


def minimal() -> dict[str, Any]:
    """What every card has, and nothing else."""
    return {
        "format": "katydid-card",
        "version": 1,
        "name": "words",
        "model": {"command": "katydid-tools inspect words.kat --json", "report": inspection()},
        "training": {"command": "Tools/train keywords", "seeds": [], "float_words_percent": {}},
        "data": [{"split": "dev", "clips": 88, "clips_of_words": 80, "speakers": None}],
        "splits": ["dev"],
        "evaluations": [evaluation("dev", "clean", None, 37)],
        "gate": [],
        "streams": [],
        "activity": [],
    }


def complete() -> dict[str, Any]:
    """Both splits, and everything measured."""
    conditions = [("clean", None), ("noise", 20), ("noise", 10), ("noise", 5), ("babble", 10)]
    figures = minimal()
    figures["splits"] = ["dev", "check"]
    figures["data"].append({"split": "check", "clips": 87, "clips_of_words": 79, "speakers": 23})
    figures["training"] |= {
        "seeds": [
            {"seed": seed, "dev_words": 94.0 + seed / 10, "dev_words_10_db": 88.0 + seed}
            for seed in (1, 2, 3)
        ],
        "float_words_percent": {"dev": 93.35},
    }
    figures["evaluations"] = [
        evaluation(split, *condition, right)
        for split, most in (("dev", 38), ("check", 33))
        for right, condition in zip(range(most, 0, -3), conditions, strict=False)
    ]
    figures["gate"] = [
        {
            "split": "dev",
            "condition": "clean",
            "snr_db": None,
            "clips": 88,
            "changed": 4,
            "commands": ["gate"],
        }
    ]
    figures["streams"] = [stream("dev"), stream("check")]
    figures["activity"] = [
        {
            "sound": sound, "seconds": 60.0, "input_events_per_second": 600.0 - 100 * index,
            "spikes_per_second": 410.0 - 100 * index, "spikes_per_tick": 1.6 - 0.4 * index,
            "synaptic_events_per_second": 56_789.0 - 10_000 * index,
            "layers_skipped_per_tick": 0.3 + 0.4 * index, "open_share": 0.87 - 0.2 * index,
            "command": f"katydid-tools simulate {sound}",
        }
        for index, sound in enumerate(
            ("words", "speech", "noise", "faint steady noise", "digital silence")
        )
    ]  # fmt: skip
    return figures
