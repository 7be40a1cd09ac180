"""The command line of `Tools/compare-frameworks`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .agreement import compare, first_difference
from .case import Case, read_cases
from .packed import Failure, pack_and_run
from .report import Row, markdown, plain

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENTS = {
    "snntorch": "nir-1.0.8",
    "norse": "nir-1.0.4",
    "sinabs": "nir-1.0.4",
    "rockpool": "nir-1.0.4",
    "spikingjelly": "nir-1.0.8",
}
"""For each framework the nir with which it goes."""
INTERNAL = 70
"""Exit code where a framework itself does not run."""


def progress(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


def rows_of(framework: str, folder: Path, tools: Path) -> list[Row]:
    """Builds, runs and exports the networks of a framework, packs and runs them."""
    progress(f"{framework}: building, running, training and exporting")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[0-9][0-9].*"):
        old.unlink()
    python = ROOT / f".venv-frameworks-{ENVIRONMENTS[framework]}" / "bin" / "python"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "Tools/lib")}
    command = [python, "-m", "frameworks.export", framework, folder]
    exported = subprocess.run(command, env=environment, capture_output=True, text=True)
    if exported.returncode:
        raise Failure(f"{framework} does not run:\n{exported.stderr}")
    progress(f"{framework}: packing and running")
    return [row_of(framework, file, case, tools) for file, case in read_cases(folder)]


def row_of(framework: str, file: Path, case: Case, tools: Path) -> Row:
    try:
        packed, _ = pack_and_run(tools, file, case)
    except Failure as failure:
        return Row(framework, case, None, [str(failure)])
    agreement = compare(case, packed)
    misses = agreement.misses(case.weights)
    if misses and case.observed == "spikes" and (first := first_difference(case, packed)):
        misses.append(f"first at tick {first[0]}, output {first[1]}; the file is {file}")
    return Row(framework, case, agreement, misses)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="Tools/compare-frameworks",
        description="Runs networks in five frameworks, exports them with the frameworks' own exporters, packs and "
        "simulates the files, and prints how far the spikes agree.",
    )
    parser.add_argument("--framework", choices=ENVIRONMENTS, help="only this one")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the table as JSON")
    form.add_argument("--markdown", action="store_true", help="print it as Markdown, for the page Frameworks.md")
    default = ROOT / ".build/debug/katydid-tools"
    parser.add_argument("--tools", type=Path, default=default, help="the program to test (default: .build/debug)")
    parser.add_argument("--folder", type=Path, help="where the files stay (default: nowhere)")
    options = parser.parse_args()
    frameworks = [options.framework] if options.framework else list(ENVIRONMENTS)

    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = options.folder or Path(temporary)
        try:
            found = pool.map(lambda name: rows_of(name, folder / name, options.tools), frameworks)
            rows = [row for group in found for row in group]
        except Failure as failure:
            print(f"{parser.prog}: {failure}", file=sys.stderr)
            return INTERNAL
    if options.json:
        print(json.dumps([row.facts() for row in rows], indent=2))
    else:
        print(markdown(rows) if options.markdown else plain(rows))
    return 1 if any(row.misses for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
