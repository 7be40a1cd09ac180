"""The recording of `Tools/demo chords`: what is written down is what its labels say."""

import demo_notice
import make_demo_progression as demo
import soundfile
from helpers import REPOSITORY
from katydid_training.chords.guitar import GUITAR
from katydid_training.chords.vocabulary import NO_CHORD, ROOTS, Chord

FOLDER = REPOSITORY / "Firmware" / "demo"


def tones(label):
    root, quality = label.split(":")
    return Chord(ROOTS.index(root), quality).pitch_classes


def test_every_stroke_has_the_tones_of_its_chord():
    for label, frets in demo.GUITAR_PART:
        for after, _, _ in demo.STRUMS:
            notes = demo.strummed(frets, 0.0, demo.STRUM_EVERY_SECONDS)
            struck = [note for note in notes if after <= note.start < after + 0.15]
            assert {note.key % 12 for note in struck} == tones(label)
            assert len(struck) <= len(GUITAR.open_keys)
    for label, keys in demo.PIANO_PART:
        assert {key % 12 for key in keys} == tones(label)
        assert min(keys) >= 72


def test_the_shipped_labels_are_those_of_the_parts():
    lines = [line.split("\t") for line in (FOLDER / "chords.lab").read_text().splitlines()]
    *truth, (pause, seconds, last) = [(float(a), float(b), label) for a, b, label in lines]
    assert [(start, label) for start, _, label in truth] == [
        (round(start, 3), label) for start, label in demo.parts()[2]
    ]
    assert last == NO_CHORD and pause < demo.SECONDS == seconds
    assert all(end == start for (_, end, _), (start, _, _) in zip(truth, truth[1:], strict=False))
    sound = soundfile.info(FOLDER / "chords.flac")
    assert (sound.samplerate, sound.channels, sound.duration) == (16_000, 1, seconds)


def test_a_section_of_the_notice_takes_the_place_of_the_one_before(tmp_path):
    notice = tmp_path / "NOTICE.md"
    demo_notice.write_section(notice, "a.flac", "First.")
    demo_notice.write_section(notice, "b.flac", "Second.\n")
    demo_notice.write_section(notice, "a.flac", "Third.")
    assert notice.read_text() == (
        "# Recordings in this folder\n\n## a.flac\n\nThird.\n\n## b.flac\n\nSecond.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["NOTICE.md"]


def test_the_shipped_notice_has_a_section_for_each_recording():
    sections = (FOLDER / "NOTICE.md").read_text().split("\n## ")[1:]
    titles = {section.splitlines()[0] for section in sections}
    assert titles == {path.name for path in FOLDER.glob("*.flac")}
    guitar, piano = (
        demo.written([label for label, _ in part]) for part in (demo.GUITAR_PART, demo.PIANO_PART)
    )
    assert any(guitar in section and piano in section for section in sections)
