#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

// Above everything that is not real time, below what the system itself runs in real time.
enum { PRIORITY = 10 };

struct platform_thread {
    pthread_t thread;
    void (*body)(void *);
    void *context;
};

static void *run(void *argument) {
    struct platform_thread *thread = argument;
    thread->body(thread->context);
    return NULL;
}

platform_thread *platform_start_thread(void (*body)(void *), void *context) {
    struct platform_thread *thread = malloc(sizeof *thread);
    if (!thread) return NULL;
    *thread = (struct platform_thread){.body = body, .context = context};
    // Signals are for the thread that waits for them; faults stay with the thread that makes them.
    sigset_t all, before;
    sigfillset(&all);
    const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
    for (size_t index = 0; index < sizeof faults / sizeof *faults; index++) sigdelset(&all, faults[index]);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&thread->thread, NULL, run, thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error == 0) return thread;
    free(thread);
    return NULL;
}

bool platform_join_thread(platform_thread *thread, int milliseconds) {
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += milliseconds / 1000;
    end.tv_nsec += milliseconds % 1000 * 1000000L;
    if (end.tv_nsec >= 1000000000L) {
        end.tv_sec += 1;
        end.tv_nsec -= 1000000000L;
    }
    if (pthread_timedjoin_np(thread->thread, NULL, &end) != 0) return false;
    free(thread);
    return true;
}

int platform_make_thread_real_time(void) {
    struct sched_param parameters = {.sched_priority = PRIORITY};
    return pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters);
}

int platform_lock_memory(void) {
#ifdef MCL_ONFAULT
    // Locks pages when they are first used: what is never used takes no memory.
    return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0 ? 0 : errno;
#else
    return ENOSYS;
#endif
}

int platform_make_event(void) {
    int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return descriptor < 0 ? -errno : descriptor;
}

void platform_signal_event(int descriptor) {
    uint64_t one = 1;
    // It fails only if nobody has looked for 2^64 times.
    ssize_t ignored = write(descriptor, &one, sizeof one);
    (void)ignored;
}

void platform_wait_for_event(int descriptor, int milliseconds) {
    struct pollfd poll_descriptor = {.fd = descriptor, .events = POLLIN};
    // A signal ends the wait.
    if (poll(&poll_descriptor, 1, milliseconds) <= 0) return;
    uint64_t count;
    ssize_t ignored = read(descriptor, &count, sizeof count);
    (void)ignored;
}

void platform_sleep(int milliseconds) {
    struct timespec time = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L};
    nanosleep(&time, NULL);
}

uint64_t platform_processor_nanoseconds(void) {
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (uint64_t)used.tv_sec * 1000000000u + (uint64_t)used.tv_nsec;
}
