// Preloaded into the program: counts allocation calls from the first second of audio to its end, of libsndfile and libasound
// as of everybody, and says at exit how many there were. What is set free afterwards is no longer real time. Seconds are
// counted where the samples come from: sf_readf_float, snd_pcm_readi, or read from standard input. A microphone has no end:
// what counts are the calls until it gave its last samples.

#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <sndfile.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Samples may come on another thread than the one that allocates.
static _Atomic int rate_hz, has_ended;
static _Atomic long frames_read, calls_before, calls_after;
static int is_live;
static long calls_after_at_last_samples;

static void count(void) {
    if (has_ended) return;
    if (rate_hz > 0 && frames_read >= rate_hz) {
        calls_after++;
    } else {
        calls_before++;
    }
}

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) {
    count();
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count();
    return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
    count();
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    count();
    *memory = __libc_memalign(alignment, size);
    return *memory ? 0 : 12;
}

SNDFILE *sf_open_fd(int descriptor, int mode, SF_INFO *information, int closes) {
    SNDFILE *(*open)(int, int, SF_INFO *, int) = next("sf_open_fd");
    SNDFILE *file = open(descriptor, mode, information, closes);
    rate_hz = information->samplerate;
    return file;
}

sf_count_t sf_readf_float(SNDFILE *file, float *samples, sf_count_t frames) {
    static sf_count_t (*read_frames)(SNDFILE *, float *, sf_count_t);
    if (!read_frames) read_frames = next("sf_readf_float");
    sf_count_t result = read_frames(file, samples, frames);
    frames_read += result;
    has_ended = result == 0;
    return result;
}

int snd_pcm_hw_params_set_rate(snd_pcm_t *pcm, snd_pcm_hw_params_t *parameters, unsigned rate, int direction) {
    int (*set_rate)(snd_pcm_t *, snd_pcm_hw_params_t *, unsigned, int) = next("snd_pcm_hw_params_set_rate");
    int result = set_rate(pcm, parameters, rate, direction);
    if (result == 0) rate_hz = (int)rate;
    return result;
}

snd_pcm_sframes_t snd_pcm_readi(snd_pcm_t *pcm, void *samples, snd_pcm_uframes_t frames) {
    static snd_pcm_sframes_t (*read_frames)(snd_pcm_t *, void *, snd_pcm_uframes_t);
    if (!read_frames) read_frames = next("snd_pcm_readi");
    snd_pcm_sframes_t result = read_frames(pcm, samples, frames);
    if (result > 0) {
        is_live = 1;
        frames_read += result;
        calls_after_at_last_samples = calls_after;
    }
    return result;
}

// Standard input is taken for mono 16-bit samples at 16 kHz.
ssize_t read(int descriptor, void *bytes, size_t size) {
    static ssize_t (*read_bytes)(int, void *, size_t);
    if (!read_bytes) read_bytes = next("read");
    ssize_t result = read_bytes(descriptor, bytes, size);
    if (descriptor == 0 && result >= 0) {
        rate_hz = 16000;
        frames_read += result / 2;
        has_ended = result == 0;
    }
    return result;
}

__attribute__((destructor)) static void report(void) {
    char text[128];
    if (is_live) calls_after = calls_after_at_last_samples;
    int length = snprintf(
        text, sizeof text, "allocation calls: %ld before, %ld after the first second of %ld frames\n",
        (long)calls_before, (long)calls_after, (long)frames_read);
    if (write(2, text, (size_t)length) != length) _exit(70);
}
