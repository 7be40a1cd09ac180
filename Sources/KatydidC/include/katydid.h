/* Katydid from C: recognise sounds, run a spiking network, and the front end (samples to input events) and resampler on their own.
 *
 *     katydid_model *model;
 *     katydid_recognizer *recognizer;
 *     if (katydid_model_open("words.kat", &model, NULL)) ...
 *     if (katydid_recognizer_create(model, 16000, NULL, 0, &recognizer)) ...
 *     while ((count = read_samples(samples, 1600)) > 0) {
 *       katydid_recognizer_push(recognizer, samples, count, NULL);
 *       while (katydid_recognizer_poll(recognizer, &event)) puts(event.label);
 *     }
 *
 * Errors. Every function that can fail returns a katydid_status and says in its comment when. A function that fails has done nothing,
 * unless its comment says otherwise, and has set the handle that it was to make to NULL. A count that no array in memory can have is
 * KATYDID_OUT_OF_RANGE in each of them.
 *
 * Ownership. What a function ending in _open or _create makes, the one ending in _destroy takes back. Everything made of a model, and every
 * text that comes from one, lasts only as long as the model: destroy the model last.
 *
 * Memory. Only functions whose name ends in _open or _create allocate. A recogniser and a network can do so in memory of the caller.
 *
 * Threads. A model does not change after it was made: any number of threads may use it. Any other handle belongs to one thread at a time;
 * different handles are independent.
 *
 * What is computed is the same to the bit on every machine. It is specified in Numbers.md, FrontEnd.md and Decision.md of Katydid's
 * documentation, the files of models in ModelBlob.md. Integers have the byte order of the machine.
 *
 * Versions. A program that was compiled with this header runs with every library whose katydid_abi_version() is its KATYDID_ABI_VERSION.
 * Within an ABI version functions and statuses may be added; nothing that is there changes its meaning, its arguments or its layout. The name
 * that programs are linked to holds the version: libkatydid.so.1. */
#ifndef KATYDID_H
#define KATYDID_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Clang, and through it Swift, knows what may be NULL. */
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-extension"
#define KATYDID_NULLABLE _Nullable
#define KATYDID_NONNULL _Nonnull
#else
#define KATYDID_NULLABLE
#define KATYDID_NONNULL
#endif

#define KATYDID_ABI_VERSION 1

/* KATYDID_ABI_VERSION of the library, which may be another than that of the header. */
int32_t katydid_abi_version(void);

/* The version of Katydid that the library is of, "1.2.3". */
const char *KATYDID_NONNULL katydid_version(void);

/* ---- Errors ---- */

/* 0, or what went wrong. From KATYDID_BAD_MODEL on a blob or section was refused, each number for another reason: those numbers are for
 * katydid_status_text, and may differ from version to version. */
typedef int32_t katydid_status;

enum {
  KATYDID_OK = 0,
  KATYDID_NULL_POINTER = 1,     /* an argument that must not be NULL is NULL */
  KATYDID_OUT_OF_MEMORY = 2,
  KATYDID_UNSUPPORTED_RATE = 3, /* a sample rate that the resampler does not read */
  KATYDID_NO_FRONT_END = 4,     /* the model is valid and has no front end: it is a bare network */
  KATYDID_NO_DECISION = 5,      /* the model is valid and has no decision: it is a bare network */
  KATYDID_CANNOT_READ = 6,      /* a file cannot be read */
  KATYDID_ARENA_TOO_SMALL = 7,  /* the caller's memory is smaller than what is needed */
  KATYDID_MISALIGNED = 8,       /* the caller's memory does not start at a multiple of 16 */
  KATYDID_OUT_OF_RANGE = 9,     /* a number is outside its range */
  KATYDID_EVENTS_WAITING = 10,  /* there is no room for more events: poll those that wait, then go on */
  KATYDID_BAD_MODEL = 100
};

/* What a status means, in English, without a line break. Never NULL; lives as long as the library. */
const char *KATYDID_NONNULL katydid_status_text(katydid_status status);

/* What a status and its detail mean: "byte 12: the checksum does not match: the file is damaged". The detail is what the function that
 * returned the status has set. Writes at most capacity bytes, the last of them zero, and returns the length of the whole text, as snprintf. */
size_t katydid_describe(
    katydid_status status, size_t detail, char *KATYDID_NULLABLE text, size_t capacity);

/* ---- Model ---- */

