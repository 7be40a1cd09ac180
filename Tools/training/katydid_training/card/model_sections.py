"""Sections of a card about the model itself: what it is, where it comes from, what it costs."""

import json
from statistics import mean, stdev

from .markdown import code, table
from .activity import FAINT_NOISE_DESCRIPTION
from .view import Report, View, count, percent

LEAST_SEEDS = 3
SOUNDS = {
    "words": "clips of the words (split dev)",
    "speech": "sentences without the words",
    "noise": "background noise kept from training",
    "faint steady noise": f"faint steady noise ({FAINT_NOISE_DESCRIPTION})",
    "digital silence": "digital silence",
}


def summary(view: View) -> list[str]:
    model = view.model
    kinds = " and ".join(f"{layer['neurons']} {layer['kind']}" for layer in view.hidden)
    hop_ms = 1000 * model["tickSeconds"] / model["frontEnd"]["hopsPerTick"]
    decision = model["decision"]
    return [
        f"Recognises {len(view.words)} words in 16 kHz audio: {', '.join(view.words)}. A spiking network of {kinds} "
        f"neurons takes {model['inputChannels']} channels of events, made of {model['frontEnd']['bands']} log-mel bands "
        f"every {hop_ms:.0f} ms, and steps every {1000 * model['tickSeconds']:.0f} ms; {model['outputs']} leaky "
        "integrators read it out.",
        connections(model),
        size(model),
        f"Decision: smoothing {decision['smoothingMilliseconds']} ms, threshold {decision['threshold']:.2f}, "
        f"{decision['consecutiveTicks']} ticks in a row, hold-off {decision['holdOffMilliseconds']} ms; "
        f"{' and '.join(decision['neverEvents'])} are never reported.",
    ]


def connections(model: Report) -> str:
    """A row for each projection."""
    rows = [
        [
            f"{p['source']} → {p['target']}" + (" (recurrent)" if p["isRecurrent"] else ""),
            p["layout"], count(_stored(p)), count(p["synapses"]), percent(p["connectivity"]),
            count(p["bytes"]),
        ]
        for p in model["projections"]
    ]  # fmt: skip
    stored = sum(map(_stored, model["projections"]))
    synapses = sum(p["synapses"] for p in model["projections"])
    largest = sum(p["sources"] * p["targets"] for p in model["projections"])
    taken = sum(p["bytes"] for p in model["projections"])
    rows.append(
        ["together", "", count(stored), count(synapses), percent(synapses / largest), count(taken)]
    )
    header = ["connections", "layout", "weights stored", "not 0", "connectivity", "bytes"]
    return table(header, rows)


def size(model: Report) -> str:
    return (
        f"The blob has {count(model['bytes'])} bytes (CRC-32 {model['checksum']}), the arena "
        f"{count(model['arenaBytes'])} bytes: all the working memory, front end and decision included."
    )


def data(view: View) -> list[str]:
    origin = view.model.get("provenance", {})
    named = {"data": "Data", "author": "Author", "licence": "Licence", "attribution": "Attribution"}
    lines = [f"- {title}: {origin[key]}" for key, title in named.items() if key in origin]
    rows = [
        [
            d["split"],
            count(d["clips"]),
            count(d["clips_of_words"]),
            count(d["speakers"]) if d["speakers"] else "not known",
        ]
        for d in view.figures["data"]
    ]
    measured = " and ".join(view.splits)
    return [
        "\n".join(lines) if lines else "The model does not say what it was trained on.",
        table(["split", "clips", "of the words", "speakers"], rows),
        f"Measured here: {measured}. Every choice was made on dev" + (
            "; check was measured when all was chosen." if "check" in view.splits
            else ", so its figures are a little too good. The split check has not been measured yet."
        ),
    ]  # fmt: skip


def recipe(view: View) -> list[str]:
    return recipe_of(view.model, view.training["command"])


def recipe_of(model: Report, command: str) -> list[str]:
    paragraphs = [code([command])]
    stated = model.get("provenance", {}).get("recipe")
    if stated is None:
        return [*paragraphs, "The model does not state the settings of its training."]
    settings = json.loads(stated)
    rows = [[f"`{name}`", _setting(value)] for name, value in settings.items()]
    return [*paragraphs, table(["setting", "value"], rows)]


def seeds(view: View) -> list[str]:
    trained = view.training["seeds"]
    if not trained:
        return ["Not measured: no figures of several seeds were given."]
    kinds = {"dev_words": "dev, clean", "dev_words_10_db": "dev, noise, 10 dB"}
    rows = [[str(s["seed"]), *(f"{s[key]:.1f} %" for key in kinds)] for s in trained]
    remark = "Words of dev that are right by the mean readout."
    if len(trained) >= LEAST_SEEDS:
        values = {key: [s[key] for s in trained] for key in kinds}
        rows.append(["mean", *(f"{mean(v):.1f} %" for v in values.values())])
        rows.append(["standard deviation", *(f"{stdev(v):.1f}" for v in values.values())])
    else:
        remark += f" A mean and a spread take at least {LEAST_SEEDS} seeds."
    return [remark, table(["seed", *kinds.values()], rows)]


def activity(view: View) -> list[str]:
    measured = view.figures["activity"]
    return activity_of(measured, SOUNDS, view.hidden_neurons, len(view.model["layers"]))


def activity_of(
    measured: list[Report], sounds: dict[str, str], neurons: int, layers: int
) -> list[str]:
    """`sounds` are the titles of those that may have been measured; `neurons` are the hidden ones."""
    if not measured:
        return ["Not measured."]
    rows = [
        [
            sounds[a["sound"]], count(a["input_events_per_second"]), count(a["spikes_per_second"]),
            percent(a["spikes_per_tick"] / neurons), count(a["synaptic_events_per_second"]),
            percent(a["open_share"]), percent(a["layers_skipped_per_tick"] / layers),
        ]
        for a in measured
    ]  # fmt: skip
    absent = [name for sound, name in sounds.items() if sound not in {a["sound"] for a in measured}]
    header = [
        "sound", "input events a second", "spikes a second", "neurons that spike in a tick",
        "synaptic events a second", "gate open", "layers at rest",
    ]  # fmt: skip
    paragraphs = [table(header, rows)]
    if absent:
        paragraphs.append(f"Not measured: {', '.join(absent)}.")
    return paragraphs


def commands(view: View) -> list[str]:
    return [
        f"Each figure with the command that gave it is in `{view.name}-card.json`. `katydid-tools` was called so:",
        code(view.commands()),
    ]


def _stored(projection: dict) -> int:
    """A dense matrix stores zeros too."""
    is_dense = projection["layout"] == "dense"
    return projection["sources"] * projection["targets"] if is_dense else projection["synapses"]


def _setting(value: object) -> str:
    if not isinstance(value, list):
        return str(value)
    is_range = len(value) == 2 and not isinstance(value[0], str)
    return (" to " if is_range else ", ").join(map(str, value))
