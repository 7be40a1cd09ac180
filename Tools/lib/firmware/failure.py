"""How the commands of this package fail."""

USAGE, BAD_DATA, NO_INPUT, INTERNAL = 64, 65, 66, 70


class Failure(Exception):
    """Ends the run with a message and an exit code of sysexits.h."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
