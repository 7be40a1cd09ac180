"""What is installed: names, what the libraries need, what they show."""

import re
import subprocess

from conftest import ROOT

HEADER = ROOT / "Sources/KatydidC/include/katydid.h"
DECLARED = set(re.findall(r"\b(katydid_\w+)\(", HEADER.read_text()))


def output_of(*command) -> str:
    return subprocess.run(
        [str(word) for word in command], check=True, capture_output=True, text=True
    ).stdout


def test_what_is_installed(library):
    files = {str(p.relative_to(library)) for p in library.rglob("*") if not p.is_dir()}
    version = output_of(ROOT / ".build/debug/katydid", "--version").split()[1]
    assert files == {
        "include/katydid.h", "lib/libkatydid.a", "lib/libkatydid.so", "lib/libkatydid.so.1",
        f"lib/libkatydid.so.{version}", "lib/pkgconfig/katydid.pc",
    }  # fmt: skip
    assert (library / "include/katydid.h").read_bytes() == HEADER.read_bytes()


def test_the_name_at_run_time_holds_the_abi_version(library):
    abi = re.search(r"#define KATYDID_ABI_VERSION (\d+)", HEADER.read_text())[1]
    dynamic = output_of("readelf", "--dynamic", library / "lib/libkatydid.so")
    assert re.search(r"\(SONAME\).*\[(.*)\]", dynamic)[1] == f"libkatydid.so.{abi}"


def test_the_shared_library_needs_that_of_c_only(library):
    dynamic = output_of("readelf", "--dynamic", library / "lib/libkatydid.so")
    assert re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic) == ["libc.so.6"]


def test_both_show_the_interface_and_nothing_else(library):
    assert len(DECLARED) > 40
    names = ["nm", "--defined-only", "--format=just-symbols"]
    shared = output_of(*names, "--dynamic", library / "lib/libkatydid.so").split()
    assert set(shared) == DECLARED
    static = output_of(*names, "--extern-only", library / "lib/libkatydid.a").split()
    assert {name for name in static if not name.endswith(":")} == DECLARED


def test_pkg_config(library, flags):
    # However pkg-config writes the place, it is that of the file.
    folder = str((library / "lib").resolve())
    for wishes in (["--libs"], ["--libs", "--static"]):
        words = flags(*wishes)
        assert words[-1] == "-lkatydid" and len(words) == 2
        assert str(__import__("pathlib").Path(words[0].removeprefix("-L")).resolve()) == folder


def test_wrong_words(library):
    for words in (["--prefix"], ["everything"]):
        ran = subprocess.run([ROOT / "Tools/build-library", *words], capture_output=True, text=True)
        assert ran.returncode == 64 and "usage: Tools/build-library" in ran.stderr
