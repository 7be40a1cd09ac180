"""Hits against false alarms over the thresholds of the decision: one panel for each kind of sound."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .style import BLUE, FAINT, GREY, ORANGE, heading

PANEL_INCHES = (4.3, 3.5)
APART_POINTS = 17
"""Closest that two labels may come."""


@dataclass(frozen=True)
class Curve:
    """Of one kind of sound: how many false alarms there are at each threshold."""

    title: str
    minutes: float
    false_alarms: list[int]


def draw_trade_off(
    thresholds: list[float],
    hit_percent: list[float],
    chosen: float,
    curves: list[Curve],
    title: str,
) -> Figure:
    """`chosen` is the threshold of the model; it is marked."""
    width, height = PANEL_INCHES[0] * len(curves) + 0.5, PANEL_INCHES[1] + 0.9
    figure = Figure(figsize=(width, height))
    figure.subplots_adjust(
        left=0.8 / width,
        right=1 - 0.45 / width,
        top=1 - 0.8 / height,
        bottom=0.75 / height,
        wspace=0.16,
    )
    row = figure.subplots(1, len(curves), sharey=True, squeeze=False)[0]
    for axes, curve in zip(row, curves, strict=True):
        heading(axes, curve.title)
        axes.set_xlabel(f"false alarms in {curve.minutes:.1f} min")
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        _draw_panel(axes, thresholds, hit_percent, chosen, curve.false_alarms)
    row[0].set_ylabel("words hit (%)")
    figure.text(0.012, 1 - 0.14 / height, title, weight="bold", va="top")
    return figure


def _draw_panel(
    axes: Axes, thresholds: list[float], hits: list[float], chosen: float, alarms: list[int]
) -> None:
    axes.plot(alarms, hits, "-", color=BLUE, zorder=2, clip_on=False)
    axes.plot(alarms, hits, "o", color=BLUE, markersize=4.5, zorder=3, clip_on=False)
    index = min(range(len(thresholds)), key=lambda i: abs(thresholds[i] - chosen))
    axes.plot(alarms[index], hits[index], "o", color=ORANGE, markersize=10, zorder=4, clip_on=False)
    axes.grid(color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.margins(x=0.08, y=0.12)
    axes.set_xlim(left=0, right=max(*alarms, 1) * 1.15)
    _label(axes, thresholds, hits, alarms, index)


def _label(
    axes: Axes, thresholds: list[float], hits: list[float], alarms: list[int], chosen: int
) -> None:
    """The chosen threshold, and as many others as have room."""
    axes.figure.draw_without_rendering()
    places = axes.transData.transform(list(zip(alarms, hits, strict=True)))
    scale = 72 / axes.figure.dpi
    taken = []
    for index in [chosen, *range(len(thresholds))]:
        y = float(places[index][1]) * scale
        x = float(places[index][0]) * scale
        if any(abs(y - b) < APART_POINTS and abs(x - a) < 3 * APART_POINTS for a, b in taken):
            continue
        taken.append((x, y))
        is_chosen = index == chosen
        text = f"{thresholds[index]:.2f}"
        axes.annotate(
            f"threshold {text}" if is_chosen else text, (alarms[index], hits[index]), (9, -4),
            textcoords="offset points", color=ORANGE if is_chosen else GREY, va="center",
            weight="bold" if is_chosen else "normal", size="small",
        )  # fmt: skip
