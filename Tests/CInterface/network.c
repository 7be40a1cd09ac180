/* network MODEL INPUT: runs a network over recorded inputs, "channel:value" a line and tick, and prints the spikes of every tick as
 * the golden vectors have them, "layer:neuron:count" with commas between, "-" where there are none. */
#include "sound.h"

static void print_spikes(const katydid_model *model, const katydid_network *network) {
    int is_first = 1;
    for (int32_t layer = 0; layer < katydid_model_layers(model); layer++) {
        size_t neurons = (size_t)katydid_model_neurons(model, layer);
        uint16_t *spiking = malloc(neurons * sizeof *spiking);
        uint8_t *counts = malloc(neurons), *in_order = calloc(neurons, 1);
        size_t count = katydid_network_spikes(network, layer, spiking, counts);
        CHECK(count <= neurons && katydid_network_spikes(network, layer, NULL, NULL) == count);
        for (size_t index = 0; index < count; index++) in_order[spiking[index]] = counts[index];
        for (size_t neuron = 0; neuron < neurons; neuron++) {
            if (in_order[neuron] == 0) continue;
            printf("%s%d:%zu:%d", is_first ? "" : ",", (int)layer, neuron, in_order[neuron]);
            is_first = 0;
        }
        free(spiking);
        free(counts);
        free(in_order);
    }
    puts(is_first ? "-" : "");
}

/* Reads the events of a tick. Returns 0 at the end of the input. */
static int read_tick(FILE *file, uint16_t *channels, int16_t *values, size_t *count) {
    char line[65536];
    if (!fgets(line, sizeof line, file)) return 0;
    *count = 0;
    for (char *rest = line; *rest != '\n' && *rest != 0; (*count)++) {
        channels[*count] = (uint16_t)strtol(rest, &rest, 10);
        CHECK(*rest == ':');
        values[*count] = (int16_t)strtol(rest + 1, &rest, 10);
        if (*rest == ' ') rest++;
    }
    return 1;
}

static void check_states(const katydid_model *model, const katydid_network *network) {
    int32_t layers = katydid_model_layers(model);
    for (int32_t layer = 0; layer < layers; layer++) {
        int32_t *values = malloc(sizeof *values * (size_t)katydid_model_neurons(model, layer));
        for (int32_t variable = KATYDID_MEMBRANE; variable <= KATYDID_REFRACTORY; variable++)
            CHECK(katydid_network_state(network, layer, variable, values) == KATYDID_OK);
        CHECK(katydid_network_state(network, layer, KATYDID_REFRACTORY + 1, values) == KATYDID_OUT_OF_RANGE);
        CHECK(katydid_network_state(network, layers, KATYDID_MEMBRANE, values) == KATYDID_OUT_OF_RANGE);
        CHECK(katydid_network_state(network, layer, KATYDID_MEMBRANE, NULL) == KATYDID_NULL_POINTER);
        free(values);
    }
    CHECK(katydid_network_spikes(network, layers, NULL, NULL) == 0 && katydid_network_spikes(network, -1, NULL, NULL) == 0);
}

static void check_refusals(const katydid_model *model, katydid_network *network) {
    uint16_t channels[2] = {0, (uint16_t)katydid_model_input_channels(model)};
    katydid_counters counters;
    CHECK(katydid_network_step(network, channels, NULL, 2) == KATYDID_OUT_OF_RANGE);
    CHECK(katydid_network_step(network, NULL, NULL, 1) == KATYDID_NULL_POINTER);
    katydid_network_counters(network, &counters);
    CHECK(counters.ticks == 0);
    CHECK(katydid_network_step(network, channels, NULL, 1) == KATYDID_OK);
    CHECK(katydid_network_step(network, NULL, NULL, 0) == KATYDID_OK);
    katydid_network_counters(network, &counters);
    CHECK(counters.ticks == 2);
    katydid_network_reset(network);
    katydid_network_counters(network, &counters);
    CHECK(counters.ticks == 0 && counters.synaptic_events == 0);
}

static void check_arena(const katydid_model *model) {
    size_t bytes = katydid_network_arena_bytes(model);
    void *arena = aligned_alloc(16, bytes + 16);
    katydid_network *network;
    CHECK(arena && katydid_network_create(model, arena, bytes - 1, &network) == KATYDID_ARENA_TOO_SMALL && !network);
    CHECK(katydid_network_create(model, (char *)arena + 1, bytes, &network) == KATYDID_MISALIGNED);
    CHECK(katydid_network_create(model, arena, bytes, NULL) == KATYDID_NULL_POINTER);
    CHECK(katydid_network_create(model, arena, bytes, &network) == KATYDID_OK);
    CHECK(katydid_network_step(network, NULL, NULL, 0) == KATYDID_OK);
    katydid_network_destroy(network);
    free(arena);
}

int main(int argc, char **argv) {
    CHECK(argc == 3);
    katydid_model *model = open_model(argv[1]);
    katydid_network *network;
    CHECK(katydid_network_create(model, NULL, 0, &network) == KATYDID_OK);
    check_arena(model);
    check_refusals(model, network);

    FILE *input = fopen(argv[2], "r");
    CHECK(input);
    size_t most = (size_t)katydid_model_input_channels(model), count;
    uint16_t *channels = malloc(most * sizeof *channels);
    int16_t *values = malloc(most * sizeof *values);
    while (read_tick(input, channels, values, &count)) {
        CHECK(count <= most && katydid_network_step(network, channels, values, count) == KATYDID_OK);
        print_spikes(model, network);
    }
    check_states(model, network);
    fclose(input);
    free(channels);
    free(values);
    katydid_network_destroy(network);
    katydid_network_destroy(NULL);
    katydid_model_destroy(model);
    return 0;
}
