// What Debian's start files and libc_nonshared.a hold for a program, for ARMv6: theirs are made of ARMv7 instructions,
// which a Raspberry Pi Zero does not have. The C library itself runs constructors and destructors (since glibc 2.34).

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>

int main(int argc, char **argv, char **environment);
_Noreturn int __libc_start_main(
    int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
    void (*end_of_loader)(void), void *end_of_stack);
int __cxa_atexit(void (*function)(void *), void *argument, void *object);

__attribute__((visibility("hidden"))) void *__dso_handle = NULL;

int atexit(void (*function)(void)) {
    // Called with an argument that it does not look at, as the calling convention permits.
    return __cxa_atexit((void (*)(void *))function, NULL, __dso_handle);
}

// What the compiler's protection of the stack compares. The loader has one too, under the same name, for libraries.
__attribute__((visibility("hidden"))) uintptr_t __stack_chk_guard;

// On the stack lie the number of arguments and then their pointers; r0 is what the loader wants to be called at the end.
__attribute__((used)) static void start(int *stack, void (*end_of_loader)(void)) {
    memcpy(&__stack_chk_guard, (const void *)getauxval(AT_RANDOM), sizeof __stack_chk_guard);
    // A text that overruns its place ends before a zero byte.
    __stack_chk_guard &= ~(uintptr_t)0xFF;
    __libc_start_main(main, *stack, (char **)(stack + 1), NULL, NULL, end_of_loader, stack);
}

__asm__(
    ".globl _start\n"
    ".type _start, %function\n"
    "_start:\n"
    "  mov fp, #0\n"
    "  mov lr, #0\n"
    "  mov r1, r0\n"
    "  mov r0, sp\n"
    "  bic sp, sp, #7\n"
    "  b start\n");
