// alsa-lib.

#ifndef CALSA_SHIM_H
#define CALSA_SHIM_H

#include <alsa/asoundlib.h>

static void calsa_ignore(
    const char *file, int line, const char *function, int code, const char *format, ...) {
    (void)file, (void)line, (void)function, (void)code, (void)format;
}

/// Keeps the library from writing to standard error: what it complains of also comes back as error numbers. Its handler
/// takes a variable number of arguments, which Swift cannot write.
static inline void calsa_silence(void) { snd_lib_error_set_handler(calsa_ignore); }

#endif
