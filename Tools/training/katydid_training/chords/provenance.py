"""Where a model comes from: the sounds it was trained on with their licences, and the recipe."""

import json
from dataclasses import asdict
from pathlib import Path

from .config import Config
from .recipe import Recipe

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


def provenance(config: Config, recipe: Recipe) -> dict[str, str]:
    """Data, licence and recipe; of paths the name alone, so that nothing tells where somebody keeps their files."""
    fonts = [Path(font).name for font in config.fonts]
    named = [FONTS.get(font, (font, "as its author states")) for font in fonts]
    rendering = asdict(config) | {
        "fonts": fonts,
        "registers": [register.name.lower() for register in config.registers],
    }
    del rendering["data"]
    licences = [f"{name.split(' by ')[0]}: {licence}" for name, licence in named]
    return {
        "data": f"rendered with FluidSynth from the sound fonts {'; '.join(name for name, _ in named)}",
        "licence": f"of the sound fonts: {'; '.join(licences)}",
        "recipe": json.dumps(asdict(recipe) | rendering),
    }
