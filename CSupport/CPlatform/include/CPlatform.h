// What Swift cannot reach where Glibc is not importable (Embedded Swift): files and standard output.
#ifndef CPLATFORM_H
#define CPLATFORM_H

#include <stddef.h>

/// The words of the command line, which Embedded Swift does not have. The first is the program's name.
int platform_argument_count(void);
const char *platform_argument(int index);

/// A whole file in memory that starts at a multiple of 16, with a zero byte after it. Its length goes to *size. NULL if it cannot be read.
/// Give it back with platform_free.
void *platform_read_file(const char *path, size_t *size);

/// Zeroed memory that starts at a multiple of 16, or NULL.
void *platform_allocate(size_t size);

void platform_free(void *memory);

/// Writes to standard output, through a buffer that is flushed at exit.
void platform_write(const void *bytes, size_t size);

/// Writes a line to standard error.
void platform_complain(const char *message, const char *subject);

/// Ends the program with exit code 1, output flushed.
void platform_fail(void);

#endif
