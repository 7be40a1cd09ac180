"""What a card's sections ask of the figures."""

from typing import Any

from .measure import FORMAT, NOISE, VERSION

Report = dict[str, Any]


class CardError(ValueError):
    """The figures are not those of a card."""


class View:
    """The dictionary of `measure_card`, by what is looked for. Raises `CardError` for anything else."""

    def __init__(self, figures: dict[str, Any]):
        if not isinstance(figures, dict) or figures.get("format") != FORMAT:
            raise CardError(f"not the figures of a model card ({FORMAT})")
        if figures.get("version") != VERSION:
            raise CardError(
                f"figures of version {figures.get('version')}, this program knows {VERSION}; measure again"
            )
        self.figures = figures
        self.name: str = figures["name"]
        self.splits: list[str] = figures["splits"]
        self.model: Report = figures["model"]["report"]
        self.training: Report = figures["training"]
        never = self.model["decision"]["neverEvents"]
        self.words = [label for label in self.model["labels"] if label not in never]
        layers = self.model["layers"]
        self.hidden = [layer for layer in layers if layer["name"] != self.model["outputLayer"]]
        self.hidden_neurons = sum(layer["neurons"] for layer in self.hidden)

    @property
    def last_split(self) -> str:
        """The one that counts: check, once it is measured."""
        return self.splits[-1]

    def evaluation(self, split: str, condition: str, snr_db: int | None) -> Report | None:
        """None also where there were no clips of the words."""
        report = self._find("evaluations", split, condition, snr_db)
        return report if report and report["words"]["clips"] > 0 else None

    def gate(self, split: str, condition: str, snr_db: int | None) -> Report | None:
        return self._find("gate", split, condition, snr_db)

    def stream(self, split: str) -> Report | None:
        """None also where there were no clips of the words."""
        found = (run["report"] for run in self.figures["streams"] if run["split"] == split)
        return next((report for report in found if report["words"] > 0), None)

    def commands(self) -> list[str]:
        """Those that gave the figures, each once, in the order of the card."""
        runs = [self.figures["model"], *self.figures["evaluations"], *self.figures["streams"]]
        commands = [run["command"] for run in runs]
        commands += [command for run in self.figures["gate"] for command in run["commands"]]
        commands += [run["command"] for run in self.figures["activity"]]
        return list(dict.fromkeys(commands))

    def _find(self, key: str, split: str, condition: str, snr_db: int | None) -> Report | None:
        for run in self.figures[key]:
            if (run["split"], run["condition"], run["snr_db"]) == (split, condition, snr_db):
                return run.get("report", run)
        return None


def condition_name(condition: str, snr_db: int | None) -> str:
    if snr_db is None:
        return condition
    return f"noise, {snr_db} dB" if condition == NOISE else f"{condition}, {snr_db} dB"


def percent(share: float | None) -> str:
    """Of a share, 0 to 1."""
    return "–" if share is None else f"{100 * share:.1f} %"


def count(number: float) -> str:
    """Of anything, to the nearest, with a comma between thousands."""
    return f"{number:,.0f}"
