// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/heap/chunk_lengths.h"

#include <algorithm>

namespace firstfit {

std::size_t ChunkLengths::position(std::uint32_t length) const noexcept {
    const auto at = std::lower_bound(lengths_.begin(), lengths_.end(), length,
                                     [](const Entry& entry, std::uint32_t wanted) { return entry.length < wanted; });
    return static_cast<std::size_t>(at - lengths_.begin());
}

void ChunkLengths::replace(std::uint32_t before, std::uint32_t now) {
    if (before != 0) {
        const std::size_t at = position(before);
        --chunks_;
        blocks_ -= before;
        if (--lengths_[at].chunks == 0) {
            lengths_.erase(lengths_.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }
    if (now != 0) {
        const std::size_t at = position(now);
        ++chunks_;
        blocks_ += now;
        if (at == lengths_.size() || lengths_[at].length != now) {
            lengths_.insert(lengths_.begin() + static_cast<std::ptrdiff_t>(at), {static_cast<std::uint16_t>(now), 0});
        }
        ++lengths_[at].chunks;
    }
}

void ChunkLengths::reset(std::uint32_t length) {
    lengths_.clear();
    chunks_ = 0;
    blocks_ = 0;
    replace(0, length);
}

} // namespace firstfit
