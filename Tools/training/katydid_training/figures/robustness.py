"""Accuracy against noise: one panel a split, one line a way of deciding."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .style import BLUE, FAINT, INK, ORANGE, heading

PANEL_INCHES = (6.0, 3.6)
CLEAN = "clean"


@dataclass(frozen=True)
class Point:
    snr_db: int | None
    """None: clean."""
    mean_readout_percent: float
    decision_percent: float


def draw_robustness(panels: dict[str, tuple[list[Point], list[Point]]], title: str) -> Figure:
    """Of each split the points in noise (the clean one too) and those in babble."""
    width, height = PANEL_INCHES[0] * len(panels) + 0.4, PANEL_INCHES[1] + 0.6
    figure = Figure(figsize=(width, height))
    figure.subplots_adjust(
        left=0.85 / width,
        right=1 - 1.5 / width,
        top=1 - 0.8 / height,
        bottom=0.7 / height,
        wspace=0.12,
    )
    row = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for axes, (split, (noise, babble)) in zip(row, panels.items(), strict=True):
        heading(axes, split)
        _draw_panel(axes, noise, babble, has_names=axes is row[-1])
    row[0].set_ylabel("words recognised (%)")
    figure.text(0.015, 1 - 0.14 / height, title, weight="bold", va="top")
    return figure


def _draw_panel(axes: Axes, noise: list[Point], babble: list[Point], has_names: bool) -> None:
    places: dict[int | None, int] = {}
    steps = sorted({p.snr_db for p in noise + babble if p.snr_db is not None}) + [None]
    for place, step in enumerate(steps):
        places[step] = place
    noise = sorted(noise, key=lambda point: places[point.snr_db])
    x = [places[point.snr_db] for point in noise]
    for color, values in (
        (BLUE, [point.mean_readout_percent for point in noise]),
        (ORANGE, [point.decision_percent for point in noise]),
    ):
        axes.plot(x, values, "o-", color=color, markersize=6)
    for point in noise:
        _label(axes, places[point.snr_db], point)
    for point in babble:
        place = places[point.snr_db]
        axes.plot(place, point.mean_readout_percent, "D", color=BLUE, markersize=7)
        axes.plot(place, point.decision_percent, "D", color=ORANGE, markersize=7)
        _label(axes, place, point)
        middle = (point.mean_readout_percent + point.decision_percent) / 2
        _write(axes, "babble", place, middle, 12, 0, INK)
    if has_names and noise:
        last = noise[-1]
        shift = 8 if last.mean_readout_percent >= last.decision_percent else -8
        for name, value, color, y in (
            ("mean readout", last.mean_readout_percent, BLUE, shift),
            ("decision", last.decision_percent, ORANGE, -shift),
        ):
            _write(axes, name, x[-1], value, 18, y, color, weight="bold")
    axes.set_xticks(range(len(steps)), [CLEAN if s is None else f"{s} dB" for s in steps])
    axes.set_xlabel("speech above noise")
    axes.set_xlim(-0.35, len(steps) - 0.65)
    axes.margins(y=0.18)
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _label(axes: Axes, place: int, point: Point) -> None:
    """The higher figure above its mark, the lower below."""
    is_higher = point.mean_readout_percent >= point.decision_percent
    for value, color, y in (
        (point.mean_readout_percent, BLUE, 13 if is_higher else -13),
        (point.decision_percent, ORANGE, -13 if is_higher else 13),
    ):
        _write(axes, f"{value:.1f}", place, value, 0, y, color, ha="center", size="small")


def _write(
    axes: Axes, text: str, x: float, y: float, right: float, up: float, color: str, **style: str
) -> None:
    """`right` and `up` are points from the place (x, y)."""
    axes.annotate(
        text, (x, y), (right, up), textcoords="offset points", color=color, va="center",
        annotation_clip=False, **style,
    )  # fmt: skip
