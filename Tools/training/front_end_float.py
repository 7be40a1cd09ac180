"""The bands of both front ends in float64, with exact windows, transforms, weights and logarithms, and without streams."""

import numpy as np

from katydid_reference import semitone_tables, tables
from katydid_reference.framer import HOP_SAMPLES
from katydid_reference.tables import FRAME_SAMPLES, SAMPLE_RATE_HZ


def _last_samples(samples, ends, count):
    """The `count` samples before each of `ends`, float64 [ends, count]; zeros before the start."""
    padded = np.concatenate([np.zeros(count), np.asarray(samples, np.float64)])
    return padded[np.asarray(ends)[:, None] + np.arange(count)]


def _log2(energies):
    with np.errstate(divide="ignore"):
        return np.log2(energies)


def mel_levels(samples):
    """log2 of the energy of each band in LSB^2 after every hop, float64 [hops, 40]; -inf where a band is empty."""
    ends = HOP_SAMPLES * (1 + np.arange(len(samples) // HOP_SAMPLES))
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME_SAMPLES) / FRAME_SAMPLES)
    spectra = np.fft.rfft(_last_samples(samples, ends, FRAME_SAMPLES) * window) / FRAME_SAMPLES
    return _log2(np.abs(spectra) ** 2 @ _mel_weights())


def _mel_weights():
    """float64 [257, 40]."""
    frequency = np.arange(FRAME_SAMPLES // 2 + 1)[:, None] * SAMPLE_RATE_HZ / FRAME_SAMPLES
    edges = np.array(tables.mel_edges_hz())
    low, peak, high = edges[: tables.BANDS], edges[1 : tables.BANDS + 1], edges[2:]
    rising, falling = (frequency - low) / (peak - low), (high - frequency) / (high - peak)
    return np.maximum(0, np.minimum(rising, falling))


def semitone_levels(samples, hops_per_tick):
    """The same after every tick, float64 [ticks, 168]: the bands of the fine view, then those of the quick one.

    A frame of a stream is here the stretch of the input that it stands for, under a window as much longer.
    """
    tick_samples = HOP_SAMPLES * hops_per_tick
    ends = tick_samples * (1 + np.arange(len(samples) // tick_samples))
    levels = np.empty((len(ends), semitone_tables.ROWS))
    streams = np.array(semitone_tables.ROW_STREAM)
    for stream in range(semitone_tables.STREAMS):
        levels[:, streams == stream] = _stream_levels(samples, ends, stream)
    return levels


def _stream_levels(samples, ends, stream):
    factor = 2**stream
    count = FRAME_SAMPLES * factor
    # Each halving delays by half its filter; the newest sample of a stream stands for `factor` samples of the input.
    delay = (semitone_tables.HALF_BAND_TAPS // 2) * (factor - 1)
    rise = semitone_tables.WINDOW_RISE_SAMPLES * factor
    place = np.arange(count)
    falling = 0.5 + 0.5 * np.cos(np.pi * (place - rise) / (count - rise))
    window = np.where(place < rise, 0.5 - 0.5 * np.cos(np.pi * place / rise), falling)
    frames = _last_samples(np.concatenate([np.zeros(delay), samples]), ends + factor - 1, count)
    spectra = np.fft.rfft(frames * window)[:, : FRAME_SAMPLES // 2] / count
    return _log2(np.abs(spectra) ** 2 @ _semitone_weights(stream))


def _semitone_weights(stream):
    """float64 [256, rows of the stream]."""
    frequencies = np.arange(1, FRAME_SAMPLES // 2) * semitone_tables.stream_rate_hz(stream) / FRAME_SAMPLES
    centres = semitone_tables.row_centres_hz()
    inside = [centre for centre, own in zip(centres, semitone_tables.ROW_STREAM) if own == stream]
    rows = [[semitone_tables.band_weight(f, centre) for centre in inside] for f in frequencies]
    return np.array([[0.0] * len(inside), *rows])
