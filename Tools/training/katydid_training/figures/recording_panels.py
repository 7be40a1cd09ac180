"""The picture of a recording: from the waveform to the words, panel by panel over one time axis."""

from collections.abc import Callable

import numpy as np
from katydid import SAMPLE_RATE_HZ
from katydid_reference.tables import mel_edges_hz
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .recording_trace import HOP_SECONDS, Trace
from .style import BLUE, BLUES, FAINT, GREY, INK, ORANGE, PAPER, heading

WIDTH_INCHES = 16.0
MARGINS_INCHES = {"left": 0.95, "right": 0.55, "top": 1.0, "bottom": 0.6}
BETWEEN_INCHES = 0.5
COLUMN_SAMPLES = 64
"""The waveform is drawn as the lowest and highest sample of each column."""
TICK_LABELS_HZ = (200, 1000, 4000)


def draw_recording(trace: Trace, start: float, end: float, title: str) -> Figure:
    """Shows the seconds from `start` to `end`."""
    heights = [height for height, _ in _PANELS]
    margins = MARGINS_INCHES
    between = BETWEEN_INCHES * (len(_PANELS) - 1)
    height = sum(heights) + between + margins["top"] + margins["bottom"]
    figure = Figure(figsize=(WIDTH_INCHES, height))
    figure.subplots_adjust(
        left=margins["left"] / WIDTH_INCHES,
        right=1 - margins["right"] / WIDTH_INCHES,
        top=1 - margins["top"] / height,
        bottom=margins["bottom"] / height,
        hspace=BETWEEN_INCHES / (sum(heights) / len(heights)),
    )
    panels = figure.subplots(len(_PANELS), 1, sharex=True, height_ratios=heights)
    panels[0].set_xlim(start, end)
    for axes, (_, draw) in zip(panels, _PANELS, strict=True):
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0)
        draw(axes, trace)
        for detection in trace.detections:
            axes.axvline(detection.seconds, color=ORANGE, linewidth=0.9, alpha=0.55, zorder=3)
    _name_detections(panels[0], trace, start, end)
    panels[-1].set_xlabel("time (s)")
    panels[-1].tick_params(axis="x", length=4, width=0.8)
    panels[-1].spines["bottom"].set_visible(True)
    figure.text(
        margins["left"] / WIDTH_INCHES,
        1 - 0.14 / height,
        title,
        weight="bold",
        size="large",
        va="top",
    )
    return figure


def _name_detections(axes: Axes, trace: Trace, start: float, end: float) -> None:
    for detection in trace.detections:
        if start <= detection.seconds <= end:
            axes.annotate(
                f"{detection.label}  {detection.score:.2f}",
                (detection.seconds, 1),
                (0, 26),
                ("data", "axes fraction"),
                "offset points",
                color=ORANGE,
                weight="bold",
                ha="center",
                va="bottom",
                annotation_clip=False,
                arrowprops={
                    "arrowstyle": "-",
                    "color": ORANGE,
                    "linewidth": 0.9,
                    "alpha": 0.55,
                    "shrinkB": 0,
                },
            )


def _draw_sound(axes: Axes, trace: Trace) -> None:
    heading(axes, "Waveform")
    whole = len(trace.samples) // COLUMN_SAMPLES * COLUMN_SAMPLES
    columns = trace.samples[:whole].reshape(-1, COLUMN_SAMPLES) / 2**15
    seconds = (np.arange(len(columns)) + 0.5) * COLUMN_SAMPLES / SAMPLE_RATE_HZ
    axes.fill_between(seconds, columns.min(1), columns.max(1), color=INK, linewidth=0.4)
    peak = max(float(np.abs(columns).max()), 0.001)
    axes.set(
        ylim=(-peak, peak),
        yticks=[-peak, 0, peak],
        yticklabels=[f"−{peak:.2f}", "0", f"{peak:.2f}"],
    )


def _draw_bands(axes: Axes, trace: Trace) -> None:
    heading(
        axes,
        "Log-mel bands",
        "40 a hop of 10 ms; blank where the gate is closed and nothing is computed",
    )
    hops, bands = trace.features.shape
    extent = (0, hops * HOP_SECONDS, -0.5, bands - 0.5)
    levels = trace.features[~np.isnan(trace.features)]
    low, high = np.quantile(levels, (0.02, 0.998)) if levels.size else (0, 1)
    axes.imshow(
        trace.features.T, cmap=BLUES, vmin=low, vmax=high, extent=extent, origin="lower",
        aspect="auto", interpolation="nearest",
    )  # fmt: skip
    _label_bands(axes, bands)


