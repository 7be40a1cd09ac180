"""The tables of the semitone front end, as lists of integers (`FrontEnd.md`, "Semitones")."""

import math

from .tables import FRAME_SAMPLES, SAMPLE_RATE_HZ, bessel_i0, rounded

BANDS = 84
LOWEST_BAND_HZ = 55.0
"""A1, the centre of band 0; every further band is a semitone higher."""

STREAMS = 5
"""Stream 0 is the input; each further one has half the rate of the one before."""
BINS_A_SEMITONE = (2.2, 1.1)
"""Of each view, the fine and the quick one: a band reads the stream of the highest rate in which its semitone is at
least this wide, or else the last stream."""
VIEWS = len(BINS_A_SEMITONE)
ROWS = VIEWS * BANDS
"""The bands of the fine view, then those of the quick one."""

HALF_BAND_TAPS = 15
HALF_BAND_BETA = 8.4
WINDOW_RISE_SAMPLES = 384
"""The window rises over the oldest samples of a frame and falls over the rest."""


def band_centres_hz():
    return [LOWEST_BAND_HZ * 2 ** (band / 12) for band in range(BANDS)]


def stream_rate_hz(stream):
    return SAMPLE_RATE_HZ / 2**stream


def _stream_of(centre_hz, bins_a_semitone):
    semitone_hz = centre_hz * math.sinh(math.log(2) / 12)
    for stream in range(STREAMS - 1):
        if semitone_hz >= bins_a_semitone * stream_rate_hz(stream) / FRAME_SAMPLES:
            return stream
    return STREAMS - 1


def band_weight(frequency_hz, centre_hz):
    """A triangle over the logarithm of the frequency: 1 at the centre, 0 a semitone away."""
    return max(0.0, 1 - 12 * abs(math.log2(frequency_hz / centre_hz)))


def row_centres_hz():
    return VIEWS * band_centres_hz()


def _rows():
    """The stream and the first bin of each row, the end of its weights, and the weights of all rows, Q15."""
    streams, first_bins, ends, weights = [], [], [], []
    for row_number, centre_hz in enumerate(row_centres_hz()):
        stream = _stream_of(centre_hz, BINS_A_SEMITONE[row_number // BANDS])
        bin_hz = stream_rate_hz(stream) / FRAME_SAMPLES
        row = [rounded(2**15 * band_weight(k * bin_hz, centre_hz)) for k in range(1, FRAME_SAMPLES // 2)]
        inside = [k for k, weight in enumerate(row, start=1) if weight > 0]
        assert inside == list(range(inside[0], inside[-1] + 1))
        weights += row[inside[0] - 1 : inside[-1]]
        streams.append(stream)
        first_bins.append(inside[0])
        ends.append(len(weights))
    return streams, first_bins, ends, weights


def _half_band_q15():
    """Taps 1, 3, 5… places from the centre; both sides and the centre, 2^14, sum to 2^15."""
    reach = (HALF_BAND_TAPS + 1) // 2
    taps = []
    for n in range(1, reach, 2):
        window = bessel_i0(HALF_BAND_BETA * math.sqrt(1 - (n / reach) ** 2)) / bessel_i0(HALF_BAND_BETA)
        taps.append(rounded(2**15 * window * math.sin(math.pi * n / 2) / (math.pi * n)))
    taps[0] += 2**13 - sum(taps)
    return taps


def _window_q14():
    fall = FRAME_SAMPLES - WINDOW_RISE_SAMPLES
    rising = [rounded(2**13 * (1 - math.cos(math.pi * n / WINDOW_RISE_SAMPLES))) for n in range(WINDOW_RISE_SAMPLES)]
    return rising + [rounded(2**13 * (1 + math.cos(math.pi * n / fall))) for n in range(fall)]


ROW_STREAM, ROW_FIRST_BIN, ROW_WEIGHTS_END, ROW_WEIGHTS_Q15 = _rows()
"""The bins of a row follow each other from its first on; its weights end at `ROW_WEIGHTS_END[r]`, where the next row's
begin."""
HALF_BAND_Q15 = _half_band_q15()
WINDOW_Q14 = _window_q14()
"""Half a Hann window over 384 samples, then the other half over 128."""
