"""The other half of the table: a C reference for networks of the same shape and rates.

It lies beside the checkout, is built in a temporary folder and is no part of this project.
"""

import json
import shutil
import sys

from .callgrind import call, per_tick

SOURCES = ("bench.c", "gen_workloads.py", "Makefile")
PROGRAMS = {"SSE2": "bench_base", "AVX2": "bench_v3"}
FILES = {"W1": "kws.bin", "W2": "large.bin", "W3": "sparse.bin"}
VARIANTS = {"dense": "eo16", "sparse": "csr"}
FIRST, LAST = 100, 600
"""Ticks after its own warm-up between which instructions are counted."""


class Reference:
    def __init__(self, source, folder):
        """Builds the reference of `source` and its workloads in `folder`."""
        self.folder = folder
        for name in SOURCES:
            shutil.copy(source / name, folder)
        call(["make", "-s", *PROGRAMS.values()], cwd=folder)
        call([sys.executable, "gen_workloads.py", "--out", "."], cwd=folder)

    def events(self, workload, layout):
        """Synaptic events a tick; fails if the reference does not compute what it should."""
        command = [self._program("SSE2"), FILES[workload], VARIANTS[layout], "1"]
        return json.loads(call(command, cwd=self.folder).stdout)["events_step"]

    def measure(self, build, workload, layout):
        """Instructions a tick."""
        workload = self.folder / FILES[workload]
        command = [self._program(build), workload, VARIANTS[layout], "-i"]
        return per_tick(lambda ticks: [*command, str(ticks)], FIRST, LAST)

    def _program(self, build):
        return self.folder / PROGRAMS[build]
