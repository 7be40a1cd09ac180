/* Listens to raw samples on standard input, 16 bits, 16 kHz, mono, and prints what it recognises.
 *
 *     cc listen_pipe.c $(pkg-config --cflags --libs katydid) -o listen-pipe
 *     arecord --quiet -t raw -f S16_LE -r 16000 -c 1 | ./listen-pipe words.kat
 *
 * A line an event: the time in seconds, what it was, and the score. Exit codes are those of sysexits.h. */
#include <katydid.h>

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

/* 20 ms: what waits for a chunk to be complete is heard so much later. */
enum { CHUNK_SAMPLES = 320 };

static void print_events(katydid_recognizer *recognizer) {
    katydid_event event;
    while (katydid_recognizer_poll(recognizer, &event)) {
        uint64_t milliseconds = event.time_milliseconds;
        /* To nearest: a hundredth is 327.68 of the score. */
        int32_t hundredths = (event.score * 100 + 16384) / 32768;
        printf("%" PRIu64 ".%03" PRIu64 "\t%s\t%d.%02d\n", milliseconds / 1000, milliseconds % 1000, event.label,
               (int)(hundredths / 100), (int)(hundredths % 100));
        fflush(stdout);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: listen-pipe MODEL.kat < SAMPLES\n");
        return EX_USAGE;
    }

    katydid_model *model;
    katydid_recognizer *recognizer;
    size_t detail = 0;
    katydid_status status = katydid_model_open(argv[1], &model, &detail);
    if (status == KATYDID_OK)
        status = katydid_recognizer_create(model, KATYDID_SAMPLE_RATE_HZ, NULL, 0, &recognizer);
    if (status != KATYDID_OK) {
        char text[256];
        katydid_describe(status, detail, text, sizeof text);
        fprintf(stderr, "listen-pipe: %s: %s\n", argv[1], text);
        katydid_model_destroy(model);
        return status == KATYDID_CANNOT_READ ? EX_NOINPUT : EX_DATAERR;
    }

    int16_t samples[CHUNK_SAMPLES];
    size_t count;
    while ((count = fread(samples, sizeof *samples, CHUNK_SAMPLES, stdin)) > 0) {
        katydid_recognizer_push(recognizer, samples, count, NULL);
        print_events(recognizer);
    }
    katydid_recognizer_finish(recognizer);
    print_events(recognizer);

    katydid_recognizer_destroy(recognizer);
    katydid_model_destroy(model);
    return ferror(stdin) ? EX_NOINPUT : EX_OK;
}
