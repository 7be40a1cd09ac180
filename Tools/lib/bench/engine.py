"""The engine's half of the table: our own workloads, packed and simulated by `katydid-tools`."""

import json
import platform
from pathlib import Path

from . import workloads
from .callgrind import call, per_tick

ROOT = Path(__file__).resolve().parents[3]
FIRST, LAST = 200, 4200
"""Instructions are counted between these ticks."""
BUILDS = {"NEON": []} if platform.machine() == "aarch64" else {
    "SSE2": [],
    "AVX2": ["-Xswiftc", "-Xcc", "-Xswiftc", "-march=x86-64-v3"],
}  # fmt: skip
"""Vector unit and the build options that use it. The first is the ordinary build."""


def build_program(product, build, scratch):
    """Builds a product; returns the path of a program without debug information, on some of which valgrind gives up."""
    if BUILDS[build]:
        scratch = scratch / f"bench-{build.lower()}"
    command = ["swift", "build", "-c", "release", "--product", product, *BUILDS[build]]
    command += ["--scratch-path", scratch]
    call(command, cwd=ROOT)
    shown = call([*command, "--show-bin-path"], cwd=ROOT)
    program = Path(shown.stdout.strip()) / product
    stripped = program.with_name(f"{product}-stripped")
    call(["strip", "--strip-debug", "-o", stripped, program])
    return stripped


def pack(tools, workload, layout, folder):
    """Writes the workload and its blob; returns the blob's path."""
    weights = workloads.write(workload, folder)
    model = folder / f"{workload.name}-{layout}.kat"
    call([tools, "pack", weights, "--layout", layout, "-o", model])
    return model


def statistics(tools, model, ticks):
    return json.loads(call(_simulate(tools, model, ticks) + ["--json"]).stdout)


def measure(tools, model):
    """Instructions a tick."""
    return per_tick(lambda ticks: _simulate(tools, model, ticks), FIRST, LAST)


def facts(tools, model):
    """Synaptic events and spikes a tick where instructions are counted, and sizes."""
    early, late = (statistics(tools, model, ticks) for ticks in (FIRST, LAST))
    inspected = json.loads(call([tools, "inspect", model, "--json"]).stdout)

    def rate(name):
        return (late[name] - early[name]) / (LAST - FIRST)

    return {
        "events": rate("synapticEvents"),
        "spikes": rate("spikes"),
        "saturations": late["saturations"],
        "blobBytes": model.stat().st_size,
        "arenaBytes": inspected["arenaBytes"],
    }


def _simulate(tools, model, ticks):
    spikes = model.with_name(model.stem.split("-")[0]).with_suffix(".npy")
    return [tools, "simulate", "--model", model, "--input", spikes, "--ticks", str(ticks)]
