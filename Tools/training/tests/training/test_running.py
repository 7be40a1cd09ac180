"""Running audio as the decision is chosen on it."""

import numpy as np
import torch
from katydid_training.data import SAMPLE_RATE
from katydid_training.network import KeywordNetwork
from katydid_training.running import GAP_SECONDS, LEVEL_DB, NOISE_BELOW_DB, readouts, streams
from scenes import make_recordings

TICK_SAMPLES = SAMPLE_RATE // 50


def power_db(samples):
    return 10 * np.log10(np.mean(np.square(samples / 32768.0)))


def test_every_clip_is_once_in_a_stream_with_gaps_between():
    recordings = make_recordings()
    found = []
    for stream in streams(recordings, "dev", count=3):
        previous = 0
        for clip in stream.clips:
            gap = (clip.start - previous) / 50
            assert GAP_SECONDS[0] - 0.02 <= gap <= GAP_SECONDS[1] + 0.02
            previous = clip.last - SAMPLE_RATE // 2 // TICK_SAMPLES
            found.append(clip.label)
    assert np.bincount(found).tolist() == [8, 8, 8]


def test_clips_have_one_level_over_the_noise():
    stream = streams(make_recordings(), "dev", count=1)[0]
    clip = stream.clips[3]
    start, end = clip.start * TICK_SAMPLES, (clip.last - 25) * TICK_SAMPLES
    assert abs(power_db(stream.samples[start:end]) - LEVEL_DB) < 0.5
    gap = stream.samples[start - SAMPLE_RATE // 2 : start - TICK_SAMPLES]
    assert abs(power_db(gap) - (LEVEL_DB - NOISE_BELOW_DB)) < 1


def test_long_recordings_are_read_out_as_short_ones():
    torch.manual_seed(1)
    network = KeywordNetwork(80, 20, 4).eval()
    rng = np.random.default_rng(0)
    events = [rng.integers(-1, 2, (ticks, 80)).astype(np.int8) for ticks in (40, 90)]
    for recording, readout in zip(events, readouts(network, events), strict=True):
        with torch.no_grad():
            expected, _ = network(torch.from_numpy(recording)[:, None].float())
        assert np.allclose(readout, expected[:, 0].numpy(), atol=1e-4)
