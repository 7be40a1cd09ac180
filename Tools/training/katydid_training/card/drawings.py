"""The pictures of a card, each as a function that draws it, from whatever was measured."""

from collections.abc import Callable
from functools import partial

from matplotlib.figure import Figure

from ..figures.confusion import draw_confusion
from ..figures.recall import Condition, draw_recall
from ..figures.robustness import Point, draw_robustness
from ..figures.trade_off import Curve, draw_trade_off
from .accuracy_sections import RECALL_CONDITIONS
from .measure import BABBLE, CLEAN, CONDITIONS
from .view import Report, View, condition_name


def drawings(view: View) -> dict[str, Callable[[], Figure]]:
    """By the end of the file's name."""
    split = view.last_split
    result: dict[str, Callable[[], Figure]] = {}
    if points := {s: p for s in view.splits if (p := _points(view, s))[0]}:
        title = f"{view.name}: words recognised in noise"
        result["noise"] = partial(draw_robustness, points, title)
    if (clean := view.evaluation(split, CLEAN, None)) is not None:
        title = f"{view.name}: clips of {split}, by the decision"
        remark = f"numbers are clips; {clean['labels'][-1]} is whatever is not reported"
        result["confusion"] = partial(
            draw_confusion, clean["labels"], clean["confusion"], title, remark
        )
        title = f"{view.name}: recall of each word of {split}, by the decision"
        result["recall"] = partial(draw_recall, view.words, _recalls(view, split), title)
    streams = [(s, report) for s in view.splits if (report := view.stream(s)) is not None]
    if streams:
        result["trade-off"] = partial(_trade_off, view, *streams[-1])
    return result


def _points(view: View, split: str) -> tuple[list[Point], list[Point]]:
    """In noise and clean, and in babble."""
    noise, babble = [], []
    for condition, snr_db in CONDITIONS:
        if report := view.evaluation(split, condition, snr_db):
            words = report["words"]
            point = Point(snr_db, 100 * words["meanReadoutShare"], 100 * words["share"])
            (babble if condition == BABBLE else noise).append(point)
    return noise, babble


def _recalls(view: View, split: str) -> list[Condition]:
    result = []
    for condition in RECALL_CONDITIONS:
        if report := view.evaluation(split, *condition):
            rows = dict(zip(report["labels"], report["classes"], strict=True))
            shares = [rows[word].get("share") for word in view.words]
            result.append(Condition(condition_name(*condition), shares))
    return result


def _trade_off(view: View, split: str, report: Report) -> Figure:
    curve = report["curve"]
    between = [point["falseAlarmsBetweenWords"] for point in curve]
    curves = [Curve("Between the words", report["minutes"], between)]
    for index, negative in enumerate(report["negatives"]):
        events = [point["negativeEvents"][index] for point in curve]
        curves.append(Curve(f"In {negative['path']}", negative["minutes"], events))
    return draw_trade_off(
        [point["threshold"] for point in curve],
        [100 * point["hitShare"] for point in curve],
        report["threshold"],
        curves,
        f"{view.name}: words hit against false alarms, by threshold, {split}",
    )
