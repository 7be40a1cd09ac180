"""Files that are there whole or not at all."""

import os
from pathlib import Path


def write_text(text: str, path: Path) -> None:
    """Ends with a newline."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(text + "\n")
    os.replace(temporary, path)
