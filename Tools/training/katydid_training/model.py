"""From trained weights to a model with its figures, by `katydid-tools`."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ROOT / ".build" / "release" / "katydid-tools"
"""Tools/train has built it."""


def pack(weights: Path, front_end: Path, decision: Path, model: Path) -> None:
    """What the network says of its labels and origin stands beside the weights."""
    command = [TOOLS, "pack", weights, "--front-end", front_end, "--decision", decision]
    subprocess.run([*command, "-o", model], check=True)


def pack_network(weights: Path, model: Path) -> bytes:
    """The network alone, without what hears and decides; returns the blob."""
    subprocess.run([TOOLS, "pack", weights, "-o", model], check=True, stdout=subprocess.DEVNULL)
    return model.read_bytes()


@dataclass(frozen=True)
class IntegerFigures:
    """Accuracies on the clips of the words, in percent."""

    mean_readout: float
    decision: float

    def __str__(self) -> str:
        return f"words {self.mean_readout:.1f} %, by the decision {self.decision:.1f} %"


def evaluate(model: Path, manifest: Path, split: str, *options: Path | str) -> IntegerFigures:
    """`options` are further ones of `katydid-tools evaluate`."""
    command = [TOOLS, "evaluate", "--model", model, manifest, "--split", split, "--json", *options]
    finished = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    words = json.loads(finished.stdout)["words"]
    return IntegerFigures(100 * words["meanReadoutShare"], 100 * words["share"])
