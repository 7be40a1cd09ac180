// What Swift cannot reach where Glibc is not importable (Embedded Swift): files, streams, time and the terminal.
#ifndef CPLATFORM_H
#define CPLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/// Ends the program with an exit code, output flushed.
_Noreturn void platform_exit(int code);

// Files and streams. Descriptors 0, 1, 2 are standard input, output and error. Interrupted calls are made again.

/// A descriptor for reading a file, or the negated errno.
int platform_open(const char *path);
void platform_close(int descriptor);

/// A descriptor for writing a file from its beginning, which is made or emptied, or the negated errno.
int platform_create(const char *path);

/// Gives a file another name, in place of what has that name. 0, or errno.
int platform_rename(const char *path, const char *new_path);

void platform_remove(const char *path);

/// Whether there is a folder of that name.
bool platform_names_directory(const char *path);

/// Whether a descriptor is that of a directory, of a regular file.
bool platform_is_directory(int descriptor);
bool platform_is_regular_file(int descriptor);

/// Bytes of a regular file.
int64_t platform_file_size(int descriptor);

/// Up to `size` bytes; 0 at the end, else how many came, or the negated errno.
ptrdiff_t platform_read(int descriptor, void *bytes, size_t size);

/// As platform_read, at a place in a regular file, leaving the descriptor's own place alone.
ptrdiff_t platform_read_at(int descriptor, void *bytes, size_t size, int64_t offset);

/// Writes everything, without a buffer. 0, or errno.
int platform_write_all(int descriptor, const void *bytes, size_t size);

/// A copy of a regular file at a multiple of 16, with a zero byte after it. NULL if it cannot be read; then *error is errno.
/// Give it back with platform_free. A mapping would change, or end in SIGBUS, when the file is written anew.
void *platform_copy_file(int descriptor, size_t *size, int *error);

/// errno, for libraries that do not pass it on: of the last system call that failed since it was cleared, or 0.
void platform_clear_error(void);
int platform_last_error(void);

/// What errno means, in words.
const char *platform_error_text(int error);

/// Whether a write failed because whoever read is gone.
bool platform_is_broken_pipe(int error);

/// Makes writing to a closed pipe an error instead of a signal.
void platform_ignore_broken_pipes(void);

// Time

/// A clock that never goes back.
uint64_t platform_nanoseconds(void);

/// Sleeps until that clock shows `deadline`. False if a signal that platform_catch_interrupts caught ended it early.
bool platform_sleep_until(uint64_t deadline);

/// Sleeps, less if a signal comes.
void platform_sleep(int milliseconds);

/// Time that processors spent on this program, all threads together.
uint64_t platform_processor_nanoseconds(void);

// Threads

typedef struct platform_thread platform_thread;

/// A thread that runs `body` and takes no signals. NULL if there is none to be had.
platform_thread *platform_start_thread(void (*body)(void *), void *context);

/// Waits for its end, and forgets it. False if it goes on after so long.
bool platform_join_thread(platform_thread *thread, int milliseconds);

/// Runs the calling thread before all that is not real time (SCHED_FIFO). 0, or errno: most users may not.
int platform_make_thread_real_time(void);

/// Keeps the memory that is used out of the swap. 0, or errno.
int platform_lock_memory(void);

/// A descriptor on which one thread waits until another signals, or the negated errno.
int platform_make_event(void);
void platform_signal_event(int descriptor);

/// Returns when it was signalled since the last wait, when a signal came, or after so long.
void platform_wait_for_event(int descriptor, int milliseconds);

// Other programs

/// The number of this process.
int platform_process(void);

/// Sends a datagram to a socket of the file system, or to an abstract one if its name begins with '@'. It waits for nothing.
/// 0, or errno.
int platform_send_datagram(const char *path, const void *bytes, size_t size);

/// The variables of the environment, `NAME=value`, up to NULL.
const char *const *platform_environment_list(void);

/// Whether a path is a program that may be started: 0, or errno.
int platform_check_executable(const char *path);

/// Whether that failed because there is no such file.
bool platform_is_missing_file(int error);

/// Takes the memory for platform_start_program. 0, or errno.
int platform_prepare_programs(void);

/// Starts a program and goes on: standard input is empty, standard output goes to standard error, nothing else is open;
/// signals and scheduling are as usual, whatever ours are. Lists end with NULL. Its process, or the negated errno.
int platform_start_program(const char *path, char *const *words, char *const *environment);

/// Whether a program that was started has ended, which may be asked until it has: then *code is its exit code, or 128 and
/// the signal that ended it. It waits for nothing.
bool platform_has_ended(int process, int *code);

// Terminal

bool platform_is_terminal(int descriptor);

/// Columns and rows of a terminal. False if it does not say.
bool platform_terminal_size(int descriptor, int *columns, int *rows);

/// Hides the cursor of a terminal. It is shown again by platform_show_cursor, and whenever the program ends or is stopped
/// before that: by exit, by Ctrl-Z, by SIGQUIT, by a crash. SIGINT, SIGTERM and SIGHUP are for platform_catch_interrupts.
void platform_hide_cursor(int descriptor);
void platform_show_cursor(void);

/// Whether the program went on after it had been stopped, since the last call: then the terminal shows something else.
bool platform_take_continuation(void);

/// Whether a terminal is the program's to draw on, not that of a shell which has it in the background.
bool platform_is_in_foreground(int descriptor);

/// A variable of the environment, or NULL.
const char *platform_environment(const char *name);

/// From now on SIGINT, SIGTERM and SIGHUP are noted instead of ending the program.
void platform_catch_interrupts(void);

/// The signal that was noted, or 0.
int platform_interrupt(void);

/// From now on SIGHUP is no interrupt: it is noted apart.
void platform_catch_hangups(void);

/// Whether there was a SIGHUP since the last call.
bool platform_take_hangup(void);

/// Ends the program by the signal, as if it had not been caught.
_Noreturn void platform_end_by(int signal_number);

#endif
