// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is measured.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstfit {

struct ContenderInfo;

struct WorkloadInfo {
    std::string id;          ///< the word of the command line and of JSON: "vectors"
    std::string name;        ///< "two vectors"
    std::string description; ///< a sentence: what is done, what one operation is, in which heaps
    std::string operation;   ///< what one operation is: "allocate and free"
    bool needs_trace = false;
    bool has_parameter = false; ///< measured for several values of Cell::parameter
    std::string parameter_name; ///< "free chunks"; empty without
    bool needs_threads = false; ///< only for contenders that may be shared among threads
    bool needs_reuse = false;   ///< senseless for one that never reuses memory
};

/// In the order of charts: "vectors", "string", "chained", "threads", "pair", "churn", "chunks", "trace".
[[nodiscard]] std::vector<WorkloadInfo> workloads();

/// A sentence that says why this contender cannot do this workload, or nothing ("").
[[nodiscard]] std::string why_apart(const WorkloadInfo& workload, const ContenderInfo& contender);

/// The free chunks of "chunks": 1, 2, 5, 10, ... 20,000, 30,000.
[[nodiscard]] std::vector<std::uint32_t> default_chunk_counts();

/// Random churn: `live` allocations, one of which, chosen at random, is replaced again and again.
struct ChurnOptions {
    std::uint32_t live = 100;      ///< 1 to 1,000,000
    std::uint32_t min_bytes = 8;   ///< sizes are spread evenly from here; 8 at least
    std::uint32_t max_bytes = 256; ///< to here

    friend bool operator==(const ChurnOptions&, const ChurnOptions&) = default;
};

} // namespace firstfit
