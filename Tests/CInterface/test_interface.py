"""The C interface: what it does, from programs in C and C++ that are linked to both libraries."""

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

GOLDEN = ROOT / "Tests/Golden/networks"
EXAMPLE = ROOT / "Sources/KatydidC/examples/listen_pipe.c"


def run(*command: Path | str, **options) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, **options
    )
    assert ran.returncode == 0, ran.stderr
    return ran


@pytest.mark.parametrize("static", [False, True], ids=["shared", "static"])
@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_the_example_hears_what_the_program_hears(build, words, model, expected, compiler, static):
    with words.open("rb") as samples:
        printed = run(build(EXAMPLE, compiler, static=static), model, stdin=samples)
    assert [tuple(line.split("\t")) for line in printed.stdout.splitlines()] == expected


def test_the_example_says_what_is_wrong(build, tmp_path):
    def refused(*arguments) -> tuple[int, str]:
        ran = subprocess.run(
            [build(EXAMPLE), *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        return ran.returncode, ran.stderr

    assert refused()[0] == 64
    code, message = refused("none.kat")
    assert code == 66 and "none.kat: the file cannot be read: No such file" in message
    code, message = refused(ROOT / "Tests/Golden/tiny.kat")
    assert code == 65 and "the model has no front end: it is a bare network" in message
    code, message = refused(EXAMPLE)
    assert code == 65 and "byte 0: not a Katydid model" in message


@pytest.mark.parametrize("static", [False, True], ids=["shared", "static"])
def test_recognizer(build, words, model, static):
    run(build("recognizer.c", static=static), model, words, ROOT / "Tests/Golden/tiny.kat")


@pytest.fixture(scope="module")
def short_words(words, tmp_path_factory) -> Path:
    """Four seconds of them."""
    path = tmp_path_factory.mktemp("short") / "words.s16"
    path.write_bytes(words.read_bytes()[: 2 * 16_000 * 4])
    return path


def test_model(build, model, damaged):
    program_version = run(".build/debug/katydid", "--version", cwd=ROOT).stdout.split()[1]
    assert run(build("model.c"), model, damaged).stdout.strip() == program_version


@pytest.fixture
def damaged(model, tmp_path) -> Path:
    path = tmp_path / "damaged.kat"
    content = bytearray(model.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    return path


def expected_spikes(name: str) -> list[str]:
    lines = (GOLDEN / f"{name}.expected").read_text().splitlines()
    # After the spikes of a tick comes a checksum of states, which C cannot see; at the end, counters.
    return [line.split()[0] for line in lines[:-1]]


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.kat")))
def test_networks_spike_as_the_reference(build, name):
    printed = run(build("network.c"), GOLDEN / f"{name}.kat", GOLDEN / f"{name}.input").stdout
    assert printed.splitlines() == expected_spikes(name)


def test_nothing_allocates_after_creation(build, words, model):
    run(build("allocations.c"), model, words)


def test_recognizers_in_two_threads_agree(build, words, model):
    run(build("threads.c"), model, words)


def test_helgrind_finds_nothing(build, short_words, model):
    checker = ["valgrind", "--quiet", "--tool=helgrind", "--error-exitcode=99"]
    run(*checker, build("threads.c"), model, short_words)


@pytest.mark.parametrize(
    ("compiler", "standard"), [("g++", "c++11"), ("clang++", "c++20")], ids=["g++", "clang++"]
)
@pytest.mark.parametrize("static", [False, True], ids=["shared", "static"])
def test_cpp(build, words, model, expected, compiler, standard, static):
    printed = run(build("recognise.cpp", compiler, standard, static), model, words).stdout
    assert set(printed.split()) <= {label for _, label, _ in expected}
    assert len(printed.split()) >= len(expected) - 1


def test_memcheck_finds_nothing(build, short_words, model, damaged):
    checker = ["valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full",
               "--errors-for-leak-kinds=all"]  # fmt: skip
    with short_words.open("rb") as samples:
        assert run(*checker, build(EXAMPLE), model, stdin=samples).stdout.count("\n") >= 2
    run(*checker, build("model.c"), model, damaged)
    run(*checker, build("network.c"), GOLDEN / "chain.kat", GOLDEN / "chain.input")
