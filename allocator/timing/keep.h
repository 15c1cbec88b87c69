// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What keeps a compiler from leaving out work whose result nobody needs.
#pragma once

namespace firstfit::work {

/// The value is made, and may be another one afterwards as far as the compiler knows. Costs nothing.
template <class T>
[[gnu::always_inline]] inline void keep(T& value) noexcept {
    asm volatile("" : "+r"(value) : : "memory"); // NOLINT(hicpp-no-assembler): the language has no such thing
}

/// All memory is written and may have changed.
[[gnu::always_inline]] inline void keep_memory() noexcept {
    asm volatile("" : : : "memory"); // NOLINT(hicpp-no-assembler)
}

} // namespace firstfit::work
