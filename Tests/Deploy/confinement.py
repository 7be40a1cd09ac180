"""Runs a program as a unit of systemd would, as far as that goes without systemd: its user and group, limits, user
namespace and filter of system calls, all read from the unit; no network, and no file system that can be written but the
unit's folder. Devices are not confined.

systemd.exec(5) says what each setting does.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import mmap
import os
import resource
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

ALLOW = 0x7FFF0000
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x00020000, 0x10000000, 0x40000000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 0x1, 0x20, 0x1000, 0x4000, 0x40000
# Python has no names for these.
RLIMIT_RTPRIO = 14
PR_SET_DUMPABLE = 4
# How libseccomp compares an argument: equal, or equal under a mask.
EQUAL, MASKED_EQUAL = 4, 7


class Comparison(ctypes.Structure):
    """Of an argument of a system call with a value."""

    _fields_ = [
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    ]


class Unit:
    """The settings of a unit: of each name all values, in order."""

    def __init__(self, path: Path) -> None:
        self.values: dict[str, list[str]] = {}
        for line in path.read_text().splitlines():
            if "=" in line and not line.startswith("#"):
                name, value = line.split("=", 1)
                self.values.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> str:
        (value,) = self.values[name]
        return value

    @property
    def most_locked_bytes(self) -> int:
        return int(self["LimitMEMLOCK"].removesuffix("M")) << 20

    def allowed_calls(self) -> set[str]:
        """What SystemCallFilter leaves, of the system calls that systemd knows."""
        calls: set[str] = set()
        for text in self.values["SystemCallFilter"]:
            members = members_of(text.removeprefix("~").split())
            calls = calls - members if text.startswith("~") else calls | members
        # A list of what is allowed always has these.
        return calls | members_of(["@default"])


def members_of(names: list[str]) -> set[str]:
    """System calls by name, and those of groups such as @system-service and of groups within them."""
    calls: set[str] = set()
    for name in names:
        calls |= group(name) if name.startswith("@") else {name}
    return calls


@functools.cache
def group(name: str) -> set[str]:
    command = ["systemd-analyze", "syscall-filter", name]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [line.strip() for line in text.splitlines()[1:]]
    return members_of([line for line in lines if line and not line.startswith("#")])


def may_raise(kind: int, value: int) -> bool:
    """Whether a limit may be as high as that: CAP_SYS_RESOURCE is capability 24."""
    most = resource.getrlimit(kind)[1]
    status = Path("/proc/self/status").read_text()
    (capabilities,) = [line.split()[1] for line in status.splitlines() if line[:7] == "CapEff:"]
    return most == resource.RLIM_INFINITY or value <= most or int(capabilities, 16) >> 24 & 1 == 1


def confinement(unit: Unit, user: int, group: int, state: Path) -> Callable[[], None]:
    """What a new process is to do before it becomes the unit's program. `state` is the folder that it may write to."""
    limits = {
        resource.RLIMIT_MEMLOCK: unit.most_locked_bytes,
        RLIMIT_RTPRIO: int(unit["LimitRTPRIO"]),
    }
    load_filter = system_call_filter(unit)
    libc = ctypes.CDLL(None, use_errno=True)

    def check(result: int) -> None:
        if result != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

    def mount(source: str, target: str, flags: int) -> None:
        check(libc.mount(source.encode(), target.encode(), None, flags, None))

    def separate() -> None:
        """From the network, and from writing."""
        assert unit["PrivateNetwork"] == "yes" and unit["ProtectSystem"] == "strict"
        check(libc.unshare(CLONE_NEWNS | CLONE_NEWNET))
        mount("none", "/", MS_REC | MS_PRIVATE)
        mount(str(state), str(state), MS_BIND)
        places = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
        for place in set(places) - {str(state)}:
            if not place.startswith(("/proc", "/sys", "/dev")):
                mount("none", place, MS_REMOUNT | MS_BIND | MS_RDONLY)

    def confine() -> None:
        for kind, value in limits.items():
            # A container may keep even root from raising one.
            value = value if may_raise(kind, value) else resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (value, value))
        separate()
        os.umask(int(unit["UMask"], 8))
        os.setgroups([group])
        os.setresgid(group, group, group)
        os.setresuid(user, user, user)
        if unit["PrivateUsers"] == "yes":
            check(libc.unshare(CLONE_NEWUSER))
            # Files of a process that has changed its user are root's until then.
            libc.prctl(PR_SET_DUMPABLE, 1)
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        load_filter()

    return confine


def system_call_filter(unit: Unit) -> Callable[[], None]:
    """What loads the unit's filter: calls, families of addresses, memory that is both written and run."""
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    refuse = 0x00050000 | getattr(errno, unit["SystemCallErrorNumber"])
    context = ctypes.c_void_p(seccomp.seccomp_init(refuse))

    def add(name: str, *comparisons: Comparison) -> None:
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        array = (Comparison * len(comparisons))(*comparisons)
        # Calls of other architectures have no number here.
        if number >= 0:
            result = seccomp.seccomp_rule_add_array(context, ALLOW, number, len(array), array)
            assert result == 0, (name, result)

    for name in unit.allowed_calls() - {"socket", "mmap", "mprotect"}:
        add(name)
    for family in unit["RestrictAddressFamilies"].split():
        add("socket", Comparison(0, EQUAL, getattr(socket, family), 0))
    if unit["MemoryDenyWriteExecute"] == "yes":
        both = mmap.PROT_WRITE | mmap.PROT_EXEC
        for protection in (0, mmap.PROT_WRITE, mmap.PROT_EXEC):
            add("mmap", Comparison(2, MASKED_EQUAL, both, protection))
        add("mprotect", Comparison(2, MASKED_EQUAL, mmap.PROT_EXEC, 0))

    def load() -> None:
        result = seccomp.seccomp_load(context)
        if result != 0:
            raise OSError(-result, "seccomp_load")

    return load
