"""Writes the golden vectors of front end, resampler, decision and the whole path.

    python -m katydid_reference.golden_audio Tests/Golden/frontend

The folder holds the two real clips that some cases need (`left.wav`, `yes.wav`).
"""

import sys
from pathlib import Path

from . import blob
from .golden_decision import decision_cases, decision_records
from .golden_front_end import BASE, RESAMPLER_CASES, front_end_cases, front_end_records, resampler_records
from .golden_records import encode
from .golden_recognizer import recognizer_model, recognizer_records, recognizer_samples
from .golden_semitone import A_MINOR_STRUM, SEMITONE_BASE, semitone_cases
from .golden_signals import clip
from .golden_tracking import tracking_model, tracking_records, tracking_samples


def golden_files(clips):
    """(file name, bytes) of every file, given the folder with the clips."""
    left, yes = clip(clips / "left.wav"), clip(clips / "yes.wav")
    for name, parameters, samples in [*front_end_cases(left, yes), *semitone_cases()]:
        yield f"{name}.golden", encode(front_end_records(parameters, samples))
    for name, rate_hz in RESAMPLER_CASES:
        yield f"{name}.golden", encode(resampler_records(rate_hz))
    for seed, (name, parameters, tick_ms) in enumerate(decision_cases()):
        yield f"{name}.golden", encode(decision_records(parameters, tick_ms, seed))
    # Seeds of networks that make events.
    for name, parameters, sound, seed in [
        ("recognizer", BASE, left, 3),
        ("recognizer-semitone", SEMITONE_BASE, A_MINOR_STRUM, 5),
    ]:
        samples = recognizer_samples(sound)
        model = recognizer_model(samples, parameters, seed)
        yield f"{name}.kat", blob.write(model)
        yield f"{name}.golden", encode(recognizer_records(model, samples))
    model = tracking_model()
    yield "tracking.kat", blob.write(model)
    yield "tracking.golden", encode(tracking_records(model, tracking_samples()))


if __name__ == "__main__":
    directory = Path(sys.argv[1])
    for file_name, data in golden_files(directory):
        (directory / file_name).write_bytes(data)
