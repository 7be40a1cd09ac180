// What compilers call to copy and clear memory ("Run-time ABI for the Arm Architecture", section 4.3.4): a word at a time
// where everything is aligned, else byte by byte.
#include <stddef.h>
#include <stdint.h>

static int is_aligned(const void *a, const void *b, size_t count) {
    return (((uintptr_t)a | (uintptr_t)b | count) & 3) == 0;
}

void __aeabi_memcpy(void *to, const void *from, size_t count) {
    if (is_aligned(to, from, count)) {
        for (size_t i = 0; i < count / 4; i++) ((uint32_t *)to)[i] = ((const uint32_t *)from)[i];
    } else {
        for (size_t i = 0; i < count; i++) ((uint8_t *)to)[i] = ((const uint8_t *)from)[i];
    }
}

void __aeabi_memmove(void *to, const void *from, size_t count) {
    if (to <= from) {
        __aeabi_memcpy(to, from, count);
    } else {
        while (count-- > 0) ((uint8_t *)to)[count] = ((const uint8_t *)from)[count];
    }
}

void __aeabi_memset(void *to, size_t count, int byte) {
    if (is_aligned(to, to, count)) {
        uint32_t word = (uint8_t)byte * 0x01010101u;
        for (size_t i = 0; i < count / 4; i++) ((uint32_t *)to)[i] = word;
    } else {
        for (size_t i = 0; i < count; i++) ((uint8_t *)to)[i] = (uint8_t)byte;
    }
}

void __aeabi_memclr(void *to, size_t count) { __aeabi_memset(to, count, 0); }

// The same under names that promise an alignment.
#define ALIAS(name) __attribute__((alias(name)))
void __aeabi_memcpy4(void *, const void *, size_t) ALIAS("__aeabi_memcpy");
void __aeabi_memcpy8(void *, const void *, size_t) ALIAS("__aeabi_memcpy");
void __aeabi_memmove4(void *, const void *, size_t) ALIAS("__aeabi_memmove");
void __aeabi_memmove8(void *, const void *, size_t) ALIAS("__aeabi_memmove");
void __aeabi_memset4(void *, size_t, int) ALIAS("__aeabi_memset");
void __aeabi_memset8(void *, size_t, int) ALIAS("__aeabi_memset");
void __aeabi_memclr4(void *, size_t) ALIAS("__aeabi_memclr");
void __aeabi_memclr8(void *, size_t) ALIAS("__aeabi_memclr");
