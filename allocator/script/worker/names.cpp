// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/names.h"

#include "allocator/script/wording.h"
#include "allocator/script/worker/handle.h"
#include "allocator/script/worker/scope.h"
#include "allocator/script/worker/timer.h"

#include <algorithm>

namespace firstfit::worker {

namespace {

constexpr std::uint32_t watched_instructions = 32;
constexpr std::uint32_t hopeless = 8; ///< after so many failures in a row a place in the script is not watched any more

Handle* nameless_handle(lua_State* L, int index) noexcept {
    Handle* const handle = to_handle(L, index);
    return handle != nullptr && handle->nameless ? handle : nullptr;
}

/// From where the script allocates: the lines of the two innermost functions.
std::uint64_t site_of(lua_State* L) {
    std::uint64_t site = 0;
    int found = 0;
    lua_Debug frame;
    for (int level = 0; found < 2 && level < 8 && lua_getstack(L, level, &frame) != 0; ++level) {
        lua_getinfo(L, "l", &frame);
        if (frame.currentline > 0) {
            site = site << 32 | static_cast<std::uint32_t>(frame.currentline);
            ++found;
        }
    }
    return site;
}

} // namespace

void Names::search(lua_State* L, Handle& handle) {
    handle.nameless = true;
    handle.site = site_of(L);
    const auto failures = failures_.find(handle.site);
    if (failures != failures_.end() && failures->second >= hopeless) {
        return; // a global variable may still name it
    }
    ++waiting_;
    sites_.push_back(handle.site);
    patience_ = watched_instructions;
    looked_ = 0;
    hook_every_instruction(L);
}

void Names::resumed(lua_State* L) {
    if (waiting_ > 0) {
        hook_every_instruction(L);
    }
}

void Names::name_handle(lua_State* L, int index, std::string_view name) {
    Handle& handle = *to_handle(L, index);
    const int at = lua_absindex(L, index);
    const std::string shown = presentable(name, wire::max_name, false);
    handle.nameless = false;
    if (ScriptRun::of(L).name(handle.id, shown)) {
        lua_pushlstring(L, shown.data(), shown.size());
        lua_setiuservalue(L, at, 1);
    }
    failures_.erase(handle.site);
    std::erase_if(proposals_, [&](const Proposal& proposal) { return proposal.id == handle.id; });
    if (const auto site = std::ranges::find(sites_, handle.site); site != sites_.end()) {
        sites_.erase(site);
        --waiting_;
    }
}

void Names::propose(lua_State* L, int index, std::string_view parameter) {
    const Handle& handle = *to_handle(L, index);
    const auto is_of_it = [&](const Proposal& proposal) { return proposal.id == handle.id; };
    if (std::ranges::none_of(proposals_, is_of_it)) {
        proposals_.push_back({handle.id, handle.site, presentable(parameter, wire::max_name, false)});
        lua_pushlstring(L, parameter.data(), parameter.size());
        lua_setiuservalue(L, index, 1);
    }
}

void Names::settle(ScriptRun& run) {
    for (const Proposal& proposal : proposals_) {
        run.name(proposal.id, proposal.name);
        failures_.erase(proposal.site);
        std::erase(sites_, proposal.site);
    }
    proposals_.clear();
}

void Names::give_up(lua_State* L) {
    settle(ScriptRun::of(L));
    for (const std::uint64_t site : sites_) {
        ++failures_[site];
    }
    sites_.clear();
    waiting_ = 0;
    unhook(L);
}

void Names::global_assigned(lua_State* L, std::string_view variable, int value) {
    if (lua_type(L, value) == LUA_TUSERDATA) {
        if (nameless_handle(L, value) != nullptr) {
            name_handle(L, value, variable);
        }
    } else if (lua_type(L, value) == LUA_TTABLE) {
        remember_table(L, value, variable);
        if (waiting_ > 0) {
            look_through(L, value, variable, nullptr, 2);
        }
    }
}

void Names::look(lua_State* L, lua_Debug* frame) {
    if (waiting_ == 0 || patience_ == 0) {
        give_up(L);
        return;
    }
    --patience_;
    ++looked_;
    if (lua_checkstack(L, Scope::most_values + 20) == 0) {
        return;
    }
    const int top = lua_gettop(L);
    {
        // At first nothing but a local variable can hold it.
        const bool at_first = looked_ == 1;
        const Scope scope(L, frame, at_first ? Scope::Extent::variables : Scope::Extent::everything);
        for (const Scope::Variable& variable : scope.nameless()) {
            if (variable.parameter) {
                propose(L, variable.at, variable.name);
            } else {
                name_handle(L, variable.at, variable.name);
            }
        }
        if (waiting_ > 0 && !at_first) {
            look_into_tables(L, scope);
        }
    }
    lua_settop(L, top);
    if (waiting_ == 0) {
        give_up(L);
    }
}

} // namespace firstfit::worker
