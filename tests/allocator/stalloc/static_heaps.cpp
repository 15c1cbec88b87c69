// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A program with constant-initialised heaps of STATIC_BLOCKS blocks, for static_heaps.py to measure.
#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/sync.h"

namespace {

constinit stalloc::Stalloc<STATIC_BLOCKS, 16> plain;
constinit stalloc::SyncStalloc<STATIC_BLOCKS, 16> shared;
constinit stalloc::CheckedStalloc<STATIC_BLOCKS, 16> checked;
constinit auto all = stalloc::chain(plain, shared, checked);

} // namespace

int main() {
    void* const block = all.allocate(16, 16);
    return block == &plain && all.deallocate(block, 16, 16) && plain.is_empty() ? 0 : 1;
}
