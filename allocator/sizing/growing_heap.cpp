// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/sizing/growing_heap.h"

#include <algorithm>
#include <bit>

namespace firstfit {

namespace {

std::uint64_t capped_sum(std::uint64_t a, std::uint64_t b) noexcept {
    return a > std::numeric_limits<std::uint64_t>::max() - b ? std::numeric_limits<std::uint64_t>::max() : a + b;
}

} // namespace

bool Request::is_impossible(std::uint32_t block_size) const noexcept {
    if (kind == OperationKind::deallocate || kind == OperationKind::clear) {
        return false; // they ask for nothing
    }
    return blocks == 0 || !std::has_single_bit(alignment) || alignment > stalloc::max_alignment_bytes / block_size;
}

Request in_blocks(const Operation& operation, std::uint32_t block_size) noexcept {
    Request request{operation.allocation, operation.kind, operation.size, std::max(operation.alignment, 1U)};
    if (operation.unit == SizeUnit::bytes) {
        const auto shift = static_cast<unsigned>(std::countr_zero(block_size));
        request.blocks = operation.size == 0 ? 1 : ((operation.size - 1) >> shift) + 1;
        request.alignment = std::has_single_bit(request.alignment)
                                ? std::max<std::uint64_t>(request.alignment >> shift, 1)
                                : 0; // none that a search accepts
    }
    return request;
}

/// The algorithm's view of the headers.
class GrowingHeap::Blocks {
public:
    explicit Blocks(GrowingHeap& heap) noexcept
        : headers_(heap.headers_.data()),
          count_(heap.blocks_),
          first_(heap.first_block_number_),
          max_alignment_(stalloc::max_alignment_bytes / heap.block_size_) {}

    [[nodiscard]] std::uint32_t block_count() const noexcept { return count_; }
    [[nodiscard]] std::uint64_t first_block_number() const noexcept { return first_; }
    [[nodiscard]] std::uint64_t max_alignment() const noexcept { return max_alignment_; }
    [[nodiscard]] WideHeader* header_at(std::uint32_t index) const noexcept { return headers_ + index; }

private:
    WideHeader* headers_;
    std::uint32_t count_;
    std::uint64_t first_;
    std::uint64_t max_alignment_;
};

/// Counts visits, writes down what must be undone, and knows where the tail begins.
class GrowingHeap::Watch : public stalloc::SilentObserver {
public:
    explicit Watch(GrowingHeap& heap) noexcept : heap_(heap) {}

    [[nodiscard]] std::uint64_t visits() const noexcept { return visits_; }

