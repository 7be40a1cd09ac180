"""Writes the tables of the front end and the decision for Swift.

    python Tools/training/make_tables.py Sources/Katydid/Audio/Tables.swift
"""

import sys
from pathlib import Path

from katydid_reference import semitone_tables, tables

_TABLES = [
    ("hannQ14", "Int16", tables.HANN_Q14, "Hann window: `0.5 - 0.5 cos(2 pi n / 512)` for n = 0...256, about which it is symmetric."),
    ("sineQ30", "Int32", tables.SINE_Q30, "`sin(2 pi k / 512)` for k = 0...128."),
    ("melRisingQ15", "UInt16", tables.MEL_RISING_Q15, "For each bin the share that goes to the rising side of its segment."),
    ("melSegment", "UInt8", tables.MEL_SEGMENT, "For each bin the `j` with edge j <= f < edge j + 1; 255 where it is in no band."),
    ("log2Q16", "UInt32", tables.LOG2_Q16, "`log2(1 + i / 64)`."),
    ("exp2Q15", "UInt32", tables.EXP2_Q15, "`2^(i / 64)`."),
    ("sincQ15", "Int16", tables.SINC_Q15, "The resampler's prototype: one side, 128 entries for each sample of the lower rate."),
    ("semitoneWindowQ14", "Int16", semitone_tables.WINDOW_Q14, "Half a Hann window over the oldest 384 samples of a frame, the other half over the newest 128."),
    ("halfBandQ15", "Int32", semitone_tables.HALF_BAND_Q15, "Halves a rate: the taps 1, 3, 5… places to either side of the centre, whose own is 2^14."),
    ("semitoneStream", "UInt8", semitone_tables.ROW_STREAM, "The stream whose spectrum each row is taken from, the 84 bands of the fine view and those of the quick one; falls from band to band of a view."),
    ("semitoneFirstBin", "UInt8", semitone_tables.ROW_FIRST_BIN, "Its first bin there."),
    ("semitoneWeightsEnd", "UInt16", semitone_tables.ROW_WEIGHTS_END, "The end of its weights, where those of the next row begin."),
    ("semitoneWeightsQ15", "UInt16", semitone_tables.ROW_WEIGHTS_Q15, "The weights of all rows, bin by bin."),
]

_HEAD = """\
// swift-format-ignore-file
// Written by Tools/training/make_tables.py; a test compares. Do not edit.

/// Numbers that FrontEnd.md and Decision.md define.
enum Tables {
"""


def swift_source():
    """The text of `Tables.swift`."""
    parts = [_declaration(*table) for table in _TABLES]
    return _HEAD + "\n".join(parts) + "}\n"


def _declaration(name, element, values, comment):
    lines, line = [], "   "
    for value in values:
        if len(line) + len(f" {value},") > 100:
            lines.append(line)
            line = "   "
        line += f" {value},"
    lines.append(line)
    body = "\n".join(lines)
    return f"  /// {comment}\n  static let {name}: InlineArray<{len(values)}, {element}> = [\n{body}\n  ]\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(swift_source())
