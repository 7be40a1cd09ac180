/* model MODEL DAMAGED: a model through the whole of its interface, and what is refused. */
#include "sound.h"

static void check_description(katydid_status status, size_t detail, const char *expected) {
    char text[200];
    CHECK(katydid_describe(status, detail, text, sizeof text) == strlen(expected));
    CHECK(strcmp(text, expected) == 0);
    CHECK(katydid_describe(status, detail, NULL, 0) == strlen(expected));
    CHECK(katydid_describe(status, detail, text, 4) == strlen(expected));
    CHECK(strlen(text) == 3 && strncmp(text, expected, 3) == 0);
}

static void check_files(const char *path, const char *damaged) {
    katydid_model *model;
    size_t detail;
    CHECK(katydid_model_open("there/is/none.kat", &model, &detail) == KATYDID_CANNOT_READ && model == NULL);
    check_description(KATYDID_CANNOT_READ, detail, "the file cannot be read: No such file or directory");
    CHECK(katydid_model_open(".", &model, &detail) == KATYDID_CANNOT_READ);
    check_description(KATYDID_CANNOT_READ, detail, "the file cannot be read: not a regular file");
    CHECK(katydid_model_open(NULL, &model, &detail) == KATYDID_NULL_POINTER && detail == 0);
    CHECK(katydid_model_open(path, NULL, &detail) == KATYDID_NULL_POINTER);
    katydid_status status = katydid_model_open(damaged, &model, &detail);
    CHECK(status >= KATYDID_BAD_MODEL && model == NULL);
    check_description(status, detail, "byte 12: the checksum does not match: the file is damaged");
    CHECK(strcmp(katydid_status_text(12345), "not a status of this library") == 0);
}

static void check_memory(const char *path) {
    sound bytes = read_sound(path);
    size_t size = bytes.count * sizeof *bytes.samples;
    char *blob = aligned_alloc(16, (size + 31) & ~(size_t)15);
    CHECK(blob);
    memcpy(blob, bytes.samples, size);
    katydid_model *model;
    size_t detail;
    CHECK(katydid_model_create(blob, size, &model, NULL) == KATYDID_OK);
    katydid_model_destroy(model);
    CHECK(katydid_model_create(blob, SIZE_MAX, &model, NULL) == KATYDID_OUT_OF_RANGE);
    CHECK(katydid_model_create(NULL, size, &model, NULL) == KATYDID_NULL_POINTER);
    CHECK(katydid_model_create(blob, size - 1, &model, &detail) >= KATYDID_BAD_MODEL && detail == 8);
    memmove(blob + 4, blob, size);
    CHECK(katydid_model_create(blob + 4, size, &model, NULL) == KATYDID_MISALIGNED && model == NULL);
    free(blob);
    free(bytes.samples);
}

static void check_content(const katydid_model *model) {
    CHECK(katydid_model_input_channels(model) == 80 && katydid_model_input_magnitude(model) > 0);
    int32_t layers = katydid_model_layers(model), output = katydid_model_output_layer(model);
    CHECK(layers > 1 && output >= 0 && output < layers);
    CHECK(katydid_model_neurons(model, -1) == 0 && katydid_model_neurons(model, layers) == 0);
    int32_t classes = katydid_model_neurons(model, output);
    CHECK(classes > 10);
    int found = 0;
    for (int32_t index = 0; index < classes; index++) found += strcmp(katydid_model_label(model, index), "yes") == 0;
    CHECK(found == 1);
    CHECK(*katydid_model_label(model, -1) == 0 && *katydid_model_label(model, classes) == 0);
    for (int32_t layer = 0; layer < layers; layer++) CHECK(*katydid_model_layer_name(model, layer) != 0);
    CHECK(*katydid_model_layer_name(model, layers) == 0);

    float *units = malloc(sizeof(float) * (size_t)classes);
    CHECK(katydid_model_units(model, output, units) == KATYDID_OK);
    for (int32_t index = 0; index < classes; index++) CHECK(units[index] > 0 && units[index] < 1);
    CHECK(katydid_model_units(model, layers, units) == KATYDID_OUT_OF_RANGE);
    CHECK(katydid_model_units(model, output, NULL) == KATYDID_NULL_POINTER);
    free(units);
}

int main(int argc, char **argv) {
    CHECK(argc == 3);
    CHECK(katydid_abi_version() == KATYDID_ABI_VERSION);
    printf("%s\n", katydid_version());
    check_files(argv[1], argv[2]);
    check_memory(argv[1]);
    katydid_model *model = open_model(argv[1]);
    check_content(model);
    katydid_model_destroy(model);
    katydid_model_destroy(NULL);
    return 0;
}
