"""The few forms of Markdown that a card is written in."""

from collections.abc import Iterable, Sequence


def card(name: str, sections: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The card of a model: titles, each with its paragraphs."""
    paragraphs = [f"# The model `{name}`"]
    for title, section in sections:
        paragraphs += [f"## {title}", *section]
    return "\n\n".join(paragraphs)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column to the left, the others to the right."""
    lines = [_row(header), _row(["---", *["---:"] * (len(header) - 1)])]
    return "\n".join(lines + [_row(row) for row in rows])


def picture(file_name: str, description: str) -> str:
    return f"![{description}]({file_name})"


def code(lines: Sequence[str]) -> str:
    """Indented, so that any line may stand in it."""
    return "\n".join(f"    {line}" for line in lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