    void visit(std::uint32_t, std::uint32_t, WideHeader) noexcept { ++visits_; }
    void split(std::uint32_t curr, std::uint32_t front, std::uint32_t size, std::uint32_t back) noexcept {
        if (curr + front + size + back == heap_.blocks_) {
            heap_.tail_ = curr + front + size;
        }
    }
    void header_written(std::uint32_t index, stalloc::HeaderField field, std::uint32_t old, std::uint32_t now) {
        const bool length = field == stalloc::HeaderField::length;
        heap_.header_changes_.push_back({index * 2 + (length ? 1U : 0U), old});
        if (length && index + now == heap_.blocks_) {
            heap_.tail_ = index;
        }
    }
    void base_written(stalloc::HeaderField field, std::uint32_t old, std::uint32_t) {
        const bool length = field == stalloc::HeaderField::length;
        heap_.header_changes_.push_back({heap_.blocks_ * 2 + (length ? 1U : 0U), old});
    }

private:
    GrowingHeap& heap_;
    std::uint64_t visits_ = 0;
};

template <class Use>
auto GrowingHeap::with_algorithm(Use&& use) {
    Blocks blocks(*this);
    Watch watch(*this);
    const auto answer = use(stalloc::Algorithm{blocks, watch});
    visits_ += watch.visits();
    return answer;
}

GrowingHeap::GrowingHeap(const HeapGeometry& geometry, std::size_t allocations)
    : block_size_(geometry.block_size),
      first_block_number_(geometry.base_address / geometry.block_size),
      blocks_(geometry.blocks.value),
      headers_(std::size_t{geometry.blocks.value} + 1),
      places_(allocations) {
    headers_[0].length = blocks_;
}

std::uint64_t GrowingHeap::padding(std::uint32_t index, std::uint64_t alignment) const noexcept {
    return (std::uint64_t{0} - (first_block_number_ + index)) & (alignment - 1);
}

/// Where the request would end behind everything that is in use.
std::uint64_t GrowingHeap::end_in_tail(const Request& request) const noexcept {
    return capped_sum(tail_ + padding(tail_, request.alignment), request.blocks);
}

void GrowingHeap::place(AllocationId id, Placed now) {
    place_changes_.push_back({id, places_[id.value]});
    places_[id.value] = now;
}

GrowingHeap::Reply GrowingHeap::apply(const Request& request) {
    if (request.kind == OperationKind::clear) {
        clear();
        return {};
    }
    if (request.id.value >= places_.size()) {
        return {};
    }
    const Placed old = places_[request.id.value];
    const bool alive = old.blocks != 0;
    if (request.kind == OperationKind::deallocate) {
        if (alive) {
            with_algorithm([&](const auto& heap) { return heap.deallocate(old.index, old.blocks); });
            place(request.id, {});
        }
        return {};
    }
    if (request.is_impossible(block_size_)) {
        return {};
    }
    switch (request.kind) {
    case OperationKind::allocate:
        return alive ? Reply{} : allocate(request);
    case OperationKind::reallocate: // what is not alive is allocated, as realloc(NULL, n) does
        return alive ? reallocate(request, old) : allocate(request);
    case OperationKind::grow_in_place:
    case OperationKind::grow_up_to:
        return alive ? grow(request, old) : Reply{};
    case OperationKind::shrink_in_place:
        if (alive && request.blocks <= old.blocks) {
            with_algorithm(
                [&](const auto& heap) { return heap.shrink_in_place(old.index, old.blocks, request.blocks); });
            place(request.id, {old.index, static_cast<std::uint32_t>(request.blocks)});
        }
        return {};
    case OperationKind::deallocate:
    case OperationKind::clear:
        break; // done above
    }
    return {};
}

GrowingHeap::Reply GrowingHeap::allocate(const Request& request) {
    const stalloc::Answer answer =
        with_algorithm([&](const auto& heap) { return heap.allocate(request.blocks, request.alignment); });
    if (answer.ok()) {
        place(request.id, {answer.index, answer.size});
        return {};
    }
    const std::uint64_t end = end_in_tail(request);
    return {.failed = true, .changes_at = end, .content_at = end};
}

GrowingHeap::Reply GrowingHeap::reallocate(const Request& request, Placed old) {
    // In place it would end here. Nothing but the tail lies behind it: only then do more blocks make a difference.
    const std::uint64_t end = capped_sum(old.index, request.blocks);
    const bool wants_tail = request.blocks > old.blocks && old.index + old.blocks == tail_ && end > blocks_ &&
                            padding(old.index, request.alignment) == 0;
    const std::uint64_t elsewhere = end_in_tail(request);
    const stalloc::Answer answer = with_algorithm([&](const auto& heap) {
        return heap.reallocate(old.index, old.blocks, request.blocks, request.alignment, stalloc::FirstFit{},
                               [](std::uint32_t, std::uint32_t) {});
    });
    if (answer.ok()) {
        place(request.id, {answer.index, answer.size});
    }
    if (wants_tail) {
        return {.failed = !answer.ok(), .changes_at = end, .content_at = end};
    }
    return answer.ok() ? Reply{} : Reply{.failed = true, .changes_at = elsewhere, .content_at = elsewhere};
}

GrowingHeap::Reply GrowingHeap::grow(const Request& request, Placed old) {
    const std::uint64_t end = capped_sum(old.index, request.blocks);
    const bool wants_tail = request.blocks > old.blocks && old.index + old.blocks == tail_ && end > blocks_;
    const bool partly = request.kind == OperationKind::grow_up_to;
    const stalloc::Answer answer = with_algorithm([&](const auto& heap) {
        return partly ? heap.grow_up_to(old.index, old.blocks, request.blocks)
                      : heap.grow_in_place(old.index, old.blocks, request.blocks);
    });
    if (answer.ok()) {
        place(request.id, {answer.index, answer.size});
    }
    if (!wants_tail) {
        return {};
    }
    return {.failed = false, .changes_at = partly ? std::uint64_t{blocks_} + 1 : end, .content_at = end};
}

void GrowingHeap::clear() {
    with_algorithm([](const auto& heap) {
        heap.clear();
        return true;
    });
    for (std::uint32_t id = 0; id < places_.size(); ++id) {
        if (places_[id].blocks != 0) {
            place(AllocationId{id}, {});
        }
    }
}

void GrowingHeap::raise(std::uint32_t blocks) {
    const std::uint32_t before = blocks_;
    if (headers_.size() <= blocks) {
        headers_.resize(std::max(std::size_t{blocks} + 1, headers_.size() + headers_.size() / 2));
    }
    headers_[blocks] = headers_[before]; // the base header moves along
    blocks_ = blocks;
    const std::uint32_t tail = tail_;
    Blocks view(*this);
    Watch watch(*this);
    const stalloc::Surgery surgery{view, watch};
    const stalloc::Gap gap = tail < before ? surgery.gap_behind(tail) : surgery.find_gap(before);
    surgery.join(gap, before, blocks - before);
    visits_ += watch.visits();
}

GrowingHeap::Mark GrowingHeap::mark() const noexcept {
    return {header_changes_.size(), place_changes_.size(), blocks_, tail_, visits_};
}

void GrowingHeap::rewind(const Mark& mark) {
    while (header_changes_.size() > mark.headers) {
        const HeaderChange change = header_changes_.back();
        WideHeader& header = headers_[change.where / 2];
        (change.where % 2 == 0 ? header.next : header.length) = change.old;
        header_changes_.pop_back();
    }
    while (place_changes_.size() > mark.places) {
        places_[place_changes_.back().id.value] = place_changes_.back().old;
        place_changes_.pop_back();
    }
    blocks_ = mark.blocks;
    tail_ = mark.tail;
    visits_ = mark.visits;
}

void GrowingHeap::forget() noexcept {
    header_changes_.clear();
    place_changes_.clear();
}

std::size_t GrowingHeap::undo_bytes() const noexcept {
    return header_changes_.size() * sizeof(HeaderChange) + place_changes_.size() * sizeof(PlaceChange);
}

} // namespace firstfit
