"""The table of agreements, for people, as Markdown and as JSON."""

from dataclasses import asdict, dataclass
from itertools import groupby

from .agreement import Agreement
from .case import Case

HEADINGS = (
    "framework", "network", "options", "ticks", "spikes", "same tick, grid", "rates, free", "same decisions",
)  # fmt: skip
FIRST_NUMBER = HEADINGS.index("ticks")


@dataclass
class Row:
    """A case and what came of it: an agreement, or why there is none."""

    framework: str
    case: Case
    agreement: Agreement | None
    misses: list[str]

    def facts(self) -> dict:
        return {
            "framework": self.framework,
            "network": self.case.network,
            "weights": self.case.weights,
            "options": self.case.options,
            **({} if self.agreement is None else asdict(self.agreement)),
            "misses": self.misses,
        }


def lines(rows: list[Row]) -> list[list[str]]:
    """A line for each network, whatever its weights: [network][column]."""
    found = []
    for (framework, network), group in groupby(rows, lambda row: (row.framework, row.case.network)):
        of_weights = {row.case.weights: row for row in group}
        first = next(iter(of_weights.values()))
        agreements = {kind: row.agreement for kind, row in of_weights.items() if row.agreement}
        line = [framework, network, " ".join(first.case.options)]
        if shown := next(iter(agreements.values()), None):
            spikes = "potentials" if shown.spikes is None else f"{shown.spikes:,}"
            line += [f"{shown.ticks:,}", spikes]
        else:
            line += ["", ""]
        line.append(same_tick(agreements.get("grid")))
        line.append(f"{agreements['free'].rate_difference:.2%}" if "free" in agreements else "")
        trained = agreements.get("trained")
        line.append(f"{trained.same_decisions:.1%} of {trained.decisions}" if trained else "")
        found.append(line)
    return found


def same_tick(agreement: Agreement | None) -> str:
    if agreement is None:
        return ""
    if agreement.same_tick is None:
        return f"within {agreement.membrane_error:.4%}"
    return f"{agreement.same_tick:.2%}"


def plain(rows: list[Row]) -> str:
    """Columns of equal width, and below what was missed."""
    cells = [list(HEADINGS), *lines(rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    for row in rows:
        name = f"{row.framework}, {row.case.network}, {row.case.weights} weights"
        text += [f"missed: {name}: {miss}" for miss in row.misses]
    return "\n".join(text)


def markdown(rows: list[Row]) -> str:
    """The table of the page Frameworks.md."""
    rule = ["---"] * FIRST_NUMBER + ["---:"] * (len(HEADINGS) - FIRST_NUMBER)
    found = [list(HEADINGS), rule]
    for framework, network, options, *numbers in lines(rows):
        found.append([framework, f"`{network}`", f"`{options}`" if options else "", *numbers])
    return "\n".join("| " + " | ".join(line) + " |" for line in found)
