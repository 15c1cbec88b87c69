// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How an allocation gets the name of the first variable it is assigned to.
//
// Assignments to globals are seen as they happen (sandbox.h). For locals, upvalues and tables nobody tells: so after an
// allocation the next few instructions are watched, and the variables in reach searched for it. What a script does
// never depends on it, and neither does the result on anything but the script.
#pragma once

#include "allocator/heap/units.h"

#include <lua.hpp>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace firstfit::worker {

class ScriptRun;
struct Handle;
class Scope;

class Names {
public:
    /// The handle on top of the stack was just made, and has no name.
    void search(lua_State* L, Handle& handle);

    /// A global variable took the value at `value`: a handle is named by it, and the handles in a table.
    void global_assigned(lua_State* L, std::string_view variable, int value);

    /// Before an instruction: looks around in the function that runs.
    void look(lua_State* L, lua_Debug* frame);

    /// The run ends: what is known by now has to do.
    void settle(ScriptRun& run);

    /// A coroutine gave back control to `L`, perhaps with a handle that has no name yet.
    void resumed(lua_State* L);

    /// What stands in front of "= function(" on the running line: the variable that will hold nil, if the line is as
    /// simple as that. Empty otherwise.
    [[nodiscard]] std::string target_of_call(lua_State* L, std::string_view function) const;

private:
    /// A parameter is not assigned to: its name counts only if no variable comes.
    struct Proposal {
        AllocationId id{};
        std::uint64_t site = 0;
        std::string name;
    };

    void name_handle(lua_State* L, int index, std::string_view name);
    void propose(lua_State* L, int index, std::string_view parameter);
    void give_up(lua_State* L);
    void look_into_tables(lua_State* L, const Scope& scope);
    void look_up_likely_keys(lua_State* L, int table, std::string_view name, const Scope& scope);
    bool look_up_key_on_top(lua_State* L, int table, std::string_view name, const Scope& scope);
    void look_through(lua_State* L, int table, std::string_view name, const Scope* scope, int depth);
    [[nodiscard]] bool is_worth_sorting(lua_State* L, int table, bool deeper);
    std::string name_of_table(lua_State* L, int table, std::string_view name, const Scope* scope);
    void remember_table(lua_State* L, int table, std::string_view name);
    std::string path_to(lua_State* L, const void* table, const Scope& scope);
    std::string path_in(lua_State* L, int root, std::string_view name, const void* table, int depth);
    bool spend(std::size_t entries) noexcept;

    std::uint32_t waiting_ = 0;                        ///< handles without a name that may get one any moment
    std::uint32_t patience_ = 0;                       ///< instructions that are still watched
    std::uint32_t looked_ = 0;                         ///< instructions since the last allocation
    std::uint64_t credit_ = 20'000'000;                ///< table entries that may still be looked at in this run
    std::set<std::string, std::less<>> global_tables_; ///< global variables that held tables
    std::vector<Proposal> proposals_;
    std::vector<std::uint64_t> sites_;                          ///< of those waiting
    std::unordered_map<std::uint64_t, std::uint32_t> failures_; ///< in a row, by site
};

/// How a variable of table `name` with the key at `index` is written: "t[3]", "t.x", "t[\"a b\"]". Empty for keys that
/// cannot be written. The names of the global table itself are left out.
[[nodiscard]] std::string element_name(lua_State* L, std::string_view name, int index);

} // namespace firstfit::worker
