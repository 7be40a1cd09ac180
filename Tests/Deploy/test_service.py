"""The unit of the service katydid: how tight it is, and whether listening works within it."""

from __future__ import annotations

import grp
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from confinement import RLIMIT_RTPRIO, Unit, confinement, may_raise, system_call_filter
from service import REPOSITORY, UNIT, USER, Service

PROGRAM = REPOSITORY / ".build/debug/KatydidProgramEmbedded"
SAMPLES = REPOSITORY / "Tests/Golden/frontend/left.wav"
# Makes events of anything.
MODEL = REPOSITORY / "Tests/Golden/frontend/recognizer.kat"
MOST_EXPOSURE = 2.0
# What the thread that captures asks for.
PRIORITY = 10


def can_confine() -> bool:
    command = ["unshare", "--mount", "--net", "true"]
    return os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0


confining = pytest.mark.skipif(
    not can_confine(), reason="only root, where namespaces can be made, can confine a program"
)


def test_it_is_tight() -> None:
    command = ["systemd-analyze", "security", "--offline=true", str(UNIT)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    (exposure,) = re.findall(r"Overall exposure level for katydid.service: ([\d.]+)", text)
    print(f"systemd-analyze security: {exposure}")
    assert float(exposure) <= MOST_EXPOSURE


def test_systemd_has_nothing_to_say_about_it(tmp_path: Path) -> None:
    # The program is not installed here.
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text().replace("/usr/bin/katydid", "/bin/true"))
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def confined(script: str) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as state:
        confine = confinement(Unit(UNIT), USER, grp.getgrnam("audio").gr_gid, Path(state))
        command = ["/usr/bin/python3", "-c", script]
        return subprocess.run(command, preexec_fn=confine, capture_output=True, text=True, cwd="/")


@confining
@pytest.mark.parametrize(
    "script",
    [
        "import os; os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))",
        "import ctypes; assert ctypes.CDLL(None).mlock(bytes(9), 9) == 0",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import subprocess; subprocess.run(['sh', '-c', 'date | cat'], check=True)",
    ],
)
def test_what_listening_needs_is_allowed(script: str) -> None:
    result = confined(script)
    assert result.returncode == 0, result.stderr


@confining
def test_the_filter_lets_threads_become_real_time() -> None:
    """Of whoever has the privilege; with the unit's limit it takes none, but not everywhere can that be raised."""
    script = f"import os; os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param({PRIORITY}))"
    command = ["/usr/bin/python3", "-c", script]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("nobody may run in real time here, not even root")
    load_filter = system_call_filter(Unit(UNIT))
    assert subprocess.run(command, preexec_fn=load_filter).returncode == 0


@confining
@pytest.mark.skipif(
    not may_raise(RLIMIT_RTPRIO, PRIORITY),
    reason="the limit of real-time priorities cannot be raised here, not even by root",
)
def test_it_may_run_in_real_time() -> None:
    for priority in (PRIORITY, PRIORITY + 1):
        result = confined(
            f"import os; os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param({priority}))"
        )
        assert result.returncode == (0 if priority == PRIORITY else 1), result.stderr


@confining
@pytest.mark.parametrize(
    "script",
    [
        "import socket; socket.socket(socket.AF_INET)",
        "import os; os.setpriority(os.PRIO_PROCESS, 0, 1)",
        "import os; os.setuid(65534)",
        "import os; os.chroot('/')",
        "import os; os.close(os.open('/var/tmp/file', os.O_WRONLY | os.O_CREAT))",
        "import mmap; mmap.mmap(-1, 4096, prot=mmap.PROT_WRITE | mmap.PROT_EXEC)",
    ],
)
def test_what_it_does_not_need_is_refused(script: str) -> None:
    result = confined(script)
    assert result.returncode == 1 and re.search("PermissionError|Read-only", result.stderr)


@pytest.fixture
def folder() -> Iterator[Path]:
    """What the unit's user can read, with a microphone that hears a recording at true speed."""
    folder = Path(tempfile.mkdtemp())
    os.chmod(folder, 0o755)
    shutil.copy(PROGRAM, folder / "katydid")
    shutil.copy(MODEL, folder / "random.kat")
    with wave.open(str(SAMPLES)) as recording:
        (folder / "tape.raw").write_bytes(recording.readframes(recording.getnframes()) * 60)
    (folder / "asound.conf").write_text(
        "</usr/share/alsa/alsa.conf>\n"
        'pcm.tape { type file slave.pcm "null" file "/dev/null" '
        f'infile "{folder}/tape.raw" format "raw" }}\n'
    )
    source = REPOSITORY / "Tests/FaultyALSA/faults.c"
    command = ["clang", "-shared", "-fPIC", "-O1", "-o", str(folder / "faults.so"), str(source)]
    subprocess.run([*command, "-ldl", "-lasound"], check=True)
    event = folder / "event.sh"
    event.write_text('#!/bin/sh\necho "$KATYDID_LABEL" > heard\necho printed\n')
    event.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def wait_for(what: str, is_there: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not is_there():
        assert time.monotonic() < end, f"no {what}"
        time.sleep(0.02)


@confining
def test_it_runs_as_the_unit_says(folder: Path) -> None:
    service = Service(
        folder,
        'device = "tape"\nmodel = "random.kat"\nexec = "./event.sh"\nrecord = "state/day.wav"\n',
    )
    try:
        assert service.message() == "READY=1\nSTATUS=listening"
        # All of it counts as locked.
        status = Path(f"/proc/{service.process.pid}/status").read_text()
        mapped_kib = int(re.findall(r"VmSize:\s+(\d+) kB", status)[0])
        print(f"mapped memory: {mapped_kib} KiB")
        assert mapped_kib << 10 <= service.unit.most_locked_bytes

        assert [service.message(), service.message()] == ["WATCHDOG=1"] * 2
        wait_for("program of an event", (folder / "state/heard").exists)

        service.configuration.write_text('device = "tape"\nthreshold = 2\n')
        service.reload()
        reloading = service.message_other_than("WATCHDOG=1")
        assert reloading.startswith("RELOADING=1\nMONOTONIC_USEC=")
        assert service.message_other_than("WATCHDOG=1") == "READY=1\nSTATUS=listening"
        errors = (folder / "errors").read_text
        wait_for("error", lambda: f"{service.configuration}:2: threshold 2: give" in errors())

        assert service.end() == 0
        assert service.message_other_than("WATCHDOG=1") == "STOPPING=1"
    finally:
        service.process.kill()
    objects = [json.loads(line) for line in service.output.read_text().splitlines()]
    assert objects[0]["status"] == "listening" and objects[-1]["status"] == "stopped"
    assert any("label" in item for item in objects)
    # What the program of an event prints is not among the objects.
    assert "printed" in errors()
    recording = folder / "state/day.wav"
    assert recording.stat().st_uid == USER and recording.stat().st_mode & 0o777 == 0o640


@confining
def test_a_wrong_configuration_ends_it_for_good(folder: Path) -> None:
    service = Service(folder, "treshold = 1\n")
    assert service.process.wait(20) == 65
    assert "65" in service.unit["RestartPreventExitStatus"].split()
    assert "did you mean threshold?" in (folder / "errors").read_text()
