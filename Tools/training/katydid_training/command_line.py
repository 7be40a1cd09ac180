"""What the command lines of training have in common."""

import argparse
import sys
from typing import NoReturn

USAGE_ERROR = 64


class Parser(argparse.ArgumentParser):
    """Ends the process with `USAGE_ERROR`, where argparse has 2."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE_ERROR, f"{self.prog}: {message}\n")
