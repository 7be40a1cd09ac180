"""Finding the library, and the header that it keeps to."""

import os
import re
import subprocess
import sys
from pathlib import Path

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


def test_a_library_of_another_version_is_refused(tmp_path):
    # As the library, but for what it says of itself.
    source, other = tmp_path / "other.c", tmp_path / "other.so"
    functions = [name for name in library._FUNCTIONS if name != "katydid_abi_version"]
    source.write_text(
        "int katydid_abi_version(void) { return 2; }\n"
        + "".join(f"void {name}(void) {{}}\n" for name in functions)
    )
    subprocess.run(["cc", "-shared", "-fPIC", source, "-o", other], check=True)
    outcome = run_python(MAKE_A_FRONT_END, KATYDID_LIBRARY=str(other))
    assert "has the ABI version 2, this package wants 1" in outcome.stderr


def test_the_functions_are_those_of_the_header():
    header = (HEADER_FOLDER / "katydid.h").read_text()
    assert set(re.findall(r"\b(katydid_\w+)\(", header)) == set(library._FUNCTIONS)
    assert f"#define KATYDID_ABI_VERSION {library.ABI_VERSION}\n" in header
