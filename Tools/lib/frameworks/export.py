"""Runs and exports the networks of one framework, in the Python that has it: python -m frameworks.export NAME FOLDER"""

import importlib
import sys
from pathlib import Path

import torch

from .case import write_cases
from .networks.recipe import cases


def main() -> None:
    name, folder = sys.argv[1:]
    torch.set_num_threads(1)
    write_cases(Path(folder), cases(importlib.import_module(f".networks.{name}_networks", __package__)))


if __name__ == "__main__":
    main()
