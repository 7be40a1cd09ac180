"""`Tools/deploy` against a local sshd: what it does, and what it says where something fails."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from board import Board, CannotRun, free_port


@pytest.fixture(scope="module")
def running_board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    try:
        board = Board(tmp_path_factory.mktemp("board"))
    except CannotRun as reason:
        pytest.skip(str(reason))
    yield board
    board.stop()


@pytest.fixture
def board(running_board: Board) -> Board:
    running_board.reset()
    return running_board


def test_it_installs_starts_and_shows_the_first_event(board: Board) -> None:
    result = board.deploy(board.package())
    assert result.returncode == 0, result.stdout
    assert '"label": "eight"' in result.stdout and "Done." in result.stdout
    (installed,) = board.called("apt-get")
    assert installed.startswith("apt-get install -y") and "katydid_0.1.0_amd64.deb" in installed
    assert [call.split()[1] for call in board.called("systemctl")] == [
        "is-system-running",
        "stop",
        "enable",
        "start",
    ]
    # Nothing stays on the board, nor the connection to it.
    assert not Path(installed.split()[-1]).parent.exists()


def test_a_configuration_and_a_model_are_installed_with_a_backup(board: Board) -> None:
    (board.etc / "katydid.toml").write_text("threshold = 0.7\n")
    (board.folder / "mine.toml").write_text('model = "my.kat"\n')
    (board.folder / "my.kat").write_bytes(b"KATY")
    words = ("--config", "mine.toml", "--model", "my.kat", "--wait", "0", board.package())
    for _ in range(2):
        result = board.deploy(*words)
        assert result.returncode == 0, result.stdout
    # The second time there was nothing to change.
    names = sorted(path.name for path in board.etc.iterdir())
    assert names == ["katydid.toml", "katydid.toml.~1~", "my.kat"]
    assert (board.etc / "katydid.toml").read_text() == 'model = "my.kat"\n'
    assert (board.etc / "katydid.toml").stat().st_mode & 0o777 == 0o644
    assert (board.etc / "katydid.toml.~1~").read_text() == "threshold = 0.7\n"
    assert not [call for call in board.called("journalctl") if " -fu " in call]


def test_as_another_user_only_what_needs_it_runs_by_sudo(board: Board) -> None:
    board.answers("id", "echo 1000")
    board.answers("sudo", '[ "$1" != -n ] || shift; exec "$@"')
    result = board.deploy(board.package())
    assert result.returncode == 0, result.stdout
    asked, used = board.called("sudo")
    assert asked == "sudo -n true" and "install-on-board.sh" in used


def test_a_password_that_nobody_can_give(board: Board) -> None:
    board.answers("id", "echo 1000")
    board.answers("sudo", "exit 1")
    result = board.deploy(board.package())
    assert result.returncode == 69 and "nobody can answer" in result.stdout
    assert not board.called("apt-get")


def test_a_key_that_the_board_does_not_take(board: Board) -> None:
    result = board.deploy(board.package(), key=board.other_key)
    assert result.returncode == 69
    assert "Permission denied" in result.stdout and "ssh-copy-id" in result.stdout


def test_another_host_key_than_the_known_one(board: Board) -> None:
    board.knows("other")
    result = board.deploy(board.package())
    assert result.returncode == 69 and "ssh-keygen -R" in result.stdout


def test_a_board_that_is_off(board: Board) -> None:
    result = board.deploy(board.package(), port=free_port())
    assert result.returncode == 69 and "refused" in result.stdout and "SSH" in result.stdout


@pytest.mark.parametrize(
    ("debian_arch", "machine", "arch"),
    [
        ("arm64", "aarch64", "aarch64"),
        ("armhf", "aarch64", "armv7"),
        ("armhf", "armv7l", "armv7"),
        ("armhf", "armv6l", "armv6"),
        ("amd64", "x86_64", "amd64"),
    ],
)
def test_it_finds_the_architecture(board: Board, debian_arch: str, machine: str, arch: str) -> None:
    board.answers("dpkg", f"echo {debian_arch}")
    board.answers("uname", f"echo {machine}")
    result = board.deploy("--dry-run")
    assert result.returncode == 0 and f"Tools/build-board {arch}\n" in result.stdout
    assert not board.called("apt-get")


@pytest.mark.parametrize(
    ("answers", "words", "package", "code", "says"),
    [
        ({"dpkg": "exit 127"}, [], {}, 69, "no Debian system"),
        ({"dpkg": "echo riscv64"}, [], {}, 69, "riscv64, for which there is no package"),
        ({"systemctl": "echo offline; exit 1"}, [], {}, 69, "no systemd"),
        ({}, [], {"arch": "arm64"}, 65, "is for arm64, and"),
        ({}, ["--arch", "armv7"], {}, 65, "--arch armv7"),
        ({}, [], {"name": "other"}, 65, "not of katydid"),
        (
            {"dpkg": "echo armhf", "uname": "echo armv6l"},
            [],
            {"arch": "armhf"},
            65,
            "is for ARMv7",
        ),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_changes(
    board: Board,
    answers: dict[str, str],
    words: list[str],
    package: dict[str, str],
    code: int,
    says: str,
) -> None:
    for command, script in answers.items():
        board.answers(command, script)
    result = board.deploy(*words, board.package(**package))
    assert result.returncode == code and says in result.stdout, result.stdout
    assert not board.called("apt-get")


def test_a_file_that_is_no_package(board: Board) -> None:
    (board.folder / "no.deb").write_text("no")
    result = board.deploy("no.deb")
    assert result.returncode == 65 and "no Debian package" in result.stdout


def test_a_package_that_cannot_be_installed(board: Board) -> None:
    board.answers("apt-get", "echo 'E: Unable to locate libasound2'; exit 100")
    result = board.deploy(board.package())
    assert result.returncode == 69
    assert "libasound2" in result.stdout and "apt-get update" in result.stdout
    assert not [call for call in board.called("systemctl") if " start" in call]


def test_a_service_that_does_not_start(board: Board) -> None:
    board.answers("systemctl", "case $1 in is-*) echo running ;; start) exit 1 ;; esac")
    board.journal("echo 'katydid: no microphone that can be opened'")
    result = board.deploy(board.package())
    assert result.returncode == 69
    assert "no microphone" in result.stdout and "does not run" in result.stdout


@pytest.mark.parametrize(
    "line",
    [
        '{"status": "lost", "time": 2.000, "device": "hw:0"}',
        "katydid.service: Failed with result 'watchdog'.",
    ],
)
def test_a_service_that_fails_while_it_runs(board: Board, line: str) -> None:
    board.journal(f'cat <<"END"\n{line}\nEND\nexec sleep 30')
    result = board.deploy(board.package())
    assert result.returncode == 69 and line in result.stdout


def test_no_event_in_the_time(board: Board) -> None:
    board.journal("echo 'katydid: listening to hw:0'; exec sleep 30")
    start = time.monotonic()
    result = board.deploy("--wait", "1", board.package())
    assert result.returncode == 0, result.stdout
    assert "No event in 1 s" in result.stdout and "listening to hw:0" in result.stdout
    assert time.monotonic() - start < 15


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--frobnicate"], 64, "unknown option"),
        (["--wait", "long"], 64, "--wait long"),
        (["--arch", "mips"], 64, "--arch mips"),
        (["--config"], 64, "value is missing"),
        (["--config", "none.toml"], 66, "none.toml"),
        (["none.deb"], 66, "none.deb"),
        (["--model", "known_hosts"], 64, "a .kat file"),
        (["known_hosts", "known_hosts"], 64, "one name too many"),
    ],
)
def test_wrong_usage(board: Board, words: list[str], code: int, says: str) -> None:
    result = board.deploy(*words)
    assert result.returncode == code and says in result.stdout
    assert not board.log.read_text()
