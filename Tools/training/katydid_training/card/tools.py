"""Runs `katydid-tools` for the card and keeps each result with the command that gave it."""

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

from ..model import TOOLS


def shown(argument: Path | str) -> str:
    """As it stands in a card: of a path its name, so that nothing tells where somebody keeps their files."""
    return argument.name if isinstance(argument, Path) else argument


def run_json(*arguments: Path | str) -> dict[str, Any]:
    """{"command", "report"}: the JSON that a command of `katydid-tools` prints. Raises CalledProcessError."""
    finished = subprocess.run(
        [TOOLS, *arguments, "--json"], check=True, stdout=subprocess.PIPE, text=True
    )
    command = shlex.join(["katydid-tools", *map(shown, arguments), "--json"])
    names = {str(argument): argument.name for argument in arguments if isinstance(argument, Path)}
    return {"command": command, "report": _renamed(json.loads(finished.stdout), names)}


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """`value` with every string that is a path of `names` replaced by its name."""
    if isinstance(value, dict):
        return {key: _renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value
