// What Swift cannot say: processor instructions, addresses that the linker chooses, files linked in.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The model, the memory that it states, the recording (16-bit samples, 16 kHz, mono).
const void *board_model(void);
size_t board_model_bytes(void);
void *board_arena(void);
size_t board_arena_bytes(void);
// The ring of samples, and the period that the main loop is at. A period is a hop of the front end, 10 ms; one of those in the
// ring is always the writer's: the main loop may be 70 ms late before samples are lost.
enum { board_period_samples = 160, board_ring_periods = 8 };
void *board_ring(void);
size_t board_ring_bytes(void);
void *board_period(void);
size_t board_period_bytes(void);
const int16_t *board_recording(void);
size_t board_recording_samples(void);

// Sizes by the linker script.
size_t board_flash_bytes(void);
size_t board_ram_bytes(void);

// The stack, which reset paints.
bool board_guard_is_whole(void);
size_t board_stack_bytes(void);
size_t board_stack_used_bytes(void);

static inline void board_disable_interrupts(void) { __asm__ volatile("cpsid i" ::: "memory"); }
static inline void board_enable_interrupts(void) { __asm__ volatile("cpsie i; isb" ::: "memory"); }
// Returns when an interrupt is pending, taken or not.
static inline void board_wait_for_interrupt(void) { __asm__ volatile("dsb; wfi" ::: "memory"); }

void TIMER0_Handler(void);

// What a fault comes to: a trap of Swift, an overflow of the stack, or neither.
void board_failed(bool is_trap, bool is_overflow, uint32_t address);

// Ends the emulation with an exit code, by semihosting. A board resets here.
_Noreturn void board_exit(uint32_t status);
