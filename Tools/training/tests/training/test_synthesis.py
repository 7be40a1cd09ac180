"""Words spoken by espeak-ng."""

import numpy as np
import pytest
from katydid_training import synthesis
from katydid_training.synthesis import OTHER_WORDS, synthesise, synthesise_once

pytestmark = pytest.mark.skipif(
    not synthesis.is_available(), reason="no espeak-ng (apt install espeak-ng)"
)
WORDS = ["yes", "house"]


@pytest.fixture(scope="module")
def synthetic():
    return synthesise(WORDS, each=3, others=4, phrases=2)


def test_it_speaks_words_others_and_phrases(synthetic):
    assert [word for word, _ in synthetic.words] == ["yes"] * 3 + ["house"] * 3
    assert (len(synthetic.others), len(synthetic.phrases)) == (4, 2)
    for sound in [sound for _, sound in synthetic.words] + synthetic.others:
        assert sound.dtype == np.int16 and 1600 < len(sound) < 40_000
        assert np.sqrt(np.mean(np.square(sound, dtype=float))) > 300
    # In several voices.
    lengths = {len(sound) for _, sound in synthetic.words[:3]}
    assert len(lengths) > 1


def test_the_words_are_none_of_the_others():
    assert "house" in OTHER_WORDS.read_text().split()
    spoken = []

    def remember(_, text, __):
        spoken.append(text)
        return np.ones(10, np.int16)

    class Here:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def map(self, function, *arguments, chunksize):
            return map(function, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(synthesis, "ProcessPoolExecutor", lambda _: Here())
        patch.setattr(synthesis, "_speak", remember)
        synthesise(WORDS, each=1, others=3000, phrases=50)
    others = " ".join(spoken[2:]).split()
    assert len(set(others)) > 500
    assert not set(WORDS) & set(others)


def test_it_is_kept_and_made_anew_for_other_words(tmp_path, monkeypatch, synthetic):
    path = tmp_path / "synthetic.npz"
    calls = []

    def make(words):
        calls.append(words)
        return synthetic

    monkeypatch.setattr(synthesis, "synthesise", make)
    synthesise_once(WORDS, path)
    kept = synthesise_once(WORDS, path)
    assert calls == [WORDS]
    assert [word for word, _ in kept.words] == [word for word, _ in synthetic.words]
    for name in ("others", "phrases"):
        pairs = zip(getattr(kept, name), getattr(synthetic, name), strict=True)
        assert all(np.array_equal(a, b) for a, b in pairs)
    synthesise_once(["no"], path)
    assert calls == [WORDS, ["no"]]
