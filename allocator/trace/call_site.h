// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where in the recorded program an operation was called from.
#pragma once

#include "allocator/heap/units.h"

#include <string>

namespace firstfit {

/// Which call site of a trace: a position in Trace::call_sites.
using CallSiteId = Quantity<struct CallSiteIdTag, std::uint32_t>;

inline constexpr CallSiteId no_call_site{std::numeric_limits<std::uint32_t>::max()};

/// A place in the recorded program. What the recording does not tell is empty or 0.
struct CallSite {
    std::string function;             ///< "jv_mem_alloc"; empty: unknown
    std::string object;               ///< the program or library, without its folders: "libjq.so.1"
    std::uint64_t address = 0;        ///< in the object, or the instruction pointer where the object is not known
    std::uint64_t offset = 0;         ///< bytes into the function
    std::string file;                 ///< of the source, where symbolised
    std::uint32_t line = 0;           ///< in `file`
    CallSiteId caller = no_call_site; ///< heaptrack's tree; a caller has a smaller id. mtrace has none

    friend bool operator==(const CallSite&, const CallSite&) = default;
};

/// "jv_mem_alloc+9 in libjq.so.1", "0x562ada in lua5.4", "main (list.c:14)"; "unknown" if nothing is known. Offsets are
/// decimal, as debuggers write them.
[[nodiscard]] std::string to_string(const CallSite& site);

} // namespace firstfit
