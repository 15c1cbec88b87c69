// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What happens inside an operation, as a list of the algorithm's own events.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/stalloc/observer.h"

#include <span>

namespace firstfit {

enum class MicroKind : std::uint8_t {
    visit,
    too_small,
    misaligned,
    chosen,
    split,
    header_written,
    base_written,
    found_place,
    merged_with_next,
    merged_with_previous,
    moved_on,
    copied,
    failed,
    nothing_to_do, ///< an operation that asks for what already is
};

/// One micro-step. Fields that the kind does not use are 0. Indices and lengths in blocks; index L = base header.
struct MicroStep {
    MicroKind kind = MicroKind::visit;
    stalloc::HeaderField field = stalloc::HeaderField::next; ///< header_written, base_written
    stalloc::Failure failure = stalloc::Failure::none;       ///< failed
    std::uint32_t prev = 0;      ///< visit, chosen, found_place, merged_with_previous, moved_on
    std::uint32_t block = 0;     ///< the chunk or block it is about (curr; for copied: to; for base_written: L)
    std::uint32_t next = 0;      ///< found_place, merged_with_next; visit: the chunk's next; copied: from
    std::uint32_t length = 0;    ///< the chunk's length (visit, too_small, misaligned, split); merged: the joint length
    std::uint32_t front = 0;     ///< misaligned, chosen, split
    std::uint32_t size = 0;      ///< blocks wanted or cut
    std::uint32_t back = 0;      ///< split
    std::uint16_t old_value = 0; ///< header_written, base_written
    std::uint16_t new_value = 0;
    std::uint64_t bytes = 0; ///< copied

    friend bool operator==(const MicroStep&, const MicroStep&) = default;
};

/// Does to `header_bytes` (4 for each block and 4 for the base header, as in Heap::header_bytes) what the step did to
/// the heap: headers written, bytes copied. Other kinds change nothing. O(1), copied: O(blocks copied).
void repeat_step(const MicroStep& step, const HeapGeometry& geometry, std::span<unsigned char> header_bytes);

/// Copies the first four bytes of each block from one allocation to another, as far as `bytes` bytes reach.
void copy_blocks(const HeapGeometry& geometry, std::span<unsigned char> header_bytes, BlockIndex from, BlockIndex to,
                 std::uint64_t bytes);

} // namespace firstfit
