"""Which clips train and which measure: by speaker, from a hash, so that it stays when data is added."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .errors import DataError, counted, listed
from .manifest import Entry

TRAIN_SHARE = 0.8
DEV_SHARE = 0.1
"""The rest is `check`."""
HASHED_TRAIN_SHARE = 0.7
SMALLEST_TRAIN_SHARE = 0.5
"""Of the clips of each word: what the hash leaves at least, and what is left when words that are not
measured yet have taken theirs."""
FEWEST_TO_TRAIN = 20
"""Clips of a word."""
FEWEST_TO_MEASURE = 3
"""Clips of a word, if there are enough."""
FEWEST_SPEAKERS = 5
"""Of a word that is split by speaker; with fewer, too much would be lost for training."""
_NAME_THEM = "name the files SPEAKER_WORD_NUMBER.wav, or give a manifest with a column speaker"


def with_splits(entries: Sequence[Entry], words: Iterable[str]) -> tuple[list[Entry], list[str]]:
    """`entries` with splits such that nobody is in two, and what to know about it, a line each.

    Clips without a speaker, and those of speakers of a word that fewer than `FEWEST_SPEAKERS` say, are
    split one by one. `words` are those to be learned; of those with enough clips for that, enough stay in
    `train`, and some go to `dev` and to `check`.
    """
    total = Counter(entry.word for entry in entries)
    words = sorted(word for word in words if total[word] >= FEWEST_TO_TRAIN)
    problems = []
    unnamed = sum(not entry.speaker for entry in entries)
    if unnamed:
        problems.append(
            f"{unnamed:,} of {counted(len(entries), 'clip')} do not tell who speaks: they are split by "
            f"file, so voices that are measured are also trained on; {_NAME_THEM}"
        )
    speakers_of = defaultdict(set)
    for entry in entries:
        if entry.speaker and entry.word in words:
            speakers_of[entry.word].add(entry.speaker)
    few = {word: who for word, who in speakers_of.items() if len(who) < FEWEST_SPEAKERS}
    known = set().union(*few.values())
    if few:
        problems.append(
            f"only {counted(len(known), 'speaker')} ({listed(sorted(known))}) of {listed(sorted(few))}: "
            "their clips are split by file, so the figures hold for these voices and no others; record "
            f"{FEWEST_SPEAKERS} people or more, and {_NAME_THEM}"
        )

    def group(entry: Entry) -> str:
        return entry.speaker if entry.speaker and entry.speaker not in known else entry.name

    groups = defaultdict(Counter)
    for entry in entries:
        groups[group(entry)][entry.word] += 1
    split_of = _splits(groups, words)
    return [replace(entry, split=split_of[group(entry)]) for entry in entries], problems


def _splits(groups: dict[str, Counter[str]], words: list[str]) -> dict[str, str]:
    """The split of each group, which is given by its clips of each word."""
    total = sum(groups.values(), Counter())
    count = {"train": Counter(total), "dev": Counter(), "check": Counter()}
    split_of = dict.fromkeys(groups, "train")
    positions = {name: _position(name) for name in groups}
    order = sorted(groups, key=positions.__getitem__)

    def may_leave(name: str, train_share: float) -> bool:
        """Enough is left to train on."""
        return all(
            count["train"][word] - clips >= max(FEWEST_TO_TRAIN, train_share * total[word])
            for word, clips in groups[name].items()
            if word in words
        )

    def move(name: str, split: str) -> None:
        split_of[name] = split
        count["train"] -= groups[name]
        count[split] += groups[name]

    for name in order:
        if positions[name] >= TRAIN_SHARE and may_leave(name, HASHED_TRAIN_SHARE):
            move(name, "dev" if positions[name] < TRAIN_SHARE + DEV_SHARE else "check")
    for split in ("dev", "check"):
        for word in words:
            for name in reversed(order):
                if count[split][word] >= FEWEST_TO_MEASURE:
                    break
                trains = split_of[name] == "train" and groups[name][word]
                if trains and may_leave(name, SMALLEST_TRAIN_SHARE):
                    move(name, split)
    return split_of


def _position(name: str) -> float:
    """In 0 ..< 1, from nothing but the name."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def check_speakers(entries: Iterable[Entry]) -> None:
    """Raises `DataError` if a speaker is in more than one split."""
    split_of: dict[str, str] = {}
    for entry in entries:
        if not entry.speaker:
            continue
        other = split_of.setdefault(entry.speaker, entry.split)
        if other != entry.split:
            raise DataError(
                f"speaker {entry.speaker} is in both {other} and {entry.split}; move the clips into "
                "one, or leave the column split out to have the clips split"
            )
