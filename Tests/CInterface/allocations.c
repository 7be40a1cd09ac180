/* allocations MODEL SAMPLES: after a recogniser and a network were made, nothing allocates. */
#include "sound.h"

#include <errno.h>

static long calls;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) {
    calls++;
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    calls++;
    return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
    calls++;
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    calls++;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    calls++;
    *memory = __libc_memalign(alignment, size);
    return *memory ? 0 : ENOMEM;
}

int main(int argc, char **argv) {
    CHECK(argc == 3);
    sound words = read_sound(argv[2]);
    katydid_recognizer *recognizer;
    katydid_network *network;
    katydid_model *model = open_model(argv[1]);
    size_t recognizer_bytes, network_bytes = katydid_network_arena_bytes(model);
    CHECK(katydid_recognizer_arena_bytes(model, 44100, &recognizer_bytes) == KATYDID_OK);
    void *arenas[] = {aligned_alloc(16, recognizer_bytes), aligned_alloc(16, network_bytes)};
    static event_list heard;
    CHECK(calls >= 4);

    /* In memory of the caller, not even making them does. */
    calls = 0;
    CHECK(katydid_recognizer_create(model, 44100, arenas[0], recognizer_bytes, &recognizer) == KATYDID_OK);
    CHECK(katydid_network_create(model, arenas[1], network_bytes, &network) == KATYDID_OK);
    hear(recognizer, words, 333, &heard);
    katydid_recognizer_reset(recognizer);
    uint16_t channels[] = {1, 5, 60};
    for (int tick = 0; tick < 1000; tick++) CHECK(katydid_network_step(network, channels, NULL, 3) == KATYDID_OK);
    katydid_network_reset(network);
    char text[100];
    katydid_describe(KATYDID_BAD_MODEL, 123456, text, sizeof text);
    CHECK(calls == 0);

    katydid_recognizer_destroy(recognizer);
    katydid_network_destroy(network);
    CHECK(katydid_recognizer_create(model, 16000, NULL, 0, &recognizer) == KATYDID_OK);
    CHECK(calls == 1);
    hear(recognizer, words, 333, &heard);
    CHECK(calls == 1 && heard.count > 0);
    katydid_recognizer_destroy(recognizer);
    katydid_model_destroy(model);
    return 0;
}
