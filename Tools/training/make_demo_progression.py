"""Renders the recording of `Tools/demo chords`, with its truth: chords.flac, chords.lab, their section of NOTICE.md.

    apt install fluidsynth fluid-soundfont-gm
    PYTHONPATH=Tools/training:Tools/python .venv-training/bin/python Tools/training/make_demo_progression.py \\
        --out Firmware/demo

It needs the packages of `requirements-training.txt`. What is played is written down here and nothing is drawn at
random: a guitar strums open chords, then a piano plays high triads without a bass, at the end there is a pause. The
chords are not chosen by what any model makes of them.
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np
import soundfile
from demo_notice import write_section
from katydid_training.chords.fluidsynth import Note, Synthesiser, SynthesiserError
from katydid_training.chords.guitar import GUITAR, MUTED, Frets
from katydid_training.chords.rooms import BOARD_RATE_HZ, DRY, heard
from katydid_training.chords.truth import Truth, until_decayed
from katydid_training.chords.vocabulary import NO_CHORD
from katydid_training.files import write_text

FONT = "FluidR3_GM.sf2"
STEEL_GUITAR, GRAND_PIANO = 25, 0
SECONDS = 12.0
START_SECONDS = 0.5
GUITAR_PART: list[tuple[str, Frets]] = [
    ("G:maj", (3, 2, 0, 0, 0, 3)),
    ("D:maj", (MUTED, MUTED, 0, 2, 3, 2)),
    ("E:min", (0, 2, 2, 0, 0, 0)),
    ("C:maj", (MUTED, 3, 2, 0, 1, 0)),
]
STRUM_EVERY_SECONDS = 1.1
STRUMS = [(0.0, False, 92), (0.55, True, 70), (0.83, False, 78)]
"""Of each chord: seconds after its start, whether upwards, velocity of the first string."""
STRING_SECONDS = 0.014
SOFTER_EACH_STRING = 3
PIANO_PART: list[tuple[str, tuple[int, ...]]] = [
    ("F:maj", (77, 81, 84)),
    ("C:maj", (76, 79, 84)),
    ("A:min", (76, 81, 84)),
    ("D:min", (77, 81, 86)),
    ("E:maj", (76, 80, 83)),
    ("A:min", (72, 76, 81)),
]
"""MIDI keys: a turn in A minor, nothing below C5."""
PIANO_EVERY_SECONDS = 0.9
LEGATO_SECONDS = 0.05
PIANO_VELOCITY = 84
PEAK = 0.5

NOTICE = """`chords.flac` was rendered by `Tools/training/make_demo_progression.py` with FluidSynth and the sound font
Fluid (R3) General MIDI (`FluidR3_GM.sf2`; copyright 2000-2002, 2008 Frank Wen and contributors, 2008 Toby Smithe; MIT
licence; Debian package `fluid-soundfont-gm`). {guitar} on a steel-string guitar, {piano} on a grand piano
without a bass, then a pause. `chords.lab` says what is played when: start, end and chord in Harte's syntax. The
rendered recordings that the model is trained on use the same sound font; how it does on real instruments that it never
heard is in the model card.
"""


def strummed(frets: Frets, start: float, end: float) -> list[Note]:
    """The strums of one chord; the strings are damped at its end."""
    pairs = zip(GUITAR.open_keys, frets, strict=True)
    keys = [key + fret for key, fret in pairs if fret is not MUTED]
    notes = []
    for after, is_up, velocity in STRUMS:
        for number, key in enumerate(reversed(keys) if is_up else keys):
            begin = start + after + number * STRING_SECONDS
            notes.append(Note(begin, end, key, velocity - number * SOFTER_EACH_STRING))
    return notes


def parts() -> tuple[list[Note], list[Note], Truth]:
    """What the guitar plays, what the piano plays, and the chords, not yet with the pause at the end."""
    truth: Truth = [(0.0, NO_CHORD)]
    guitar: list[Note] = []
    piano: list[Note] = []
    time = START_SECONDS
    for label, frets in GUITAR_PART:
        truth.append((time, label))
        guitar += strummed(frets, time, time + STRUM_EVERY_SECONDS)
        time += STRUM_EVERY_SECONDS
    for label, keys in PIANO_PART:
        truth.append((time, label))
        end = time + PIANO_EVERY_SECONDS + LEGATO_SECONDS
        piano += [Note(time, end, key, PIANO_VELOCITY) for key in keys]
        time += PIANO_EVERY_SECONDS
    return guitar, piano, truth


def render() -> tuple[np.ndarray, Truth]:
    """int16 [samples] at 16 kHz, and the truth with the pause. Raises `SynthesiserError`."""
    guitar, piano, truth = parts()
    synthesiser = Synthesiser()
    music = synthesiser.render(FONT, STEEL_GUITAR, guitar, SECONDS)
    music = music + synthesiser.render(FONT, GRAND_PIANO, piano, SECONDS)
    music = heard(music, DRY)
    music *= PEAK / np.abs(music).max()
    return np.rint(music * 32767).astype(np.int16), until_decayed(truth, music, noise=0.0)


def lab(truth: Truth, seconds: float) -> str:
    ends = [start for start, _ in truth[1:]] + [seconds]
    return "\n".join(
        f"{start:.3f}\t{end:.3f}\t{label}" for (start, label), end in zip(truth, ends, strict=True)
    )


def written(labels: list[str]) -> str:
    return " ".join(label.replace(":maj", "").replace(":min", "m") for label in labels)


def main() -> int:
    parser = argparse.ArgumentParser(description="Render the recording of Tools/demo chords.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for them")
    folder = parser.parse_args().out
    try:
        samples, truth = render()
    except SynthesiserError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 66
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / "chords.flac.part"
    soundfile.write(unfinished, samples, BOARD_RATE_HZ, format="FLAC", subtype="PCM_16")
    os.replace(unfinished, folder / "chords.flac")
    write_text(lab(truth, len(samples) / BOARD_RATE_HZ), folder / "chords.lab")
    guitar, piano = (written([label for label, _ in part]) for part in (GUITAR_PART, PIANO_PART))
    write_section(folder / "NOTICE.md", "chords.flac", NOTICE.format(guitar=guitar, piano=piano))
    print(f"{len(samples) / BOARD_RATE_HZ:.1f} s: {guitar} {piano}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
