"""`Tools/train keywords`: from recordings to a packed model with its figures."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from . import export, model
from .augment import Augmentation, Scenes
from .data import SILENCE, UNKNOWN, Recordings, read_recordings, write_noise
from .evaluate import Measurement, readout_of
from .front_end import PARAMETERS, board_front_end
from .settings import Settings, choose
from .train import Recipe, Training

WORDS = "yes no up down left right go zero one two three four five eight".split()
NOISY_DB = 10
SOFTER_DB = 20
ORIGIN = {
    "data": "Google Speech Commands v0.01",
    "author": "P. Warden",
    "licence": "CC BY 4.0",
    "attribution": "Speech Commands: A Dataset for Limited-Vocabulary Speech Recognition, P. Warden, "
    "2018, https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True)
class Run:
    data: Path
    out: Path
    recipe: Recipe
    resumes: bool
    packs: bool


class _Files:
    """What a run writes."""

    def __init__(self, folder: Path):
        self.checkpoint = folder / "checkpoint.pt"
        self.weights = folder / "keywords.safetensors"
        self.front_end = folder / "front-end.json"
        self.decision = folder / "decision.json"
        self.kept_noise = folder / "kept-noise"
        self.model = folder / "keywords.kat"
        self.provenance = folder / "provenance.json"


def train_keywords(run: Run) -> None:
    run.out.mkdir(parents=True, exist_ok=True)
    files = _Files(run.out)
    recordings = read_recordings(run.data, WORDS, ("train", "dev"))
    front_end = board_front_end()
    clean = Measurement(recordings, "dev", front_end)
    noisy = Measurement(recordings, "dev", front_end, NOISY_DB)
    scenes = Scenes(recordings, Augmentation(), run.recipe.seed)

    training = Training(run.recipe, scenes, front_end, len(recordings.classes))
    if run.resumes and files.checkpoint.exists():
        training.resume(files.checkpoint)
        print(f"resumed after epoch {training.epoch}", flush=True)
    while training.epoch < run.recipe.epochs:
        loss = training.train_epoch()
        training.save(files.checkpoint)
        figures = clean.measure(training.network)
        print(f"epoch {training.epoch}: loss {loss:.3f}; dev: {figures}", flush=True)

    accuracy = {
        "float, dev": str(clean.measure(training.network)),
        f"float, dev at {NOISY_DB} dB SNR": str(noisy.measure(training.network)),
    }
    write_network(training, files, accuracy)
    if run.packs:
        # The integer figures are known when there is a model, and then become part of it.
        files.front_end.write_text(PARAMETERS.to_json())
        chosen = choose(
            [clean.readout(training.network), noisy.readout(training.network)],
            clean.classes,
            [readout_of(training.network, front_end, s) for s in recordings.kept_sentences],
            clean.words,
        )
        print(f"settings of the decision, chosen on dev: {chosen}", flush=True)
        files.decision.write_text(json.dumps(decision(chosen.settings), indent=2) + "\n")
        model.pack(files.weights, files.front_end, files.decision, files.model)
        accuracy |= measure_integers(run.data, recordings, files)
        write_network(training, files, accuracy)
        model.pack(files.weights, files.front_end, files.decision, files.model)
    for name, figures in accuracy.items():
        print(f"{name}: {figures}")
    print(f"written to {run.out}")


def decision(settings: Settings) -> dict:
    """As `katydid-tools pack --decision` reads it."""
    return asdict(settings) | {"logit_scale": 1.0, "never_events": [UNKNOWN, SILENCE]}


def write_network(training: Training, files: _Files, accuracy: dict[str, str]) -> None:
    """Weights, description and provenance."""
    provenance = ORIGIN | {
        "recipe": json.dumps(asdict(training.recipe) | asdict(training.scenes.augmentation)),
        "accuracy": "; ".join(f"{name}: {figures}" for name, figures in accuracy.items()),
    }
    labels = training.scenes.recordings.classes
    export.write(training.network, labels, provenance, files.weights)
    files.provenance.write_text(json.dumps(provenance, indent=2) + "\n")


def measure_integers(data: Path, recordings: Recordings, files: _Files) -> dict[str, str]:
    """By `katydid-tools evaluate`, also with the noise that was kept from training, and from afar."""
    manifest = data / "keywords" / "manifest.csv"
    write_noise(recordings.kept_noise, files.kept_noise)
    conditions = {
        "": (),
        f" at {NOISY_DB} dB SNR": ("--noise", files.kept_noise, "--snr", str(NOISY_DB)),
        f", {SOFTER_DB} dB softer": ("--gain", str(-SOFTER_DB)),
    }
    return {
        f"integer, dev{name}": str(model.evaluate(files.model, manifest, "dev", *options))
        for name, options in conditions.items()
    }
