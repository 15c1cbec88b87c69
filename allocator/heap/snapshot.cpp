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

/// Follows the links as far as they can be trusted. About `expected` chunks are found.
std::vector<Chunk> walk(std::span<const unsigned char> headers, std::uint32_t blocks, std::size_t expected) {
    std::vector<Chunk> chunks;
    const stalloc::Header base = header_in(headers, blocks);
    if (base.length == stalloc::out_of_memory_mark || base.next >= blocks) {
        return chunks;
    }
    chunks.reserve(expected);
    std::vector<bool> seen; // only a broken list leads back: until then nothing can be met twice
    for (std::uint32_t index = base.next;;) {
        const stalloc::Header header = header_in(headers, index);
        chunks.push_back({BlockIndex{index}, header});
        if (header.next == 0 || header.next >= blocks) {
            return chunks;
        }
        if (header.next <= index && seen.empty()) {
            seen.resize(blocks);
            for (const Chunk& chunk : chunks) {
                seen[chunk.index.value] = true;
            }
        }
        index = header.next;
        if (!seen.empty()) {
            if (seen[index]) {
                return chunks;
            }
            seen[index] = true;
        }
    }
}

/// Things sorted by index, each as the part of [index, index + length) that lies in the heap: it ends where the next
/// begins at the latest. Behind the last one comes an empty extent at the end of the heap.
template <class Thing, class LengthOf>
class Extents {
public:
    Extents(std::span<const Thing> things, std::uint32_t blocks, LengthOf length_of)
        : things_(things), blocks_(blocks), length_of_(length_of) {
        look();
    }

    [[nodiscard]] std::uint32_t begin() const noexcept { return begin_; }
    [[nodiscard]] std::uint32_t end() const noexcept { return end_; }
    [[nodiscard]] std::uint32_t position() const noexcept { return static_cast<std::uint32_t>(at_); }
    /// Goes on to the first one that does not end at or before `block`.
    void move_behind(std::uint32_t block) {
        while (end_ <= block && at_ < things_.size()) {
            ++at_;
            look();
        }
    }

private:
    void look() {
        begin_ = at_ < things_.size() ? std::min(things_[at_].index.value, blocks_) : blocks_;
        end_ = begin_;
        if (at_ < things_.size()) {
            const std::uint32_t limit =
                at_ + 1 < things_.size() ? std::min(things_[at_ + 1].index.value, blocks_) : blocks_;
            end_ += std::min(length_of_(things_[at_]), std::max(limit, begin_) - begin_);
        }
    }

    std::span<const Thing> things_;
    std::uint32_t blocks_;
    LengthOf length_of_;
    std::size_t at_ = 0;
    std::uint32_t begin_ = 0;
    std::uint32_t end_ = 0;
};

/// Divides the heap. Where a chunk lies over an allocation the allocation is shown: the ledger does not change inside
/// an operation, the headers do.
template <class Allocations, class Chunks>
void divide(std::vector<Run>& runs, std::uint32_t blocks, Allocations allocations, Chunks chunks) {
    for (std::uint32_t at = 0; at < blocks;) {
        allocations.move_behind(at);
        chunks.move_behind(at);
        Run run{Run::Kind::lost, BlockIndex{at}, BlockCount{}, 0};
        std::uint32_t end = 0;
        if (allocations.begin() <= at) {
            run.kind = Run::Kind::allocation;
            run.allocation = allocations.position();
            end = allocations.end();
        } else if (chunks.begin() <= at) {
            run.kind = Run::Kind::chunk;
            end = std::min(chunks.end(), allocations.begin());
        } else {
            end = std::min(chunks.begin(), allocations.begin());
        }
        run.blocks = BlockCount{end - at};
        runs.push_back(run);
        at = end;
    }
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
    // In a sound heap no two chunks touch.
    data->chunks = walk(data->headers, blocks, data->allocations.size() + 1);

    std::span<const Chunk> by_address = data->chunks;
    std::vector<Chunk> sorted;
    const auto in_front = [](const Chunk& a, const Chunk& b) { return a.index < b.index; };
    if (!std::is_sorted(by_address.begin(), by_address.end(), in_front)) {
        sorted = data->chunks;
        std::sort(sorted.begin(), sorted.end(), in_front);
        by_address = sorted;
    }
    const bool untouched =
        header_in(data->headers, 0) == stalloc::Header{} && header_in(data->headers, blocks) == stalloc::Header{};
    const auto chunk_length = [&](const Chunk& chunk) {
        return untouched ? blocks : std::uint32_t{chunk.header.length};
    };
    const auto allocation_length = [](const LiveAllocation& allocation) { return allocation.blocks.value; };
    data->runs.reserve(data->allocations.size() + data->chunks.size() + 2);
    divide(data->runs, blocks, Extents(std::span<const LiveAllocation>{data->allocations}, blocks, allocation_length),
           Extents(by_address, blocks, chunk_length));
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
