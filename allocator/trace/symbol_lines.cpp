// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/symbol_lines.h"

#include "allocator/trace/heaptrack.h"

namespace firstfit {

namespace {

std::size_t number(LineCursor& cursor) {
    cursor.skip_blanks();
    return static_cast<std::size_t>(cursor.hex().value_or(0));
}

} // namespace

void SymbolLines::read(std::string_view line) {
    LineCursor cursor(line);
    if (cursor.take("s ")) {
        strings_.emplace_back(read_heaptrack_text(cursor));
    } else if (cursor.take("i ")) {
        // "i IP MODULE [FUNCTION [FILE LINE]]...": the functions it is inlined into follow, and are left alone.
        static_cast<void>(number(cursor));
        static_cast<void>(number(cursor));
        Place place;
        place.function = number(cursor);
        place.file = number(cursor);
        place.line = static_cast<std::uint32_t>(number(cursor));
        places_.push_back(place);
    } else if (cursor.take("t ")) {
        place_of_site_.push_back(number(cursor));
    }
}

std::string_view SymbolLines::text(std::size_t number) const noexcept {
    return number == 0 || number > strings_.size() ? std::string_view{} : std::string_view(strings_[number - 1]);
}

std::size_t SymbolLines::name(std::vector<CallSite>& sites) const {
    std::size_t named = 0;
    for (std::size_t i = 0; i < sites.size() && i < place_of_site_.size(); ++i) {
        const std::size_t at = place_of_site_[i];
        if (at == 0 || at > places_.size() || text(places_[at - 1].function).empty()) {
            continue;
        }
        const Place& place = places_[at - 1];
        sites[i].function = text(place.function);
        sites[i].file = text(place.file);
        sites[i].line = sites[i].file.empty() ? 0 : place.line;
        ++named;
    }
    return named;
}

} // namespace firstfit
