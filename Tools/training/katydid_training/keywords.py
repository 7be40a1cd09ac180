"""`Tools/train keywords`: from recordings to a packed model with its figures and its card."""

import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from . import export, model, synthesis
from .augment import Augmentation, Scenes
from .card import measure_card, write_card
from .card.babble import write_babble
from .data import (
    SILENCE,
    UNKNOWN,
    Recordings,
    evaluation_manifest,
    read_recordings,
    write_noise,
)
from .evaluate import Measurement
from .fine_tune import FineTuneRecipe, fine_tune
from .fine_tuning import FineTuning
from .front_end import CHANNELS, PARAMETERS, board_front_end
from .quantised import QuantisedNetwork
from .running import input_events, readouts, streams
from .scene_store import SceneStore
from .seeds import SeedFigures, SeedRuns
from .settings import Outcome, Settings, choose
from .train import Recipe, Training

NOISY_DB = 10
SCENE_SEED = 1


@dataclass(frozen=True)
class Run:
    data: Path
    out: Path
    words: list[str] | None
    """None: all that have enough clips."""
    recipe: Recipe
    fine_tuning: FineTuneRecipe
    seeds: int
    """So many networks, from the recipe's seed on; the best on dev is packed."""
    splits: tuple[str, ...]
    """What the card measures."""
    origin: Path | None
    """JSON with data, author, licence and attribution of the recordings."""
    command: str
    """That started the run, for the card."""
    resumes: bool


class Files:
    """What a run writes."""

    def __init__(self, folder: Path):
        self.synthetic = folder / "synthetic.npz"
        self.scenes = folder / "scenes"
        self.weights = folder / "keywords.safetensors"
        self.front_end = folder / "front-end.json"
        self.decision = folder / "decision.json"
        self.kept_noise = folder / "kept-noise"
        self.kept_speech = folder / "kept-speech"
        self.babble = folder / "babble"
        self.model = folder / "keywords.kat"


def train_keywords(run: Run) -> None:
    run.out.mkdir(parents=True, exist_ok=True)
    files = Files(run.out)
    recordings = read_recordings(run.data, run.words, ("train", "dev"))
    print(recordings.summary)
    for problem in recordings.problems:
        print(f"note: {problem}")

    store = SceneStore(
        Scenes(recordings, Augmentation(), SCENE_SEED, synthetic_voices(recordings, files)),
        files.scenes,
        min(run.recipe.scene_sets, run.recipe.epochs),
    )
    store.make()
    front_end = board_front_end()
    clean = Measurement(recordings, "dev", front_end)
    noisy = Measurement(recordings, "dev", front_end, NOISY_DB)

    seed_runs = SeedRuns(run.recipe, store, clean, noisy, run.out, run.resumes)
    figures = seed_runs.train(range(run.recipe.seed, run.recipe.seed + run.seeds))
    best = max(figures, key=lambda figure: (figure.dev_words, figure.dev_words_10_db))
    training = seed_runs.training(best.seed)

    # In a folder of its own: the steps between are not what the user asked for.
    with tempfile.TemporaryDirectory(dir=run.out) as folder:
        integers = to_integers(run, training, Path(folder), (clean, noisy))
    outcome = choose_settings(integers.network, recordings)
    print(f"settings of the decision, chosen on dev: {outcome}", flush=True)
    write_model(run, recordings, training, integers, outcome.settings, files)
    write_model_card(run, recordings, training, figures, files)


def synthetic_voices(recordings: Recordings, files: Files) -> synthesis.Synthetic:
    if not synthesis.is_available():
        print("note: espeak-ng is not installed: no synthetic voices, and more false alarms")
        return synthesis.NOTHING
    return synthesis.synthesise_once(recordings.words, files.synthetic)


def to_integers(
    run: Run, training: Training, folder: Path, measurements: tuple[Measurement, Measurement]
) -> FineTuning:
    """The network in the integers of the board, fine-tuned if dev says that it helps."""
    description = describe(run, training, {})

    def pack(values: dict) -> bytes:
        weights = folder / "network.safetensors"
        export.write(values, description, weights)
        return model.pack_network(weights, folder / "network.kat")

    integers = FineTuning(export.tensors(training.network), description, pack)
    network = integers.network
    rounded = [weights.detach().clone() for weights in network.weights]
    before = _measured("rounded to integers", network, measurements)
    fine_tune(network, training.store, training.recipe, run.fine_tuning)
    after = _measured("fine-tuned in integers", network, measurements)
    if after < before:
        print("fine-tuning did not help on dev; the rounded weights are kept")
        with torch.no_grad():
            for weights, kept in zip(network.weights, rounded, strict=True):
                weights.copy_(kept)
    changed = integers.differences(pack(integers.tensors()))
    if changed:
        print(f"note: {changed} integers are packed more coarsely than they were trained")
    return integers


