"""Writes a card: Markdown, pictures, and the figures as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..figures.style import house_style, save
from ..files import write_text
from . import accuracy_sections, model_sections
from .drawings import drawings
from .markdown import card
from .use_section import intended_use
from .view import View

SECTIONS: tuple[tuple[str, Callable[[View], list[str]]], ...] = (
    ("What it is", model_sections.summary),
    ("Intended use and limits", intended_use),
    ("Accuracy", accuracy_sections.accuracy),
    ("Each word", accuracy_sections.per_word),
    ("Running audio", accuracy_sections.running_audio),
    ("Activity", model_sections.activity),
    ("Floating point against integers", accuracy_sections.float_against_integer),
    ("The gate", accuracy_sections.gate),
    ("Data", model_sections.data),
    ("Seeds", model_sections.seeds),
    ("Recipe", model_sections.recipe),
    ("Commands", model_sections.commands),
)


def write_card(figures: dict[str, Any], folder: Path) -> None:
    """Writes NAME.md, NAME-*.png and NAME-card.json into `folder`, each whole or not at all, from the dictionary of
    `measure_card` alone. Raises `CardError` if it is none."""
    view = View(figures)
    folder.mkdir(parents=True, exist_ok=True)
    with house_style():
        for name, draw in drawings(view).items():
            save(draw(), folder / f"{view.name}-{name}.png")
    write_text(json.dumps(figures, indent=2, ensure_ascii=False), folder / f"{view.name}-card.json")
    write_text(markdown(view), folder / f"{view.name}.md")


def markdown(view: View) -> str:
    """The Markdown of the card."""
    return card(view.name, [(title, section(view)) for title, section in SECTIONS])
