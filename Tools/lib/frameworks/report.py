"""The table of agreements, for people, as Markdown and as JSON."""

from dataclasses import asdict, dataclass

from .agreement import Agreement
from .case import Case

HEADINGS = ("framework", "network", "weights", "options", "ticks", "spikes", "same tick", "rates", "decisions")


@dataclass
class Row:
    """A case and what came of it: an agreement, or why there is none."""

    framework: str
    case: Case
    agreement: Agreement | None
    misses: list[str]

    def cells(self) -> list[str]:
        options = " ".join(self.case.options)
        named = [self.framework, self.case.network, self.case.weights, options]
        found = self.agreement
        if found is None:
            return [*named, *[""] * (len(HEADINGS) - len(named))]
        return [
            *named,
            f"{found.ticks:,}",
            "potentials" if found.spikes is None else f"{found.spikes:,}",
            f"{found.same_tick:.2%}" if found.membrane_error is None else f"within {found.membrane_error:.3%}",
            f"{found.rate_difference:.2%}",
            "" if found.same_decisions is None else f"{found.same_decisions:.1%} of {found.decisions}",
        ]

    def facts(self) -> dict:
        return {
            "framework": self.framework,
            "network": self.case.network,
            "weights": self.case.weights,
            "options": self.case.options,
            **({} if self.agreement is None else asdict(self.agreement)),
            "misses": self.misses,
        }


def plain(rows: list[Row]) -> str:
    """Columns of equal width, and below what was missed."""
    cells = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    for row in rows:
        name = f"{row.framework}, {row.case.network}, {row.case.weights} weights"
        lines += [f"missed: {name}: {miss}" for miss in row.misses]
    return "\n".join(lines)


def markdown(rows: list[Row]) -> str:
    """The table of the page."""
    lines = [HEADINGS, ["---"] * 4 + ["---:"] * (len(HEADINGS) - 4)]
    for row in rows:
        cells = row.cells()
        cells[3] = f"`{cells[3]}`" if cells[3] else ""
        lines.append(cells)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
