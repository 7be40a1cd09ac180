#include "CPlatform.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

uint64_t platform_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

bool platform_sleep_until(uint64_t deadline) {
    struct timespec end = {
        .tv_sec = (time_t)(deadline / 1000000000u),
        .tv_nsec = (long)(deadline % 1000000000u),
    };
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) == EINTR) {
        if (platform_interrupt()) return false;
    }
    return true;
}

bool platform_is_terminal(int descriptor) { return isatty(descriptor); }

bool platform_terminal_size(int descriptor, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return true;
}

const char *platform_environment(const char *name) { return getenv(name); }

static volatile sig_atomic_t noted_signal;

static void note(int signal_number) { noted_signal = signal_number; }

void platform_catch_interrupts(void) {
    // Without SA_RESTART: a read or a sleep under way ends.
    struct sigaction action = {.sa_handler = note};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    // Whoever starts a program from a thread that blocks signals passes that on.
    sigset_t caught;
    sigemptyset(&caught);
    sigaddset(&caught, SIGINT);
    sigaddset(&caught, SIGTERM);
    sigaddset(&caught, SIGHUP);
    sigprocmask(SIG_UNBLOCK, &caught, NULL);
}

int platform_interrupt(void) { return noted_signal; }

static volatile sig_atomic_t noted_hangup;

static void note_hangup(int signal_number) {
    (void)signal_number;
    noted_hangup = 1;
}

void platform_catch_hangups(void) {
    struct sigaction action = {.sa_handler = note_hangup};
    sigemptyset(&action.sa_mask);
    sigaction(SIGHUP, &action, NULL);
}

bool platform_take_hangup(void) {
    if (!noted_hangup) return false;
    noted_hangup = 0;
    return true;
}

void platform_end_by(int signal_number) {
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    exit(128 + signal_number);
}
