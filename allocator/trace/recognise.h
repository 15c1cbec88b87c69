// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a file is, by what stands in it. Names do not count: people call their files what they like.
#pragma once

#include <cstdint>
#include <string_view>

namespace firstfit {

enum class FileKind : std::uint8_t {
    lua, ///< also everything that is text and nothing else
    reference,
    mtrace,
    heaptrack,
    rep,
    lab_script, ///< the .script of CS107
    ltrace,
    compiled_lua,
    compressed,
    picture,
    program,
    document, ///< PDF
    other_binary,
    interpreted_heaptrack, ///< has no addresses: cannot be replayed
};

/// Looks at the first few kilobytes of a file. O(head).
[[nodiscard]] FileKind recognise(std::string_view head) noexcept;

/// "a glibc mtrace recording", "compiled Lua", "a picture": fits behind "it looks like".
[[nodiscard]] const char* describe(FileKind kind) noexcept;

} // namespace firstfit
