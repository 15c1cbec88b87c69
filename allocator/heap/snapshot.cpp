// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/heap/snapshot.h"

#include "allocator/heap/heap.h"

#include <algorithm>

namespace firstfit {

struct Snapshot::Data {
    HeapGeometry geometry;
    std::vector<unsigned char> headers;
    std::vector<LiveAllocation> allocations;
    std::vector<Chunk> chunks;
    std::vector<Run> runs;
    Metrics metrics;
};

namespace {

stalloc::Header header_in(std::span<const unsigned char> headers, std::uint32_t index) noexcept {
    return stalloc::read_header(headers.subspan(std::size_t{index} * stalloc::header_size).data());
}

/// Follows the links as far as they can be trusted.
std::vector<Chunk> walk(std::span<const unsigned char> headers, std::uint32_t blocks) {
    std::vector<Chunk> chunks;
    const stalloc::Header base = header_in(headers, blocks);
    if (base.length == stalloc::out_of_memory_mark) {
        return chunks;
    }
    std::vector<bool> seen(blocks);
    std::uint32_t index = base.next;
    while (index < blocks && !seen[index]) {
        seen[index] = true;
        const stalloc::Header header = header_in(headers, index);
        chunks.push_back({BlockIndex{index}, header});
        if (header.next == 0) {
            break;
        }
        index = header.next;
    }
    return chunks;
}

/// The part of [index, index + length) that lies in the heap and in front of `limit`.
struct Extent {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Makes extents out of things sorted by index: each ends where the next begins at the latest.
template <class Thing, class LengthOf>
std::vector<Extent> extents_of(std::span<const Thing> things, std::uint32_t blocks, LengthOf&& length_of) {
    std::vector<Extent> extents;
    extents.reserve(things.size() + 1);
    for (std::size_t i = 0; i < things.size(); ++i) {
        const std::uint32_t begin = std::min(things[i].index.value, blocks);
        const std::uint32_t limit = i + 1 < things.size() ? std::min(things[i + 1].index.value, blocks) : blocks;
        const std::uint32_t room = std::max(limit, begin) - begin;
        extents.push_back({begin, begin + std::min(length_of(things[i]), room)});
    }
    extents.push_back({blocks, blocks}); // so that there always is a next one
    return extents;
}

/// Divides the heap. Where a chunk lies over an allocation the allocation is shown: the ledger does not change inside
/// an operation, the headers do.
std::vector<Run> divide(std::uint32_t blocks, std::span<const Extent> allocations, std::span<const Extent> chunks) {
    std::vector<Run> runs;
    runs.reserve(allocations.size() + chunks.size());
    std::size_t a = 0;
    std::size_t c = 0;
    for (std::uint32_t at = 0; at < blocks;) {
        while (allocations[a].end <= at && a + 1 < allocations.size()) {
            ++a;
        }
        while (chunks[c].end <= at && c + 1 < chunks.size()) {
            ++c;
        }
        Run run{Run::Kind::lost, BlockIndex{at}, BlockCount{}, 0};
        std::uint32_t end = 0;
        if (allocations[a].begin <= at) {
            run.kind = Run::Kind::allocation;
            run.allocation = static_cast<std::uint32_t>(a);
            end = allocations[a].end;
        } else if (chunks[c].begin <= at) {
            run.kind = Run::Kind::chunk;
            end = std::min(chunks[c].end, allocations[a].begin);
        } else {
            end = std::min(chunks[c].begin, allocations[a].begin);
        }
        run.blocks = BlockCount{end - at};
        runs.push_back(run);
        at = end;
    }
    return runs;
}

Metrics measure(std::span<const Run> runs, std::span<const LiveAllocation> allocations, std::size_t chunks,
                std::uint32_t block_size) {
    Metrics metrics;
    metrics.chunks = static_cast<std::uint32_t>(chunks);
    for (const Run& run : runs) {
        if (run.kind == Run::Kind::allocation) {
            metrics.used = metrics.used + run.blocks;
        } else if (run.kind == Run::Kind::chunk) {
            metrics.free = metrics.free + run.blocks;
            metrics.largest_chunk = std::max(metrics.largest_chunk, run.blocks);
        }
    }
    for (const LiveAllocation& allocation : allocations) {
        const std::uint64_t bytes = std::uint64_t{allocation.blocks.value} * block_size;
        metrics.live_bytes += allocation.bytes;
        metrics.rounding_waste += bytes - std::min(bytes, allocation.bytes);
    }
    return metrics;
}

} // namespace

Snapshot::Snapshot() : Snapshot(Heap{HeapGeometry{}}.snapshot([](AllocationId) { return std::string{}; })) {}

Snapshot::Snapshot(HeapGeometry geometry, std::vector<unsigned char> headers, std::vector<LiveAllocation> allocations) {
    const std::uint32_t blocks = geometry.blocks.value;
    headers.resize((std::size_t{blocks} + 1) * stalloc::header_size);
    auto data = std::make_shared<Data>();
    data->geometry = geometry;
    data->headers = std::move(headers);
    data->allocations = std::move(allocations);
    data->chunks = walk(data->headers, blocks);

    std::vector<Chunk> by_address = data->chunks;
    const auto in_front = [](const Chunk& a, const Chunk& b) { return a.index < b.index; };
    if (!std::is_sorted(by_address.begin(), by_address.end(), in_front)) {
        std::sort(by_address.begin(), by_address.end(), in_front);
    }
    const bool untouched =
        header_in(data->headers, 0) == stalloc::Header{} && header_in(data->headers, blocks) == stalloc::Header{};
    const auto chunk_length = [&](const Chunk& chunk) {
        return untouched ? blocks : std::uint32_t{chunk.header.length};
    };
    const auto allocation_length = [](const LiveAllocation& allocation) { return allocation.blocks.value; };
    data->runs =
        divide(blocks, extents_of(std::span<const LiveAllocation>{data->allocations}, blocks, allocation_length),
               extents_of(std::span<const Chunk>{by_address}, blocks, chunk_length));
    data->metrics = measure(data->runs, data->allocations, data->chunks.size(), geometry.block_size);
    data_ = std::move(data);
}

const HeapGeometry& Snapshot::geometry() const noexcept { return data_->geometry; }

std::array<unsigned char, 4> Snapshot::raw_bytes(BlockIndex index) const noexcept {
    const std::size_t at = std::size_t{std::min(index.value, data_->geometry.blocks.value)} * stalloc::header_size;
    return {data_->headers[at], data_->headers[at + 1], data_->headers[at + 2], data_->headers[at + 3]};
}

stalloc::Header Snapshot::header(BlockIndex index) const noexcept {
    return header_in(data_->headers, std::min(index.value, data_->geometry.blocks.value));
}

stalloc::Header Snapshot::base_header() const noexcept { return header(BlockIndex{data_->geometry.blocks.value}); }

std::span<const Chunk> Snapshot::chunks() const noexcept { return data_->chunks; }
std::span<const LiveAllocation> Snapshot::allocations() const noexcept { return data_->allocations; }
std::span<const Run> Snapshot::runs() const noexcept { return data_->runs; }
const Metrics& Snapshot::metrics() const noexcept { return data_->metrics; }

const Run& Snapshot::run_at(BlockIndex index) const noexcept {
    const auto& runs = data_->runs;
    const auto behind = std::upper_bound(runs.begin() + 1, runs.end(), index,
                                         [](BlockIndex wanted, const Run& run) { return wanted < run.index; });
    return *(behind - 1);
}

const LiveAllocation* Snapshot::find(AllocationId id) const noexcept {
    const auto at = std::find_if(data_->allocations.begin(), data_->allocations.end(),
                                 [id](const LiveAllocation& allocation) { return allocation.id == id; });
    return at == data_->allocations.end() ? nullptr : &*at;
}

bool operator==(const Snapshot& a, const Snapshot& b) noexcept {
    return a.data_ == b.data_ || (a.data_->geometry == b.data_->geometry && a.data_->headers == b.data_->headers &&
                                  a.data_->allocations == b.data_->allocations);
}

} // namespace firstfit
