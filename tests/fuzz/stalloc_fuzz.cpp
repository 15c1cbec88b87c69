// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sequences of heap operations out of a fuzzer's bytes, against the bitmap model. The first byte chooses the heap.
#include "allocator/stalloc/sync.h"
#include "tests/allocator/stalloc/duel.h"

#include <cstdio>
#include <cstdlib>

namespace {

using firstfit::test::Duel;

/// Numbers out of the input: one byte for small ones, more for larger ones; zeros behind its end.
class Input {
public:
    Input(const std::uint8_t* bytes, std::size_t size) : at_(bytes), end_(bytes + size) {}
    [[nodiscard]] bool done() const { return at_ == end_; }
    std::uint32_t operator()(std::uint32_t below) {
        std::uint32_t value = 0;
        for (std::uint32_t reach = 1; reach < below && reach <= 0x10000; reach *= 256) {
            value = value * 256 + (done() ? 0U : *at_++);
        }
        return value % below;
    }

private:
    const std::uint8_t* at_;
    const std::uint8_t* end_;
};

template <class Heap>
void run(Input& input) {
    Duel<Heap, Input> duel(input);
    while (!input.done()) {
        if (!duel.step() || !duel.same()) {
            std::fprintf(stderr, "%s\n", duel.what().c_str());
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    Input input(bytes, size);
    switch (input(8)) {
    case 0:
        run<stalloc::Stalloc<1, 4>>(input);
        break;
    case 1:
        run<stalloc::Stalloc<3, 8>>(input);
        break;
    case 2:
        run<stalloc::Stalloc<8, 4>>(input);
        break;
    case 3:
        run<stalloc::Stalloc<16, 64>>(input);
        break;
    case 4:
        run<stalloc::CheckedStalloc<20, 16, stalloc::ignore_misuse>>(input);
        break;
    case 5:
        run<stalloc::SyncStalloc<20, 16>>(input);
        break;
    case 6:
        run<stalloc::Stalloc<700, 4>>(input);
        break;
    default:
        run<stalloc::Stalloc<33, 16>>(input);
    }
    return 0;
}
