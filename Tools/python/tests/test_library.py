"""Finding the library, and the header that it keeps to."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from katydid import library

HEADER_FOLDER = Path(__file__).resolve().parents[3] / "Sources" / "KatydidC" / "include"


MAKE_A_FRONT_END = "import katydid; katydid.FrontEnd(katydid.FrontEndParameters.defaults())"


def run_python(code, **environment):
    package = Path(__file__).resolve().parents[1]
    return subprocess.run(
        [sys.executable, "-c", code], cwd=package, capture_output=True, text=True,
        env=os.environ | environment,
    )  # fmt: skip


def test_a_missing_library_says_what_to_run():
    outcome = run_python(MAKE_A_FRONT_END, KATYDID_LIBRARY="none.so")
    assert outcome.returncode != 0
    assert f"none.so is not there; run '{library.BUILD_COMMAND}'" in outcome.stderr


def test_a_wrong_library_says_what_to_run(tmp_path):
    (tmp_path / "x.so").write_bytes(b"not a library")
    outcome = run_python(MAKE_A_FRONT_END, KATYDID_LIBRARY=str(tmp_path / "x.so"))
    assert "LibraryMissing" in outcome.stderr and library.BUILD_COMMAND in outcome.stderr


def test_parameters_need_no_library():
    code = "import katydid; katydid.FrontEndParameters.defaults().to_bytes()"
    assert run_python(code, KATYDID_LIBRARY="none.so").returncode == 0


PROGRAM = r"""
#include <katydid.h>
#include <stdio.h>

int main(void) {
  static const int16_t samples[1000] = {0};
  uint8_t is_open[6];
  unsigned char section[KATYDID_FRONT_END_SECTION_BYTES] = {0};
  size_t offset = 7;
  katydid_front_end *front_end = NULL;
  katydid_status status = katydid_front_end_create(section, sizeof section, &front_end, &offset);
  printf("%s\n", katydid_status_text(status));
  if (status < KATYDID_BAD_MODEL || front_end || offset != 0) return 1;
  if (katydid_front_end_create(NULL, 48, &front_end, NULL) != KATYDID_NULL_POINTER) return 2;
  if (fread(section, 1, sizeof section, stdin) != sizeof section) return 3;
  if (katydid_front_end_create(section, sizeof section, &front_end, NULL)) return 4;
  if (katydid_front_end_hops_after(front_end, 1000) != 6) return 5;
  if (katydid_front_end_ticks_after(front_end, 1000) != 3) return 6;
  if (katydid_front_end_push(front_end, samples, 1000, is_open, NULL, NULL)) return 7;
  if (katydid_front_end_push(front_end, NULL, 1, NULL, NULL, NULL) != KATYDID_NULL_POINTER) return 8;
  if (katydid_front_end_hops_after(front_end, 120) != 1) return 9;
  katydid_front_end_destroy(front_end);
  katydid_front_end_destroy(NULL);
  return is_open[0] == 0 ? 0 : 10;
}
"""


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler")
@pytest.mark.parametrize("language", ["c", "c++"])
def test_a_c_program(tmp_path, language):
    from katydid import FrontEndParameters

    source, program = tmp_path / "program.c", tmp_path / "program"
    source.write_text(PROGRAM)
    path = library.load()._name
    standard = "c99" if language == "c" else "c++11"
    subprocess.run(
        ["c++" if language == "c++" else "cc", "-x", language, f"-std={standard}", "-Wall", "-Wextra",
         "-Wpedantic", "-Werror", "-I", HEADER_FOLDER, source, "-x", "none", path,
         f"-Wl,-rpath,{Path(path).parent}", "-o", program],
        check=True,
    )  # fmt: skip
    section = FrontEndParameters.defaults().to_bytes()
    outcome = subprocess.run([program], input=section, capture_output=True)
    assert outcome.returncode == 0
    assert b"unknown kind" in outcome.stdout


@pytest.mark.skipif(shutil.which("nm") is None, reason="there is no nm")
def test_nothing_but_the_interface_is_exported():
    command = ["nm", "--dynamic", "--defined-only", "--format=just-symbols", library.load()._name]
    outcome = subprocess.run(command, check=True, capture_output=True, text=True)
    assert set(outcome.stdout.split()) == set(library._FUNCTIONS)


def test_the_library_needs_nothing_of_swift():
    outcome = subprocess.run(["ldd", library.load()._name], capture_output=True, text=True)
    assert "libc" in outcome.stdout and "swift" not in outcome.stdout.lower()
