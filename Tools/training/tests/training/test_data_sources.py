"""What is wrong with a folder, a manifest or files is said with what to do."""

import pytest
from data_folders import one_about, sound, write, write_clips, write_manifest
from katydid_training.clips import read_clips
from katydid_training.errors import DataError
from katydid_training.manifest import Entry, find_clips


def test_no_clips(tmp_path):
    with pytest.raises(DataError, match="no such file or folder; give a folder with a folder of"):
        find_clips(tmp_path / "nothing")
    with pytest.raises(DataError, match="no clips; give a folder"):
        find_clips(tmp_path)
    (tmp_path / "a.txt").write_text("left")
    with pytest.raises(DataError, match="neither a folder nor a manifest"):
        find_clips(tmp_path / "a.txt")


def test_files_that_are_left_out_are_named(tmp_path):
    write_clips(
        tmp_path, ["left/1.wav", "left/anna/2.flac", "3.wav", "noise/4.wav", "speech/5.wav"]
    )
    (tmp_path / "left" / "6.m4a").write_bytes(b"")
    (tmp_path / "left" / "README.md").write_text("")
    source = find_clips(tmp_path)
    assert [(entry.name, entry.word) for entry in source.entries] == [
        ("left/1.wav", "left"),
        ("left/anna/2.flac", "left"),
    ]
    assert "ffmpeg" in one_about(source.problems, "1 file left out (left/6.m4a)")
    assert "move" in one_about(source.problems, "1 recording left out (3.wav)")
    assert len(source.problems) == 2


@pytest.mark.parametrize(
    "text, message",
    [
        ("", r"no column 'file'.*\(it has: nothing\)"),
        ("file;word\n1.wav;left\n", r"no column 'file'; its first line .* commas .*file;word"),
        ("file,speaker\n1.wav,anna\n", "no column 'word' or 'label'"),
        ("file,word,label\n1.wav,left,left\n", "has a column twice"),
        ("file,word\n", "no clips; below the header"),
        ("file,word\n1.wav,left\n2.wav\n", "line 3: has 1 field, the header 2"),
        ("file,word\n1.wav,\n", "line 2: 'word' is empty"),
        ("file,word,split\n1.wav,left,validation\n", "line 2: split 'validation' is none of train"),
        ('file,word\n"1.wav,left\n', "save it as CSV in UTF-8"),
    ],
)
def test_a_manifest_that_is_wrong(tmp_path, text, message):
    (tmp_path / "manifest.csv").write_text(text)
    with pytest.raises(DataError, match=message):
        find_clips(tmp_path / "manifest.csv")


def test_a_manifest_from_a_spreadsheet(tmp_path):
    text = '\ufefffile,label,split\r\n"a, b.wav",left,test\r\n'
    (tmp_path / "manifest.csv").write_bytes(text.encode())
    source = find_clips(tmp_path)
    assert source.entries == [Entry(tmp_path / "a, b.wav", "a, b.wav", "left", "", "check")]
    # `katydid-tools evaluate` does not know this name of a split.
    assert source.manifest is None


def test_a_manifest_that_is_not_text(tmp_path):
    (tmp_path / "manifest.csv").write_bytes("file,word\n\xe4.wav,left\n".encode("latin-1"))
    with pytest.raises(DataError, match="save it as CSV in UTF-8"):
        find_clips(tmp_path)


def test_unreadable_files_are_named_with_the_reason(tmp_path):
    write_clips(tmp_path, [f"{number}.wav" for number in range(40)])
    (tmp_path / "40.wav").write_bytes(b"this is no sound")
    write(tmp_path / "41.wav", sound(41), rate_hz=12_345)
    names = [f"{number}.wav" for number in range(43)]
    clips, problems = read_clips([Entry(tmp_path / name, name, "left") for name in names])
    assert len(clips) == 40 and len(problems) == 3
    assert "convert it to WAV or FLAC" in one_about(problems, "left out: 40.wav")
    rates = one_about(problems, "left out: 41.wav: has a sample rate of 12345 Hz")
    assert "16000" in rates and "48000" in rates
    one_about(problems, "left out: 42.wav: no such file")


def test_too_many_unreadable_files_are_an_error(tmp_path):
    write_manifest(tmp_path / "manifest.csv", [(f"{n}.wav", "left") for n in range(10)])
    write_clips(tmp_path, [f"{n}.wav" for n in range(8)])
    with pytest.raises(DataError, match="2 of 10 clips cannot be read: 8.wav: no such"):
        read_clips(find_clips(tmp_path).entries)
