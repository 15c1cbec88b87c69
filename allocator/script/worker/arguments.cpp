// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/arguments.h"

#include "allocator/heap/figures.h"
#include "allocator/script/wording.h"
#include "allocator/script/worker/handle.h"
#include "allocator/stalloc/header.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace firstfit::worker {

namespace {

[[noreturn]] void end_for_number(lua_State* L, int index, const char* function, const char* what, const char* unit,
                                 const char* reason) {
    lua_pushvalue(L, index);
    const std::string number = lua_tostring(L, -1);
    std::string title = std::string(function) + " is asked for ";
    if (std::string_view(what) == "size") {
        title += number + " " + unit;
    } else {
        title += what + (" " + number);
    }
    ScriptRun::of(L).end(L, DiagnosticKind::misuse, title, reason);
}

} // namespace

std::string said_type(lua_State* L, int index) {
    if (const Handle* handle = to_handle(L, index)) {
        return is_alive(L, *handle) ? "the allocation " + name_of(L, index) : name_of(L, index) + ", which is gone";
    }
    switch (lua_type(L, index)) {
    case LUA_TNONE:
        return "nothing";
    case LUA_TNIL:
        return "nil";
    case LUA_TBOOLEAN:
        return lua_toboolean(L, index) != 0 ? "true" : "false";
    case LUA_TNUMBER: {
        lua_pushvalue(L, index);
        std::string number = "the number ";
        number += lua_tostring(L, -1);
        lua_pop(L, 1);
        return number;
    }
    default:
        return "a " + std::string(luaL_typename(L, index));
    }
}

std::uint64_t whole_number_at(lua_State* L, int index, const char* function, const char* what, const char* unit) {
    if (lua_type(L, index) != LUA_TNUMBER) {
        const bool nil = lua_isnoneornil(L, index);
        ScriptRun::of(L).end(L, DiagnosticKind::misuse,
                             std::string(function) + " needs " + (*what == 'a' ? "an " : "a ") + what,
                             "A number of " + std::string(unit) +
                                 (nil ? " is missing: it got " : " is expected: it got ") + said_type(L, index) + ".");
    }
    if (lua_isinteger(L, index) != 0) {
        const lua_Integer number = lua_tointeger(L, index);
        if (number < 0) {
            end_for_number(L, index, function, what, unit, "A number of bytes or blocks is never negative.");
        }
        return static_cast<std::uint64_t>(number);
    }
    const lua_Number number = lua_tonumber(L, index);
    if (number < 0) {
        end_for_number(L, index, function, what, unit, "A number of bytes or blocks is never negative.");
    }
    if (std::isnan(number) || (std::isfinite(number) && std::floor(number) != number)) {
        end_for_number(L, index, function, what, unit, "A number of bytes or blocks is a whole number.");
    }
    constexpr lua_Number beyond = 18446744073709551616.0; // 2^64
    return number >= beyond ? UINT64_MAX : static_cast<std::uint64_t>(number);
}

Amount amount_at(lua_State* L, int index, SizeUnit unit, const char* function) {
    if (lua_type(L, index) != LUA_TTABLE) {
        const char* word = unit == SizeUnit::bytes ? "bytes" : "blocks";
        return {whole_number_at(L, index, function, "size", word), unit};
    }
    constexpr std::array<std::string_view, 2> units{"blocks", "bytes"};
    check_options(L, index, function, units);
    const bool in_bytes = push_option(L, index, "bytes") != LUA_TNIL;
    const bool in_blocks = push_option(L, index, "blocks") != LUA_TNIL;
    if (in_bytes == in_blocks) {
        ScriptRun::of(L).end(L, DiagnosticKind::misuse, std::string(function) + " needs a size",
                             "Either {bytes = n} or {blocks = n}.");
    }
    const Amount amount{whole_number_at(L, in_bytes ? -2 : -1, function, "size", in_bytes ? "bytes" : "blocks"),
                        in_bytes ? SizeUnit::bytes : SizeUnit::blocks};
    lua_pop(L, 2);
    return amount;
}

std::uint32_t alignment_at(lua_State* L, int index, const char* function, const char* unit, std::uint32_t unit_bytes) {
    const std::uint64_t alignment = whole_number_at(L, index, function, "alignment", unit);
    const std::uint64_t most = std::max<std::uint64_t>(stalloc::max_alignment_bytes / unit_bytes, 1);
    if (!std::has_single_bit(alignment) || alignment > most) {
        const std::string reason = "An alignment is a power of two, from 1 to " + figures(most) + " " + unit + ".";
        end_for_number(L, index, function, "alignment", unit, reason.c_str());
    }
    return static_cast<std::uint32_t>(alignment);
}

std::string name_at(lua_State* L, int index, const char* function) {
    if (lua_isnoneornil(L, index)) {
        return {};
    }
    if (lua_type(L, index) != LUA_TSTRING) {
        ScriptRun::of(L).end(L, DiagnosticKind::misuse, std::string(function) + " needs a text as the name",
                             "It got " + said_type(L, index) + ".");
    }
    std::size_t size = 0;
    const char* text = lua_tolstring(L, index, &size);
    return presentable({text, size}, wire::max_name, false);
}

int push_option(lua_State* L, int index, const char* name) {
    const int table = lua_absindex(L, index);
    lua_pushstring(L, name);
    return lua_rawget(L, table);
}

void check_options(lua_State* L, int index, const char* function, std::span<const std::string_view> known) {
    const int table = lua_absindex(L, index);
    std::optional<std::string> wrong; // the first by the alphabet, for Lua's own order is no order
    lua_pushnil(L);
    while (lua_next(L, table) != 0) {
        lua_pop(L, 1);
        std::string key = said_type(L, -1);
        if (lua_type(L, -1) == LUA_TSTRING) {
            std::size_t size = 0;
            const char* text = lua_tolstring(L, -1, &size);
            key.assign(text, size);
        }
        const bool is_text = lua_type(L, -1) == LUA_TSTRING;
        if ((!is_text || std::ranges::find(known, key) == known.end()) && (!wrong || key < *wrong)) {
            wrong = key;
        }
    }
    if (wrong) {
        std::string options;
        for (const std::string_view option : known) {
            options += (options.empty() ? "" : ", ") + std::string(option);
        }
        ScriptRun::of(L).end(L, DiagnosticKind::misuse, std::string(function) + " has no option " + *wrong,
                             "Its options are " + options + ".");
    }
}

} // namespace firstfit::worker
