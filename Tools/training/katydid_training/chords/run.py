"""`Tools/train chords`: from rendered scenes to a packed model with its figures and its card."""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from .. import export as description
from .. import model
from ..files import write_text
from . import export
from .choosing import Outcome, by_collection, choose
from .config import Config
from .development import Development, development_collections
from .events import PARAMETERS, EventStore
from .licences import provenance
from .listening import hear
from .network import ChordNetwork
from .recipe import Recipe
from .scoring import Score
from .tracking import Settings
from .training import Training
from .vocabulary import NO_CHORD

CHECKPOINT_STEPS = 500


@dataclass(frozen=True)
class Run:
    config: Config
    recipe: Recipe
    out: Path
    held_out: Sequence[Path]
    """Manifests of clips that the card measures beside the real ones."""
    origin: Path | None
    """JSON that says what the noise and the speech of the data are."""
    command: str
    """That started the run, for the card."""
    resumes: bool


class Files:
    """What a run writes."""

    def __init__(self, folder: Path):
        self.scenes = folder / "scenes"
        self.checkpoint = folder / "chords.pt"
        self.rendered_clips = folder / "rendered-clips"
        self.weights = folder / "chords.safetensors"
        self.front_end = folder / "front-end.json"
        self.decision = folder / "decision.json"
        self.model = folder / "chords.kat"


def train_chords(run: Run) -> None:
    """Raises `ConfigError`, `DataError`, `SynthesiserError`, `CheckpointError`, `ProgramError`."""
    run.out.mkdir(parents=True, exist_ok=True)
    files = Files(run.out)
    store = EventStore(run.config, run.recipe.scenes, files.scenes)
    collections = development_collections(run.config.data, files.rendered_clips, run.config)
    development = Development(collections, store.labels)
    store.make()
    network = trained(run, store, development, files)
    outcome = choose(development.recordings, development.readouts(network), store.labels)
    print(f"settings of the decision: {outcome.settings}", flush=True)
    write_model(run, network, store.labels, development, outcome, files)


def trained(run: Run, store: EventStore, development: Development, files: Files) -> ChordNetwork:
    training = Training(run.recipe, len(run.config.qualities), store.read())
    if run.resumes and files.checkpoint.exists():
        training.resume(files.checkpoint)
    while training.steps < run.recipe.steps:
        start, first = time.monotonic(), training.steps
        done = training.train(CHECKPOINT_STEPS, shows_progress=True)
        training.save(files.checkpoint)
        right = 100 * development.share_right(training.network)
        a_step = (time.monotonic() - start) / (training.steps - first)
        left = (run.recipe.steps - training.steps) * a_step
        print(
            f"step {training.steps} of {run.recipe.steps}: {done}; settled ticks right in real "
            f"recordings {right:.1f} %; about {left / 60:.0f} min left",
            flush=True,
        )
    return training.network


def write_model(
    run: Run,
    network: ChordNetwork,
    labels: list[str],
    development: Development,
    outcome: Outcome,
    files: Files,
) -> None:
    """Packs twice: the figures are known when there is a model, and then become part of it."""

    def pack(accuracy: dict[str, str]) -> None:
        stated = describe(run, network, labels, accuracy)
        description.write(export.tensors(network), stated, files.weights)
        model.pack(files.weights, files.front_end, files.decision, files.model)

    write_text(PARAMETERS.to_json(), files.front_end)
    write_text(json.dumps(decision(outcome.settings), indent=2), files.decision)
    pack({})
    scores = by_collection(hear(development.recordings, str(files.model)))
    for name, packed in scores.items():
        print(f"{name}, floating point: {figures(outcome.scores[name])}")
        print(f"{name}, packed:         {figures(packed)}")
    pack({f"recordings of {name}": figures(packed) for name, packed in scores.items()})
    print(f"written to {files.model}")


def describe(run: Run, network: ChordNetwork, labels: list[str], accuracy: dict[str, str]) -> dict:
    """The network's description, with where it comes from."""
    config = asdict(run.config) | {
        "fonts": [Path(font).name for font in run.config.fonts],
        "registers": [register.name.lower() for register in run.config.registers],
    }
    del config["data"]
    stated = provenance(run.config.fonts)
    if run.origin:
        stated |= json.loads(run.origin.read_text())
    stated["recipe"] = json.dumps(asdict(run.recipe) | config)
    if accuracy:
        stated["accuracy"] = "; ".join(f"{name}: {text}" for name, text in accuracy.items())
    return description.description(network.bands, PARAMETERS.limit, network.neurons, labels, stated)


def decision(settings: Settings) -> dict:
    """As `katydid-tools pack --decision` reads it."""
    return asdict(settings) | {
        "kind": "tracking",
        "rest": NO_CHORD,
        "hold_off_ms": 0,
        "logit_scale": 1.0,
        "never_events": [],
    }


def figures(score: Score) -> str:
    return (
        f"recall {score.recall:.3f}, settled {score.settled_recall:.3f}, right at end "
        f"{score.right_at_end:.3f}, median latency {score.median_latency_seconds:.3f} s, "
        f"{score.changes_per_chord:.2f} changes a chord"
    )
