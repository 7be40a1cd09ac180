"""What is wrong with recordings that can be read: a line each, which says what to do."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from .clips import Clip
from .errors import DataError, counted, listed
from .manifest import SILENCE, UNKNOWN, Entry
from .splits import FEWEST_TO_TRAIN

ENOUGH_TO_TRAIN = 100
LARGEST_RATIO = 5
"""Of the clips of two words."""
LARGEST_CLIPPED_SHARE = 0.001
"""Of the samples of a clip."""
SMALLEST_RMS = 32768 * 10 ** (-60 / 20)


def choose_words(entries: Sequence[Entry], wanted: list[str] | None) -> tuple[list[str], list[str]]:
    """The words to learn, and the labels with too few clips for that, which become other words.

    `wanted` as they are, or else all labels with enough clips, in alphabetical order. Raises
    `DataError` if there is none, or naming the words of `wanted` with too few.
    """
    count = Counter(entry.word for entry in entries if entry.split == "train")
    labels = sorted({entry.word for entry in entries} - {UNKNOWN, SILENCE})
    if wanted is None:
        words = [word for word in labels if count[word] >= FEWEST_TO_TRAIN]
    else:
        words = list(dict.fromkeys(wanted))
        if absent := [word for word in words if word not in labels]:
            raise DataError(f"no clip of {', '.join(absent)}; there are: {listed(labels, 40)}")
    few = [word for word in wanted or labels if count[word] < FEWEST_TO_TRAIN]
    if few and (wanted or not words):
        raise DataError(
            f"too few clips to train on: {_counts(few, count)}; record {FEWEST_TO_TRAIN} or more of "
            "each, and a few for measuring"
        )
    if not words:
        raise DataError(f"no word to learn: all clips are {UNKNOWN} or {SILENCE}; record some")
    return words, few


def check_counts(entries: Sequence[Entry], words: list[str], few: list[str]) -> list[str]:
    """`few` are labels that become other words."""
    count = Counter(entry.word for entry in entries if entry.split == "train")
    problems = []
    if few:
        problems.append(
            f"too few clips to train on: {_counts(few, count)}: they are taken as other words "
            f"({UNKNOWN}); record {FEWEST_TO_TRAIN} or more of each"
        )
    if scarce := [word for word in words if count[word] < ENOUGH_TO_TRAIN]:
        problems.append(
            f"few clips to train on: {_counts(scarce, count)}: accuracy will suffer; record "
            f"{ENOUGH_TO_TRAIN} or more of each"
        )
    least, most = min(words, key=count.__getitem__), max(words, key=count.__getitem__)
    if count[most] > LARGEST_RATIO * count[least]:
        problems.append(
            f"very unequal counts of clips to train on: {_counts([most, least], count)}: the rare word "
            "will be missed; record more of it"
        )
    if not any(entry.word not in (*words, SILENCE) for entry in entries):
        problems.append(
            "no other words: they are made by reversing and splicing; put recordings of other words "
            f"into the folder {UNKNOWN} (or label them so) for fewer false alarms"
        )
    for split in ("dev", "check"):
        measured = {entry.word for entry in entries if entry.split == split}
        if absent := [word for word in words if word not in measured]:
            problems.append(
                f"split {split} has no clip of {listed(absent)}: there it is not measured; record more "
                "of it, by other people"
            )
    return problems


def check_clips(clips: Sequence[Clip]) -> list[str]:
    """Clipping, silence, and the same recording twice."""
    problems, same = [], defaultdict(list)
    clipped, silent = [], []
    for clip in clips:
        if _is_silent(clip.samples):
            silent.append(clip.name)
            continue
        if _is_clipped(clip.samples):
            clipped.append(clip.name)
        same[hashlib.blake2b(clip.samples.tobytes(), digest_size=16).digest()].append(clip)
    if clipped:
        problems.append(
            f"{counted(len(clipped), 'clipped clip')} ({listed(clipped)}): more than "
            f"{100 * LARGEST_CLIPPED_SHARE:g} % of the samples at full scale; turn the microphone down "
            "and record again"
        )
    if silent:
        problems.append(
            f"{counted(len(silent), 'silent clip')} ({listed(silent)}): below -60 dB of full scale; "
            "delete or record again"
        )
    return problems + _check_duplicates([group for group in same.values() if len(group) > 1])


def _check_duplicates(groups: Iterable[list[Clip]]) -> list[str]:
    """Each group is one recording; what is worst about it is said."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        if len({clip.word for clip in group}) > 1:
            kind = "under two words: one of them is wrong; delete it"
        elif len({clip.split for clip in group}) > 1:
            kind = "in two splits: what is measured was trained on; delete all but one"
        else:
            kind = "there twice: delete all but one"
        by_kind[kind].append(" = ".join(clip.name for clip in group[:2]))
    return [
        f"{counted(len(names), 'recording')} ({listed(names)}) {kind}"
        for kind, names in sorted(by_kind.items())
    ]


def _is_silent(samples: np.ndarray) -> bool:
    values = samples.astype(np.float32)
    return bool(np.dot(values, values) < SMALLEST_RMS**2 * len(values))


def _is_clipped(samples: np.ndarray) -> bool:
    if samples.max() < 32767 and samples.min() > -32768:
        return False
    at_limit = np.count_nonzero((samples == 32767) | (samples == -32768))
    return at_limit > LARGEST_CLIPPED_SHARE * len(samples)


def _counts(words: Sequence[str], count: Counter[str]) -> str:
    return listed([f"{word} {count[word]:,}" for word in words], 20)
