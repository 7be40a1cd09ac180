// Preloaded into the program: a microphone that fails by a script. Everything else goes to the real libasound, which
// stays responsible for parameters, plug-ins and data.
//
// KATYDID_FAULTS is a list of words; MS is a time in milliseconds after the first start:
//
//     clock            The device gives samples at its rate, and the sound goes on whether anybody reads or not: that of a
//                      file, which ALSA's file plug-in gives as fast as it is read. Its buffer overruns.
//     only:FORMAT:RATE:CHANNELS
//                      The device offers nothing else.
//     busy             It cannot be opened, the first time.
//     xrun@MS:STALL    The reader is kept for STALL ms, then the device has overrun (EPIPE).
//     hidden@MS:STALL  The same, but waiting for it only ends at its time: POLLERR is missed.
//     suspend@MS:N     Suspended (ESTRPIPE); it can be resumed at attempt N (EAGAIN before), never if N is 0 (ENOSYS).
//     gone@MS:N        Unplugged (ENODEV); the next N attempts to open it fail.
//     broken@MS:N      Overrun, after which N attempts to start it fail (EIO).
//     again@MS:FOR     For so long it says that there are samples and gives none (EAGAIN).
//     short@MS:N       From now on it gives at most N frames at a time.
//     hang@MS          It claims to run and gives nothing until it is closed.
//
// At exit a program that opened a device says how often each was injected, and how often it opened and started one.

#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum kind { XRUN, HIDDEN, SUSPEND, GONE, BROKEN, AGAIN, SHORT, HANG, KINDS };
static const char *const kind_names[] = {"xrun", "hidden", "suspend", "gone", "broken", "again", "short", "hang"};

struct fault {
    enum kind kind;
    long at_ms, value;
    bool was_injected;
};

enum { MOST_FAULTS = 64 };
static struct fault faults[MOST_FAULTS];
static int fault_count;
static bool has_clock, is_busy;
static char only_format[32];
static unsigned only_rate, only_channels;

// What the device is like now.
static bool has_overrun, is_hidden, is_suspended, is_gone, hangs, again;
static long resumes_left, opens_left, starts_left, again_until_ms, most_frames;
static long injected[KINDS], opens, starts;

// What the program opened. Plug-ins make the same calls for what lies behind them, and there nothing is to fail.
static snd_pcm_t *device;

