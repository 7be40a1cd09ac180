// What the compiler calls where a function of Thumb instructions works on memory that threads share: on ARMv6 only ARM
// instructions can (LDREX, STREX). Sequentially consistent, which every weaker order is served by.

#include <stdint.h>

uint32_t fetch_and_add(volatile uint32_t *address, uint32_t value) __asm__("__sync_fetch_and_add_4");
uint32_t exchange(volatile uint32_t *address, uint32_t value) __asm__("__sync_lock_test_and_set_4");
uint32_t compare_and_swap(volatile uint32_t *address, uint32_t expected, uint32_t desired)
    __asm__("__sync_val_compare_and_swap_4");

uint32_t fetch_and_add(volatile uint32_t *address, uint32_t value) {
  return __atomic_fetch_add(address, value, __ATOMIC_SEQ_CST);
}

uint32_t exchange(volatile uint32_t *address, uint32_t value) {
  return __atomic_exchange_n(address, value, __ATOMIC_SEQ_CST);
}

uint32_t compare_and_swap(volatile uint32_t *address, uint32_t expected, uint32_t desired) {
  __atomic_compare_exchange_n(address, &expected, desired, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  return expected;
}
