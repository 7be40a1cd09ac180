"""What `pip install ./Tools/python` puts in place."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from katydid import library

PACKAGE = Path(__file__).resolve().parents[1]
USE = """
import katydid, sys
from katydid import library
assert library.load()._name.startswith(sys.argv[1]), library.load()._name
print(katydid.Network(sys.argv[2]).model.layer_names)
"""


def pip(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, env=os.environ | environment, cwd="/"
    )


@pytest.fixture(scope="module")
def make_wheel(tmp_path_factory):
    """Makes a wheel of the package with a library; what makes wheels is installed once."""
    requirements = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["build-system"][
        "requires"
    ]
    tools = tmp_path_factory.mktemp("tools")
    installed = pip("install", "--quiet", "--target", tools, *requirements)
    assert installed.returncode == 0, installed.stderr

    def make(folder: Path, library: str) -> subprocess.CompletedProcess[str]:
        return pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, PACKAGE,
                   KATYDID_LIBRARY=library, PYTHONPATH=str(tools))  # fmt: skip

    return make


@pytest.fixture(scope="module")
def wheel(make_wheel, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    made = make_wheel(folder, library.load()._name)
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.whl"))


def test_a_wheel_carries_the_library(wheel):
    assert "-py3-none-" in wheel.name and "any" not in wheel.name
    with zipfile.ZipFile(wheel) as archive:
        assert "katydid/libkatydid.so" in archive.namelist()


def test_what_is_installed_needs_no_checkout(wheel, tmp_path):
    installed = pip("install", "--no-deps", "--target", tmp_path, wheel)
    assert installed.returncode == 0, installed.stderr
    model = PACKAGE.parents[1] / "Tests/Golden/networks/chain.kat"
    environment = {name: value for name, value in os.environ.items() if name != "KATYDID_LIBRARY"}
    used = subprocess.run(
        [sys.executable, "-c", USE, str(tmp_path), str(model)], capture_output=True, text=True,
        env=environment | {"PYTHONPATH": str(tmp_path)}, cwd="/",
    )  # fmt: skip
    assert used.returncode == 0, used.stderr


def test_a_library_that_is_not_there_is_named(make_wheel, tmp_path):
    made = make_wheel(tmp_path, "none.so")
    assert made.returncode != 0
    assert "KATYDID_LIBRARY: none.so is not there" in made.stdout + made.stderr
