/* threads MODEL SAMPLES: recognisers of one model in two threads hear the same at the same time. */
#include "sound.h"

#include <threads.h>

typedef struct {
    const katydid_model *model;
    sound words;
    size_t chunk;
    event_list heard;
} job;

static int run(void *context) {
    job *job = context;
    katydid_recognizer *recognizer;
    CHECK(katydid_recognizer_create(job->model, 16000, NULL, 0, &recognizer) == KATYDID_OK);
    hear(recognizer, job->words, job->chunk, &job->heard);
    katydid_recognizer_destroy(recognizer);
    return 0;
}

int main(int argc, char **argv) {
    CHECK(argc == 3);
    static job jobs[2];
    katydid_model *model = open_model(argv[1]);
    sound words = read_sound(argv[2]);
    thrd_t threads[2];
    for (int index = 0; index < 2; index++) {
        jobs[index] = (job){.model = model, .words = words, .chunk = index == 0 ? 320 : 777};
        CHECK(thrd_create(&threads[index], run, &jobs[index]) == thrd_success);
    }
    for (int index = 0; index < 2; index++) CHECK(thrd_join(threads[index], NULL) == thrd_success);
    CHECK(jobs[0].heard.count > 0 && are_equal(&jobs[0].heard, &jobs[1].heard));
    katydid_model_destroy(model);
    free(words.samples);
    return 0;
}
