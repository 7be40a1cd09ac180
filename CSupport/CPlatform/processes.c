#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// Made once: taking them anew for every program would allocate.
static posix_spawn_file_actions_t actions;
static posix_spawnattr_t attributes;

const char *const *platform_environment_list(void) { return (const char *const *)environ; }

int platform_check_executable(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) return errno;
    if (!S_ISREG(status.st_mode)) return EACCES;
    return access(path, X_OK) == 0 ? 0 : errno;
}

bool platform_is_missing_file(int error) { return error == ENOENT || error == ENOTDIR; }

int platform_prepare_programs(void) {
    // Whoever starts us may have had ended programs forgotten: then nobody could ask for their exit code.
    signal(SIGCHLD, SIG_DFL);
    int error;
    if ((error = posix_spawn_file_actions_init(&actions)) != 0) return error;
    if ((error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)) != 0) return error;
    if ((error = posix_spawn_file_actions_adddup2(&actions, 2, 1)) != 0) return error;
    // Ours are closed by themselves; libraries may have forgotten that.
    if ((error = posix_spawn_file_actions_addclosefrom_np(&actions, 3)) != 0) return error;
    if ((error = posix_spawnattr_init(&attributes)) != 0) return error;

    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setschedpolicy(&attributes, SCHED_OTHER);
    posix_spawnattr_setschedparam(&attributes, &(struct sched_param){.sched_priority = 0});
    // A group of its own: Ctrl-C is for us.
    posix_spawnattr_setpgroup(&attributes, 0);
    return posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSCHEDULER |
                         POSIX_SPAWN_SETPGROUP);
}

int platform_start_program(const char *path, char *const *words, char *const *environment) {
    pid_t process;
    int error = posix_spawn(&process, path, &actions, &attributes, words, environment);
    return error == 0 ? process : -error;
}

bool platform_has_ended(int process, int *code) {
    int status;
    pid_t result;
    do result = waitpid(process, &status, WNOHANG);
    while (result < 0 && errno == EINTR);
    if (result == 0) return false;
    // Somebody else may have asked for it first.
    *code = result < 0 ? 0 : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return true;
}
