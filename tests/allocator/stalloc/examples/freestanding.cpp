// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
// Built with -ffreestanding -fno-exceptions -fno-rtti: no part of the standard library is needed.
#include "allocator/stalloc/stalloc.h"

namespace {

constinit stalloc::Stalloc<64, 16> heap;

} // namespace

int main() {
    auto* bytes = static_cast<unsigned char*>(heap.allocate_zeroed(100, 16));
    if (bytes == nullptr || bytes[99] != 0) {
        return 1;
    }
    return heap.deallocate(bytes, 100, 16) ? 0 : 2;
}
