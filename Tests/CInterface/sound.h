/* Models and recordings for the programs of these tests. */
#ifndef SOUND_H
#define SOUND_H

#include "check.h"

#include <katydid.h>
#include <string.h>

typedef struct {
    int16_t *samples;
    size_t count;
} sound;

/* A file of 16-bit samples. */
static inline sound read_sound(const char *path) {
    FILE *file = fopen(path, "rb");
    CHECK(file && fseek(file, 0, SEEK_END) == 0);
    size_t bytes = (size_t)ftell(file);
    rewind(file);
    sound result = {(int16_t *)malloc(bytes), bytes / sizeof(int16_t)};
    CHECK(result.samples && fread(result.samples, 1, bytes, file) == bytes);
    fclose(file);
    return result;
}

static inline katydid_model *open_model(const char *path) {
    katydid_model *model;
    CHECK(katydid_model_open(path, &model, NULL) == KATYDID_OK);
    return model;
}

enum { MOST_EVENTS = 1000 };

typedef struct {
    katydid_event events[MOST_EVENTS];
    size_t count;
} event_list;

static inline void poll_all(katydid_recognizer *recognizer, event_list *list) {
    while (list->count < MOST_EVENTS && katydid_recognizer_poll(recognizer, &list->events[list->count])) list->count++;
}

/* Hears a recording to its end in chunks of so many samples. */
static inline void hear(katydid_recognizer *recognizer, sound sound, size_t chunk, event_list *list) {
    list->count = 0;
    for (size_t start = 0; start < sound.count;) {
        size_t taken, count = sound.count - start < chunk ? sound.count - start : chunk;
        katydid_status status = katydid_recognizer_push(recognizer, sound.samples + start, count, &taken);
        CHECK(status == KATYDID_OK ? taken == count : status == KATYDID_EVENTS_WAITING && taken < count);
        start += taken;
        poll_all(recognizer, list);
    }
    CHECK(katydid_recognizer_finish(recognizer) == KATYDID_OK);
    poll_all(recognizer, list);
}

static inline int are_equal(const event_list *a, const event_list *b) {
    return a->count == b->count && memcmp(a->events, b->events, a->count * sizeof *a->events) == 0;
}

#endif
