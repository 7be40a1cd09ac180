"""Joins clips of several speakers to the recording of `Tools/demo`, with background noise, and writes its section of NOTICE.md.

    python Tools/training/make_demo_recording.py --data DIR --out Firmware/demo

It needs the packages of `requirements-training.txt`. DIR has `keywords` and `noise` with a manifest.csv each, as `Tools/train keywords` takes it. The clips are not chosen by what any model
makes of them: of the `dev` speakers in the order of their names the first clip each, if its word is not there yet, and of the
words outside the vocabulary the first one. The same data gives the same samples.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
import soundfile
from demo_notice import write_section

RATE_HZ = 16_000
VOCABULARY = set("yes no up down left right go zero one two three four five eight".split())
WORDS = 7
"""Words of the vocabulary; one other stands after the fourth."""
OTHER_WORD_AFTER = 4
SHORTEST_GAP_SAMPLES, LONGEST_GAP_SAMPLES = int(0.6 * RATE_HZ), int(1.2 * RATE_HZ)
FADE_SAMPLES = RATE_HZ // 100
"""At both ends of a clip, so that it does not click."""
NOISE = "exercise_bike.flac"
NOISE_BELOW_SPEECH_DB = 25
SEED = 1

NOTICE = """`words.flac` is made of clips of Google Speech Commands v0.01 (P. Warden, *Speech Commands: A Public Dataset for Single-Word Speech
Recognition*, 2017; https://doi.org/10.48550/arXiv.1804.03209), licensed under Creative Commons Attribution 4.0
(https://creativecommons.org/licenses/by/4.0/). `Tools/training/make_demo_recording.py` joined them, with fades of 10 ms at their
ends, pauses between them, and the background recording `{noise}` of the same set {below} dB below the speech. "{other}" is not
in the vocabulary of the model: nothing should be reported there.

| begins at (s) | word | clip of the data set |
| ---: | --- | --- |
"""


def read_mono(path):
    """The samples of a 16 kHz mono file, float64, full scale 1."""
    samples, rate_hz = soundfile.read(path)
    assert rate_hz == RATE_HZ and samples.ndim == 1, f"{path} is not 16 kHz mono"
    return samples


def choose_clips(manifest_path):
    """Rows of the manifest in the order in which they are heard."""
    with open(manifest_path, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "dev"]
    first = {}
    for row in sorted(rows, key=lambda row: (row["speaker"], row["file"])):
        first.setdefault(row["speaker"], row)
    words, others = {}, []
    for row in first.values():
        if row["word"] in VOCABULARY:
            words.setdefault(row["word"], row)
        else:
            others.append(row)
    chosen = list(words.values())[:WORDS]
    return chosen[:OTHER_WORD_AFTER] + others[:1] + chosen[OTHER_WORD_AFTER:]


def faded(clip):
    ramp = np.linspace(0, 1, FADE_SAMPLES)
    result = clip.copy()
    result[:FADE_SAMPLES] *= ramp
    result[-FADE_SAMPLES:] *= ramp[::-1]
    return result


def join(clips, noise):
    """The whole recording, int16, and the sample at which each clip begins."""
    # RandomState's stream is promised never to change.
    rng = np.random.RandomState(SEED)
    pieces, begins, position = [], [], 0
    for clip in clips:
        gap = rng.randint(SHORTEST_GAP_SAMPLES, LONGEST_GAP_SAMPLES + 1)
        pieces += [np.zeros(gap), faded(clip)]
        begins.append(position + gap)
        position += gap + len(clip)
    pieces.append(np.zeros(SHORTEST_GAP_SAMPLES))
    speech = np.concatenate(pieces)
    background = noise[: len(speech)]
    speech_power = np.mean(np.concatenate(clips) ** 2)
    wanted_power = speech_power * 10 ** (-NOISE_BELOW_SPEECH_DB / 10)
    mixed = speech + background * np.sqrt(wanted_power / np.mean(background**2))
    return np.clip(np.rint(mixed * 32768), -32768, 32767).astype(np.int16), begins


def main():
    parser = argparse.ArgumentParser(description="Make the recording of Tools/demo.")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder with keywords and noise")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for words.flac and NOTICE.md")
    options = parser.parse_args()
    rows = choose_clips(options.data / "keywords" / "manifest.csv")
    clips = [read_mono(options.data / "keywords" / row["file"]) for row in rows]
    samples, begins = join(clips, read_mono(options.data / "noise" / NOISE))

    options.out.mkdir(parents=True, exist_ok=True)
    soundfile.write(options.out / "words.flac", samples, RATE_HZ, subtype="PCM_16")
    other = rows[OTHER_WORD_AFTER]["word"]
    notice = NOTICE.format(noise=NOISE.removesuffix(".flac"), below=NOISE_BELOW_SPEECH_DB, other=other)
    for begin, row in zip(begins, rows):
        notice += f"| {begin / RATE_HZ:.2f} | {row['word']} | `{row['file'].removesuffix('.flac')}` |\n"
    write_section(options.out / "NOTICE.md", "words.flac", notice)
    print(f"{len(samples) / RATE_HZ:.1f} s: {' '.join(row['word'] for row in rows)}")


if __name__ == "__main__":
    main()
