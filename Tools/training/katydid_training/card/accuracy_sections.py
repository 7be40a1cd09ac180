"""Sections of a card about how well the model hears."""

from math import sqrt

from .markdown import picture, table
from .measure import (
    BABBLE,
    CLEAN,
    CONDITIONS,
    GATE_CONDITIONS,
    NOISE,
    STREAM_LEVEL_DB,
    STREAM_SNR_DB,
)
from .view import Report, View, condition_name, count, percent

RECALL_CONDITIONS = ((CLEAN, None), (NOISE, 10), (BABBLE, 10))


def accuracy(view: View) -> list[str]:
    """By mean readout and by decision, in each condition."""
    rows, absent = [], []
    for split in view.splits:
        for condition, snr_db in CONDITIONS:
            report = view.evaluation(split, condition, snr_db)
            name = condition_name(condition, snr_db)
            if report is None:
                absent.append(f"{split}, {name}")
                continue
            words, others = report["words"], _others(report)
            rows.append(
                [
                    f"{split}, {name}", count(words["clips"]), percent(words["meanReadoutShare"]),
                    percent(words["share"]), percent(others.get("share")),
                ]
            )  # fmt: skip
    if not rows:
        return ["Not measured."]
    paragraphs = [
        "By the packed integers, with `katydid-tools evaluate`. Mean readout: the class with the largest readout on "
        "average over clip and silence. Decision: what a board reports. Other words are right if nothing is reported.",
        table(["clips", "words", "mean readout", "decision", "other words kept out"], rows),
    ]
    if clean := view.evaluation(view.last_split, CLEAN, None):
        share, clips = clean["words"]["meanReadoutShare"], clean["words"]["clips"]
        points = 100 * sqrt(share * (1 - share) / clips)
        paragraphs.append(
            f"One standard error of the mean readout on the clean clips of {view.last_split} is {points:.1f} points."
        )
    if absent:
        paragraphs.append(f"Not measured: {'; '.join(absent)}.")
    return [*paragraphs, picture(f"{view.name}-noise.png", "Accuracy against noise")]


def per_word(view: View) -> list[str]:
    split = view.last_split
    reports = {c: view.evaluation(split, *c) for c in RECALL_CONDITIONS}
    there = {c: report for c, report in reports.items() if report is not None}
    if (CLEAN, None) not in there:
        return [f"Not measured on {split}."]
    clean = there[CLEAN, None]
    rows = [
        [word, count(clean["classes"][index]["clips"])]
        + [percent(r["classes"][r["labels"].index(word)].get("share")) for r in there.values()]
        + [percent(clean["classes"][index].get("meanReadoutShare"))]
        for index, word in enumerate(clean["labels"][:-1])
    ]
    names = [f"decision, {condition_name(*c)}" for c in there]
    paragraphs = [
        f"Recall of each word on {split}.",
        table(["word", "clips", *names, "mean readout, clean"], rows),
        picture(f"{view.name}-recall.png", "Recall of each word"),
        picture(f"{view.name}-confusion.png", "Confusion matrix"),
    ]
    absent = [condition_name(*c) for c, report in reports.items() if report is None]
    if absent:
        paragraphs.append(f"Not measured on {split}: {', '.join(absent)}.")
    return paragraphs


def float_against_integer(view: View) -> list[str]:
    rows = []
    for split, in_float in view.training["float_words_percent"].items():
        if report := view.evaluation(split, CLEAN, None):
            integer = 100 * report["words"]["meanReadoutShare"]
            difference = f"{integer - in_float:+.1f}".replace("-", "−")
            rows.append([split, f"{in_float:.1f} %", f"{integer:.1f} %", f"{difference} points"])
    if not rows:
        return ["Not measured: no figures of the network in floating point were given."]
    return [
        "Words that are right by the mean readout, clean clips.",
        table(["split", "floating point", "integers of the board", "difference"], rows),
    ]


