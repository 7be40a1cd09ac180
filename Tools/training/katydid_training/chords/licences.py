"""Where the sounds that are trained on come from."""

from collections.abc import Sequence
from pathlib import Path

FONTS = {
    "FluidR3_GM.sf2": ("FluidR3 GM by Frank Wen", "MIT"),
    "TimGM6mb.sf2": ("TimGM6mb by Tim Brechbill", "GPL-2"),
    "MuseScore_General_Lite.sf3": (
        "MuseScore General by S. Christian Collins, after Fluid (R3) Mono by Michael Cowgill and "
        "FluidR3 GM by Frank Wen",
        "MIT, parts CC0 or in the public domain",
    ),
}
"""As the Debian packages state it: /usr/share/doc/PACKAGE/copyright."""


def provenance(fonts: Sequence[str]) -> dict[str, str]:
    """Data and licence for a model that was trained on what these sound fonts render."""
    names, licences = [], []
    for font in fonts:
        name, licence = FONTS.get(Path(font).name, (Path(font).name, "as its author states"))
        names.append(name)
        licences.append(f"{name.split(' by ')[0]}: {licence}")
    return {
        "data": f"rendered with FluidSynth from the sound fonts {'; '.join(names)}",
        "licence": f"of the sound fonts: {'; '.join(licences)}",
    }
