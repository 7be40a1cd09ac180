#include "CPlatform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int argument_count;
static char **arguments;

// The C library passes the command line to constructors.
__attribute__((constructor)) static void keep_arguments(int argc, char **argv) {
    argument_count = argc;
    arguments = argv;
}

int platform_argument_count(void) { return argument_count; }
const char *platform_argument(int index) { return arguments[index]; }

void *platform_allocate(size_t size) {
    size_t rounded = (size + 15) & ~(size_t)15;
    if (rounded < size) return NULL;
    void *memory = aligned_alloc(16, rounded ? rounded : 16);
    if (memory) memset(memory, 0, rounded);
    return memory;
}

void platform_free(void *memory) { free(memory); }

void *platform_read_file(const char *path, size_t *size) {
    int descriptor = platform_open(path);
    if (descriptor < 0) return NULL;
    int error;
    void *bytes = platform_copy_file(descriptor, size, &error);
    platform_close(descriptor);
    return bytes;
}

void platform_write(const void *bytes, size_t size) { fwrite(bytes, 1, size, stdout); }

void platform_complain(const char *message, const char *subject) {
    fprintf(stderr, "%s%s\n", subject, message);
}

void platform_fail(void) { exit(1); }
