"""The program of the service katydid while it runs, confined as its unit says."""

from __future__ import annotations

import grp
import os
import select
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

from confinement import Unit, confinement

REPOSITORY = Path(__file__).resolve().parents[2]
UNIT = REPOSITORY / "Firmware/raspberry-pi/katydid.service"
CONFIGURATION = REPOSITORY / "Firmware/raspberry-pi/katydid.toml"
# Nobody.
USER = 65_534


class Service:
    """The unit's program while it runs, and what it tells its manager."""

    def __init__(self, folder: Path, settings: str) -> None:
        self.unit = Unit(UNIT)
        self.folder = folder
        self.configuration = folder / "katydid.toml"
        self.configuration.write_text(CONFIGURATION.read_text() + settings)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(folder / "notify"))
        os.chmod(folder / "notify", 0o666)
        state = folder / "state"
        state.mkdir(mode=int(self.unit["StateDirectoryMode"], 8))
        group = grp.getgrnam("audio").gr_gid
        os.chown(state, USER, group)
        program, *words = self.unit["ExecStart"].split()
        paths = {"/etc/katydid/katydid.toml": str(self.configuration)}
        assert program == "/usr/bin/katydid" and set(paths) <= set(words)
        self.output = folder / "output"
        with self.output.open("w") as output, (folder / "errors").open("w") as errors:
            self.process = subprocess.Popen(
                [str(folder / "katydid"), *(paths.get(word, word) for word in words)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                preexec_fn=self._enter(state, confinement(self.unit, USER, group, state)),
                env={
                    "PATH": "/usr/bin:/bin",
                    "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
                    "LD_PRELOAD": str(folder / "faults.so"),
                    "KATYDID_FAULTS": "clock",
                    "NOTIFY_SOCKET": str(folder / "notify"),
                    "WATCHDOG_USEC": "500000",
                },
            )

    @staticmethod
    def _enter(state: Path, confine: Callable[[], None]) -> Callable[[], None]:
        def enter() -> None:
            confine()
            # What it is now may be written to, what it was before may not.
            os.chdir(state)

        return enter

    def message(self) -> str:
        """The next one; the last ones are there although the process has ended."""
        ready, _, _ = select.select([self.socket], [], [], 20)
        assert ready, f"nothing is said; {(self.folder / 'errors').read_text()}"
        return self.socket.recv(4096).decode()

    def message_other_than(self, other: str) -> str:
        while (message := self.message()) == other:
            pass
        return message

    def reload(self) -> None:
        words = self.unit["ExecReload"].replace("$MAINPID", str(self.process.pid)).split()
        subprocess.run(words, check=True)

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)
