"""What the firmware may cost with the keyword model, hearing `Firmware/demo/words.flac`.

Instructions a hop of 10 ms as QEMU counts them, and bytes; measured, with 3 % to spare for another
compiler. The aim is 250,000 instructions a hop on Cortex-M4, a fifth of it with the gate closed,
96 KiB of RAM and 256 KiB of flash; the linker script holds the last two for every core.
"""

BUDGETS = {
    "cortex-m4": {},
    "cortex-m7": {},
    "armv6m": {},
}
