"""The confusion matrix as a picture: shares as ink, counts as numbers."""

import numpy as np
from matplotlib.figure import Figure

from .style import BLUES, FAINT, GREY, INK, PAPER

CELL_INCHES = 0.52
LEAST_INCHES = 5.5
"""Of all cells together: room for the title above few words."""
MARGINS_INCHES = {"left": 1.15, "right": 0.75, "top": 1.0, "bottom": 0.35}
WHITE_FROM = 0.35
"""Share of a row from which the ground is too dark for dark numbers."""


def draw_confusion(labels: list[str], counts: list[list[int]], title: str, remark: str) -> Figure:
    """`counts` are clips of a label (row) that were taken for a label (column)."""
    table = np.array(counts)
    shares = table / np.maximum(table.sum(1, keepdims=True), 1)
    size = len(labels)
    margins = MARGINS_INCHES
    cell = max(CELL_INCHES, LEAST_INCHES / size)
    width = size * cell + margins["left"] + margins["right"]
    height = size * cell * 0.8 + margins["top"] + margins["bottom"]
    figure = Figure(figsize=(width, height))
    figure.subplots_adjust(
        left=margins["left"] / width,
        right=1 - margins["right"] / width,
        top=1 - margins["top"] / height,
        bottom=margins["bottom"] / height,
    )
    axes = figure.subplots()
    # The root keeps a single mistake visible beside sixty that are right.
    axes.imshow(np.sqrt(shares), cmap=BLUES, vmin=0, vmax=1.15, aspect="auto")
    for row, column in zip(*np.nonzero(table), strict=True):
        color = PAPER if shares[row, column] > WHITE_FROM else INK
        axes.text(
            column,
            row,
            str(table[row, column]),
            color=color,
            size="small",
            ha="center",
            va="center",
        )
    for row, (share, total) in enumerate(zip(np.diag(shares), table.sum(1), strict=True)):
        if total:
            axes.text(
                size - 0.4, row, f" {100 * share:.0f} %", color=INK, size="small", va="center"
            )
    axes.text(size - 0.4, -0.75, " correct", color=GREY, size="small", va="bottom")
    edges = np.arange(size + 1) - 0.5
    axes.hlines(edges, -0.5, size - 0.5, color=FAINT, linewidth=0.6)
    axes.vlines(edges, -0.5, size - 0.5, color=FAINT, linewidth=0.6)
    axes.set_xticks(range(size), labels, rotation=45, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(size), labels)
    axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    axes.spines[:].set_visible(False)
    axes.set_ylabel("spoken", color=GREY)
    axes.set_xlabel("recognised as", color=GREY, labelpad=6)
    figure.text(0.012, 1 - 0.12 / height, title, weight="bold", va="top")
    figure.text(0.012, 1 - 0.36 / height, remark, color=GREY, size="small", va="top")
    return figure
