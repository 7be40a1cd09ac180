"""A small Debian system in a folder, without a running service manager."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from board import ROOT

TARBALL = ROOT / ".build/boards/bookworm-amd64.tar"
MIRROR = "http://deb.debian.org/debian"
PACKAGES = "adduser,libasound2,libsndfile1"
# What changes whenever any package is installed or removed.
VOLATILE = ("var/lib/dpkg", "var/log", "var/cache", "var/backups", "run", "tmp")
ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C",
    "DEBIAN_FRONTEND": "noninteractive",
}
BACKUPS = ("etc/passwd-", "etc/group-", "etc/shadow-", "etc/gshadow-", "etc/.pwd.lock")


class NoSystemError(Exception):
    """There is no system to be had; the message says why, in a line."""


@dataclass(frozen=True)
class System:
    """A system that a package may change."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / name

    def run(self, *command: str) -> str:
        run = subprocess.run(
            ["chroot", self.folder, *command],
            env=ENVIRONMENT,
            capture_output=True, text=True,
        )  # fmt: skip
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def install(self, package: Path) -> None:
        shutil.copy(package, self.folder / "tmp")
        self.run("dpkg", "--install", "--force-confold", f"/tmp/{package.name}")

    def files(self) -> list[str]:
        """What is there, but for what dpkg and the like write down."""
        names = (str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))
        return sorted(
            name for name in names if not name.startswith(VOLATILE) and name not in BACKUPS
        )


@dataclass(frozen=True)
class Chroot:
    tarball: Path

    @staticmethod
    def made() -> "Chroot":
        """Made once; raises `NoSystemError`."""
        if os.geteuid() != 0:
            raise NoSystemError("only root may install packages in a folder")
        if not TARBALL.exists():
            TARBALL.parent.mkdir(parents=True, exist_ok=True)
            part = TARBALL.with_suffix(".part.tar")
            if fault := bootstrap(part):
                raise NoSystemError(fault)
            part.rename(TARBALL)
        return Chroot(TARBALL)

    @contextmanager
    def entered(self) -> Iterator[System]:
        """A fresh system, thrown away afterwards."""
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["tar", "-xpf", self.tarball, "-C", folder], check=True)
            yield System(Path(folder))


def bootstrap(tarball: Path) -> str | None:
    """Fills a tarball with a minimal system. What went wrong, in a line, or None."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm"]
        run = subprocess.run([*command, folder, MIRROR], capture_output=True, text=True)
        if run.returncode:
            last = (run.stdout + run.stderr).strip().splitlines()[-1:]
            return f"no Debian system can be made from {MIRROR}: {' '.join(last)}"
        subprocess.run(["tar", "-cpf", tarball, "-C", folder, "."], check=True)
    return None
