"""Single chords in files of their own, as a manifest lists them."""

import csv
from dataclasses import dataclass
from pathlib import Path

import mir_eval

from ..errors import DataError, MissingError

MANIFEST = "manifest.csv"
_REMEDY = "its first line names the columns: file,label or file,label,note"


@dataclass(frozen=True)
class LabelledClip:
    path: Path
    label: str
    """In Harte syntax."""
    note: str
    """What the clips of a group share, such as the room or the instrument; may be empty."""
    place: str
    """Manifest and line, for errors."""


@dataclass(frozen=True)
class Collection:
    name: str
    """Of the folder that the manifest lies in."""
    manifest: Path
    clips: list[LabelledClip]


def read_collection(manifest: Path) -> Collection:
    """Raises `MissingError` without the file, `DataError` naming the line that is wrong."""
    if not manifest.is_file():
        raise MissingError(
            f"{manifest}: no such file; give a CSV file with a line for each clip with --manifest, {_REMEDY}"
        )
    try:
        with manifest.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.DictReader(file, strict=True)
            columns = rows.fieldnames or []
            if missing := [name for name in ("file", "label") if name not in columns]:
                raise DataError(f"{manifest}: has no column '{missing[0]}'; {_REMEDY}")
            clips = [_clip(row, manifest, f"{manifest}, line {rows.line_num}") for row in rows]
    except (csv.Error, UnicodeDecodeError) as error:
        raise DataError(f"{manifest}: {error}; save it as CSV in UTF-8") from error
    if not clips:
        raise DataError(f"{manifest}: lists no clips; below the first line it has a line for each")
    return Collection(manifest.resolve().parent.name, manifest, clips)


def find_collections(data: Path) -> list[Collection]:
    """Of every folder in `chords` that has a manifest. Raises `MissingError` if there is none."""
    manifests = sorted((data / "chords").glob(f"*/{MANIFEST}"))
    if not manifests:
        raise MissingError(
            f"{data}: has no recordings of chords (chords/NAME/{MANIFEST}); give the folder with "
            "--data, or your own with --manifest"
        )
    return [read_collection(manifest) for manifest in manifests]


def _clip(row: dict[str, str], manifest: Path, place: str) -> LabelledClip:
    if None in row or None in row.values():
        raise DataError(
            f"{place}: has more or fewer fields than the first line; quote what has commas"
        )
    file, label = row["file"], row["label"]
    if not file:
        raise DataError(f"{place}: 'file' is empty; fill it in")
    try:
        mir_eval.chord.validate_chord_label(label)
    except mir_eval.chord.InvalidChordException as error:
        raise DataError(
            f"{place}: '{label}' is not a chord in Harte syntax; write C:maj, F#:min, or N for none"
        ) from error
    return LabelledClip(manifest.parent / file, label, row.get("note", ""), place)
