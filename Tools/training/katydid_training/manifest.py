"""Which clips there are: a folder of word folders, or a manifest."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from .errors import DataError, counted, listed
from .sound import FOREIGN_SUFFIXES, SUFFIXES

UNKNOWN, SILENCE = "unknown", "silence"
"""Labels of what is not a word to be recognised."""
SPLITS = ("train", "dev", "check")
NOISE_FOLDERS = ("noise", "_background_noise_")
SPEECH_FOLDER = "speech"
_SAME_SPLIT = {split: split for split in SPLITS} | {"test": "check"}
_SAME_LABEL = {f"_{label}_": label for label in (UNKNOWN, SILENCE)}
"""Other collections write them so."""
_REMEDY = (
    "give a folder with a folder of recordings for each word (left/01.wav, right/01.wav), "
    "or a manifest.csv with the columns file,word"
)


@dataclass(frozen=True)
class Entry:
    """A clip that is stated, not yet read."""

    path: Path
    name: str
    """As the manifest has it, or relative to the folder; with slashes."""
    word: str
    speaker: str = ""
    """Empty: not known."""
    split: str = ""
    """One of `SPLITS`; empty: not yet chosen."""


@dataclass(frozen=True)
class Source:
    """What a folder or a manifest states."""

    entries: list[Entry]
    folder: Path
    """Where noise and speech are looked for."""
    has_speakers: bool = False
    """The manifest has a column `speaker`."""
    has_splits: bool = False
    """The manifest has a column `split`."""
    manifest: Path | None = None
    """If it has a split of every clip in our words, so that `katydid-tools evaluate` can read it."""
    problems: list[str] = field(default_factory=list)


def find_clips(data: Path) -> Source:
    """Of a manifest `.csv`, of a folder with `manifest.csv` or `keywords/manifest.csv`, or of word folders.

    Raises `DataError` if there are none, or naming the line of the manifest that is wrong.
    """
    if data.is_file():
        if data.suffix.lower() != ".csv":
            raise DataError(f"{data}: is neither a folder nor a manifest (.csv); {_REMEDY}")
        return _from_manifest(data, data.parent)
    if not data.is_dir():
        raise DataError(f"{data}: no such file or folder; {_REMEDY}")
    for manifest in (data / "keywords" / "manifest.csv", data / "manifest.csv"):
        if manifest.is_file():
            return _from_manifest(manifest, data)
    return _from_folders(data)


def _from_folders(data: Path) -> Source:
    entries, foreign = [], []
    for folder in sorted(data.iterdir()):
        is_word = folder.is_dir() and not folder.name.startswith(".")
        if not is_word or folder.name in (*NOISE_FOLDERS, SPEECH_FOLDER):
            continue
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(data).as_posix()
            if path.suffix.lower() in FOREIGN_SUFFIXES:
                foreign.append(name)
            elif path.suffix.lower() in SUFFIXES and not path.name.startswith("."):
                entries.append(Entry(path, name, _label(folder.name)))
    problems = []
    if foreign:
        problems.append(
            f"{counted(len(foreign), 'file')} left out ({listed(foreign)}): libsndfile does not read "
            "them; convert them: ffmpeg -i IN -ar 16000 OUT.wav"
        )
    if loose := [path.name for path in sorted(data.iterdir()) if path.suffix.lower() in SUFFIXES]:
        problems.append(
            f"{counted(len(loose), 'recording')} left out ({listed(loose)}): not in the folder of a "
            "word; move them into one"
        )
    if not entries:
        raise DataError("; ".join([f"{data}: no clips", *problems, _REMEDY]))
    return Source(entries, data, problems=problems)


def _from_manifest(manifest: Path, folder: Path) -> Source:
    try:
        with manifest.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.reader(file, strict=True)
            columns = next(rows, [])
            label = _label_column(columns, manifest)
            entries, is_ours = [], "split" in columns
            for row in rows:
                if not row:
                    continue
                place = f"{manifest}, line {rows.line_num}"
                if len(row) != len(columns):
                    raise DataError(
                        f"{place}: has {counted(len(row), 'field')}, the header {len(columns)}; "
                        "quote what has commas"
                    )
                fields = dict(zip(columns, row, strict=True))
                for column in ("file", label):
                    if not fields[column]:
                        raise DataError(f"{place}: '{column}' is empty; fill it in")
                split = _split(fields["split"], place) if "split" in columns else ""
                is_ours &= split == fields.get("split")
                name, speaker = fields["file"], fields.get("speaker", "")
                word = _label(fields[label])
                entries.append(Entry(manifest.parent / name, name, word, speaker, split))
    except (csv.Error, UnicodeDecodeError) as error:
        raise DataError(f"{manifest}: {error}; save it as CSV in UTF-8") from error
    if not entries:
        raise DataError(f"{manifest}: no clips; below the header it has a line for each, file,word")
    return Source(
        entries,
        folder,
        has_speakers="speaker" in columns,
        has_splits="split" in columns,
        manifest=manifest if is_ours else None,
    )


def _label_column(columns: list[str], manifest: Path) -> str:
    there = ", ".join(columns) or "nothing"
    labels = [name for name in ("word", "label") if name in columns]
    if "file" not in columns or not labels:
        missing = "'file'" if "file" not in columns else "'word' or 'label'"
        raise DataError(
            f"{manifest}: has no column {missing}; its first line names the columns, with commas "
            f"between them: file,word (it has: {there})"
        )
    if len(labels) > 1 or len(set(columns)) < len(columns):
        raise DataError(f"{manifest}: has a column twice ({there}); leave one out")
    return labels[0]


def _split(text: str, place: str) -> str:
    if text not in _SAME_SPLIT:
        raise DataError(
            f"{place}: split '{text}' is none of {', '.join(_SAME_SPLIT)}; correct it, or leave the "
            "column out to have the clips split"
        )
    return _SAME_SPLIT[text]


def _label(text: str) -> str:
    return _SAME_LABEL.get(text, text)
