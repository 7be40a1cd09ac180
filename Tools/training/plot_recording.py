"""Draws what a keyword model makes of a recording: waveform, bands, input events, spikes, readout, decision.

    PYTHONPATH=Tools/training:Tools/python python Tools/training/plot_recording.py words.flac -o words.png

It needs the packages of `requirements-training.txt` and the library that `swift build -c release --product KatydidC`
makes. The recording is run from its beginning, as `katydid recognize` does it, even where only a part is shown.
"""

import argparse
import sys
from pathlib import Path

import katydid
from katydid_training.figures.recording_panels import draw_recording
from katydid_training.figures.recording_trace import TraceError, trace
from katydid_training.figures.style import house_style, save
from katydid_training.sound import SoundError, read_sound

BUILT_IN = {"keywords": Path(__file__).parents[2] / "Firmware" / "models" / "keywords.kat"}
INPUT_ERROR = 65


class SpanError(ValueError):
    """There is nothing to show; the message says why."""


def shown_span(total: float, start: float, seconds: float | None) -> tuple[float, float]:
    """Begin and end of what is shown of a recording of `total` seconds."""
    if not 0 <= start < total:
        raise SpanError(f"--start {start:g} is not within the recording of {total:.2f} s")
    if seconds is not None and not seconds > 0:
        raise SpanError(f"--seconds {seconds:g} is not a duration; give one above 0")
    return start, total if seconds is None else min(start + seconds, total)


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Draw what a keyword model makes of a recording, as one PNG."
    )
    parser.add_argument("recording", type=Path, help="anything that libsndfile reads")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    parser.add_argument(
        "--model", default="keywords", metavar="NAME|FILE.kat",
        help="a built-in model, or a file (default: keywords)",
    )  # fmt: skip
    parser.add_argument(
        "--start",
        type=float,
        default=0.0,
        metavar="S",
        help="where the picture begins (default: 0)",
    )
    parser.add_argument(
        "--seconds", type=float, metavar="S", help="how much it shows (default: all that follows)"
    )
    parser.add_argument("--title", help="above it (default: names of recording and model)")
    options = parser.parse_args()
    try:
        samples = read_sound(options.recording)
        total = len(samples) / katydid.SAMPLE_RATE_HZ
        start, end = shown_span(total, options.start, options.seconds)
        model = BUILT_IN.get(options.model, Path(options.model))
        traced = trace(samples, model)
        if options.seconds is None:
            # The last word may be told in the silence after the recording.
            end = max([end, *(detection.seconds for detection in traced.detections)])
        title = options.title or f"{options.recording.name}, heard by {model.name}"
        with house_style():
            save(draw_recording(traced, start, end, title), options.output)
    except SoundError as error:
        print(f"{parser.prog}: {options.recording}: {error}", file=sys.stderr)
        return INPUT_ERROR
    except (SpanError, TraceError, katydid.KatydidError, katydid.LibraryMissing, OSError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return INPUT_ERROR
    return 0


if __name__ == "__main__":
    sys.exit(main())
