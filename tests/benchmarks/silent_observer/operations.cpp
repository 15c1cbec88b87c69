// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every operation of a heap as a function of its own, compiled several times:
//   FIRSTFIT_LIBRARY=stalloc            with the headers as they are, and the observer that does nothing
//   FIRSTFIT_LIBRARY=stalloc_stripped   with a copy of the headers in which the calls of the observer are deleted
//   FIRSTFIT_OBSERVED                   with an observer that counts visits, so that something must differ
// FIRSTFIT_VARIANT is the namespace of the functions.
#include "allocator/stalloc/stalloc.h"

#include "tests/benchmarks/silent_observer/operations.h"

namespace lib = FIRSTFIT_LIBRARY;

namespace {

#ifdef FIRSTFIT_OBSERVED
struct Observer : lib::SilentObserver {
    void visit(uint32_t, uint32_t, lib::Header) noexcept { visits = visits + 1; }
    static inline volatile uint64_t visits = 0;
};
#else
using Observer = lib::SilentObserver;
#endif

using Geometry = lib::FixedGeometry<benchmark_blocks, benchmark_block_size>;

template <class Use>
auto with(void* heap, Use&& use) {
    Geometry geometry{static_cast<unsigned char*>(heap)};
    Observer observer;
    return use(lib::Algorithm{geometry, observer});
}

} // namespace

namespace FIRSTFIT_VARIANT {

uint32_t allocate(void* heap, size_t size, size_t alignment) {
    return with(heap, [&](const auto& algorithm) {
        const lib::Answer answer = algorithm.allocate(size, alignment);
        return answer.ok() ? answer.index : benchmark_blocks;
    });
}
bool deallocate(void* heap, size_t index, size_t size) {
    return with(heap, [&](const auto& algorithm) { return algorithm.deallocate(index, size).ok(); });
}
bool shrink_in_place(void* heap, size_t index, size_t old, size_t now) {
    return with(heap, [&](const auto& algorithm) { return algorithm.shrink_in_place(index, old, now).ok(); });
}
bool grow_in_place(void* heap, size_t index, size_t old, size_t now) {
    return with(heap, [&](const auto& algorithm) { return algorithm.grow_in_place(index, old, now).ok(); });
}
size_t grow_up_to(void* heap, size_t index, size_t old, size_t now) {
    return with(heap, [&](const auto& algorithm) { return size_t{algorithm.grow_up_to(index, old, now).size}; });
}
void clear(void* heap) {
    with(heap, [](const auto& algorithm) { algorithm.clear(); });
}

} // namespace FIRSTFIT_VARIANT
