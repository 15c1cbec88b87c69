// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who is measured.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstfit {

struct ContenderInfo {
    std::string id;   ///< the word of the command line and of JSON: "stalloc"
    std::string name; ///< "Stalloc"
    std::string note; ///< "no lock"
    bool available = true;
    std::string why_not;  ///< a sentence, if it is not available
    bool threads = false; ///< may be shared among threads
    bool child = false;   ///< has a process of its own
};

/// All that a person can choose from, in the order of charts: "stalloc", "sync-stalloc", "chain", "malloc",
/// "unsynchronized-pool", "monotonic", "mimalloc", "jemalloc". Whether the last two are installed is tried once in the
/// measuring process, which takes some milliseconds.
[[nodiscard]] std::vector<ContenderInfo> contenders();

/// The same without trying: all are said to be available.
[[nodiscard]] std::vector<ContenderInfo> known_contenders();

/// Those with which measuring is tested: "malloc-copy" is malloc again, "malloc-slow" is malloc and a fixed spin, and
/// "spin" is that spin alone. measure() takes them like the others.
[[nodiscard]] std::vector<ContenderInfo> self_test_contenders();

/// The reference of all ratios.
inline constexpr std::string_view malloc_id = "malloc";

} // namespace firstfit
