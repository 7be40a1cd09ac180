"""Runs random networks in the Python reference and in every build of the engine and compares.

The reference writes NNN.kat, NNN.input and NNN.expected (`katydid_reference/traces.py` says what
they hold); the program `replay` runs NNN.kat on NNN.input and prints what must be NNN.expected.
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILDS = {
    "debug": ("debug", "replay"),
    "release": ("release", "replay"),
    "embedded": ("release", "replay-embedded"),
    "embedded-debug": ("debug", "replay-embedded"),
}
"""Configuration and program of each build."""
SHOWN = 160
"""Characters shown of a line that differs."""


class Failure(Exception):
    """Ends the run with a message."""


def generate(folder, options):
    """Fills `folder` with the cases; returns the paths of the blobs."""
    for old in folder.glob("*"):
        old.unlink()
    command = [sys.executable, "-m", "katydid_reference.random_networks", "--out", str(folder)]
    for name in ("count", "seed", "ticks"):
        command += [f"--{name}", str(getattr(options, name))]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "Tools/training")}
    if subprocess.run(command, cwd=ROOT, env=environment).returncode:
        raise Failure("the reference could not generate the networks")
    return sorted(folder.glob("*.kat"), key=lambda path: int(path.stem))


def build_program(name, scratch):
    """Builds one of `BUILDS`; returns the program's path."""
    configuration, product = BUILDS[name]
    command = ["swift", "build", "--scratch-path", scratch, "-c", configuration]
    built = subprocess.run(
        [*command, "--product", product],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if built.returncode:
        raise Failure(f"{built.stdout}\n{product} does not build in {configuration}")
    shown = subprocess.run(
        [*command, "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return Path(shown.stdout.strip()) / product


def difference(program, blob):
    """How the program's output differs from what is expected, or None."""
    environment = os.environ | {"SWIFT_BACKTRACE": "enable=no"}
    run = subprocess.run([program, blob], capture_output=True, text=True, env=environment)
    expected = blob.with_suffix(".expected").read_text().splitlines()
    header, *got = run.stdout.splitlines() or [""]
    complaint = "".join(run.stderr.splitlines()[:1])
    ended = f"exit code {run.returncode} {complaint}"
    if header != f"# {blob}":
        return f"which does not run: {header[:SHOWN]} ({ended})"
    for index, (a, b) in enumerate(zip(expected, got)):
        if a != b:
            what = "counters" if index == len(expected) - 1 else f"tick {index}"
            return f"{what}\n{excerpt(a, b)}"
    if len(got) != len(expected) or run.returncode:
        return f"{len(got)} lines instead of {len(expected)} ({ended})"
    return None


def excerpt(expected, got):
    """Both lines from shortly before the first character that differs."""
    first = len(os.path.commonprefix([expected, got]))
    start = max(0, first - SHOWN // 4) if max(len(expected), len(got)) > SHOWN else 0
    dots = "..." if start else ""

    def cut(line):
        return dots + line[start : start + SHOWN]

    return f"  expected  {cut(expected)}\n  got       {cut(got)}"


def compare(name, program, blobs):
    """Prints the first difference of a build; returns the number of networks that differ."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda blob: difference(program, blob), blobs))
    differing = [(blob, text) for blob, text in zip(blobs, found) if text]
    if differing:
        blob, text = differing[0]
        print(f"{name}: {len(differing)} of {len(blobs)} networks differ")
        print(f"  first {blob.stem}, {text}")
        print(f"  again: {program} {blob}")
    return len(differing)


def totals(blobs):
    """Ticks and spikes of all cases, from what is expected."""
    ticks = spikes = 0
    for blob in blobs:
        *lines, counters = blob.with_suffix(".expected").read_text().splitlines()
        ticks += len(lines)
        spikes += int(dict(item.split("=") for item in counters.split()[1:])["spikes"])
    return ticks, spikes


def main():
    parser = argparse.ArgumentParser(
        prog="Tools/compare-networks",
        description="Compares random networks in the Python reference and in builds of the engine.",
    )
    parser.add_argument("--count", type=int, default=60, help="number of networks (default: 60)")
    parser.add_argument("--ticks", type=int, default=200, help="length of each run (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="of the first network (default: 1)")
    parser.add_argument(
        "--builds", default="debug,release,embedded",
        help=f"which of {', '.join(BUILDS)}, with commas (default: debug,release,embedded)",
    )  # fmt: skip
    parser.add_argument(
        "--scratch-path", default=str(ROOT / ".build"), help="build folder (default: .build)"
    )
    options = parser.parse_args()
    names = options.builds.split(",")
    if unknown := set(names) - set(BUILDS):
        parser.error(f"no such build: {', '.join(sorted(unknown))}")
    if min(options.count, options.ticks) < 1:
        parser.error("--count and --ticks are at least 1")

    # The cases are left there: a difference can be looked into.
    folder = Path(options.scratch_path) / "networks"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        blobs = generate(folder, options)
        failed = False
        for name in names:
            print(f"building and running: {name}", flush=True)
            failed |= compare(name, build_program(name, options.scratch_path), blobs) > 0
    except Failure as failure:
        print(f"{parser.prog}: {failure}", file=sys.stderr)
        return 1
    if failed:
        return 1
    ticks, spikes = totals(blobs)
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    print(f"{len(blobs)} networks, {ticks:,} ticks, {spikes:,} spikes: identical in {listed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