def _measured(
    name: str, network: QuantisedNetwork, measurements: tuple[Measurement, Measurement]
) -> float:
    clean, noisy = (measurement.measure(network) for measurement in measurements)
    print(f"{name}: dev {clean}; at {NOISY_DB} dB SNR: {noisy}", flush=True)
    return (clean.words + noisy.words) / 2


def choose_settings(network: QuantisedNetwork, recordings: Recordings) -> Outcome:
    """On running audio of dev, and on speech (or else noise) that training never heard."""
    front_end = board_front_end()
    running = streams(recordings, "dev")
    return choose(
        readouts(network, input_events(front_end, [stream.samples for stream in running])),
        [stream.clips for stream in running],
        readouts(network, input_events(front_end, recordings.negatives)),
        len(recordings.words),
    )


def describe(run: Run, training: Training, accuracy: dict[str, str]) -> dict:
    """The network's description, with where it comes from."""
    origin = json.loads(run.origin.read_text()) if run.origin else {"data": run.data.name}
    recipe = (
        asdict(training.recipe)
        | {"fine_tuning": asdict(run.fine_tuning)}
        | asdict(training.store.scenes.augmentation)
    )
    provenance = origin | {"recipe": json.dumps(recipe)}
    if accuracy:
        provenance["accuracy"] = "; ".join(f"{name}: {text}" for name, text in accuracy.items())
    labels = training.store.scenes.recordings.classes
    neurons = training.recipe.neurons
    return export.description(CHANNELS, PARAMETERS.limit, neurons, labels, provenance)


def decision(settings: Settings) -> dict:
    """As `katydid-tools pack --decision` reads it."""
    return asdict(settings) | {"logit_scale": 1.0, "never_events": [UNKNOWN, SILENCE]}


def write_model(
    run: Run,
    recordings: Recordings,
    training: Training,
    integers: FineTuning,
    settings: Settings,
    files: Files,
) -> None:
    """Packs twice: the figures are known when there is a model, and then become part of it."""

    def pack(accuracy: dict[str, str]) -> None:
        export.write(integers.tensors(), describe(run, training, accuracy), files.weights)
        model.pack(files.weights, files.front_end, files.decision, files.model)

    files.front_end.write_text(PARAMETERS.to_json())
    files.decision.write_text(json.dumps(decision(settings), indent=2) + "\n")
    manifest = evaluation_manifest(recordings, run.out)
    write_noise(recordings.kept_noise, files.kept_noise)
    pack({})
    accuracy = measure_integers(manifest, files)
    pack(accuracy)
    for name, text in accuracy.items():
        print(f"{name}: {text}")
    print(f"written to {files.model}")


def measure_integers(manifest: Path, files: Files) -> dict[str, str]:
    """By `katydid-tools evaluate`, also with the noise that was kept from training."""
    conditions = {
        "dev": (),
        f"dev at {NOISY_DB} dB SNR": ("--noise", files.kept_noise, "--snr", str(NOISY_DB)),
    }
    return {
        name: str(model.evaluate(files.model, manifest, "dev", *options))
        for name, options in conditions.items()
    }


def write_model_card(
    run: Run,
    recordings: Recordings,
    training: Training,
    figures: list[SeedFigures],
    files: Files,
) -> None:
    """What the card measures besides dev is read only now, when everything is chosen."""
    write_noise(recordings.kept_sentences, files.kept_speech)
    if recordings.kept_sentences:
        write_babble(recordings.kept_sentences, files.babble)
    front_end = board_front_end()
    measured = read_recordings(run.data, recordings.words, run.splits)
    float_words = {
        split: Measurement(measured, split, front_end).measure(training.network).words
        for split in run.splits
    }
    speech = [folder for folder in (run.data / "speech",) if folder.is_dir()]
    card = measure_card(
        files.model,
        evaluation_manifest(measured, run.out),
        files.kept_noise,
        files.babble if recordings.kept_sentences else None,
        [*speech, files.kept_speech] if recordings.kept_sentences else speech,
        run.splits,
        training_command=run.command,
        seeds=[asdict(figure) for figure in figures],
        float_words_percent=float_words,
    )
    write_card(card, run.out)
    print(f"card: {run.out / 'keywords.md'}")
