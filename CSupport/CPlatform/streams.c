#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void platform_exit(int code) { exit(code); }

int platform_open(const char *path) {
    int descriptor;
    do descriptor = open(path, O_RDONLY | O_CLOEXEC);
    while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

int platform_create(const char *path) {
    int descriptor;
    do descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

int platform_rename(const char *path, const char *new_path) { return rename(path, new_path) == 0 ? 0 : errno; }

void platform_remove(const char *path) { unlink(path); }

bool platform_names_directory(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

void platform_close(int descriptor) { close(descriptor); }

bool platform_is_directory(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
}

bool platform_is_regular_file(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

int64_t platform_file_size(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 ? status.st_size : 0;
}

ptrdiff_t platform_read(int descriptor, void *bytes, size_t size) {
    ssize_t count;
    do count = read(descriptor, bytes, size);
    while (count < 0 && errno == EINTR && !platform_interrupt());
    return count < 0 ? -errno : count;
}

ptrdiff_t platform_read_at(int descriptor, void *bytes, size_t size, int64_t offset) {
    ssize_t count;
    do count = pread(descriptor, bytes, size, offset);
    while (count < 0 && errno == EINTR);
    return count < 0 ? -errno : count;
}

int platform_write_all(int descriptor, const void *bytes, size_t size) {
    const char *rest = bytes;
    while (size > 0) {
        ssize_t count = write(descriptor, rest, size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        rest += count;
        size -= (size_t)count;
    }
    return 0;
}

void *platform_copy_file(int descriptor, size_t *size, int *error) {
    size_t length = (size_t)platform_file_size(descriptor);
    *size = 0;
    *error = 0;
    char *bytes = platform_allocate(length + 1);
    if (!bytes) {
        *error = ENOMEM;
        return NULL;
    }
    while (*size < length) {
        ptrdiff_t count = platform_read_at(descriptor, bytes + *size, length - *size, (int64_t)*size);
        if (count < 0) {
            *error = (int)-count;
            platform_free(bytes);
            return NULL;
        }
        // Shorter than a moment ago: the reader of the content will see that.
        if (count == 0) break;
        *size += (size_t)count;
    }
    return bytes;
}

void platform_clear_error(void) { errno = 0; }

int platform_last_error(void) { return errno; }

const char *platform_error_text(int error) { return strerror(error); }

bool platform_is_broken_pipe(int error) { return error == EPIPE; }

void platform_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }
