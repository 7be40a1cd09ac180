// From reset to main, and where faults go.
#include "CBoard.h"

extern uint32_t data_start[], data_end[], bss_start[], bss_end[], guard_start[], guard_end[], stack_top[];
extern const uint32_t data_image[];
extern char flash_used[], ram_used[];

int main(int argc, char **argv);

static const uint32_t paint = 0xC0FFEE55;

_Noreturn void reset(void) {
    const uint32_t *from = data_image;
    for (uint32_t *to = data_start; to < data_end;) *to++ = *from++;
    for (uint32_t *to = bss_start; to < bss_end;) *to++ = 0;
    // Guard and stack, as far as this function does not use it.
    uint32_t *end = (uint32_t *)__builtin_frame_address(0) - 16;
    for (volatile uint32_t *to = guard_start; to < end;) *to++ = paint;
    main(0, NULL);
    board_exit(0);
}

bool board_guard_is_whole(void) {
    for (const uint32_t *word = guard_start; word < guard_end; word++)
        if (*word != paint) return false;
    return true;
}

size_t board_stack_bytes(void) { return (char *)stack_top - (char *)guard_end; }

size_t board_stack_used_bytes(void) {
    const uint32_t *word = guard_end;
    while (word < stack_top && *word == paint) word++;
    return (char *)stack_top - (char *)word;
}

size_t board_flash_bytes(void) { return (size_t)flash_used; }
size_t board_ram_bytes(void) { return (size_t)ram_used; }

// `frame`: what the processor put on the stack: r0 to r3, r12, lr, pc, psr.
__attribute__((used)) static void describe_fault(const uint32_t *frame) {
    // Of a stack that ran over nothing can be trusted, the frame neither.
    bool is_overflow = !board_guard_is_whole();
    uint32_t address = is_overflow ? 0 : frame[6];
    // Swift stops a program that went wrong with `udf #0xFE`.
    bool is_trap = !is_overflow && *(const uint16_t *)address == 0xDEFE;
    board_failed(is_trap, is_overflow, address);
}

// The report gets the stack from its top: what is left of it may be too little. The frame stays where it is.
__attribute__((naked)) static void fault(void) {
    __asm__("mrs r0, msp\n"
            "ldr r1, =stack_top\n"
            "subs r1, #64\n"
            "msr msp, r1\n"
            "ldr r1, =describe_fault\n"
            "bx r1\n");
}

// The first entries are the processor's; those of the board follow, of which this firmware uses one.
__attribute__((section(".vectors"), used)) static void (*const vectors[16 + 32])(void) = {
    [0] = (void (*)(void))stack_top,
    [1] = reset,
    [2 ... 16 + 7] = fault,
    [16 + 8] = TIMER0_Handler,
    [16 + 9 ... 16 + 31] = fault,
};
