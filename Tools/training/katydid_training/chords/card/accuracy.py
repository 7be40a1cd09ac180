"""Sections of a card about how well chords are named."""

from typing import Any

from ...card.markdown import table
from ...card.view import count, percent
from ..comparison import SETTLING_SECONDS

HEADER = (
    "chords", "recall", f"from {SETTLING_SECONDS:g} s on", "right at end", "median latency",
    "changes a chord",
)  # fmt: skip
MOST_CONFUSIONS = 8
"""Of a collection."""
NOT_MEASURED = ["Not measured."]


def real(figures: dict[str, Any]) -> list[str]:
    evaluations = [e for e in figures["evaluations"] if e["is_real"]]
    if not evaluations:
        return NOT_MEASURED
    return [
        "Single chords one right after the other, at most two seconds of each, by the packed integers. Recall is the "
        "share of the time at which the printed label is right (`majmin` of mir_eval), latency included: a label holds "
        f"until the next is printed. From {SETTLING_SECONDS:g} s on: the same without the first {SETTLING_SECONDS:g} s "
        "of each chord. Latency is from the start of a chord until its label is printed.",
        _table(
            "recordings", [(f"{e['collection']}, {_condition(e)}", e["score"]) for e in evaluations]
        ),
        "The settings of the decision were chosen on these recordings, clean; no network was trained on them.",
    ]


def held_out(figures: dict[str, Any]) -> list[str]:
    evaluations = [e for e in figures["evaluations"] if not e["is_real"]]
    if not evaluations:
        return NOT_MEASURED
    return [_table("recordings", [(e["collection"], e["score"]) for e in evaluations])]


def each_chord(figures: dict[str, Any]) -> list[str]:
    clean = _clean(figures)
    labels = dict.fromkeys(label for e in clean for label in e["score"]["labelRecall"])
    if not labels:
        return NOT_MEASURED
    rows = [
        [label, *(percent(e["score"]["labelRecall"].get(label)) for e in clean)]
        for label in sorted(labels)
    ]
    return [
        f"Recall from {SETTLING_SECONDS:g} s on, clean.",
        table(["chord", *(e["collection"] for e in clean)], rows),
    ]


def confusions(figures: dict[str, Any]) -> list[str]:
    """The most frequent errors of each collection."""
    rows = []
    for evaluation in _clean(figures):
        confusion = evaluation["score"]["confusionSeconds"]
        total = sum(seconds for row in confusion.values() for seconds in row.values())
        wrong = [
            (seconds, truth, printed)
            for truth, row in confusion.items()
            for printed, seconds in row.items()
            if printed != truth
        ]
        for seconds, truth, printed in sorted(wrong, reverse=True)[:MOST_CONFUSIONS]:
            share = percent(seconds / total)
            rows.append([evaluation["collection"], truth, printed, f"{seconds:.1f} s", share])
    if not rows:
        return NOT_MEASURED
    return [
        f"From {SETTLING_SECONDS:g} s on, clean; the share is that of all the time of the collection.",
        table(["recordings", "played", "printed", "time", "share"], rows),
    ]


def float_against_integer(figures: dict[str, Any]) -> list[str]:
    rows = []
    for evaluation in _clean(figures):
        in_float = figures["training"]["float"].get(evaluation["collection"])
        if in_float is not None:
            before, after = in_float["recall"], evaluation["score"]["recall"]
            points = f"{100 * (after - before):+.1f} points".replace("-", "−")
            rows.append([evaluation["collection"], percent(before), percent(after), points])
    if not rows:
        return NOT_MEASURED
    header = ["recordings", "floating point", "integers of the board", "difference"]
    return ["Recall, latency included.", table(header, rows)]


def _clean(figures: dict[str, Any]) -> list[dict[str, Any]]:
    return [e for e in figures["evaluations"] if e["snr_db"] is None and not e["detune_cents"]]


def _condition(evaluation: dict[str, Any]) -> str:
    if evaluation["snr_db"] is not None:
        return f"noise {evaluation['snr_db']:g} dB below"
    cents = evaluation["detune_cents"]
    return f"detuned by {cents:+g} cents".replace("-", "−") if cents else "clean"


def _table(title: str, rows: list[tuple[str, dict[str, Any]]]) -> str:
    return table([title, *HEADER], [[name, *_cells(score)] for name, score in rows])


def _cells(score: dict[str, Any]) -> list[str]:
    latency = score["medianLatencySeconds"]
    return [
        count(score["chords"]),
        percent(score["recall"]),
        percent(score["settledRecall"]),
        percent(score["rightAtEnd"]),
        "–" if latency is None else f"{latency:.3f} s",
        f"{score['changesPerChord']:.2f}",
    ]
