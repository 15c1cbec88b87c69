// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/heap/geometry.h"

#include "allocator/heap/figures.h"
#include "allocator/stalloc/header.h"

#include <array>
#include <bit>
#include <string_view>
#include <utility>

namespace firstfit {

namespace {

constexpr std::array<std::pair<Policy, const char*>, 4> policy_words{{
    {Policy::first_fit, "first-fit"},
    {Policy::next_fit, "next-fit"},
    {Policy::best_fit, "best-fit"},
    {Policy::worst_fit, "worst-fit"},
}};

} // namespace

std::optional<std::string> HeapGeometry::problem() const {
    if (blocks.value == 0 || blocks.value > stalloc::max_block_count) {
        return "A heap has 1 to " + figures(stalloc::max_block_count) + " blocks, not " + figures(blocks.value);
    }
    if (!std::has_single_bit(block_size) || block_size < stalloc::min_block_size ||
        block_size > stalloc::max_block_size) {
        return "The block size is a power of two from " + figures(stalloc::min_block_size) + " to " +
               figures(stalloc::max_block_size) + " bytes, not " + figures(block_size);
    }
    if (base_address % block_size != 0) {
        return "The base address must be a multiple of the block size (" + figures(block_size) + " bytes)";
    }
    if (base_address > UINT64_MAX - size_of()) {
        return "The base address leaves no room for the heap in 64 bits";
    }
    return std::nullopt;
}

const char* to_string(Policy policy) noexcept {
    for (const auto& [value, word] : policy_words) {
        if (value == policy) {
            return word;
        }
    }
    return "unknown";
}

std::optional<Policy> policy_from(std::string_view word) noexcept {
    for (const auto& [value, name] : policy_words) {
        if (word == name) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace firstfit
