"""Recall of each word in several conditions: one row a word, one dot a condition."""

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from .style import BLUE, FAINT, INK, ORANGE

ROW_INCHES = 0.34
WIDTH_INCHES = 9.0
COLORS = (BLUE, ORANGE, INK)
MARKERS = ("o", "D", "^")


@dataclass(frozen=True)
class Condition:
    name: str
    shares: list[float | None]
    """Of each word, 0 to 1; None where there are no clips."""


def draw_recall(words: list[str], conditions: list[Condition], title: str) -> Figure:
    """The words in the order of the first condition, best at the top. At most three conditions."""
    height = len(words) * ROW_INCHES + 1.6
    figure = Figure(figsize=(WIDTH_INCHES, height))
    figure.subplots_adjust(
        left=1.0 / WIDTH_INCHES,
        right=1 - 0.5 / WIDTH_INCHES,
        top=1 - 0.85 / height,
        bottom=0.7 / height,
    )
    axes = figure.subplots()
    values = np.array(
        [[np.nan if share is None else 100 * share for share in c.shares] for c in conditions]
    )
    order = np.lexsort([np.arange(len(words)), -np.nan_to_num(values[0], nan=-1)])
    values = values[:, order]
    rows = np.arange(len(words))
    has_any = ~np.isnan(values).all(0)
    axes.hlines(
        rows[has_any], np.nanmin(values[:, has_any], 0), np.nanmax(values[:, has_any], 0),
        color=FAINT, linewidth=4, zorder=1,
    )  # fmt: skip
    for index, (condition, shares) in enumerate(zip(conditions, values, strict=True)):
        color, marker = COLORS[index], MARKERS[index]
        axes.plot(
            shares, rows, marker, color=color, markersize=8 - index, zorder=4 - index,
            label=condition.name, clip_on=False,
        )  # fmt: skip
    low = 10 * np.floor(np.nanmin(values) / 10)
    axes.set_yticks(rows, [words[index] for index in order])
    axes.set(xlim=(min(low, 80), 100), ylim=(len(words) - 0.5, -0.5))
    axes.set_xlabel("clips of the word that are recognised (%)")
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    figure.text(0.015, 1 - 0.14 / height, title, weight="bold", va="top")
    legend = figure.legend(
        loc="upper left", bbox_to_anchor=(0.005, 1 - 0.42 / height), ncols=len(conditions),
        frameon=False, handletextpad=0.1, columnspacing=1.6, labelcolor="linecolor",
    )  # fmt: skip
    for text in legend.get_texts():
        text.set_weight("bold")
    return figure
