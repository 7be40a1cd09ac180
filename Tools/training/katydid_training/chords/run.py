"""`Tools/train chords`: from rendered scenes to a packed model with its figures and its card."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import model
from ..background import read_background
from ..data import write_noise
from ..export import write as write_network
from ..files import write_text
from . import export
from .card import measure_card, write_card
from .choosing import Outcome, by_collection, choose
from .config import Config
from .development import Development, real_collections, rendered_collection
from .events import PARAMETERS, EventStore
from .labelled_clips import Collection, read_collection
from .listening import hear
from .network import ChordNetwork
from .provenance import provenance
from .recipe import Recipe
from .scoring import Score
from .training import Training

CHECKPOINT_STEPS = 500


@dataclass(frozen=True)
class Run:
    config: Config
    recipe: Recipe
    out: Path
    held_out: Sequence[Path]
    """Manifests of clips that the card measures beside the real ones."""
    origin: dict[str, str]
    """What the noise and the speech of the data are."""
    command: str
    """That started the run, for the card."""
    resumes: bool


class Files:
    """What a run writes."""

    def __init__(self, folder: Path):
        self.scenes = folder / "scenes"
        self.checkpoint = folder / "chords.pt"
        self.rendered_clips = folder / "rendered-clips"
        self.kept_noise = folder / "kept-noise"
        self.weights = folder / "chords.safetensors"
        self.front_end = folder / "front-end.json"
        self.decision = folder / "decision.json"
        self.model = folder / "chords.kat"


def train_chords(run: Run) -> None:
    """Raises `ConfigError`, `DataError`, `SynthesiserError`, `CheckpointError`, `ProgramError`."""
    run.out.mkdir(parents=True, exist_ok=True)
    files = Files(run.out)
    held_out = [read_collection(manifest) for manifest in run.held_out]
    store = EventStore(run.config, run.recipe.scenes, files.scenes)
    real = real_collections(run.config.data)
    rendered = [] if real else [rendered_collection(files.rendered_clips, run.config)]
    development = Development(real or rendered, store.labels)
    store.make()
    network = trained(run, store, development, files)
    outcome = choose(development.recordings, development.readouts(network), store.labels)
    print(f"settings of the decision: {outcome.settings}", flush=True)
    write_model(run, network, store.labels, development, outcome, files)
    write_model_card(run, real, rendered + held_out, outcome, files)


def trained(run: Run, store: EventStore, development: Development, files: Files) -> ChordNetwork:
    training = Training(run.recipe, len(run.config.qualities), PARAMETERS.bands, store.read())
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
            f"step {training.steps} of {run.recipe.steps}: {done}; settled ticks right in "
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
    origin = provenance(run.config, run.recipe) | run.origin

    def pack(accuracy: dict[str, str]) -> None:
        listed = "; ".join(f"{name}: {text}" for name, text in accuracy.items())
        stated = origin | ({"accuracy": listed} if listed else {})
        described = export.description(network, labels, stated)
        write_network(export.tensors(network), described, files.weights)
        model.pack(files.weights, files.front_end, files.decision, files.model)

    write_text(PARAMETERS.to_json(), files.front_end)
    write_text(json.dumps(export.decision(outcome.settings), indent=2), files.decision)
    pack({})
    scores = by_collection(hear(development.recordings, str(files.model)))
    for name, packed in scores.items():
        print(f"{name}, floating point: {figures(outcome.scores[name])}")
        print(f"{name}, packed:         {figures(packed)}")
    pack({f"recordings of {name}": figures(packed) for name, packed in scores.items()})
    print(f"written to {files.model}")


def write_model_card(
    run: Run,
    real: list[Collection],
    others: list[Collection],
    outcome: Outcome,
    files: Files,
) -> None:
    noise = None
    if run.config.data is not None:
        noise = files.kept_noise
        write_noise(read_background(run.config.data).kept_noise, noise)
    card = measure_card(
        files.model,
        real,
        others,
        noise,
        training_command=run.command,
        float_scores=outcome.scores,
    )
    write_card(card, run.out)
    print(f"card: {run.out / 'chords.md'}")


def figures(score: Score) -> str:
    return (
        f"recall {score.recall:.3f}, settled {score.settled_recall:.3f}, right at end "
        f"{score.right_at_end:.3f}, median latency {score.median_latency_seconds:.3f} s, "
        f"{score.changes_per_chord:.2f} changes a chord"
    )
