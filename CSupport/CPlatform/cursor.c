#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

// Everything that a signal handler calls here is async-signal-safe.

static const char HIDE[] = "\033[?25l";
static const char SHOW[] = "\033[0m\033[?25h";

static int terminal;
static volatile sig_atomic_t is_hidden;
static volatile sig_atomic_t was_continued;

static const int FATAL[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGQUIT};
static struct sigaction earlier[sizeof FATAL / sizeof FATAL[0]];

static void send(const char *sequence, size_t size) {
    // A terminal that is gone needs nothing any more.
    ssize_t ignored = write(terminal, sequence, size);
    (void)ignored;
}

static void show(void) {
    if (is_hidden) send(SHOW, sizeof SHOW - 1);
}

static void hide_again(void) {
    // In the background the cursor is the shell's.
    if (is_hidden && platform_is_in_foreground(terminal)) send(HIDE, sizeof HIDE - 1);
    was_continued = 1;
}

static void end(int signal_number, siginfo_t *information, void *context) {
    (void)context;
    show();
    // A fault happens again when this handler returns; whoever handled it before may have something to say of it.
    // What was sent, by abort or from outside, would not come again.
    bool is_fault = information->si_code > 0 && signal_number != SIGQUIT;
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigemptyset(&usual.sa_mask);
    for (size_t i = 0; i < sizeof FATAL / sizeof FATAL[0]; i++) {
        if (FATAL[i] == signal_number) sigaction(signal_number, is_fault ? &earlier[i] : &usual, NULL);
    }
    // Nor does a breakpoint that has been passed.
    if (!is_fault || signal_number == SIGTRAP) raise(signal_number);
}

static void stop(int signal_number) {
    int error = errno;
    show();
    struct sigaction usual = {.sa_handler = SIG_DFL}, ours;
    sigset_t set, before;
    sigemptyset(&usual.sa_mask);
    sigaction(signal_number, &usual, &ours);
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    raise(signal_number);
    // Here the program stands still.
    pthread_sigmask(SIG_UNBLOCK, &set, &before);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    sigaction(signal_number, &ours, NULL);
    hide_again();
    errno = error;
}

static void go_on(int signal_number) {
    (void)signal_number;
    int error = errno;
    hide_again();
    errno = error;
}

static void install_handlers(void) {
    // A stack of its own: the usual one may be what overflowed.
    static char memory[32768];
    sigaltstack(&(stack_t){.ss_sp = memory, .ss_size = sizeof memory}, NULL);
    struct sigaction action = {.sa_sigaction = end, .sa_flags = SA_ONSTACK | SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    sigset_t caught;
    sigemptyset(&caught);
    for (size_t i = 0; i < sizeof FATAL / sizeof FATAL[0]; i++) {
        sigaction(FATAL[i], &action, &earlier[i]);
        sigaddset(&caught, FATAL[i]);
    }

    action = (struct sigaction){.sa_handler = go_on, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGCONT, &action, NULL);
    // A shell without job control has it ignored, and so it stays.
    struct sigaction before;
    action.sa_handler = stop;
    sigaction(SIGTSTP, NULL, &before);
    if (before.sa_handler != SIG_IGN) sigaction(SIGTSTP, &action, NULL);
    // Whoever starts a program from a thread that blocks signals passes that on.
    sigaddset(&caught, SIGCONT);
    sigaddset(&caught, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &caught, NULL);
    atexit(platform_show_cursor);
}

void platform_hide_cursor(int descriptor) {
    static bool has_handlers;
    terminal = descriptor;
    is_hidden = 1;
    if (!has_handlers) install_handlers();
    has_handlers = true;
    if (platform_is_in_foreground(descriptor)) send(HIDE, sizeof HIDE - 1);
}

void platform_show_cursor(void) {
    show();
    is_hidden = 0;
}

bool platform_take_continuation(void) {
    if (!was_continued) return false;
    was_continued = 0;
    return true;
}

bool platform_is_in_foreground(int descriptor) {
    // Of a terminal that is not ours to control there is no saying: then nobody else writes to it either.
    pid_t group = tcgetpgrp(descriptor);
    return group < 0 || group == getpgrp();
}
