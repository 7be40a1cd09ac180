"""The commands that write a card again."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .view import CardError

INPUT_ERROR = 65


def rewrite(prog: str, description: str, write_card: Callable[[dict[str, Any], Path], None]) -> int:
    """From the figures that the command line names, beside them, without measuring. Returns the exit status."""
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("figures", type=Path, metavar="FILE-card.json")
    options = parser.parse_args()
    try:
        write_card(json.loads(options.figures.read_text()), options.figures.parent)
    except (OSError, json.JSONDecodeError, CardError) as error:
        print(f"{parser.prog}: {options.figures}: {error}", file=sys.stderr)
        return INPUT_ERROR
    return 0