static snd_pcm_uframes_t rate_hz, period_frames, buffer_frames;
static uint64_t first_start_ns;
// Frames that were taken from the file since it was opened, and those that were given to the program.
static uint64_t file_frames, given_frames;

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(real))dlsym(RTLD_NEXT, #name)

static uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void sleep_ms(long ms) {
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static void refuse(const char *word) {
    fprintf(stderr, "KATYDID_FAULTS: '%s' is not understood\n", word);
    _exit(70);
}

__attribute__((constructor)) static void read_script(void) {
    const char *script = getenv("KATYDID_FAULTS");
    char *copy = strdup(script ? script : ""), *rest = NULL;
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        char name[32];
        struct fault fault = {0};
        if (strcmp(word, "clock") == 0) {
            has_clock = true;
        } else if (strcmp(word, "busy") == 0) {
            is_busy = true;
        } else if (sscanf(word, "only:%31[^:]:%u:%u", only_format, &only_rate, &only_channels) == 3) {
        } else if (sscanf(word, "%31[^@]@%ld:%ld", name, &fault.at_ms, &fault.value) >= 2 && fault_count < MOST_FAULTS) {
            int kind = 0;
            while (kind < KINDS && strcmp(name, kind_names[kind]) != 0) kind++;
            if (kind == KINDS) refuse(word);
            fault.kind = (enum kind)kind;
            faults[fault_count++] = fault;
        } else {
            refuse(word);
        }
    }
    free(copy);
}

__attribute__((destructor)) static void report(void) {
    if (opens == 0) return;
    char text[256];
    int length = snprintf(text, sizeof text, "faults: opens %ld, starts %ld", opens, starts);
    for (int kind = 0; kind < KINDS; kind++) {
        if (!injected[kind]) continue;
        length += snprintf(text + length, sizeof text - (size_t)length, ", %s %ld", kind_names[kind], injected[kind]);
    }
    text[length++] = '\n';
    if (write(2, text, (size_t)length) != length) _exit(70);
}

// Frames that the device has heard since its first start.
static uint64_t heard_frames(void) {
    if (!has_clock) return given_frames;
    uint64_t elapsed_ns = now_ns() - first_start_ns;
    return elapsed_ns / 1000000000u * rate_hz + elapsed_ns % 1000000000u * rate_hz / 1000000000u;
}

static long now_ms(void) { return rate_hz ? (long)(heard_frames() * 1000 / rate_hz) : 0; }

static void inject(struct fault *fault) {
    fault->was_injected = true;
    injected[fault->kind]++;
    switch (fault->kind) {
    case XRUN:
    case HIDDEN:
        sleep_ms(fault->value);
        has_overrun = true;
        is_hidden = fault->kind == HIDDEN;
        break;
    case SUSPEND:
        is_suspended = true;
        resumes_left = fault->value;
        break;
    case GONE:
        is_gone = true;
        opens_left = fault->value;
        break;
    case BROKEN:
        has_overrun = true;
        starts_left = fault->value;
        break;
    case AGAIN:
        again = true;
        again_until_ms = now_ms() + fault->value;
        break;
    case SHORT: most_frames = fault->value; break;
    case HANG: hangs = true; break;
    case KINDS: break;
    }
}

// What reading or waiting fails with now; 0 if nothing is wrong.
static int condition(void) {
    for (int index = 0; index < fault_count; index++) {
        if (!faults[index].was_injected && now_ms() >= faults[index].at_ms) inject(&faults[index]);
    }
    if (again && now_ms() >= again_until_ms) again = false;
    if (is_gone) return -ENODEV;
    if (is_suspended) return -ESTRPIPE;
    if (has_overrun) return -EPIPE;
    return 0;
}

// Sound that nobody read is not in the file any more.
static void skip_to(snd_pcm_t *pcm, uint64_t frames) {
    REAL(snd_pcm_readi);
    static char dropped[1 << 16];
    ssize_t frame_bytes = snd_pcm_frames_to_bytes(pcm, 1);
    snd_pcm_uframes_t most = sizeof dropped / (size_t)frame_bytes;
    if (most > period_frames) most = period_frames;
    while (file_frames < frames) {
        uint64_t left = frames - file_frames;
        snd_pcm_sframes_t got = real(pcm, dropped, left < most ? left : most);
        if (got <= 0) return;
        file_frames += (uint64_t)got;
    }
}

static void begin(snd_pcm_t *pcm) {
    if (!first_start_ns) first_start_ns = now_ns();
    if (has_clock) skip_to(pcm, heard_frames());
}

int snd_pcm_open(snd_pcm_t **pcm, const char *name, snd_pcm_stream_t stream, int mode) {
    REAL(snd_pcm_open);
    opens++;
    if (is_busy && opens == 1) return -EBUSY;
    if (is_gone && opens_left-- > 0) return -ENODEV;
    is_gone = hangs = has_overrun = is_hidden = is_suspended = false;
    file_frames = 0;
    int code = real(pcm, name, stream, mode);
    if (code >= 0) device = *pcm;
    return code;
}

// Real time and waiting are for devices with a clock.
snd_pcm_type_t snd_pcm_type(snd_pcm_t *pcm) {
    REAL(snd_pcm_type);
    return pcm == device && has_clock ? SND_PCM_TYPE_HW : real(pcm);
}

int snd_pcm_hw_params_any(snd_pcm_t *pcm, snd_pcm_hw_params_t *parameters) {
    REAL(snd_pcm_hw_params_any);
    int code = real(pcm, parameters);
    if (code < 0 || pcm != device || !only_rate) return code;
    code = snd_pcm_hw_params_set_format(pcm, parameters, snd_pcm_format_value(only_format));
    if (code >= 0) code = snd_pcm_hw_params_set_rate(pcm, parameters, only_rate, 0);
    if (code >= 0) code = snd_pcm_hw_params_set_channels(pcm, parameters, only_channels);
    return code;
}

int snd_pcm_hw_params(snd_pcm_t *pcm, snd_pcm_hw_params_t *parameters) {
    REAL(snd_pcm_hw_params);
    int code = real(pcm, parameters);
    if (code < 0 || pcm != device) return code;
    unsigned rate = 0;
    snd_pcm_hw_params_get_rate(parameters, &rate, NULL);
    snd_pcm_hw_params_get_period_size(parameters, &period_frames, NULL);
    snd_pcm_hw_params_get_buffer_size(parameters, &buffer_frames);
    rate_hz = rate;
    return code;
}

int snd_pcm_prepare(snd_pcm_t *pcm) {
    REAL(snd_pcm_prepare);
    if (pcm != device) return real(pcm);
    if (is_gone) return -ENODEV;
    has_overrun = is_hidden = is_suspended = false;
    return real(pcm);
}

int snd_pcm_start(snd_pcm_t *pcm) {
    REAL(snd_pcm_start);
    if (pcm != device) return real(pcm);
    starts++;
    if (is_gone) return -ENODEV;
    if (starts_left > 0) {
        starts_left--;
        return -EIO;
    }
    int code = real(pcm);
    if (code >= 0) begin(pcm);
    return code;
}

int snd_pcm_resume(snd_pcm_t *pcm) {
    REAL(snd_pcm_resume);
    if (pcm != device || !is_suspended) return real(pcm);
    if (resumes_left == 0) return -ENOSYS;
    if (--resumes_left > 0) return -EAGAIN;
    is_suspended = false;
    begin(pcm);
    return 0;
}

snd_pcm_state_t snd_pcm_state(snd_pcm_t *pcm) {
    REAL(snd_pcm_state);
    if (pcm != device) return real(pcm);
    if (is_gone) return SND_PCM_STATE_DISCONNECTED;
    if (is_suspended) return SND_PCM_STATE_SUSPENDED;
    if (has_overrun) return SND_PCM_STATE_XRUN;
    return real(pcm);
}

int snd_pcm_wait(snd_pcm_t *pcm, int timeout_ms) {
    REAL(snd_pcm_wait);
    if (pcm != device) return real(pcm, timeout_ms);
    int code = condition();
    if (hangs || is_hidden) {
        sleep_ms(timeout_ms);
        return 0;
    }
    if (code < 0) return code;
    if (again) return 1;
    if (!has_clock) return real(pcm, timeout_ms);
    for (uint64_t end = now_ns() + (uint64_t)timeout_ms * 1000000u; now_ns() < end; sleep_ms(2)) {
        if (heard_frames() >= file_frames + period_frames) return 1;
    }
    return 0;
}

snd_pcm_sframes_t snd_pcm_readi(snd_pcm_t *pcm, void *samples, snd_pcm_uframes_t frames) {
    REAL(snd_pcm_readi);
    if (pcm != device) return real(pcm, samples, frames);
    int code = condition();
    if (code < 0) return code;
    if (hangs || again) return -EAGAIN;
    if (most_frames && frames > (snd_pcm_uframes_t)most_frames) frames = (snd_pcm_uframes_t)most_frames;
    if (has_clock) {
        uint64_t available = heard_frames() - file_frames;
        if (available > buffer_frames) {
            has_overrun = true;
            return -EPIPE;
        }
        if (available == 0) return -EAGAIN;
        if (frames > available) frames = available;
    }
    snd_pcm_sframes_t got = real(pcm, samples, frames);
    if (got > 0) {
        file_frames += (uint64_t)got;
        given_frames += (uint64_t)got;
    }
    return got;
}
