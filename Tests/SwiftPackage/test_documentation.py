"""The documentation of the portable module: every link is right, every parameter documented."""

import json

import pytest
from conftest import ROOT, output_of

CATALOG = ROOT / "Sources/Katydid/Katydid.docc"


@pytest.fixture(scope="module")
def documentation(tmp_path_factory):
    """The folder of the converted documentation. A warning of DocC is an error."""
    folder = tmp_path_factory.mktemp("documentation")
    symbols = folder / "symbols"
    symbols.mkdir()
    output_of("swift", "build", "--target", "Katydid", cwd=ROOT)
    target = json.loads(output_of("swift", "-print-target-info"))["target"]["unversionedTriple"]
    output_of(
        "swift", "symbolgraph-extract", "-module-name", "Katydid", "-I", ROOT / ".build/debug/Modules",
        "-target", target, "-minimum-access-level", "public", "-output-dir", symbols,
    )  # fmt: skip
    output_of(
        "docc", "convert", CATALOG, "--additional-symbol-graph-dir", symbols, "--output-path",
        folder / "site", "--fallback-display-name", "Katydid", "--fallback-bundle-identifier", "katydid",
        "--warnings-as-errors",
    )  # fmt: skip
    return folder / "site/data/documentation"


def test_every_page_of_the_catalog_is_there(documentation):
    pages = {path.name.lower() for path in documentation.rglob("*.json")}
    for source in CATALOG.glob("*.md"):
        assert f"{source.stem.lower()}.json" in pages, source.name


def test_every_public_type_has_its_place(documentation):
    landing = json.loads((documentation / "katydid.json").read_text())
    curated = {name for topic in landing["topicSections"] if not topic.get("generated")
               for name in topic["identifiers"]}  # fmt: skip
    generated = {name for topic in landing["topicSections"] if topic.get("generated")
                 for name in topic["identifiers"]}  # fmt: skip
    assert len(curated) > 30
    assert not generated - curated, "name these under Topics in Katydid.md"
