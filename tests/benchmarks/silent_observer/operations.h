// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The operations of operations.cpp. `heap` points to the blocks and the base header behind them; sizes are blocks.
#pragma once

#include <cstddef>
#include <cstdint>

inline constexpr std::uint32_t benchmark_blocks = 65535;
inline constexpr std::uint32_t benchmark_block_size = 16;

#define FIRSTFIT_DECLARE_OPERATIONS(variant)                                                                           \
    namespace variant {                                                                                                \
    std::uint32_t allocate(void* heap, std::size_t size, std::size_t alignment);                                       \
    bool deallocate(void* heap, std::size_t index, std::size_t size);                                                  \
    bool shrink_in_place(void* heap, std::size_t index, std::size_t old, std::size_t now);                             \
    bool grow_in_place(void* heap, std::size_t index, std::size_t old, std::size_t now);                               \
    std::size_t grow_up_to(void* heap, std::size_t index, std::size_t old, std::size_t now);                           \
    void clear(void* heap);                                                                                            \
    }

FIRSTFIT_DECLARE_OPERATIONS(silent)
FIRSTFIT_DECLARE_OPERATIONS(stripped)
FIRSTFIT_DECLARE_OPERATIONS(counting)
#undef FIRSTFIT_DECLARE_OPERATIONS
