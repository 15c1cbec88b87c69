// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/asked.h"

#include "allocator/stalloc/header.h"

#include <algorithm>
#include <bit>

namespace firstfit {

namespace {

std::uint64_t product(std::uint64_t amount, std::uint64_t unit) noexcept {
    return amount > UINT64_MAX / unit ? UINT64_MAX : amount * unit;
}

} // namespace

Asked asked_of(const Operation& operation, const HeapGeometry& geometry) noexcept {
    const bool in_bytes = operation.unit == SizeUnit::bytes;
    const std::uint64_t unit = in_bytes ? 1 : geometry.block_size;
    Asked asked;
    asked.bytes = product(operation.size, unit);
    asked.blocks = in_bytes ? geometry.blocks_for(operation.size) : operation.size;
    asked.alignment_bytes = operation.alignment == 0 ? geometry.block_size : product(operation.alignment, unit);
    const bool possible =
        std::has_single_bit(asked.alignment_bytes) && asked.alignment_bytes <= stalloc::max_alignment_bytes;
    asked.alignment_blocks = possible ? std::max<std::uint64_t>(1, asked.alignment_bytes / geometry.block_size) : 0;
    return asked;
}

bool asks_for_size(OperationKind kind) noexcept {
    return kind != OperationKind::deallocate && kind != OperationKind::clear;
}

} // namespace firstfit
