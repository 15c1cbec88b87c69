// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The variables that one function has in reach at one moment: its locals, its upvalues, and the values in between.
#pragma once

#include <lua.hpp>

#include <array>
#include <span>
#include <string_view>

namespace firstfit::worker {

/// To be made in a hook. Its values lie on the Lua stack; whoever made it takes them off again.
class Scope {
public:
    /// How many stack places it may need.
    static constexpr int most_values = 600;

    struct Variable {
        int at;           ///< where on the stack its value is
        const char* name; ///< null for a value that no variable holds
        bool parameter;
    };
    enum class Extent { variables, everything };

    /// The function at `frame`, as the hook got it. With Extent::variables only nameless() is filled,
    /// and only from local variables.
    Scope(lua_State* L, lua_Debug* frame, Extent extent);

    /// Allocations without a name yet.
    [[nodiscard]] std::span<const Variable> nameless() const noexcept { return {nameless_.data(), nameless_count_}; }
    /// Tables, those in named variables first; each once.
    [[nodiscard]] std::span<const Variable> tables() const noexcept { return {tables_.data(), table_count_}; }
    /// Whole numbers and strings, as keys that an assignment may just have used; the latest first.
    [[nodiscard]] std::span<const int> keys() const noexcept { return {keys_.data(), key_count_}; }

private:
    void take_locals(lua_State* L, lua_Debug* frame, Extent extent, int registers);
    void take_key(lua_State* L, int at);
    void take_upvalues(lua_State* L, int function);
    void sort_out(lua_State* L, const Variable& variable);
    void take_table(lua_State* L, const Variable& variable);

    // Made before every watched instruction: not cleared, for the counts say what is there.
    std::array<Variable, 64> nameless_;
    std::array<Variable, 64> tables_;
    std::array<int, 16> keys_;
    std::size_t nameless_count_ = 0;
    std::size_t table_count_ = 0;
    std::size_t key_count_ = 0;
};

} // namespace firstfit::worker