/* A validated model: the content of a .kat file. */
typedef struct katydid_model katydid_model;

/* A model from a file, which is read into memory of the model: whoever writes the file anew does not change what runs.
 *
 * *detail, unless detail is NULL, is set to the byte that was refused; with KATYDID_CANNOT_READ to errno, or to 0 if it is not a regular file.
 * Fails with KATYDID_NULL_POINTER, KATYDID_OUT_OF_MEMORY, KATYDID_CANNOT_READ, or KATYDID_BAD_MODEL and above. */
katydid_status katydid_model_open(
    const char *KATYDID_NULLABLE path, katydid_model *KATYDID_NULLABLE *KATYDID_NULLABLE model,
    size_t *KATYDID_NULLABLE detail);

/* A model from the bytes of a .kat file in memory of the caller, without a copy: they start at a multiple of 16 (_Alignas(16), mmap), and
 * stay as they are until the model is destroyed.
 *
 * *detail as above. Fails with KATYDID_NULL_POINTER, KATYDID_OUT_OF_MEMORY, KATYDID_MISALIGNED, or KATYDID_BAD_MODEL and above. */
katydid_status katydid_model_create(
    const void *KATYDID_NULLABLE blob, size_t byte_count, katydid_model *KATYDID_NULLABLE *KATYDID_NULLABLE model,
    size_t *KATYDID_NULLABLE detail);

/* Gives a model back. NULL is allowed. Nothing made of it may be used afterwards, only destroyed. */
void katydid_model_destroy(katydid_model *KATYDID_NULLABLE model);

/* Channels of the network's input. */
int32_t katydid_model_input_channels(const katydid_model *KATYDID_NONNULL model);

/* Largest magnitude of an input value; what is beyond is limited to it and counted. */
int32_t katydid_model_input_magnitude(const katydid_model *KATYDID_NONNULL model);

/* Layers of the network, 1 to 255. */
int32_t katydid_model_layers(const katydid_model *KATYDID_NONNULL model);

/* Which of them is the output. Where the model has a decision, each of its neurons stands for a class. */
int32_t katydid_model_output_layer(const katydid_model *KATYDID_NONNULL model);

/* Neurons of a layer, 0 if there is no such layer. */
int32_t katydid_model_neurons(const katydid_model *KATYDID_NONNULL model, int32_t layer);

/* Name of a class (output neuron), or of a layer, in UTF-8 without control characters; "class 3", "layer 3" where the model has no names.
 * Never NULL: empty if there is no such class or layer. */
const char *KATYDID_NONNULL katydid_model_label(const katydid_model *KATYDID_NONNULL model, int32_t class_index);
const char *KATYDID_NONNULL katydid_model_layer_name(const katydid_model *KATYDID_NONNULL model, int32_t layer);

/* Writes units [neurons]: what one step of a neuron's state is in the units of the network that was packed.
 * Fails with KATYDID_OUT_OF_RANGE if there is no such layer, KATYDID_NULL_POINTER. */
katydid_status katydid_model_units(
    const katydid_model *KATYDID_NONNULL model, int32_t layer, float *KATYDID_NULLABLE units);

/* ---- Recogniser ---- */

/* Samples in, events out: resampler, front end, network and decision, and their state. */
typedef struct katydid_recognizer katydid_recognizer;

/* Something was recognised. */
typedef struct {
  uint64_t time_samples;               /* audio time of the last sample that the decision saw, in samples at 16 kHz since the start */
  uint64_t time_milliseconds;          /* the same in milliseconds, to nearest */
  const char *KATYDID_NONNULL label;   /* katydid_model_label of the class */
  int32_t class_index;
  int32_t score;                       /* 1 to 32768, which stands for 1 */
} katydid_event;

/* Events that can wait to be polled. No event comes sooner than 10 ms after another: a push of up to 0.64 s of samples is always taken
 * whole if no events were waiting. */
enum { KATYDID_EVENT_CAPACITY = 64 };

/* Sets *byte_count to the memory that a recogniser of this model takes.
 * Fails with KATYDID_NULL_POINTER, KATYDID_UNSUPPORTED_RATE, KATYDID_NO_FRONT_END or KATYDID_NO_DECISION. */
katydid_status katydid_recognizer_arena_bytes(
    const katydid_model *KATYDID_NONNULL model, int32_t rate_hz, size_t *KATYDID_NULLABLE byte_count);

