"""These tests need what `Tools/train` installs; elsewhere they are skipped as a whole."""

import sys
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "python"))

MISSING = [name for name in ("torch", "safetensors", "soundfile") if find_spec(name) is None]
collect_ignore_glob = ["test_*.py"] if MISSING else []
if not MISSING:
    import torch

    # As Tools/train: with tensors this small, threads mostly wait for each other, on a busy machine for
    # minutes.
    torch.set_num_threads(1)


def pytest_terminal_summary(terminalreporter):
    if MISSING:
        names = ", ".join(MISSING)
        terminalreporter.write_line(
            f"tests of training skipped: no {names} (Tools/train installs it)"
        )