def _draw_events(axes: Axes, trace: Trace) -> None:
    bands = trace.features.shape[1]
    heading(axes, "Input events")
    for first, color, name, place in ((0, BLUE, "rises", 105), (bands, ORANGE, "falls", 150)):
        ticks, band = np.nonzero(trace.events[:, first : first + bands])
        values = trace.events[ticks, first + band]
        axes.scatter(
            (ticks + 0.5) * trace.tick_seconds, band, color=color, linewidths=0, zorder=2,
            s=np.square(_tick_points(axes, trace)) * (1 + 0.6 * np.minimum(values - 1, 5)),
        )  # fmt: skip
        axes.annotate(
            name, (0, 1), (place, 6), "axes fraction", "offset points", color=color, weight="bold",
            size="small", va="bottom",
        )  # fmt: skip
    axes.set_ylim(-0.5, bands - 0.5)
    _label_bands(axes, bands)


def _tick_points(axes: Axes, trace: Trace) -> float:
    """How wide a mark of one tick is, in points."""
    start, end = axes.get_xlim()
    return min(max(72 * WIDTH_INCHES * trace.tick_seconds / (end - start), 1.5), 3.0)


def _label_bands(axes: Axes, bands: int) -> None:
    middles = np.asarray(mel_edges_hz())[1 : bands + 1]
    places = np.interp(TICK_LABELS_HZ, middles, np.arange(bands))
    names = [f"{hz / 1000:g} kHz" if hz >= 1000 else f"{hz} Hz" for hz in TICK_LABELS_HZ]
    axes.set_yticks(places, names)


def _draw_spikes(axes: Axes, trace: Trace) -> None:
    neurons = sum(spikes.shape[1] for spikes in trace.spikes)
    rate = np.mean(np.hstack(trace.spikes)) * 100
    heading(
        axes,
        "Spikes",
        f"of {neurons} hidden neurons, the busiest at the bottom; "
        f"{rate:.1f} % of them in a tick of {1000 * trace.tick_seconds:.0f} ms, over the whole recording",
    )
    below = 0
    for spikes in trace.spikes:
        order = np.argsort(-spikes.sum(0), kind="stable")
        ticks, neuron = np.nonzero(spikes[:, order])
        seconds = (ticks + 0.5) * trace.tick_seconds
        size = (0.85 * _tick_points(axes, trace)) ** 2
        axes.scatter(seconds, neuron + below, s=size, marker="s", color=INK, linewidths=0, zorder=2)
        below += spikes.shape[1]
        axes.axhline(below - 0.5, color=FAINT, linewidth=0.8)
    axes.set(ylim=(-0.5, neurons - 0.5), yticks=[0, neurons - 1], yticklabels=["1", str(neurons)])


def _draw_readout(axes: Axes, trace: Trace) -> None:
    heading(axes, "Readout", "potential of each class, dark where it is high")
    ticks, classes = trace.logits.shape
    extent = (0, ticks * trace.tick_seconds, classes - 0.5, -0.5)
    low, high = np.quantile(trace.logits, (0.6, 0.999))
    axes.imshow(
        trace.logits.T, cmap=BLUES, vmin=low, vmax=high, extent=extent, aspect="auto",
        interpolation="nearest",
    )  # fmt: skip
    axes.set_yticks(range(classes), trace.labels, size="small")


def _draw_scores(axes: Axes, trace: Trace) -> None:
    heading(axes, "Decision", "score of each class; an event when a word stays above the threshold")
    seconds = (np.arange(len(trace.scores)) + 1) * trace.tick_seconds
    for label, scores, is_word in zip(trace.labels, trace.scores.T, trace.is_word, strict=True):
        if is_word:
            axes.plot(seconds, scores, color=BLUE, linewidth=1.4, zorder=3)
            continue
        axes.plot(seconds, scores, color=GREY, linewidth=0.9, zorder=2)
        highest = int(scores.argmax())
        axes.annotate(
            label, (seconds[highest], scores[highest]), (0, 3), textcoords="offset points", color=GREY,
            size="small", ha="center", va="bottom", annotation_clip=True, zorder=4,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1, "alpha": 0.85},
        )  # fmt: skip
    axes.axhline(trace.threshold, color=ORANGE, linewidth=1, linestyle=(0, (4, 3)))
    axes.plot(
        [d.seconds for d in trace.detections], [d.score for d in trace.detections], "o", color=ORANGE,
        markersize=6, zorder=5,
    )  # fmt: skip
    axes.set(
        ylim=(0, 1.02),
        yticks=[0, trace.threshold, 1],
        yticklabels=["0", f"{trace.threshold:.2f}", "1"],
    )


_PANELS: tuple[tuple[float, Callable[[Axes, Trace], None]], ...] = (
    (1.1, _draw_sound),
    (1.5, _draw_bands),
    (1.5, _draw_events),
    (2.2, _draw_spikes),
    (2.3, _draw_readout),
    (1.4, _draw_scores),
)
"""Heights in inches, from top to bottom."""
