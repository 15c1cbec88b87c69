// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/checkpoints.h"

#include <algorithm>

namespace firstfit {

namespace {

constexpr std::uint32_t max_spacing = std::uint32_t{1} << 30;

} // namespace

void Checkpoints::offer(std::uint32_t at, const Heap& heap, std::size_t budget) {
    while (bytes_ > budget) {
        thin_out();
    }
    if (at % spacing_ != 0) {
        return;
    }
    const std::size_t needed = heap.footprint();
    while (bytes_ + needed > budget && !checkpoints_.empty()) {
        thin_out();
    }
    if (bytes_ + needed > budget || at % spacing_ != 0) {
        return;
    }
    checkpoints_.push_back({at, needed, std::make_shared<const Heap>(heap)});
    bytes_ += needed;
}

const Checkpoints::Checkpoint* Checkpoints::nearest(std::uint32_t at) const noexcept {
    const auto behind = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), at,
                                         [](std::uint32_t n, const Checkpoint& point) { return n < point.at; });
    return behind == checkpoints_.begin() ? nullptr : &*std::prev(behind);
}

void Checkpoints::forget_above(std::uint32_t at) {
    while (!checkpoints_.empty() && checkpoints_.back().at > at) {
        bytes_ -= checkpoints_.back().bytes;
        checkpoints_.pop_back();
    }
}

void Checkpoints::thin_out() {
    if (spacing_ > max_spacing) {
        checkpoints_.clear(); // no run is long enough for a second one
        bytes_ = 0;
        return;
    }
    spacing_ *= 2;
    std::vector<Checkpoint> kept;
    kept.reserve(checkpoints_.size() / 2 + 1);
    bytes_ = 0;
    for (Checkpoint& point : checkpoints_) {
        if (point.at % spacing_ == 0) {
            bytes_ += point.bytes;
            kept.push_back(std::move(point));
        }
    }
    checkpoints_ = std::move(kept);
}

} // namespace firstfit