/* A recogniser in its fresh state, for mono samples of 8000, 11025, 16000, 22050, 32000, 44100, 48000 or 96000 Hz.
 *
 * It lives in arena, which starts at a multiple of 16, has at least katydid_recognizer_arena_bytes and is the caller's again after
 * katydid_recognizer_destroy. If arena is NULL, memory is allocated, and arena_bytes has no meaning.
 * Fails as katydid_recognizer_arena_bytes, and with KATYDID_OUT_OF_MEMORY, KATYDID_ARENA_TOO_SMALL or KATYDID_MISALIGNED. */
katydid_status katydid_recognizer_create(
    const katydid_model *KATYDID_NONNULL model, int32_t rate_hz, void *KATYDID_NULLABLE arena, size_t arena_bytes,
    katydid_recognizer *KATYDID_NULLABLE *KATYDID_NULLABLE recognizer);

/* Gives a recogniser back. NULL is allowed. */
void katydid_recognizer_destroy(katydid_recognizer *KATYDID_NULLABLE recognizer);

/* Hears samples. However a recording is cut into calls, the events are the same.
 *
 * *taken, unless taken is NULL, is set to how many were taken: all, unless it fails.
 * Fails with KATYDID_EVENTS_WAITING if not all were taken; with KATYDID_NULL_POINTER if samples is NULL and sample_count is not 0. */
katydid_status katydid_recognizer_push(
    katydid_recognizer *KATYDID_NONNULL recognizer, const int16_t *KATYDID_NULLABLE samples, size_t sample_count,
    size_t *KATYDID_NULLABLE taken);

/* Takes the oldest event that waits into *event. 1 if there was one, else 0. */
int32_t katydid_recognizer_poll(
    katydid_recognizer *KATYDID_NONNULL recognizer, katydid_event *KATYDID_NONNULL event);

/* Hears half a second of silence, so that the last sounds of a recording get their events, as `katydid recognize` does.
 * Fails with KATYDID_EVENTS_WAITING unless all events were polled. */
katydid_status katydid_recognizer_finish(katydid_recognizer *KATYDID_NONNULL recognizer);

/* Back to the fresh state: the next sample is the first one, and no events wait. Settings stay. */
void katydid_recognizer_reset(katydid_recognizer *KATYDID_NONNULL recognizer);

/* How likely a class was after the last tick, 0 to 32768: softmax over the smoothed readout. 0 if there is no such class. */
int32_t katydid_recognizer_score(const katydid_recognizer *KATYDID_NONNULL recognizer, int32_t class_index);

/* What trades missed sounds against false alarms and delay. */
typedef struct {
  int32_t threshold;               /* least score of an event, 1 to 32768 */
  int32_t consecutive_ticks;       /* ticks in a row for which a class must be above it, 1 to 1000 */
  int32_t rest_ticks;              /* the same for the rest class of a model that tracks, 1 to 1000; 0 in one that spots */
  int32_t smoothing_milliseconds;  /* time constant of the smoothing, 0 to 10000 */
  int32_t hold_off_milliseconds;   /* time after an event in which there is no other, 0 to 60000 */
} katydid_settings;

/* The settings: the model's, until set. */
void katydid_recognizer_get_settings(
    const katydid_recognizer *KATYDID_NONNULL recognizer, katydid_settings *KATYDID_NONNULL settings);

/* Sets them, from the next tick on. Fails with KATYDID_OUT_OF_RANGE. */
katydid_status katydid_recognizer_set_settings(
    katydid_recognizer *KATYDID_NONNULL recognizer, const katydid_settings *KATYDID_NONNULL settings);

/* What a network did since it was made or reset. */
typedef struct {
  uint64_t ticks;
  uint64_t spikes;           /* of all layers */
  uint64_t synaptic_events;  /* synapses that passed on a spike */
  uint64_t layers_skipped;   /* layers that were at rest in a tick and cost nothing */
  uint64_t saturations;      /* states that would have left their range */
  uint64_t clamped_inputs;   /* input values that were limited to the input magnitude */
  uint64_t dropped_inputs;   /* input events beyond one a channel and tick */
} katydid_counters;

void katydid_recognizer_counters(
    const katydid_recognizer *KATYDID_NONNULL recognizer, katydid_counters *KATYDID_NONNULL counters);

/* ---- Network ---- */

/* The network of a model without front end and decision, and its state. */
typedef struct katydid_network katydid_network;