def gate(view: View) -> list[str]:
    """How many decisions the gate changes."""
    rows = []
    for split in view.splits:
        for condition in GATE_CONDITIONS:
            if run := view.gate(split, *condition):
                share = f"{1000 * run['changed'] / run['clips']:.1f}"
                name = f"{split}, {condition_name(*condition)}"
                rows.append([name, count(run["clips"]), count(run["changed"]), share])
    if not rows:
        return ["Not measured."]
    return [
        "Decisions that differ from those of the same network with the gate always open.",
        table(["clips", "number", "changed", "in a thousand"], rows),
    ]


def running_audio(view: View) -> list[str]:
    """Clips one after another in noise, and recordings without the words."""
    streams = {split: view.stream(split) for split in view.splits}
    paragraphs = [
        f"Not measured on {split}." for split, report in streams.items() if report is None
    ]
    there = {split: report for split, report in streams.items() if report is not None}
    if not there:
        return paragraphs
    paragraphs.insert(
        0,
        f"With `katydid-tools evaluate-stream`: clips in random order, each brought to {STREAM_LEVEL_DB} dBFS (by at most "
        "20 dB louder), with gaps of 0.8 to 2 s between them, steady "
        f"background noise {STREAM_SNR_DB} dB below them, and recordings without the words.",
    )
    cells = {split: _stream_cells(report) for split, report in there.items()}
    titles = list(next(iter(cells.values())))
    rows = [[title, *(cells[split].get(title, "–") for split in there)] for title in titles]
    paragraphs.append(table(["", *there], rows))
    split, last = list(there.items())[-1]
    paragraphs.append(
        f"The trade-off on {split}, by threshold of the decision; the model's is {last['threshold']:.2f}."
    )
    paragraphs.append(_curve(last))
    paragraphs.append(
        picture(f"{view.name}-trade-off.png", "Hits against false alarms over thresholds")
    )
    return paragraphs


def _stream_cells(report: Report) -> dict[str, str]:
    latency, others = report["latencySeconds"], report["others"]
    cells = {
        "clips of words, minutes": f"{count(report['words'])}, {report['minutes']:.1f}",
        "words hit": percent(report.get("hitShare")),
        "wrong words": percent(report.get("wrongWordShare")),
        "words missed": percent(report.get("missShare")),
        "words reported twice": count(report["repeats"]),
        "other words reported": f"{count(others['reported'])} of {count(others['clips'])}",
        "false alarms among the clips": f"{count(report['falseAlarms'])} ({report['falseAlarmsPerHour']:.1f} an hour)",
        "of them between the words": count(report["falseAlarmsBetweenWords"]),
    }
    for negative in report["negatives"]:
        cells[f"false alarms in `{negative['path']}`, {negative['minutes']:.1f} min"] = (
            f"{count(negative['events'])} ({negative['eventsPerHour']:.1f} an hour)"
        )
    cells["start of a clip to the event, median"] = _seconds(latency.get("median"))
    cells["the same, 90th percentile"] = _seconds(latency.get("percentile90"))
    return cells


def _curve(report: Report) -> str:
    names = [f"in `{negative['path']}`" for negative in report["negatives"]]
    header = [
        "threshold",
        "hits",
        "wrong words",
        "false alarms",
        "between the words",
        "other words reported",
        *names,
        "median latency",
    ]
    rows = [
        [
            f"{point['threshold']:.2f}", percent(point.get("hitShare")), percent(point.get("wrongWordShare")),
            count(point["falseAlarms"]), count(point["falseAlarmsBetweenWords"]), count(point["othersReported"]),
            *map(count, point["negativeEvents"]), _seconds(point.get("medianLatencySeconds")),
        ]
        for point in report["curve"]
    ]  # fmt: skip
    return table(header, rows)


def _seconds(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.2f} s"


def _others(report: Report) -> Report:
    """The row of all labels that are not to be reported."""
    return report["classes"][-1]
