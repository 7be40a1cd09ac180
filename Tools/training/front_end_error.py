"""How far the integer front end is from one in float64 (`front_end_float.py`).

    python Tools/training/front_end_error.py                    the clips that are shipped with the tests
    python Tools/training/front_end_error.py --data DIR         each folder of recordings in DIR; needs soundfile
    python Tools/training/front_end_error.py --kind semitone    the other kind of front end

Prints the error of the features in log2 units (1 is 3.01 dB), over all bands whose exact level is above the floor; of kind
semitone, also within the range below the highest band of the tick. Every hop counts, the gate is left out. A folder with a
manifest.csv that names splits is measured on its split `dev`.
"""

import argparse
import csv
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from front_end_float import mel_levels, semitone_levels
from katydid_reference.front_end import FrontEnd
from katydid_reference.front_end_parameters import FrontEndParameters, SemitoneParameters
from katydid_reference.golden_signals import clip
from katydid_reference.tables import SAMPLE_RATE_HZ

SHIPPED_CLIPS = Path(__file__).parents[2] / "Tests" / "Golden" / "frontend"
_SOUND_FILES = (".flac", ".wav")


_KINDS = {"mel": FrontEndParameters(), "semitone": SemitoneParameters()}


def errors(samples, floor, kind="mel"):
    """|integer - float| in log2 units for every frame and band whose exact level is above `floor` (Q10) and not clamped."""
    parameters = replace(_KINDS[kind], gate=None, floor=floor)
    frames = [hop.frame.features for hop in FrontEnd(parameters).push(samples) if hop.frame is not None]
    if kind == "mel":
        levels = mel_levels(samples) - floor / 1024
    else:
        levels = semitone_levels(samples, parameters.hops_per_tick) - floor / 1024
        highest = levels.max(axis=1, keepdims=True, initial=-np.inf)
        levels[levels < highest - parameters.range / 1024] = -np.inf
    features = np.array(frames, np.int64).reshape(levels.shape)
    counts = (levels > 0) & (levels < 31.99)
    return np.abs(features / 1024 - levels)[counts]


def report(name, parts, seconds):
    """One line of the table for the list of error arrays `parts`."""
    error = np.concatenate(parts)
    percentile = np.percentile(error, 99.9)
    figures = f"{error.max():8.5f}  {percentile:8.5f}  {error.mean():8.5f}"
    return f"{name:16}  {seconds:7.1f}  {error.size:9}  {figures}"


def _recordings(folder):
    """The sound files of `folder`; of a manifest that has splits, those of `dev`."""
    manifest = folder / "manifest.csv"
    if manifest.exists():
        with manifest.open(newline="") as file:
            rows = list(csv.DictReader(file))
        return [folder / row["file"] for row in rows if row.get("split", "dev") == "dev"]
    return sorted(path for path in folder.rglob("*") if path.suffix in _SOUND_FILES)


def _read(path):
    if path.suffix == ".wav":
        return clip(path)
    try:
        import soundfile
    except ImportError:
        sys.exit(f"{path}: reading FLAC needs the package soundfile (pip install soundfile)")
    samples, rate_hz = soundfile.read(path, dtype="int16", always_2d=True)
    if rate_hz != SAMPLE_RATE_HZ:
        sys.exit(f"{path}: {rate_hz} Hz, expected {SAMPLE_RATE_HZ} Hz")
    return samples[:, 0].astype(np.int64)


def _measure(name, paths, seconds_limit, floor, kind):
    """Evenly chosen pieces of at most 10 s until `seconds_limit` is reached."""
    parts, samples_left = [], int(seconds_limit * SAMPLE_RATE_HZ)
    piece = 10 * SAMPLE_RATE_HZ
    stride = max(1, len(paths) // max(1, samples_left // SAMPLE_RATE_HZ))
    for path in paths[::stride]:
        samples = _read(path)
        for start in range(0, len(samples), piece):
            part = samples[start : start + min(piece, samples_left)]
            parts.append(errors(part, floor, kind))
            samples_left -= len(part)
            if samples_left <= 0:
                break
        if sys.stderr.isatty():
            print(f"\r{name}: {seconds_limit - samples_left / SAMPLE_RATE_HZ:.0f} s\x1b[K", end="", file=sys.stderr)
        if samples_left <= 0:
            break
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    print(report(name, parts, seconds_limit - samples_left / SAMPLE_RATE_HZ), flush=True)


def main():
    parser = argparse.ArgumentParser(description="Error of the integer front end against float64.")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder with folders of recordings at 16 kHz")
    parser.add_argument("--seconds", type=float, default=60, help="of each folder, at most (60)")
    parser.add_argument("--kind", choices=_KINDS, default="mel", help="of front end (mel)")
    parser.add_argument("--floor", type=float, help="in log2 units (that of the kind's defaults)")
    options = parser.parse_args()
    floor = _KINDS[options.kind].floor if options.floor is None else round(1024 * options.floor)
    print(f"{options.kind}, floor {floor / 1024:g} log2 units; error in log2 units")
    print(f"{'recordings':16}  {'seconds':>7}  {'bands':>9}  {'maximum':>8}  {'99.9 %':>8}  {'mean':>8}")
    if options.data is None:
        folders = [SHIPPED_CLIPS]
    else:
        folders = sorted(path for path in options.data.iterdir() if path.is_dir())
    for folder in folders:
        paths = _recordings(folder) or [p for sub in sorted(folder.iterdir()) if sub.is_dir() for p in _recordings(sub)]
        _measure("shipped clips" if folder == SHIPPED_CLIPS else folder.name, paths, options.seconds, floor, options.kind)


if __name__ == "__main__":
    main()
