"""The packages: what lintian says of them, and what installing and removing them leaves."""

import subprocess
from pathlib import Path

import pytest
from board import Board
from chroot import Chroot, NoSystemError

CONFIGURATION = "etc/katydid/katydid.toml"
INSTALLED = [
    "usr/share/bash-completion/completions/katydid",
    "usr/share/doc/katydid/changelog.gz",
    "usr/share/doc/katydid/copyright",
    "usr/share/doc/katydid/examples/katydid.toml",
    "usr/share/fish/vendor_completions.d/katydid.fish",
    "usr/share/katydid/models/chords.kat",
    "usr/share/katydid/models/chords.md",
    "usr/share/katydid/models/keywords.kat",
    "usr/share/katydid/models/keywords.md",
    "usr/share/man/man1/katydid.1.gz",
    "usr/share/zsh/vendor-completions/_katydid",
    "lib/systemd/system/katydid.service",
    CONFIGURATION,
]


def test_lintian_has_nothing_to_say(package):
    command = ["lintian", "--allow-root", "--fail-on", "error,warning", str(package)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "")


def test_everything_is_there(root):
    assert [name for name in INSTALLED if not (root / name).is_file()] == []


def test_the_same_commit_gives_the_same_package(board, package, tmp_path):
    again = board.build("--output", str(tmp_path))
    assert again.read_bytes() == package.read_bytes()


@pytest.fixture(scope="module")
def chroot():
    try:
        return Chroot.made()
    except NoSystemError as error:
        pytest.skip(str(error))


def test_installs_upgrades_and_goes_without_a_trace(chroot: Chroot, tmp_path: Path):
    older = Board("amd64").build("--output", str(tmp_path), "--version", "0.0.1")
    newer = Board("amd64").build("--output", str(tmp_path), "--version", "0.0.2")
    with chroot.entered() as system:
        before = system.files()

        system.install(older)
        assert "katydid" in system.run("katydid", "--version")
        assert system.run("id", "-gn", "katydid").strip() == "audio"
        # Nobody is listened to unasked.
        assert not list(system.path("etc/systemd/system").rglob("katydid.service"))

        system.path(CONFIGURATION).write_text("threshold = 0.9\n")
        recording = system.path("var/lib/katydid/day.flac")
        recording.parent.mkdir()
        recording.touch()
        system.install(newer)
        assert system.path(CONFIGURATION).read_text() == "threshold = 0.9\n"
        assert recording.exists()

        system.run("dpkg", "--remove", "katydid")
        assert not system.path("usr/bin/katydid").exists()
        assert system.path(CONFIGURATION).exists() and recording.exists()

        system.run("dpkg", "--purge", "katydid")
        assert "katydid" not in system.path("etc/passwd").read_text()
        assert system.files() == before
