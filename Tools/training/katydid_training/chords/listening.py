"""What the program makes of recordings."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..progress import progress
from .comparison import hold_labels
from .program import PROGRAM, printed_labels
from .recordings import Recording
from .results import Heard, write_wav


def hear(
    recordings: Sequence[Recording],
    model: str,
    options: Sequence[str] = (),
    program: Path = PROGRAM,
) -> list[Heard]:
    """`model` is a name or a path, `options` are further ones of `katydid recognize`.

    Raises `ProgramError`, `DataError`.
    """
    with tempfile.TemporaryDirectory(prefix="katydid-chords-") as folder:
        path = Path(folder) / "recording.wav"
        return [
            _hear(recording, path, model, options, program)
            for recording in progress("listening", recordings, len(recordings))
        ]


def _hear(
    recording: Recording, path: Path, model: str, options: Sequence[str], program: Path
) -> Heard:
    write_wav(recording, path)
    labels = printed_labels(program, model, path, options)
    return Heard(recording, hold_labels(labels, recording.truth[-1][1]))
