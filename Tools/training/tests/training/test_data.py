"""Nothing that is kept for measuring comes near training."""

import numpy as np
import pytest
import soundfile
from katydid_training.data import KEPT_SENTENCES, SAMPLE_RATE, DataError, read_recordings

WORDS = ["yes", "no"]


def write_folder(folder, rows):
    """Recordings whose samples say where they came from."""
    (folder / "keywords").mkdir()
    lines = ["file,word,speaker,split"]
    for number, (word, speaker, split) in enumerate(rows):
        lines.append(f"{number}.wav,{word},{speaker},{split}")
        write(folder / "keywords" / f"{number}.wav", np.full(800, number))
    (folder / "keywords" / "manifest.csv").write_text("\n".join(lines) + "\n")
    for name in ("noise", "speech"):
        (folder / name).mkdir()
    write(folder / "noise" / "hum.flac", np.arange(10_000))
    for number in range(KEPT_SENTENCES + 3):
        write(folder / "speech" / f"{number:03}.flac", np.full(800, number))


def write(path, samples):
    soundfile.write(path, samples.astype(np.int16), SAMPLE_RATE, subtype="PCM_16")


ROWS = [
    *((word, speaker, "train") for word in WORDS for speaker in "ab"),
    ("cat", "a", "train"),
    *((word, "c", "dev") for word in WORDS),
    ("yes", "d", "check"),
]


def test_splits_share_no_speaker_and_check_is_not_read(tmp_path):
    write_folder(tmp_path, ROWS)
    recordings = read_recordings(tmp_path, WORDS, ("train", "dev"))
    assert set(recordings.clips) == {"train", "dev"}
    speakers = {name: {clip.speaker for clip in clips} for name, clips in recordings.clips.items()}
    assert speakers == {"train": {"a", "b"}, "dev": {"c"}}
    assert [recordings.class_of(clip) for clip in recordings.clips["train"]] == [0, 0, 1, 1, 2]


def test_the_end_of_the_noise_and_the_last_sentences_are_kept(tmp_path):
    write_folder(tmp_path, ROWS)
    recordings = read_recordings(tmp_path, WORDS, ("train", "dev"))
    (trained,), (kept,) = recordings.noise, recordings.kept_noise
    assert trained.max() < kept.min() and len(trained) + len(kept) == 10_000
    assert sorted(s[0] for s in recordings.sentences) == [0, 1, 2]


def test_a_speaker_in_two_splits_is_an_error(tmp_path):
    write_folder(tmp_path, [*ROWS, ("no", "a", "check")])
    with pytest.raises(DataError, match="speaker a is in both train and check"):
        read_recordings(tmp_path, WORDS, ("train", "dev"))


def test_a_word_without_clips_is_an_error(tmp_path):
    write_folder(tmp_path, ROWS)
    with pytest.raises(DataError, match="split train has no clip of up"):
        read_recordings(tmp_path, [*WORDS, "up"], ("train", "dev"))
