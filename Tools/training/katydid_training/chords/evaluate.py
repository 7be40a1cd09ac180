"""The command line of `Tools/evaluate-chords`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import DataError, MissingError, listed
from ..files import write_text
from .conditions import Conditions
from .labelled_clips import Collection, find_collections, read_collection
from .listening import hear
from .options import PROG, conditions, parse
from .program import PROGRAM, ProgramError
from .recordings import build_recordings
from .results import Heard, clip_table, rows_of, table, write_labs

DATA_ERROR = 65
MISSING = 66
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None, program: Path = PROGRAM) -> int:
    options = parse(arguments)
    try:
        heard = _listen(options, program)
        rows = rows_of(heard)
        if options.lab:
            write_labs(heard, options.lab)
        if options.latencies:
            write_text(clip_table(heard), options.latencies)
    except ProgramError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except (DataError, OSError) as error:
        print(f"{PROG}: {error}", file=sys.stderr)
        return MISSING if isinstance(error, MissingError) else DATA_ERROR
    except KeyboardInterrupt:
        print(f"\n{PROG}: stopped", file=sys.stderr)
        return INTERRUPTED
    if options.json:
        print(json.dumps({**_setting(options), "scores": [row.as_json() for row in rows]}))
    else:
        print(table(rows))
    return 0


def _listen(options: argparse.Namespace, program: Path) -> list[Heard]:
    if options.manifest:
        collections = [read_collection(manifest) for manifest in options.manifest]
        _check_names(collections)
    else:
        collections = find_collections(options.data)
    recordings = [
        recording
        for collection in collections
        for recording in build_recordings(collection, conditions(options), options.seed)
    ]
    hold = [] if options.hold is None else ["--hold", f"{options.hold:g}"]
    return hear(recordings, options.model, hold, program)


def _check_names(collections: list[Collection]) -> None:
    """What is reported by name must not be mixed up."""
    names = [collection.name for collection in collections]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise DataError(
            f"several manifests lie in folders of the same name ({listed(twice)}); evaluate them one by one"
        )


def _setting(options: argparse.Namespace) -> dict[str, Any]:
    """What the figures depend on, for JSON."""
    chosen: Conditions = conditions(options)
    noise = chosen.noise_folder
    return {
        "model": options.model,
        "seed": options.seed,
        "holdSeconds": options.hold,
        "noise": noise and str(noise),
        "signalToNoiseDB": chosen.signal_to_noise_db if noise else None,
        "gainDB": chosen.gain_db,
        "detuneCents": chosen.detune_cents,
    }


if __name__ == "__main__":
    sys.exit(main())
