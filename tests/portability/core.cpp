// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The core in a program without any library, not even the compiler's own: for any machine, and a program that runs
// by itself on a 32-bit Linux. Its exit status is 0, or the line that was wrong in its lowest seven bits, plus 128.
#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/checked.h"
#include "allocator/stalloc/policies.h"
#include "allocator/stalloc/stalloc.h"
#include "allocator/stalloc/version.h"
#include "tests/allocator/stalloc/freestanding_uses.h"

using namespace firstfit::test;

namespace {

constinit stalloc::Stalloc<64, 16> still;
constinit stalloc::Stalloc<65535, 16> largest;

static_assert(sizeof(stalloc::Stalloc<200, 4>) == 804);
static_assert(sizeof(largest) == 65536 * 16);

int misuses = 0;
void count_misuse(const stalloc::MisuseReport&) noexcept { ++misuses; }

int use_misuse() {
    stalloc::CheckedStalloc<64, 16, count_misuse> heap;
    void* const block = heap.allocate_blocks(2, 1);
    const bool refused = !heap.deallocate_blocks(block, 1);
    return refused && misuses == 1 && heap.deallocate_blocks(block, 2) ? 0 : __LINE__;
}

int use_chain() {
    stalloc::Stalloc<10, 16> small;
    auto both = stalloc::chain(small, still);
    const int wrong = use_bytes(both);
    return wrong != 0 ? wrong : small.is_empty() && still.is_empty() ? 0 : __LINE__;
}

/// Sizes that 32 bits can and cannot express.
int use_limits() {
    constexpr size_t most = static_cast<size_t>(-1);
    if (largest.allocate(most, 1) != nullptr || largest.allocate(most - 14, 16) != nullptr) {
        return __LINE__;
    }
    if (largest.allocate_blocks(most, 1) != nullptr || largest.allocate_blocks(most / 16 + 2, 1) != nullptr) {
        return __LINE__;
    }
    void* const all = largest.allocate(65535 * 16, 16);
    if (all != &largest || !largest.is_oom() || largest.reallocate(all, 65535 * 16, 16, most, 16) != nullptr) {
        return __LINE__;
    }
    return largest.deallocate(all, 65535 * 16, 16) && largest.is_empty() ? 0 : __LINE__;
}

} // namespace

extern "C" int use_core() {
    stalloc::Stalloc<64, 16> on_stack;
    const int all[] = {use(still),   use(on_stack), use_bytes(still), use_bytes(on_stack),
                       use_misuse(), use_chain(),   use_limits()};
    for (const int wrong : all) {
        if (wrong != 0) {
            return wrong % 128 + 128;
        }
    }
    return 0;
}

#if defined(__i386__) && defined(__linux__)

extern "C" [[noreturn]] void start() {
    __asm__ volatile("int $0x80" : : "a"(1), "b"(use_core())); // exit()
    __builtin_unreachable();
}

// What the C library would do: a stack that is aligned as the compiler expects it.
__asm__(".globl _start\n"
        "_start:\n"
        "    xor %ebp, %ebp\n"
        "    and $-16, %esp\n"
        "    call start\n");

#endif
