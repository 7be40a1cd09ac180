/* Katydid from C: the front end (samples to features and input events) and the resampler.
 *
 * Every function that can fail returns a katydid_status and says in its comment when. A handle belongs to one thread at a time; different
 * handles are independent. Only the functions whose name ends in _create take memory. Integers have the byte order of the machine. What is
 * computed is specified in Sources/Katydid/Katydid.docc/FrontEnd.md, to the bit.
 *
 * This interface is not frozen yet. */
#ifndef KATYDID_H
#define KATYDID_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__clang__)
#define KATYDID_NULLABLE _Nullable
#define KATYDID_NONNULL _Nonnull
#else
#define KATYDID_NULLABLE
#define KATYDID_NONNULL
#endif

/* 0, or what went wrong. From KATYDID_BAD_MODEL on a blob or section was refused, each number for another reason. */
typedef int32_t katydid_status;

enum {
  KATYDID_OK = 0,
  KATYDID_NULL_POINTER = 1,    /* an argument that must not be NULL is NULL */
  KATYDID_OUT_OF_MEMORY = 2,
  KATYDID_UNSUPPORTED_RATE = 3, /* a sample rate that the resampler does not read */
  KATYDID_NO_FRONT_END = 4,    /* the blob is valid and has no front end */
  KATYDID_BAD_MODEL = 100
};

/* Fixed by this version of the front end. */
enum {
  KATYDID_SAMPLE_RATE_HZ = 16000,
  KATYDID_HOP_SAMPLES = 160,
  KATYDID_FRONT_END_SECTION_BYTES = 48
};

/* What a status means, in English, without a line break. Never NULL; lives as long as the library. */
const char *KATYDID_NONNULL katydid_status_text(katydid_status status);

/* ---- Front end ---- */

/* A front end and its state. */
typedef struct katydid_front_end katydid_front_end;

/* A front end from the bytes of a front end section (ModelBlob.md: 48 bytes), in its fresh state. The bytes are not needed afterwards.
 *
 * *front_end is set to the handle, which katydid_front_end_destroy takes back; to NULL on failure.
 * *error_offset, unless error_offset is NULL, is set to the byte that was refused, 0 where none was.
 * Fails with KATYDID_NULL_POINTER, KATYDID_OUT_OF_MEMORY, or KATYDID_BAD_MODEL and above. */
katydid_status katydid_front_end_create(
    const void *KATYDID_NULLABLE section, size_t byte_count,
    katydid_front_end *KATYDID_NULLABLE *KATYDID_NULLABLE front_end, size_t *KATYDID_NULLABLE error_offset);

/* The same from a whole blob (.kat), which is validated completely. It may lie at any address and is not needed afterwards.
 * Fails as katydid_front_end_create, and with KATYDID_NO_FRONT_END. */
katydid_status katydid_front_end_create_from_blob(
    const void *KATYDID_NULLABLE blob, size_t byte_count,
    katydid_front_end *KATYDID_NULLABLE *KATYDID_NULLABLE front_end, size_t *KATYDID_NULLABLE error_offset);

/* Gives a front end back. NULL is allowed. */
void katydid_front_end_destroy(katydid_front_end *KATYDID_NULLABLE front_end);

/* Back to the fresh state, as if no sample had been pushed. */
void katydid_front_end_reset(katydid_front_end *KATYDID_NONNULL front_end);

/* Bands of its features: 40 of kind mel, 84 of kind semitone. */
int32_t katydid_front_end_bands(const katydid_front_end *KATYDID_NONNULL front_end);

/* Channels of its input events. Mel: 80, band b rises on channel b and falls on channel 40 + b. Semitone: 168, band b by long frames on channel b, by short ones on channel 84 + b. */
int32_t katydid_front_end_channels(const katydid_front_end *KATYDID_NONNULL front_end);

/* Hops of which one tick is made, 1 to 16. */
int32_t katydid_front_end_hops_per_tick(const katydid_front_end *KATYDID_NONNULL front_end);

/* Largest value of an event. */
int32_t katydid_front_end_event_limit(const katydid_front_end *KATYDID_NONNULL front_end);

/* Hops and ticks that pushing sample_count more samples will complete: the sizes of the arrays of katydid_front_end_push. */
size_t katydid_front_end_hops_after(const katydid_front_end *KATYDID_NONNULL front_end, size_t sample_count);
size_t katydid_front_end_ticks_after(const katydid_front_end *KATYDID_NONNULL front_end, size_t sample_count);

/* Runs the front end over 16 kHz mono samples. However a recording is cut into calls, the arrays of all calls put together are the same.
 *
 * Each array may be NULL. The caller provides room for as many hops and ticks as katydid_front_end_hops_after and _ticks_after tell:
 *   is_open   [hops]             1 where the gate was open after the hop, else 0
 *   features  [hops, bands]      Q10, log2 units above the floor; 0 in hops where the gate was closed. Of kind semitone: as of the last
 *                                complete tick, 0 if the gate was closed at its end
 *   events    [ticks, channels]  values of the channels in the tick, 0 to the event limit
 * Fails with KATYDID_NULL_POINTER if samples is NULL and sample_count is not 0; then nothing was done. */
katydid_status katydid_front_end_push(
    katydid_front_end *KATYDID_NONNULL front_end, const int16_t *KATYDID_NULLABLE samples, size_t sample_count,
    uint8_t *KATYDID_NULLABLE is_open, int16_t *KATYDID_NULLABLE features, int16_t *KATYDID_NULLABLE events);

/* ---- Resampler ---- */

/* Brings mono samples of another rate to 16 kHz. */
typedef struct katydid_resampler katydid_resampler;

/* A resampler in its fresh state. Rates: 8000, 11025, 16000 (passed through), 22050, 32000, 44100, 48000, 96000 Hz.
 *
 * *resampler is set to the handle, which katydid_resampler_destroy takes back; to NULL on failure.
 * Fails with KATYDID_NULL_POINTER, KATYDID_OUT_OF_MEMORY or KATYDID_UNSUPPORTED_RATE. */
katydid_status katydid_resampler_create(
    int32_t input_rate_hz, katydid_resampler *KATYDID_NULLABLE *KATYDID_NULLABLE resampler);

/* Gives a resampler back. NULL is allowed. */
void katydid_resampler_destroy(katydid_resampler *KATYDID_NULLABLE resampler);

/* Takes samples until they end or the output is full; sets *taken and *written to how many were taken and written.
 *
 * Output sample k stands at the input time k * input rate / 16000; it is written once the samples that the filter needs after that time are
 * there. To get the end of a recording, push zeros after it.
 * Fails with KATYDID_NULL_POINTER if an array is NULL whose count is not 0, or taken or written is; then nothing was done. */
katydid_status katydid_resampler_push(
    katydid_resampler *KATYDID_NONNULL resampler, const int16_t *KATYDID_NULLABLE samples, size_t sample_count,
    int16_t *KATYDID_NULLABLE output, size_t output_capacity, size_t *KATYDID_NULLABLE taken,
    size_t *KATYDID_NULLABLE written);

#ifdef __cplusplus
}
#endif

#endif
