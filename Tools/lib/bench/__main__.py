"""The command line of `Tools/bench`."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from sound_file import SoundFileError

from . import engine, sound
from .callgrind import Failure
from .reference import PROGRAMS, Reference
from .report import model_table, sound_table, tables
from .workloads import WORKLOADS

SOUND = "sound"
BESIDE = engine.ROOT.parent / "shared/bench"


def progress(text):
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


def measure(chosen, builds, reference, folder, scratch):
    """One row for each workload and layout; the files lie in `folder`."""
    tools = {}
    for build in builds:
        progress(f"building for {build}")
        tools[build] = engine.build_program("katydid-tools", build, scratch)
    default = tools[builds[0]]
    rows = []
    for workload in chosen:
        layouts = ["dense"] if workload.connectivity == 1 else ["sparse", "dense"]
        for layout in layouts:
            progress(f"{workload.name}, {layout}: packing and running")
            model = engine.pack(default, workload, layout, folder)
            row = {"workload": workload.name, "title": workload.title, "layout": layout}
            row |= engine.facts(default, model)
            row["instructions"], row["reference"] = {}, {}
            for build in builds:
                progress(f"{workload.name}, {layout}: counting instructions, {build}")
                row["instructions"][build] = engine.measure(tools[build], model)
            if reference:
                progress(f"{workload.name}, {layout}: the C reference")
                row["referenceEvents"] = reference.events(workload.name, layout)
                for build in builds:
                    counted = reference.measure(build, workload.name, layout)
                    row["reference"][build] = counted
            rows.append(row)
    return rows


def measure_sound(builds, folder, scratch):
    """One row for each kind of sound that each built-in model hears, and the sizes of the models."""
    programs = {}
    for build in builds:
        progress(f"building katydid for {build}")
        programs[build] = engine.build_program("katydid", build, scratch)
    rows = []
    for model, name, samples_of in sound.sounds():
        progress(f"{model}, {name}: counting instructions")
        counted = {
            build: sound.measure(program, model, samples_of, folder)
            for build, program in programs.items()
        }
        rows.append({"model": model, "sound": name, "instructions": counted})
    return rows, sound.sizes(programs[builds[0]])


def main():
    names = [*(workload.name for workload in WORKLOADS), SOUND]
    parser = argparse.ArgumentParser(
        prog="Tools/bench",
        description="Counts, with callgrind, the instructions a tick of three networks and those of a "
        "second of sound, from the samples to the decision.",
    )
    parser.add_argument(
        "--workloads", default=",".join(names), metavar=",".join(names), help="default: all"
    )
    parser.add_argument(
        "--builds", default=",".join(engine.BUILDS), metavar=",".join(engine.BUILDS),
        help="default: all",
    )  # fmt: skip
    parser.add_argument(
        "--reference", type=Path, metavar="DIR",
        help="folder of a C reference to measure beside (default: ../shared/bench if it is there)",
    )  # fmt: skip
    parser.add_argument(
        "--scratch-path", type=Path, default=engine.ROOT / ".build", metavar="DIR",
        help="build folder (default: .build)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    builds = options.builds.split(",")
    if not set(builds) <= set(engine.BUILDS):
        parser.error(f"--builds are {', '.join(engine.BUILDS)}")
    wanted = options.workloads.split(",")
    if not set(wanted) <= set(names):
        parser.error(f"--workloads are {', '.join(names)}")
    chosen = [workload for workload in WORKLOADS if workload.name in wanted]
    source = options.reference or (BESIDE if BESIDE.is_dir() else None)
    if not set(builds) <= set(PROGRAMS):
        source = None

    with tempfile.TemporaryDirectory() as temporary:
        try:
            reference = None
            if source and chosen:
                progress("building the C reference and its workloads")
                folder = Path(temporary) / "reference"
                folder.mkdir()
                reference = Reference(source, folder)
            rows = measure(chosen, builds, reference, Path(temporary), options.scratch_path)
            heard, models = [], []
            if SOUND in wanted:
                heard, models = measure_sound(builds, Path(temporary), options.scratch_path)
        except (Failure, SoundFileError) as failure:
            print(f"{parser.prog}: {failure}", file=sys.stderr)
            return 1
    if options.json:
        print(json.dumps({"networks": rows, "sound": heard, "models": models}, indent=2))
        return 0
    parts = [tables(rows)] if rows else []
    parts += [sound_table(heard), model_table(models)] if heard else []
    print("\n\n".join(parts))
    if rows and not reference:
        print("\nNot measured: a C reference (--reference DIR, x86-64 only).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
