// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The invariants of the design, each as a function that reports where it is broken.
#include "allocator/heap/snapshot.h"

#include "allocator/heap/figures.h"

#include <algorithm>

namespace firstfit {

namespace {

std::string name_of(const LiveAllocation& allocation) {
    return allocation.name.empty() ? "allocation #" + figures(std::uint64_t{allocation.id.value} + 1) : allocation.name;
}

class Checker {
public:
    explicit Checker(const Snapshot& snapshot)
        : heap_(snapshot), blocks_(snapshot.geometry().blocks.value), by_address_(snapshot.chunks()) {
        const auto in_front = [](const Chunk& a, const Chunk& b) { return a.index < b.index; };
        if (!std::is_sorted(by_address_.begin(), by_address_.end(), in_front)) {
            sorted_.assign(by_address_.begin(), by_address_.end());
            std::sort(sorted_.begin(), sorted_.end(), in_front);
            by_address_ = sorted_;
        }
    }

    std::vector<Violation> run() && {
        check_base();
        check_links();
        check_chunks();
        check_ledger();
        check_overlaps();
        check_lost();
        std::stable_sort(found_.begin(), found_.end(),
                         [](const Violation& a, const Violation& b) { return a.block < b.block; });
        return std::move(found_);
    }

private:
    void report(std::uint32_t block, std::string message) { found_.push_back({BlockIndex{block}, std::move(message)}); }

    void check_base() {
        const stalloc::Header base = heap_.base_header();
        if (base.length != 0 && base.length != stalloc::out_of_memory_mark) {
            report(blocks_, "base header: length is " + figures(base.length) + ", must be 0 or 65,535");
        }
        if (base.length == stalloc::out_of_memory_mark && base.next != 0) {
            report(blocks_, "base header: says that no block is free, yet links to block " + figures(base.next));
        }
    }

    /// Where the walk stopped, and whether it went up the addresses until there.
    void check_links() {
        const auto chunks = heap_.chunks();
        const stalloc::Header base = heap_.base_header();
        if (chunks.empty()) {
            if (base.length != stalloc::out_of_memory_mark && base.next >= blocks_) {
                report(blocks_, "base header: links to block " + figures(base.next) + ", outside the heap");
            }
            return;
        }
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            const std::uint32_t here = chunks[i].index.value;
            const std::uint32_t next = chunks[i].header.next;
            if (next == 0) {
                continue;
            }
            if (next >= blocks_) {
                report(here, "links to block " + figures(next) + ", outside the heap");
            } else if (i + 1 == chunks.size()) {
                report(here, "links back to block " + figures(next) + ": the list runs in a circle");
            } else if (next <= here) {
                report(here, "links back to block " + figures(next) + ": the list is not in address order");
            }
        }
    }

    /// Each chunk by itself and beside its neighbour.
    void check_chunks() {
        const std::span<const Chunk> chunks = by_address_;
        const bool untouched = heap_.base_header() == stalloc::Header{} &&
                               heap_.header(BlockIndex{0}) == stalloc::Header{} && heap_.allocations().empty();
        for (std::size_t i = 0; i < chunks.size() && !untouched; ++i) {
            const std::uint32_t here = chunks[i].index.value;
            const std::uint32_t end = here + chunks[i].header.length;
            if (end == here) {
                report(here, "chunk of length 0");
            }
            if (end > blocks_) {
                report(here, "chunk of length " + figures(end - here) + " reaches beyond the heap");
            }
            if (i + 1 < chunks.size()) {
                const std::uint32_t next = chunks[i + 1].index.value;
                if (end == next) {
                    report(here, "touches the chunk at block " + figures(next) + ": they must be one");
                } else if (end > next) {
                    report(here, "overlaps the chunk at block " + figures(next));
                }
            }
        }
    }

    /// Each allocation by itself and beside its neighbour.
    void check_ledger() {
        const auto allocations = heap_.allocations();
        const HeapGeometry& geometry = heap_.geometry();
        for (std::size_t i = 0; i < allocations.size(); ++i) {
            const LiveAllocation& allocation = allocations[i];
            const std::uint32_t here = allocation.index.value;
            const std::uint64_t end = std::uint64_t{here} + allocation.blocks.value;
            if (allocation.blocks.value == 0) {
                report(here, name_of(allocation) + " has no blocks");
            }
            if (end > blocks_) {
                report(here, name_of(allocation) + " reaches beyond the heap");
            }
            if (std::uint64_t{allocation.blocks.value} * geometry.block_size < allocation.bytes) {
                report(here, name_of(allocation) + " asked for " + figures(allocation.bytes) + " bytes and has " +
                                 figures(allocation.blocks.value) + " blocks");
            }
            if (allocation.alignment != 0 && geometry.address_of(allocation.index) % allocation.alignment != 0) {
                report(here, name_of(allocation) + " is not aligned to " + figures(allocation.alignment) + " bytes");
            }
            if (i + 1 < allocations.size() && end > allocations[i + 1].index.value) {
                report(here, name_of(allocation) + " overlaps " + name_of(allocations[i + 1]));
            }
        }
    }

    /// Chunks against allocations. Both are walked in address order.
    void check_overlaps() {
        const auto allocations = heap_.allocations();
        auto at = allocations.begin(); // the first allocation behind the chunk's first block
        for (const Chunk& chunk : by_address_) {
            const std::uint32_t here = chunk.index.value;
            const std::uint32_t end = here + chunk.header.length;
            while (at != allocations.end() && at->index <= chunk.index) {
                ++at;
            }
            if (at != allocations.begin() && ((at - 1)->index + (at - 1)->blocks).value > here) {
                report(here, "chunk inside " + name_of(*(at - 1)));
            } else if (at != allocations.end() && at->index.value < end) {
                report(here, "chunk of length " + figures(chunk.header.length) + " overlaps " + name_of(*at));
            }
        }
    }

    void check_lost() {
        for (const Run& run : heap_.runs()) {
            if (run.kind == Run::Kind::lost) {
                const std::string count =
                    run.blocks.value == 1 ? "block is" : figures(run.blocks.value) + " blocks are";
                report(run.index.value, count + " in no chunk and in no allocation: lost");
            }
        }
    }

    const Snapshot& heap_;
    std::uint32_t blocks_;
    std::span<const Chunk> by_address_;
    std::vector<Chunk> sorted_; ///< only of a broken list
    std::vector<Violation> found_;
};

} // namespace

std::vector<Violation> check(const Snapshot& snapshot) { return Checker{snapshot}.run(); }

} // namespace firstfit
