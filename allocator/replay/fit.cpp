// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/fit.h"

namespace firstfit {

namespace {

void consider(BestFit& best, const HeapGeometry& geometry, std::uint32_t index, std::uint32_t length,
              std::uint64_t alignment) noexcept {
    const std::uint64_t front = padding(geometry, index, alignment);
    if (front < length && length - front > best.blocks) {
        best = {static_cast<std::uint32_t>(length - front), BlockIndex{index}};
    }
}

/// Calls `see(index, length)` for each chunk in list order until it says false.
template <class See>
void walk(std::span<const unsigned char> header_bytes, const HeapGeometry& geometry, See&& see) {
    const auto header = [&](std::uint32_t index) {
        return stalloc::read_header(header_bytes.subspan(std::size_t{index} * stalloc::header_size).data());
    };
    const stalloc::Header base = header(geometry.blocks.value);
    if (base.length == stalloc::out_of_memory_mark) {
        return;
    }
    std::uint32_t index = base.next;
    for (;;) {
        const stalloc::Header chunk = header(index);
        if (!see(index, std::uint32_t{chunk.length}) || chunk.next == 0) {
            return;
        }
        index = chunk.next;
    }
}

} // namespace

std::uint64_t padding(const HeapGeometry& geometry, std::uint32_t index, std::uint64_t alignment) noexcept {
    const std::uint64_t number = geometry.base_address / geometry.block_size + index;
    return (std::uint64_t{0} - number) & (alignment - 1);
}

BestFit best_fit(std::span<const unsigned char> header_bytes, const HeapGeometry& geometry,
                 std::uint64_t alignment) noexcept {
    BestFit best;
    walk(header_bytes, geometry, [&](std::uint32_t index, std::uint32_t length) {
        consider(best, geometry, index, length, alignment);
        return true;
    });
    return best;
}

std::uint32_t chunk_length_at(std::span<const unsigned char> header_bytes, const HeapGeometry& geometry,
                              BlockIndex index) noexcept {
    std::uint32_t found = 0;
    walk(header_bytes, geometry, [&](std::uint32_t at, std::uint32_t length) {
        found = at == index.value ? length : 0;
        return at < index.value;
    });
    return found;
}

BestFit best_fit(const Snapshot& snapshot, std::uint64_t alignment) noexcept {
    BestFit best;
    for (const Chunk& chunk : snapshot.chunks()) {
        consider(best, snapshot.geometry(), chunk.index.value, chunk.header.length, alignment);
    }
    return best;
}

} // namespace firstfit
