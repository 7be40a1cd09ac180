"""The sections of Firmware/demo/NOTICE.md: each recording has one, written by what makes the recording."""

from pathlib import Path

from katydid_training.files import write_text

HEADER = "# Recordings in this folder\n"


def write_section(path: Path, title: str, text: str) -> None:
    """Puts a section in the place of the one with the same title, or at the end."""
    before = path.read_text() if path.exists() else HEADER
    header, *sections = before.split("\n## ")
    bodies = dict(section.split("\n", 1) for section in sections)
    bodies[title] = f"\n{text.strip()}\n"
    parts = (f"\n## {name}\n{body}" for name, body in bodies.items())
    write_text((header + "".join(parts)).rstrip(), path)
