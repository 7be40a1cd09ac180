"""Writes the card of a chord model: Markdown, and the figures as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ...card.markdown import card
from ...card.view import CardError
from ...files import write_text
from . import accuracy, about
from .measure import FORMAT, VERSION

Figures = dict[str, Any]
SECTIONS: tuple[tuple[str, Callable[[Figures], list[str]]], ...] = (
    ("What it is", about.summary),
    ("Intended use and limits", about.intended_use),
    ("Accuracy on real chords", accuracy.real),
    ("Accuracy on other chords that training never heard", accuracy.held_out),
    ("Each chord", accuracy.each_chord),
    ("What is taken for what", accuracy.confusions),
    ("Floating point against integers", accuracy.float_against_integer),
    ("Activity", about.activity),
    ("Data", about.data),
    ("Recipe", about.recipe),
    ("Commands", about.commands),
)


def write_card(figures: Figures, folder: Path) -> None:
    """Writes NAME.md and NAME-card.json into `folder`, each whole or not at all, from the dictionary of
    `measure_card` alone. Raises `CardError` if it is none."""
    if not isinstance(figures, dict) or figures.get("format") != FORMAT:
        raise CardError(f"not the figures of the card of a chord model ({FORMAT})")
    if figures.get("version") != VERSION:
        raise CardError(
            f"figures of version {figures.get('version')}, this program knows {VERSION}; measure again"
        )
    name = figures["name"]
    folder.mkdir(parents=True, exist_ok=True)
    write_text(json.dumps(figures, indent=2, ensure_ascii=False), folder / f"{name}-card.json")
    write_text(markdown(figures), folder / f"{name}.md")


def markdown(figures: Figures) -> str:
    """The Markdown of the card."""
    return card(figures["name"], [(title, section(figures)) for title, section in SECTIONS])
