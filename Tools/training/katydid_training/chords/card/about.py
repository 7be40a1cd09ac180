"""Sections of a card about the model itself: what it is, where it comes from, what it costs."""

from typing import Any

from ...card.activity import FAINT_NOISE_DESCRIPTION
from ...card.markdown import code
from ...card.model_sections import activity_of, connections, recipe_of, size

SOUNDS = {
    "music": "recordings of chords",
    "noise": "background noise kept from training",
    "faint steady noise": f"faint steady noise ({FAINT_NOISE_DESCRIPTION})",
    "digital silence": "digital silence",
}
ORIGIN = {
    "data": "Chords",
    "licence": "Licences",
    "noise": "Noise",
    "speech": "Speech",
}


def summary(figures: dict[str, Any]) -> list[str]:
    model = _model(figures)
    decision, front_end = model["decision"], model["frontEnd"]
    rest = decision["rest"]
    labels = [label for label in model["labels"] if label != rest]
    kinds = " and ".join(f"{layer['neurons']} {layer['kind']}" for layer in _hidden(model))
    tick_ms = 1000 * model["tickSeconds"]
    return [
        f"Names {len(labels)} chords in 16 kHz audio, and {rest} where there is none: {', '.join(labels)}. A "
        f"spiking network of {kinds} neurons takes {model['inputChannels']} semitone bands every {tick_ms:.0f} ms, "
        f"as whole numbers up to {front_end['limit']}; {model['outputs']} leaky integrators read it out. Its weights "
        "were tied in training: what holds for one key holds for all twelve.",
        connections(model),
        size(model),
        f"Decision: tracking, at rest {rest}; smoothing {decision['smoothingMilliseconds']} ms, threshold "
        f"{decision['threshold']:.2f}, {decision['consecutiveTicks']} ticks in a row, {decision['restTicks']} for "
        f"{rest}, hold-off {decision['holdOffMilliseconds']} ms.",
    ]


def intended_use(figures: dict[str, Any]) -> list[str]:
    labels = _model(figures)["labels"]
    qualities = sorted({label.partition(":")[2] for label in labels} - {""})
    limits = [
        f"It knows chords of the kinds {', '.join(qualities)}. Another is named as one of these, or not at all; "
        "inversions are named by their root, without the bass.",
        "It was measured on the recordings below and on nothing else. Dense mixes, voices over the chords, and "
        "instruments far out of tune are harder than what was measured.",
        "It names what sounds now. It knows no keys, bars or songs, and does not correct itself afterwards.",
    ]
    return [
        "For a musician who wants chords named while playing, for lights and displays that follow them, and for "
        "research on spiking networks.",
        "Limits:",
        "\n".join(f"- {limit}" for limit in limits),
    ]


def activity(figures: dict[str, Any]) -> list[str]:
    model = _model(figures)
    neurons = sum(layer["neurons"] for layer in _hidden(model))
    return activity_of(figures["activity"], SOUNDS, neurons, len(model["layers"]))


def data(figures: dict[str, Any]) -> list[str]:
    origin = _model(figures).get("provenance", {})
    lines = [f"- {title}: {origin[key]}" for key, title in ORIGIN.items() if key in origin]
    if not lines:
        return ["The model does not say what it was trained on."]
    return ["\n".join(lines), "Training heard no recording of a real chord."]


def recipe(figures: dict[str, Any]) -> list[str]:
    return recipe_of(_model(figures), figures["training"]["command"])


def commands(figures: dict[str, Any]) -> list[str]:
    runs = [figures["model"], *figures["evaluations"], *figures["activity"]]
    return [
        f"Each figure with the command that gave it is in `{figures['name']}-card.json`.",
        code(list(dict.fromkeys(run["command"] for run in runs))),
    ]


def _model(figures: dict[str, Any]) -> dict[str, Any]:
    return figures["model"]["report"]


def _hidden(model: dict[str, Any]) -> list[dict[str, Any]]:
    return [layer for layer in model["layers"] if layer["name"] != model["outputLayer"]]
