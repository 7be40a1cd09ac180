// The models of Firmware/models, compiled in. Each is a blob that starts at a multiple of 16.
#ifndef CMODELS_H
#define CMODELS_H

#include <stddef.h>

/// How many models there are. The first is the one for whoever names none.
size_t models_count(void);

/// Name of a model, as it is given to `--model`.
const char *models_name(size_t index);

/// The blob of a model and its length in bytes.
const void *models_bytes(size_t index);
size_t models_size(size_t index);

#endif
