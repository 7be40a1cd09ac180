"""One network as a framework ran it, and the folder that carries it from the framework's Python to ours."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np


@dataclass
class Case:
    """What a framework made of a network, and what katydid-tools has to be told about the file.

    - network: for people: layers, neurons, reset.
    - weights: "grid", "free" or "trained".
    - input: [ticks, channels] of uint8.
    - output: [ticks, outputs]: spike counts, or potentials where `observed` is "membrane".
    - options: of `katydid-tools pack`, where the file leaves something out.
    - decision_ticks: of a classifier: the outputs decide anew in every such stretch of the input.
    """

    network: str
    weights: str
    input: np.ndarray
    output: np.ndarray
    options: list[str] = field(default_factory=list)
    observed: str = "spikes"
    decision_ticks: int | None = None


def write_cases(folder: Path, cases: Iterator[tuple[Case, Callable[[Path], None]]]) -> None:
    """Writes NN.nir, NN.npz and NN.json for each case; with each comes what writes its file."""
    for number, (case, write_graph) in enumerate(cases):
        stem = folder / f"{number:02}"
        write_graph(stem.with_suffix(".nir"))
        facts = asdict(case)
        np.savez(stem.with_suffix(".npz"), input=facts.pop("input"), output=facts.pop("output"))
        stem.with_suffix(".json").write_text(json.dumps(facts))


def read_cases(folder: Path) -> Iterator[tuple[Path, Case]]:
    """The cases of a folder, each with the path of its NIR file."""
    for path in sorted(folder.glob("*.json")):
        arrays = np.load(path.with_suffix(".npz"))
        yield path.with_suffix(".nir"), Case(**json.loads(path.read_text()), **arrays)
