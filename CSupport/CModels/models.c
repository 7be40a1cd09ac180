#include "CModels.h"

#if !__has_embed("../../Firmware/models/keywords.kat")
#error "Firmware/models/keywords.kat is missing: check the file out again, or make it with Tools/train keywords"
#endif
#if !__has_embed("../../Firmware/models/chords.kat")
#error "Firmware/models/chords.kat is missing: check the file out again, or make it with Tools/train chords"
#endif

_Alignas(16) static const unsigned char keywords[] = {
#embed "../../Firmware/models/keywords.kat"
};

_Alignas(16) static const unsigned char chords[] = {
#embed "../../Firmware/models/chords.kat"
};

static const struct {
    const char *name;
    const unsigned char *bytes;
    size_t size;
} models[] = {
    {"keywords", keywords, sizeof keywords},
    {"chords", chords, sizeof chords},
};

size_t models_count(void) { return sizeof models / sizeof *models; }
const char *models_name(size_t index) { return models[index].name; }
const void *models_bytes(size_t index) { return models[index].bytes; }
size_t models_size(size_t index) { return models[index].size; }
