// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What to make of the figures, in words. Private to this room.
#pragma once

#include "allocator/sizing/sizing.h"

namespace firstfit {

/// "stalloc::Stalloc<1312, 16>".
[[nodiscard]] std::string type_of(std::uint32_t blocks, std::uint32_t block_size);
/// "alignas(16) stalloc::Stalloc<5248, 4> heap;": a heap is aligned to its blocks, which may be too little.
[[nodiscard]] std::string declaration_of(std::uint32_t blocks, std::uint32_t block_size, std::uint32_t alignment);

/// Fills in `recommended`, `recommendation` and `caution` from the rest of the report.
void recommend(SizingReport& report);

} // namespace firstfit
