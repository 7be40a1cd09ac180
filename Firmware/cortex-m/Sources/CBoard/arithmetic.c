// Arithmetic that the processor lacks and the compiler therefore calls ("Run-time ABI for the Arm Architecture", sections 4.2
// and 4.3.1). Swift comes without such a library for bare metal, and GCC's would take a second toolchain of 400 MB.
//
// Division in 64 bits is for every core; the rest is for ARMv6-M, which multiplies to 32 bits, does not divide and shifts one
// word. Nothing here may use what it implements: 64 bits are shifted by constants only.
#include <stdint.h>

static uint64_t join(uint32_t high, uint32_t low) { return (uint64_t)high << 32 | low; }
static uint32_t high(uint64_t x) { return (uint32_t)(x >> 32); }
static uint64_t magnitude(int64_t x) { return x < 0 ? -(uint64_t)x : (uint64_t)x; }

// `numbers`: numerator and denominator; then quotient and remainder.
void divide_unsigned(uint64_t numbers[2]) {
    uint64_t quotient = numbers[0], remainder = 0, denominator = numbers[1];
    for (int place = 0; place < 64; place++) {
        remainder = remainder << 1 | quotient >> 63;
        quotient <<= 1;
        if (remainder >= denominator) {
            remainder -= denominator;
            quotient |= 1;
        }
    }
    numbers[0] = quotient;
    numbers[1] = remainder;
}

// Rounds toward zero; the remainder has the sign of the numerator.
void divide_signed(int64_t numbers[2]) {
    int64_t numerator = numbers[0], denominator = numbers[1];
    uint64_t magnitudes[2] = {magnitude(numerator), magnitude(denominator)};
    divide_unsigned(magnitudes);
    numbers[0] = (numerator ^ denominator) < 0 ? -magnitudes[0] : magnitudes[0];
    numbers[1] = numerator < 0 ? -magnitudes[1] : magnitudes[1];
}

#ifdef __arm__
// Both results come back in registers, which C cannot say.
__attribute__((naked)) void __aeabi_uldivmod(void) {
    __asm__("push {r0-r4, lr}\n mov r0, sp\n bl divide_unsigned\n pop {r0-r4, pc}");
}

__attribute__((naked)) void __aeabi_ldivmod(void) {
    __asm__("push {r0-r4, lr}\n mov r0, sp\n bl divide_signed\n pop {r0-r4, pc}");
}
#endif

#if !defined(__arm__) || __ARM_ARCH == 6

// The remainder in the upper word.
uint64_t __aeabi_uidivmod(uint32_t numerator, uint32_t denominator) {
    uint32_t quotient = numerator, remainder = 0;
    for (int place = 0; place < 32; place++) {
        remainder = remainder << 1 | quotient >> 31;
        quotient <<= 1;
        if (remainder >= denominator) {
            remainder -= denominator;
            quotient |= 1;
        }
    }
    return join(remainder, quotient);
}

uint64_t __aeabi_idivmod(int32_t numerator, int32_t denominator) {
    uint32_t n = numerator < 0 ? -(uint32_t)numerator : (uint32_t)numerator;
    uint32_t d = denominator < 0 ? -(uint32_t)denominator : (uint32_t)denominator;
    uint64_t both = __aeabi_uidivmod(n, d);
    uint32_t quotient = (uint32_t)both, remainder = high(both);
    return join(numerator < 0 ? -remainder : remainder, (numerator ^ denominator) < 0 ? -quotient : quotient);
}

uint32_t __aeabi_uidiv(uint32_t numerator, uint32_t denominator) {
    return (uint32_t)__aeabi_uidivmod(numerator, denominator);
}

int32_t __aeabi_idiv(int32_t numerator, int32_t denominator) {
    return (int32_t)__aeabi_idivmod(numerator, denominator);
}

uint64_t __aeabi_lmul(uint64_t a, uint64_t b) {
    uint32_t a0 = a & 0xFFFF, a1 = (uint32_t)a >> 16, b0 = b & 0xFFFF, b1 = (uint32_t)b >> 16;
    uint32_t low = a0 * b0;
    uint32_t middle = a1 * b0 + (low >> 16);
    uint32_t other = a0 * b1 + (middle & 0xFFFF);
    uint32_t upper = a1 * b1 + (middle >> 16) + (other >> 16);
    return join(upper + (uint32_t)a * high(b) + high(a) * (uint32_t)b, other << 16 | (low & 0xFFFF));
}

uint64_t __aeabi_llsl(uint64_t x, int places) {
    if (places >= 32) return join((uint32_t)x << (places - 32), 0);
    if (places == 0) return x;
    return join(high(x) << places | (uint32_t)x >> (32 - places), (uint32_t)x << places);
}

// Shifts right and fills with copies of `sign`, 0 or all ones.
static uint64_t shift_right(uint64_t x, int places, uint32_t sign) {
    if (places >= 32) {
        x = join(sign, high(x));
        places -= 32;
    }
    if (places == 0) return x;
    return join(sign << (32 - places) | high(x) >> places, high(x) << (32 - places) | (uint32_t)x >> places);
}

uint64_t __aeabi_llsr(uint64_t x, int places) { return shift_right(x, places, 0); }
int64_t __aeabi_lasr(int64_t x, int places) { return (int64_t)shift_right((uint64_t)x, places, x < 0 ? ~0u : 0); }

// Leading zeros of a number that is not 0.
int __clzsi2(uint32_t x) {
    int zeros = 0;
    for (int places = 16; places > 0; places >>= 1) {
        if (x >> (32 - places) != 0) continue;
        zeros += places;
        x <<= places;
    }
    return zeros;
}

#endif
