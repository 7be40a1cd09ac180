// Preloaded into the program: two sound cards that are not there, one in the machine and one at USB, as a laptop has
// them. Opening one opens the PCM card_ID of ALSA's configuration, or says that it is busy if BUSY_CARD is its ID.
// With TWO_RATES every device has but 44.1 and 192 kHz; with NO_CARDS there are no cards, whatever the machine has.

#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct card {
    const char *id, *driver, *long_name;
    // A device without a name is not there.
    const char *devices[4];
    int capture_device;
};

static const struct card cards[] = {
    {"PCH", "HDA-Intel", "HDA Intel PCH at 0xa1230000 irq 140", {"ALC257 Analog", NULL, NULL, "HDMI 0"}, 0},
    {"Snowball", "USB-Audio", "Blue Snowball at usb-0000:01:00.0-1.2, full speed", {"USB Audio"}, 0},
};
enum { CARDS = sizeof cards / sizeof *cards };

static const struct card *current;
static unsigned current_device;
static bool are_hidden;

int snd_card_next(int *card) {
    *card = !are_hidden && !getenv("NO_CARDS") && *card + 1 < CARDS ? *card + 1 : -1;
    return 0;
}

// The library looks for names that it can make of cards, which takes more than is here.
int snd_device_name_hint(int card, const char *interface, void ***hints) {
    __typeof__(snd_device_name_hint) *real = (__typeof__(real))dlsym(RTLD_NEXT, "snd_device_name_hint");
    are_hidden = true;
    int code = real(card, interface, hints);
    are_hidden = false;
    return code;
}

int snd_ctl_open(snd_ctl_t **control, const char *name, int mode) {
    (void)mode;
    int index;
    if (sscanf(name, "hw:%d", &index) != 1 || index < 0 || index >= CARDS) return -ENOENT;
    current = &cards[index];
    *control = (snd_ctl_t *)current;
    return 0;
}

int snd_ctl_close(snd_ctl_t *control) {
    (void)control;
    return 0;
}

int snd_ctl_card_info(snd_ctl_t *control, snd_ctl_card_info_t *info) {
    (void)control, (void)info;
    return 0;
}

const char *snd_ctl_card_info_get_id(const snd_ctl_card_info_t *info) {
    (void)info;
    return current->id;
}

const char *snd_ctl_card_info_get_driver(const snd_ctl_card_info_t *info) {
    (void)info;
    return current->driver;
}

const char *snd_ctl_card_info_get_longname(const snd_ctl_card_info_t *info) {
    (void)info;
    return current->long_name;
}

int snd_ctl_pcm_next_device(snd_ctl_t *control, int *device) {
    (void)control;
    do ++*device;
    while (*device < 4 && !current->devices[*device]);
    if (*device == 4) *device = -1;
    return 0;
}

int snd_ctl_pcm_info(snd_ctl_t *control, snd_pcm_info_t *info) {
    (void)control;
    current_device = snd_pcm_info_get_device(info);
    return (int)current_device == current->capture_device ? 0 : -ENOENT;
}

const char *snd_pcm_info_get_name(const snd_pcm_info_t *info) {
    (void)info;
    return current->devices[current_device];
}

int snd_pcm_open(snd_pcm_t **pcm, const char *name, snd_pcm_stream_t stream, int mode) {
    __typeof__(snd_pcm_open) *real = (__typeof__(real))dlsym(RTLD_NEXT, "snd_pcm_open");
    char id[32], other[64];
    const char *place = strstr(name, "hw:CARD=");
    if (place && sscanf(place, "hw:CARD=%31[^,]", id) == 1) {
        const char *busy = getenv("BUSY_CARD");
        if (busy && strcmp(busy, id) == 0) return -EBUSY;
        snprintf(other, sizeof other, "card_%s", id);
        name = other;
    }
    return real(pcm, name, stream, mode);
}

int snd_pcm_hw_params_test_rate(snd_pcm_t *pcm, snd_pcm_hw_params_t *parameters, unsigned rate, int direction) {
    __typeof__(snd_pcm_hw_params_test_rate) *real = (__typeof__(real))dlsym(RTLD_NEXT, "snd_pcm_hw_params_test_rate");
    if (getenv("TWO_RATES") && rate != 44100 && rate != 192000) return -EINVAL;
    return real(pcm, parameters, rate, direction);
}

// The library has two versions of these; only their results matter here.
int snd_pcm_hw_params_get_rate_min(const snd_pcm_hw_params_t *parameters, unsigned *rate, int *direction) {
    (void)parameters, (void)direction;
    *rate = getenv("TWO_RATES") ? 44100 : 4000;
    return 0;
}

int snd_pcm_hw_params_get_rate_max(const snd_pcm_hw_params_t *parameters, unsigned *rate, int *direction) {
    (void)parameters, (void)direction;
    *rate = 192000;
    return 0;
}
