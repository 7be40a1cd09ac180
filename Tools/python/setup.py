"""Puts the shared library into the package, so that what is installed needs nothing else.

It is the file that the environment variable KATYDID_LIBRARY names; or else that of the checkout, which is built
if Swift is there; or else the one that is installed on the system.
"""

import os
import shutil
import subprocess
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

CHECKOUT = Path(__file__).resolve().parents[2]
BUILD = "Tools/build-library"


def library() -> Path:
    named = os.environ.get("KATYDID_LIBRARY")
    if named:
        if not Path(named).is_file():
            raise SetupError(
                f"KATYDID_LIBRARY: {named} is not there; name libkatydid.so, or unset it"
            )
        return Path(named)
    if (CHECKOUT / BUILD).is_file() and shutil.which("swift"):
        subprocess.run([CHECKOUT / BUILD], check=True)
    folders = [CHECKOUT / ".build" / "library" / "lib", *installed()]
    found = (folder / "libkatydid.so" for folder in folders)
    path = next((path for path in found if path.is_file()), None)
    if path is None:
        raise SetupError(
            "libkatydid.so is not there: install Swift 6.2 or later (https://www.swift.org/install), so that it can be "
            f"built; or build it elsewhere with '{BUILD}' and set KATYDID_LIBRARY to its path"
        )
    return path


def installed() -> list[Path]:
    """Where pkg-config knows the library."""
    try:
        command = ["pkg-config", "--variable=libdir", "katydid"]
        asked = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return [Path(asked.stdout.strip())]


class BuildWithLibrary(build_py):
    def run(self) -> None:
        super().run()
        # In place the package takes the library of the checkout.
        if not self.editable_mode:
            shutil.copy(library().resolve(), Path(self.build_lib, "katydid", "libkatydid.so"))


class DistributionOfPlatform(Distribution):
    """Not the same files on every system, though no module is compiled."""

    def has_ext_modules(self) -> bool:
        return True


class WheelOfPlatform(bdist_wheel):
    """For any Python 3, on this system."""

    def get_tag(self) -> tuple[str, str, str]:
        return "py3", "none", super().get_tag()[2]


setup(
    distclass=DistributionOfPlatform,
    cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": WheelOfPlatform},
)