/* The memory that a network of this model takes. */
size_t katydid_network_arena_bytes(const katydid_model *KATYDID_NONNULL model);

/* A network in its fresh state; arena as for katydid_recognizer_create.
 * Fails with KATYDID_NULL_POINTER, KATYDID_OUT_OF_MEMORY, KATYDID_ARENA_TOO_SMALL or KATYDID_MISALIGNED. */
katydid_status katydid_network_create(
    const katydid_model *KATYDID_NONNULL model, void *KATYDID_NULLABLE arena, size_t arena_bytes,
    katydid_network *KATYDID_NULLABLE *KATYDID_NULLABLE network);

/* Gives a network back. NULL is allowed. */
void katydid_network_destroy(katydid_network *KATYDID_NULLABLE network);

/* One tick with the input events channels [event_count], values [event_count]. values may be NULL: then every event is a spike, 1.
 *
 * A tick takes at most as many events as there are channels; further ones are dropped and counted.
 * Fails with KATYDID_OUT_OF_RANGE if there is no such channel; with KATYDID_NULL_POINTER if channels is NULL and event_count is not 0. */
katydid_status katydid_network_step(
    katydid_network *KATYDID_NONNULL network, const uint16_t *KATYDID_NULLABLE channels,
    const int16_t *KATYDID_NULLABLE values, size_t event_count);

/* Who spiked in the last tick: writes neurons [spiking] and counts [spiking], in no particular order, and returns how many. Each array may be
 * NULL, and has room for every neuron of the layer. A count is the spikes of the neuron in the tick. 0 if there is no such layer. */
size_t katydid_network_spikes(
    const katydid_network *KATYDID_NONNULL network, int32_t layer, uint16_t *KATYDID_NULLABLE neurons,
    uint8_t *KATYDID_NULLABLE counts);

/* What a neuron remembers from tick to tick. */
enum {
  KATYDID_MEMBRANE = 0,   /* membrane potential */
  KATYDID_CURRENT = 1,    /* synaptic current of CuBa-LIF */
  KATYDID_ADAPTATION = 2, /* adaptation of ALIF and adLIF; what is added to the threshold of a raised LIF */
  KATYDID_REFRACTORY = 3  /* ticks for which the neuron will not spike */
};

/* Writes values [neurons]: a state after the last tick, in steps of katydid_model_units (KATYDID_REFRACTORY: in ticks); 0 where the layer has
 * no such state. The potentials of a readout layer are the output of the network.
 * Fails with KATYDID_OUT_OF_RANGE if there is no such layer or variable, KATYDID_NULL_POINTER. */
katydid_status katydid_network_state(
    const katydid_network *KATYDID_NONNULL network, int32_t layer, int32_t variable, int32_t *KATYDID_NULLABLE values);

/* Back to the fresh state, counters too. */
void katydid_network_reset(katydid_network *KATYDID_NONNULL network);

void katydid_network_counters(
    const katydid_network *KATYDID_NONNULL network, katydid_counters *KATYDID_NONNULL counters);

/* ---- Front end ---- */

/* Fixed by this version of the front end. */
enum {
  KATYDID_SAMPLE_RATE_HZ = 16000,
  KATYDID_HOP_SAMPLES = 160,
  KATYDID_FRONT_END_SECTION_BYTES = 48
};

/* A front end and its state. */
typedef struct katydid_front_end katydid_front_end;

/* A front end from the bytes of a front end section (ModelBlob.md: 48 bytes), in its fresh state. The bytes are not needed afterwards.
 *
 * *detail, unless detail is NULL, is set to the byte that was refused.
 * Fails with KATYDID_NULL_POINTER, KATYDID_OUT_OF_MEMORY, or KATYDID_BAD_MODEL and above. */
katydid_status katydid_front_end_create(
    const void *KATYDID_NULLABLE section, size_t byte_count,
    katydid_front_end *KATYDID_NULLABLE *KATYDID_NULLABLE front_end, size_t *KATYDID_NULLABLE detail);

/* The front end of a model.
 * Fails with KATYDID_NULL_POINTER, KATYDID_OUT_OF_MEMORY or KATYDID_NO_FRONT_END. */
katydid_status katydid_front_end_create_of_model(
    const katydid_model *KATYDID_NONNULL model, katydid_front_end *KATYDID_NULLABLE *KATYDID_NULLABLE front_end);

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

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

#ifdef __cplusplus
}
#endif

#endif
