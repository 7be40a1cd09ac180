// The one service of the host that the firmware asks for ("Semihosting for AArch32 and AArch64", Arm).
#include "CBoard.h"

_Noreturn void board_exit(uint32_t status) {
    enum { exit_extended = 0x20, application_exit = 0x20026 };
    const uint32_t reason[2] = {application_exit, status};
    register uint32_t operation __asm__("r0") = exit_extended;
    register const uint32_t *parameters __asm__("r1") = reason;
    __asm__ volatile("bkpt 0xAB" : "+r"(operation) : "r"(parameters) : "memory");
    for (;;) board_wait_for_interrupt();
}
