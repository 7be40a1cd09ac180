"""A package outside the tree that depends on Katydid by a tag, as those of others do."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, output_of

EXAMPLE = ROOT / "Tests/SwiftPackage/Example"
MAIN = EXAMPLE / "Sources/recognise/main.swift"
MODEL = ROOT / "Firmware/models/keywords.kat"
WORDS = ROOT / "Firmware/demo/words.flac"


@pytest.fixture(scope="module")
def clone(tmp_path_factory, version) -> Path:
    """A clone with the files as they are now, and a tag of the version."""
    clone = tmp_path_factory.mktemp("clone") / "katydid"
    git = ["git", "-c", "user.name=Tests", "-c", "user.email=tests@localhost"]
    output_of("git", "clone", "--quiet", "--depth=1", f"file://{ROOT}", clone)
    listed = output_of("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, clone / name
        if source.is_symlink() or not source.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    output_of(*git, "add", "--all", cwd=clone)
    output_of(*git, "commit", "--quiet", "--allow-empty", "--message=As it is now", cwd=clone)
    output_of(*git, "tag", version, cwd=clone)
    return clone


def test_the_example_hears_what_the_program_hears(clone, version, tmp_path):
    from sound_file import read_sound

    package = tmp_path / "example"
    shutil.copytree(EXAMPLE, package, ignore=shutil.ignore_patterns(".build", "Package.resolved"))
    environment = os.environ | {"KATYDID_URL": f"file://{clone}"}
    # By a version, not by a path: unsafe flags in the product would be refused here.
    output_of("swift", "build", "--disable-index-store", cwd=package, env=environment)
    pins = json.loads((package / "Package.resolved").read_text())["pins"]
    versions = {pin["identity"]: pin["state"]["version"] for pin in pins}
    assert versions["katydid"] == version

    samples = tmp_path / "words.s16"
    # `katydid recognize` hears half a second of silence after a file.
    samples.write_bytes(read_sound(WORDS) + bytes(16_000))
    printed = output_of(package / ".build/debug/recognise", MODEL, samples)
    subprocess.run(["swift", "build", "--product", "katydid"], cwd=ROOT, check=True)
    told = output_of(".build/debug/katydid", "recognize", "--json", WORDS, cwd=ROOT)
    events = [json.loads(line) for line in told.splitlines()]
    expected = [f"{round(event['time'] * 1000)} {event['label']}" for event in events]
    assert printed.splitlines() == expected and len(expected) > 3


def test_the_page_shows_the_example():
    page = (ROOT / "Sources/Katydid/Katydid.docc/Katydid.md").read_text()
    shown = page.split("```swift\n")[1].split("```")[0]
    assert shown.count("\n") <= 12
    assert MAIN.read_text().endswith("\n\n" + shown)
