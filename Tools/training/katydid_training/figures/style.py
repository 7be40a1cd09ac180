"""How the pictures look: few inks on a ground of their own, so that they read on light and dark pages.

The inks are those of Okabe and Ito that differ for every kind of colour vision, and in grey too. Files depend on
the figures alone: no date, no version, nothing of the user's settings.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

PAPER, INK, GREY, FAINT = "#fdfcf9", "#22272e", "#7b818a", "#e3e1da"
BLUE, ORANGE = "#0072b2", "#d55e00"
BLUES = LinearSegmentedColormap.from_list("blues", [PAPER, "#a9cfe6", BLUE, "#0b2f4a"])
"""From nothing to much, rising in darkness throughout."""
DOTS_PER_INCH = 100

_SETTINGS = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
}


@contextmanager
def house_style() -> Iterator[None]:
    """Everything that is drawn and saved within it looks alike, whatever the user's own settings."""
    with matplotlib.style.context(["default", _SETTINGS]):
        yield


def heading(axes: Axes, title: str, remark: str = "") -> None:
    """A bold title at the left above the axes, and a remark in grey after it."""
    bold = axes.annotate(
        title, (0, 1), (0, 6), "axes fraction", "offset points", weight="bold", va="bottom"
    )
    if remark:
        axes.annotate(
            remark, (1, 0), (8, 0), bold, "offset points", color=GREY, size="small", va="bottom"
        )


def save(figure: Figure, path: Path) -> None:
    """As PNG with a palette, which is a third of the size; whole or not at all."""
    drawn = BytesIO()
    figure.savefig(drawn, format="png", dpi=DOTS_PER_INCH)
    with Image.open(drawn) as image:
        few = image.convert("RGB").quantize(palette=_palette(), dither=Image.Dither.NONE)
    temporary = path.with_name(path.name + ".part")
    few.save(temporary, format="png", optimize=True)
    os.replace(temporary, path)


def _palette() -> Image.Image:
    """The inks and what lies between them and the paper, 16 steps each."""
    inks = (INK, GREY, FAINT, ORANGE, BLUE)
    ramps = [LinearSegmentedColormap.from_list("ink", [PAPER, ink]) for ink in inks]
    steps = [ramp(np.linspace(0, 1, 16)) for ramp in ramps] + [BLUES(np.linspace(0, 1, 64))]
    image = Image.new("P", (1, 1))
    image.putpalette(np.rint(255 * np.vstack(steps)[:, :3]).astype(np.uint8).tobytes())
    return image
