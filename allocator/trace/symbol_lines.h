// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What heaptrack_interpret prints: the names behind a raw recording's addresses.
#pragma once

#include "allocator/trace/trace.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstfit {

class SymbolLines {
public:
    /// One line, without its end. What is not about names, or cannot be read, is passed over.
    void read(std::string_view line);

    /// Call sites seen: as many as the raw recording has.
    [[nodiscard]] std::size_t call_sites() const noexcept { return place_of_site_.size(); }

    /// Fills in function, file and line; says how many have a function now. `sites` must be as many as call_sites().
    [[nodiscard]] std::size_t name(std::vector<CallSite>& sites) const;

private:
    /// An instruction pointer's; names are positions in `strings_`, from 1, 0 = none.
    struct Place {
        std::size_t function = 0;
        std::size_t file = 0;
        std::uint32_t line = 0;
    };

    [[nodiscard]] std::string_view text(std::size_t number) const noexcept;

    std::vector<std::string> strings_;
    std::vector<Place> places_;
    std::vector<std::size_t> place_of_site_; ///< from 1
};

} // namespace firstfit
