// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/heap/heap.h"

#include "allocator/heap/watch.h"
#include "allocator/stalloc/algorithm.h"
#include "allocator/stalloc/policies.h"

#include <algorithm>
#include <bit>

namespace firstfit {

namespace {

/// The algorithm's view of the heap: the first four bytes of every block, and the base header behind them.
template <class Byte>
class HeaderArray {
public:
    HeaderArray(const HeapGeometry& geometry, Byte* bytes) noexcept : geometry_(geometry), bytes_(bytes) {}

    [[nodiscard]] std::uint32_t block_count() const noexcept { return geometry_.blocks.value; }
    [[nodiscard]] std::uint64_t first_block_number() const noexcept {
        return geometry_.base_address / geometry_.block_size;
    }
    [[nodiscard]] std::uint64_t max_alignment() const noexcept {
        return stalloc::max_alignment_bytes / geometry_.block_size;
    }
    [[nodiscard]] Byte* header_at(std::uint32_t index) const noexcept {
        return bytes_ + std::size_t{index} * stalloc::header_size;
    }

private:
    const HeapGeometry& geometry_;
    Byte* bytes_;
};

/// Next-fit that leaves the rover in front of what remains of the chunk it cuts.
struct RovingFit {
    std::uint32_t& rover;

    template <class Surgery>
    stalloc::Place find(const Surgery& heap, std::uint32_t size, std::uint32_t alignment) const noexcept {
        const stalloc::Place place = stalloc::NextFit{rover}.find(heap, size, alignment);
        if (place.found) {
            rover = place.front != 0 ? place.curr : place.prev;
        }
        return place;
    }
};

/// Calls `use` with the search of the policy.
template <class Use>
auto with_search(Policy policy, std::uint32_t& rover, Use&& use) {
    switch (policy) {
    case Policy::next_fit:
        return use(RovingFit{rover});
    case Policy::best_fit:
        return use(stalloc::BestFit{});
    case Policy::worst_fit:
        return use(stalloc::WorstFit{});
    case Policy::first_fit:
        break;
    }
    return use(stalloc::FirstFit{});
}

/// The alignment in blocks; 0, which no search accepts, for one that is not a power of two.
std::uint64_t alignment_in_blocks(const Operation& operation, std::uint32_t block_size) noexcept {
    if (operation.alignment == 0) {
        return 1;
    }
    if (operation.unit == SizeUnit::blocks) {
        return operation.alignment;
    }
    return std::has_single_bit(operation.alignment) ? std::max(operation.alignment / block_size, 1U) : 0;
}

/// As in C, to reallocate nothing is to allocate: the allocation may have failed in this heap.
bool makes_new(const Operation& operation, bool alive) noexcept {
    return operation.kind == OperationKind::allocate || (operation.kind == OperationKind::reallocate && !alive);
}

Outcome outcome_of(const stalloc::Answer& answer) noexcept {
    return {.index = BlockIndex{answer.index}, .blocks = BlockCount{answer.size}, .failure = answer.failure};
}

} // namespace

Heap::Heap(HeapGeometry geometry, Policy policy)
    : geometry_(geometry),
      policy_(policy),
      rover_(geometry.blocks.value),
      bytes_((std::size_t{geometry.blocks.value} + 1) * stalloc::header_size) {
    forget_all();
}

const HeapGeometry& Heap::geometry() const noexcept { return geometry_; }
Policy Heap::policy() const noexcept { return policy_; }

std::uint64_t Heap::bytes_asked(const Operation& operation) const noexcept {
    if (operation.unit == SizeUnit::bytes) {
        return operation.size;
    }
    const bool overflows = operation.size > UINT64_MAX / geometry_.block_size;
    return overflows ? UINT64_MAX : operation.size * geometry_.block_size;
}

std::uint64_t Heap::blocks_asked(const Operation& operation) const noexcept {
    return operation.unit == SizeUnit::bytes ? geometry_.blocks_for(operation.size) : operation.size;
}

Outcome Heap::apply(const Operation& operation, OperationIndex number, std::vector<MicroStep>* steps,
                    SearchHints* hints) {
    const auto run = [&](auto&& watch) {
        Outcome outcome = perform(operation, watch);
        outcome.scan_length = BlockCount{watch.visits()};
        if (hints != nullptr) {
            *hints = watch.hints();
        }
        return outcome;
    };
    Outcome outcome;
    if (steps == nullptr) {
        outcome = run(Watch{lengths_, rover_});
    } else {
        const std::size_t before = steps->size();
        outcome = run(RecordingWatch{lengths_, rover_, geometry_.blocks.value, *steps});
        if (steps->size() == before) {
            steps->push_back({.kind = MicroKind::nothing_to_do});
        }
    }
    settle(operation, number, outcome);
    return outcome;
}

template <class Observer>
Outcome Heap::perform(const Operation& operation, Observer& observer) {
    HeaderArray<unsigned char> array{geometry_, bytes_.data()};
    const stalloc::Algorithm algorithm{array, observer};
    const std::uint64_t wanted = blocks_asked(operation);
    const std::uint64_t alignment = alignment_in_blocks(operation, geometry_.block_size);

    if (operation.kind == OperationKind::clear) {
        algorithm.clear();
        forget_all();
        return {};
    }
    const LedgerEntry* entry = ledger_.find(operation.allocation);
    const bool allocates = makes_new(operation, entry != nullptr);
    if ((entry == nullptr) != allocates || operation.allocation == no_allocation) {
        observer.failed(stalloc::Failure::outside);
        return {.failure = stalloc::Failure::outside};
    }
    if (allocates) {
        return with_search(policy_, rover_,
                           [&](auto&& search) { return outcome_of(algorithm.allocate(wanted, alignment, search)); });
    }
    const LedgerEntry old = *entry;
    stalloc::Answer answer;
    switch (operation.kind) {
    case OperationKind::deallocate:
        answer = algorithm.deallocate(old.index, old.blocks);
        break;
    case OperationKind::grow_in_place:
        answer = algorithm.grow_in_place(old.index, old.blocks, wanted);
        break;
    case OperationKind::grow_up_to:
        answer = algorithm.grow_up_to(old.index, old.blocks, wanted);
        break;
    case OperationKind::shrink_in_place:
        answer = algorithm.shrink_in_place(old.index, old.blocks, wanted);
        break;
    case OperationKind::reallocate:
        answer = with_search(policy_, rover_, [&](auto&& search) {
            return algorithm.reallocate(old.index, old.blocks, wanted, alignment, search,
                                        [&](std::uint32_t from, std::uint32_t to) {
                                            const std::uint64_t bytes = std::min(old.bytes, bytes_asked(operation));
                                            copy_blocks(geometry_, bytes_, BlockIndex{from}, BlockIndex{to}, bytes);
                                            observer.copied(from, to, bytes);
                                        });
        });
        break;
    case OperationKind::allocate:
    case OperationKind::clear:
        break; // done above
    }
    Outcome outcome = outcome_of(answer);
    if (!answer.ok()) {
        outcome.index = BlockIndex{old.index};
        outcome.blocks = BlockCount{old.blocks};
    }
    outcome.moved = outcome.index.value != old.index;
    return outcome;
}

void Heap::redo(const Operation& operation, OperationIndex number, const Outcome& outcome, SearchHints hints) {
    if (!outcome.ok()) {
        return;
    }
    switch (operation.kind) {
    case OperationKind::allocate:
        cut_again(hints.place_prev, outcome.index, outcome.blocks);
        break;
    case OperationKind::deallocate: {
        const LedgerEntry* old = ledger_.find(operation.allocation);
        join_again(hints.gap_prev, old->index, old->blocks);
        break;
    }
    case OperationKind::grow_in_place:
    case OperationKind::grow_up_to:
    case OperationKind::shrink_in_place:
    case OperationKind::reallocate:
        if (const LedgerEntry* old = ledger_.find(operation.allocation)) {
            resize_again(*old, operation, outcome, hints);
        } else {
            cut_again(hints.place_prev, outcome.index, outcome.blocks);
        }
        break;
    case OperationKind::clear:
        forget_all();
        break;
    }
    settle(operation, number, outcome);
}

void Heap::cut_again(std::uint32_t prev, BlockIndex index, BlockCount blocks) {
    HeaderArray<unsigned char> array{geometry_, bytes_.data()};
    Watch watch{lengths_, rover_};
    const stalloc::Surgery surgery{array, watch};
    const std::uint32_t curr = surgery.header(prev).next;
    const std::uint32_t front = index.value - curr;
    if (policy_ == Policy::next_fit) {
        rover_ = front != 0 ? curr : prev;
    }
    surgery.cut({prev, curr, front, true}, blocks.value);
}

void Heap::join_again(std::uint32_t prev, std::uint32_t index, std::uint32_t blocks) {
    HeaderArray<unsigned char> array{geometry_, bytes_.data()};
    Watch watch{lengths_, rover_};
    const stalloc::Surgery surgery{array, watch};
    surgery.join(surgery.gap_behind(prev), index, blocks);
}

void Heap::resize_again(const LedgerEntry& old, const Operation& operation, const Outcome& outcome, SearchHints hints) {
    const std::uint32_t now = outcome.blocks.value;
    if (outcome.moved) {
        cut_again(hints.place_prev, outcome.index, outcome.blocks);
        copy_blocks(geometry_, bytes_, BlockIndex{old.index}, outcome.index,
                    std::min(old.bytes, bytes_asked(operation)));
        join_again(hints.gap_prev, old.index, old.blocks);
    } else if (now < old.blocks) {
        join_again(hints.gap_prev, old.index + now, old.blocks - now);
    } else if (now > old.blocks) {
        HeaderArray<unsigned char> array{geometry_, bytes_.data()};
        Watch watch{lengths_, rover_};
        const std::uint32_t end = std::uint32_t{old.index} + old.blocks;
        watch.chosen(hints.place_prev, end, 0); // the rover wants to know where the chunk's link stands
        stalloc::Surgery{array, watch}.take_front(hints.place_prev, end, now - old.blocks);
    }
}

void Heap::forget_all() {
    HeaderArray<unsigned char> array{geometry_, bytes_.data()};
    stalloc::SilentObserver observer;
    stalloc::Surgery{array, observer}.clear();
    lengths_.reset(geometry_.blocks.value);
    rover_ = geometry_.blocks.value;
}

void Heap::settle(const Operation& operation, OperationIndex number, const Outcome& outcome) {
    if (!outcome.ok()) {
        return;
    }
    if (operation.kind == OperationKind::clear) {
        ledger_.clear();
        return;
    }
    if (operation.kind == OperationKind::deallocate) {
        ledger_.remove(operation.allocation);
        return;
    }
    const LedgerEntry* old = ledger_.find(operation.allocation);
    const bool is_new = old == nullptr;
    LedgerEntry entry;
    if (is_new) {
        entry.id = operation.allocation;
        entry.born = number;
        entry.line = operation.line;
    } else {
        entry = *old;
    }
    if (is_new || operation.kind == OperationKind::reallocate) {
        const std::uint64_t unit = operation.unit == SizeUnit::bytes ? 1 : geometry_.block_size;
        entry.alignment = static_cast<std::uint32_t>(operation.alignment * unit);
    }
    entry.index = static_cast<std::uint16_t>(outcome.index.value);
    entry.blocks = static_cast<std::uint16_t>(outcome.blocks.value);
    // Growing up to a size may end short of it.
    entry.bytes = std::min(bytes_asked(operation), std::uint64_t{outcome.blocks.value} * geometry_.block_size);
    if (is_new) {
        ledger_.add(entry);
    } else {
        ledger_.update(entry);
    }
}

bool Heap::alive(AllocationId id) const noexcept { return ledger_.find(id) != nullptr; }

namespace {

LiveAllocation live_allocation(const LedgerEntry& entry, std::string name = {}) {
    return {.id = entry.id,
            .index = BlockIndex{entry.index},
            .blocks = BlockCount{entry.blocks},
            .bytes = entry.bytes,
            .alignment = entry.alignment,
            .born = entry.born,
            .line = entry.line,
            .name = std::move(name)};
}

} // namespace

std::optional<LiveAllocation> Heap::find(AllocationId id) const {
    const LedgerEntry* entry = ledger_.find(id);
    return entry == nullptr ? std::nullopt : std::optional{live_allocation(*entry)};
}

Metrics Heap::metrics() const noexcept {
    return {.used = BlockCount{ledger_.blocks()},
            .free = BlockCount{lengths_.blocks()},
            .largest_chunk = BlockCount{lengths_.longest()},
            .chunks = lengths_.chunks(),
            .live_bytes = ledger_.bytes(),
            .rounding_waste = std::uint64_t{ledger_.blocks()} * geometry_.block_size - ledger_.bytes()};
}

bool Heap::is_oom() const noexcept {
    HeaderArray<const unsigned char> array{geometry_, bytes_.data()};
    stalloc::SilentObserver observer;
    return stalloc::Algorithm{array, observer}.is_oom();
}

bool Heap::is_empty() const noexcept {
    HeaderArray<const unsigned char> array{geometry_, bytes_.data()};
    stalloc::SilentObserver observer;
    return stalloc::Algorithm{array, observer}.is_empty();
}

std::span<const unsigned char> Heap::header_bytes() const noexcept { return bytes_; }

std::size_t Heap::footprint() const noexcept {
    return sizeof(Heap) + bytes_.capacity() + ledger_.footprint() + lengths_.footprint();
}

Snapshot Heap::snapshot(const std::function<std::string(AllocationId)>& name_of) const {
    // Allocations lie in different blocks, so their first blocks sort them without comparing.
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    const std::span<const LedgerEntry> entries = ledger_.entries();
    std::vector<std::uint32_t> by_block(geometry_.blocks.value, none);
    for (std::uint32_t position = 0; position < entries.size(); ++position) {
        by_block[entries[position].index] = position;
    }
    std::vector<LiveAllocation> allocations;
    allocations.reserve(entries.size());
    for (const std::uint32_t position : by_block) {
        if (position != none) {
            allocations.push_back(live_allocation(entries[position], name_of(entries[position].id)));
        }
    }
    return {geometry_, bytes_, std::move(allocations)};
}

} // namespace firstfit
