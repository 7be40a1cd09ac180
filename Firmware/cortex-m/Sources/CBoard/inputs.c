// The model and the recording, from the folder that the build names with --embed-dir.
#include "CBoard.h"

#if !__has_embed(<model.kat>) || !__has_embed(<recording.pcm>)
#error "model.kat or recording.pcm is missing; Tools/run-firmware makes them and names their folder with --embed-dir"
#endif

_Alignas(16) static const unsigned char model[] = {
#embed <model.kat>
};

// Never empty: a recording without samples is refused before it comes here.
_Alignas(2) __attribute__((section(".recording"))) static const unsigned char recording[] = {
#embed <recording.pcm>
};

// The header of a model states at bytes 20 to 23 what memory it takes.
enum {
    arena_bytes =
#embed <model.kat> clang::offset(20) limit(1)
        +
#embed <model.kat> clang::offset(21) limit(1)
        * 0x100 +
#embed <model.kat> clang::offset(22) limit(1)
        * 0x10000 +
#embed <model.kat> clang::offset(23) limit(1)
        * 0x1000000
};
_Alignas(16) static unsigned char arena[arena_bytes];

_Alignas(4) static unsigned char period[2 * board_period_samples];
// PCMRing.memoryBytes: three counters of 64 bytes, and four words with each period.
_Alignas(16) static unsigned char ring[3 * 64 + board_ring_periods * (16 + sizeof period)];

const void *board_model(void) { return model; }
size_t board_model_bytes(void) { return sizeof model; }
void *board_arena(void) { return arena; }
size_t board_arena_bytes(void) { return sizeof arena; }
const int16_t *board_recording(void) { return (const int16_t *)recording; }
size_t board_recording_samples(void) { return sizeof recording / 2; }
void *board_ring(void) { return ring; }
size_t board_ring_bytes(void) { return sizeof ring; }
void *board_period(void) { return period; }
size_t board_period_bytes(void) { return sizeof period; }
