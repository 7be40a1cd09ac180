/* recognizer MODEL SAMPLES BARE-NETWORK: a recogniser through the whole of its interface. */
#include "sound.h"

static void check_chunks(katydid_model *model, sound words, event_list *expected) {
    katydid_recognizer *recognizer;
    CHECK(katydid_recognizer_create(model, 16000, NULL, 0, &recognizer) == KATYDID_OK);
    hear(recognizer, words, words.count, expected);
    CHECK(expected->count > 3);
    CHECK(strcmp(expected->events[0].label, katydid_model_label(model, expected->events[0].class_index)) == 0);
    CHECK(expected->events[0].time_milliseconds == expected->events[0].time_samples / 16);

    static event_list heard;
    for (size_t chunk = 1; chunk < 20000; chunk = chunk * 7 + 3) {
        katydid_recognizer_reset(recognizer);
        hear(recognizer, words, chunk, &heard);
        CHECK(are_equal(expected, &heard));
    }
    katydid_counters counters;
    katydid_recognizer_counters(recognizer, &counters);
    CHECK(counters.ticks > 100 && counters.spikes > 0 && counters.synaptic_events > counters.spikes);
    katydid_recognizer_reset(recognizer);
    katydid_recognizer_counters(recognizer, &counters);
    CHECK(counters.ticks == 0 && counters.spikes == 0);
    katydid_recognizer_destroy(recognizer);
}

static void check_arena(katydid_model *model, sound words, const event_list *expected) {
    size_t bytes;
    CHECK(katydid_recognizer_arena_bytes(model, 44100, &bytes) == KATYDID_OK);
    CHECK(katydid_recognizer_arena_bytes(model, 16000, &bytes) == KATYDID_OK);
    char *arena = aligned_alloc(16, bytes + 16);
    CHECK(arena);
    memset(arena, 0xA5, bytes + 16);
    katydid_recognizer *recognizer;
    CHECK(katydid_recognizer_create(model, 16000, arena, bytes - 1, &recognizer) == KATYDID_ARENA_TOO_SMALL);
    CHECK(recognizer == NULL);
    CHECK(katydid_recognizer_create(model, 16000, arena + 8, bytes, &recognizer) == KATYDID_MISALIGNED);
    CHECK(katydid_recognizer_create(model, 16000, arena, bytes, &recognizer) == KATYDID_OK);
    static event_list heard;
    hear(recognizer, words, 1000, &heard);
    CHECK(are_equal(expected, &heard));
    for (size_t index = bytes; index < bytes + 16; index++) CHECK(arena[index] == (char)0xA5);
    katydid_recognizer_destroy(recognizer);
    free(arena);
}

static void check_settings(katydid_model *model, sound words) {
    katydid_recognizer *recognizer;
    CHECK(katydid_recognizer_create(model, 16000, NULL, 0, &recognizer) == KATYDID_OK);
    katydid_settings settings, read;
    katydid_recognizer_get_settings(recognizer, &settings);
    CHECK(settings.threshold > 0 && settings.consecutive_ticks > 0 && settings.rest_ticks == 0);
    settings.threshold = 0;
    CHECK(katydid_recognizer_set_settings(recognizer, &settings) == KATYDID_OUT_OF_RANGE);
    settings.threshold = 1;
    settings.consecutive_ticks = 1;
    settings.smoothing_milliseconds = 0;
    settings.hold_off_milliseconds = 0;
    CHECK(katydid_recognizer_set_settings(recognizer, &settings) == KATYDID_OK);
    katydid_recognizer_get_settings(recognizer, &read);
    CHECK(memcmp(&read, &settings, sizeof read) == 0);

    /* So many events that they do not fit: none is lost. */
    size_t taken;
    CHECK(katydid_recognizer_push(recognizer, words.samples, words.count, &taken) == KATYDID_EVENTS_WAITING);
    CHECK(taken < words.count);
    CHECK(katydid_recognizer_push(recognizer, words.samples, 1, &taken) == KATYDID_EVENTS_WAITING && taken == 0);
    CHECK(katydid_recognizer_finish(recognizer) == KATYDID_EVENTS_WAITING);
    static event_list whole, cut;
    katydid_recognizer_reset(recognizer);
    hear(recognizer, words, words.count, &whole);
    CHECK(whole.count > KATYDID_EVENT_CAPACITY);
    katydid_recognizer_reset(recognizer);
    hear(recognizer, words, 160, &cut);
    CHECK(are_equal(&whole, &cut));

    int32_t sum = 0;
    for (int32_t index = 0; index < katydid_model_neurons(model, katydid_model_output_layer(model)); index++)
        sum += katydid_recognizer_score(recognizer, index);
    CHECK(abs(sum - 32768) < 100);
    CHECK(katydid_recognizer_score(recognizer, -1) == 0 && katydid_recognizer_score(recognizer, 1 << 20) == 0);
    katydid_recognizer_destroy(recognizer);
}

static void check_refusals(katydid_model *model, const char *bare_path) {
    katydid_recognizer *recognizer;
    katydid_model *bare = open_model(bare_path);
    CHECK(katydid_recognizer_create(bare, 16000, NULL, 0, &recognizer) == KATYDID_NO_FRONT_END);
    CHECK(recognizer == NULL);
    katydid_model_destroy(bare);
    CHECK(katydid_recognizer_create(model, 12345, NULL, 0, &recognizer) == KATYDID_UNSUPPORTED_RATE);
    CHECK(katydid_recognizer_create(model, 16000, NULL, 0, NULL) == KATYDID_NULL_POINTER);
    CHECK(katydid_recognizer_arena_bytes(model, 16000, NULL) == KATYDID_NULL_POINTER);
    CHECK(katydid_recognizer_create(model, 48000, NULL, 0, &recognizer) == KATYDID_OK);
    CHECK(katydid_recognizer_push(recognizer, NULL, 1, NULL) == KATYDID_NULL_POINTER);
    CHECK(katydid_recognizer_push(recognizer, NULL, 0, NULL) == KATYDID_OK);
    CHECK(katydid_recognizer_push(recognizer, (const int16_t *)model, SIZE_MAX, NULL) == KATYDID_OUT_OF_RANGE);
    CHECK(katydid_recognizer_finish(recognizer) == KATYDID_OK);
    katydid_recognizer_destroy(recognizer);
    katydid_recognizer_destroy(NULL);
}

int main(int argc, char **argv) {
    CHECK(argc == 4);
    katydid_model *model = open_model(argv[1]);
    sound words = read_sound(argv[2]);
    static event_list expected;
    check_chunks(model, words, &expected);
    check_arena(model, words, &expected);
    check_settings(model, words);
    check_refusals(model, argv[3]);
    katydid_model_destroy(model);
    free(words.samples);
    return 0;
}
