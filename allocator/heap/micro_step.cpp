// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/heap/micro_step.h"

#include <algorithm>

namespace firstfit {

void copy_blocks(const HeapGeometry& geometry, std::span<unsigned char> header_bytes, BlockIndex from, BlockIndex to,
                 std::uint64_t bytes) {
    std::size_t source = std::size_t{from.value} * stalloc::header_size;
    std::size_t target = std::size_t{to.value} * stalloc::header_size;
    while (bytes != 0) {
        // Of each block only the first four bytes are kept.
        const std::uint64_t in_block = std::min<std::uint64_t>(bytes, geometry.block_size);
        const auto kept = static_cast<std::size_t>(std::min<std::uint64_t>(in_block, stalloc::header_size));
        const auto part = header_bytes.subspan(source, kept);
        std::copy(part.begin(), part.end(), header_bytes.subspan(target, kept).begin());
        source += stalloc::header_size;
        target += stalloc::header_size;
        bytes -= in_block;
    }
}

void repeat_step(const MicroStep& step, const HeapGeometry& geometry, std::span<unsigned char> header_bytes) {
    switch (step.kind) {
    case MicroKind::header_written:
    case MicroKind::base_written:
        stalloc::write_field(header_bytes.subspan(std::size_t{step.block} * stalloc::header_size).data(), step.field,
                             step.new_value);
        break;
    case MicroKind::copied:
        copy_blocks(geometry, header_bytes, BlockIndex{step.next}, BlockIndex{step.block}, step.bytes);
        break;
    case MicroKind::visit:
    case MicroKind::too_small:
    case MicroKind::misaligned:
    case MicroKind::chosen:
    case MicroKind::split:
    case MicroKind::found_place:
    case MicroKind::merged_with_next:
    case MicroKind::merged_with_previous:
    case MicroKind::moved_on:
    case MicroKind::failed:
    case MicroKind::nothing_to_do:
        break;
    }
}

} // namespace firstfit
