"""A board for `Tools/deploy`: a real sshd on this machine, behind which the commands that would change the machine are
scripts that say what they were given and answer as a test wants."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

ANSWERS = {
    "dpkg": "echo amd64",
    "uname": "echo x86_64",
    "id": "echo 0",
    "systemctl": '[ "$1" != is-system-running ] || echo running',
    "apt-get": "",
    "journalctl": "",
}
"""What each command does that `Tools/deploy` or its script calls there and that is not to reach this machine."""

IN_ETC = ("install", "cmp")
"""Commands that are the real ones, with another folder for /etc/katydid."""


class CannotRun(Exception):
    """Why there can be no sshd here."""


class Board:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.etc = folder / "etc-katydid"
        self.commands = folder / "commands"
        self.log = folder / "log"
        self.key, self.other_key = folder / "key", folder / "other"
        for key in (self.key, self.other_key, folder / "host"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
            subprocess.run(command, check=True)
        self.port = free_port()
        self._start()

    def reset(self) -> None:
        """Makes it as it was before any test."""
        for directory in (self.etc, self.commands):
            shutil.rmtree(directory, ignore_errors=True)
            directory.mkdir()
        self.log.write_text("")
        for name, answer in ANSWERS.items():
            self.answers(name, answer)
        for name in IN_ETC:
            real = shutil.which(name)
            self._write(
                name,
                f'for word; do shift; case $word in /etc/katydid*) word="{self.etc}"'
                '"${word#/etc/katydid}" ;; esac; set -- "$@" "$word"; done\n'
                f'exec {real} "$@"',
            )
        self.journal("""echo '{"time": 1.520, "label": "eight", "score": 1.00}'; exec sleep 30""")
        self.knows("host")

    def knows(self, key: str) -> None:
        """What the user takes for the key of the board."""
        public = (self.folder / f"{key}.pub").read_text()
        (self.folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {public}")

    def _start(self) -> None:
        program = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
        if program is None:
            raise CannotRun("there is no sshd: apt-get install openssh-server")
        if os.geteuid() == 0:
            # Where an sshd of root's leaves what it does not need.
            Path("/run/sshd").mkdir(exist_ok=True)
        configuration = self.folder / "sshd_config"
        configuration.write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host\n"
            f"AuthorizedKeysFile {self.key}.pub\nPidFile none\nStrictModes no\nUsePAM no\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n"
            "Subsystem sftp internal-sftp\n"
            f"SetEnv PATH={self.commands}:/usr/bin:/bin\n"
        )
        log = self.folder / "sshd.log"
        command = [program, "-D", "-e", "-f", str(configuration)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log.open("w")
        )
        end = time.monotonic() + 10
        while "listening" not in log.read_text():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise CannotRun(f"sshd does not run: {log.read_text()}")
            time.sleep(0.02)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def answers(self, command: str, script: str) -> None:
        """Lets a command there note its words and run this script."""
        self._write(command, f'echo "{command} $*" >>{self.log}\n{script}')

    def journal(self, script: str) -> None:
        """What follows in the journal when the service is started."""
        self.answers(
            "journalctl",
            'case $* in --sync) exit ;; *--show-cursor*) echo "-- cursor: s=1;i=2"; exit ;;\n'
            '*"--after-cursor s=1;i=2"*) ;; *) exit 1 ;; esac\n' + script,
        )

    def _write(self, command: str, script: str) -> None:
        path = self.commands / command
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def called(self, command: str) -> list[str]:
        lines = self.log.read_text().splitlines()
        return [line for line in lines if line.split()[0] == command]

    def deploy(
        self, *words: str, key: Path | None = None, port: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs `Tools/deploy` against it."""
        options = {
            "Port": port or self.port,
            "IdentityFile": key or self.key,
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "UserKnownHostsFile": self.folder / "known_hosts",
        }
        command = [str(REPOSITORY / "Tools/deploy")]
        for name, value in options.items():
            command += ["--ssh-option", f"{name}={value}"]
        command += [f"{getpass.getuser()}@127.0.0.1", *words]
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.folder,
            timeout=20,
        )

    def package(self, name: str = "katydid", version: str = "0.1.0", arch: str = "amd64") -> str:
        """The path of a package with nothing in it."""
        tree = self.folder / "tree"
        (tree / "DEBIAN").mkdir(parents=True, exist_ok=True)
        (tree / "DEBIAN/control").write_text(
            f"Package: {name}\nVersion: {version}\nArchitecture: {arch}\n"
            "Maintainer: Nobody <nobody@localhost>\nDescription: a package for tests\n"
        )
        path = self.folder / f"{name}_{version}_{arch}.deb"
        command = ["dpkg-deb", "--root-owner-group", "--build", str(tree), str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return path.name


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
