"""Who speaks, from the names of files."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from .manifest import Entry

_SPEECH_COMMANDS = re.compile(r"(.+?)_nohash_\d+$")
_SEPARATORS = re.compile(r"[^\w]|_")
_NUMBERED = re.compile(r"([^\W\d_]+)(\d+)$")
_PERSON = frozenset(["speaker", "spk", "spkr", "subject", "person", "participant", "user"])
"""A number after one of these is a person, not a recording."""
FEWEST_CLIPS_EACH = 2
"""On average; a part of the names that tells apart more than that is no speaker."""


def with_speakers(entries: Sequence[Entry]) -> list[Entry]:
    """`entries` with the speakers that their names tell; those that do not tell stay without.

    `SPEAKER_nohash_3.wav` is how Speech Commands has it. Elsewhere a speaker is the longest beginning
    of the name, the word and the number at the end left out, that several clips share: `anna` in
    `anna_left_03.wav`, `p 1` in `p1-left-2.wav`, `rec` in `rec (12).wav`.
    """
    named = [_SPEECH_COMMANDS.match(PurePosixPath(entry.name).stem) for entry in entries]
    speakers = [match[1] if match else "" for match in named]
    rest = [index for index, match in enumerate(named) if not match]
    beginnings = _shared_beginnings([_parts(entries[index]) for index in rest])
    for index, beginning in zip(rest, beginnings, strict=True):
        speakers[index] = " ".join(beginning)
    return [replace(e, speaker=s) for e, s in zip(entries, speakers, strict=True)]


def _parts(entry: Entry) -> tuple[str, ...]:
    """Of a name, without the word and without the number of the recording."""
    words = set(_SEPARATORS.split(entry.word.casefold()))
    parts: list[str] = []
    for part in _SEPARATORS.split(str(PurePosixPath(entry.name).with_suffix("")).casefold()):
        match = _NUMBERED.match(part)
        parts += [part for part in (match.groups() if match else [part]) if part not in words]
    parts = [part for part in parts if part]
    is_person = len(parts) > 1 and parts[-2] in _PERSON
    return tuple(parts[:-1] if parts and parts[-1].isdigit() and not is_person else parts)


def _shared_beginnings(names: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The longest beginnings, in parts, that enough names share; empty where there are none."""
    for dropped in range(max(map(len, names), default=0)):
        beginnings = [_beginning(name, max(len(name) - dropped, 1)) for name in names]
        there = sorted(set(filter(None, beginnings)))
        if there and sum(map(bool, beginnings)) >= FEWEST_CLIPS_EACH * len(there):
            return [_shortest(beginning, set(there)) for beginning in beginnings]
    return [()] * len(names)


def _beginning(name: tuple[str, ...], length: int) -> tuple[str, ...]:
    """Empty if it is the numbers of a date or a time. One number alone is a person."""
    parts = name[:length]
    return () if len(name) > 1 and all(part.isdigit() for part in parts) else parts


def _shortest(beginning: tuple[str, ...], there: set[tuple[str, ...]]) -> tuple[str, ...]:
    """`anna` for `anna dog`, if both are there: the folder `unknown` has names with other words in them."""
    starts = (beginning[:length] for length in range(1, len(beginning)))
    return next((start for start in starts if start in there), beginning)
