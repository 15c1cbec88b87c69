// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/workload.h"

#include "allocator/timing/contender.h"

namespace firstfit {

namespace {

WorkloadInfo plain(const char* id, const char* name, const char* operation, const char* description) {
    WorkloadInfo info;
    info.id = id;
    info.name = name;
    info.operation = operation;
    info.description = description;
    return info;
}

} // namespace

std::vector<WorkloadInfo> workloads() {
    std::vector<WorkloadInfo> all{
        plain("vectors", "two vectors", "both vectors",
              "Two vectors of int grow in turns, ten pushes each; then the heap is cleared, or both are freed where "
              "that cannot be done. 1,000 blocks of 4 bytes."),
        plain("string", "one long string", "allocate and free",
              "200 bytes are allocated, 13 of them written, and freed. 200 blocks of 4 bytes."),
        plain("chained", "strings, some large", "allocate and free",
              "Strings of 6 bytes are allocated and freed; with every 10,000th comes one of 100,000 bytes that stays "
              "until ten are there. The chain's first link has 1,024 blocks of 8 bytes, the other heaps 65,535 of 32."),
        plain("threads", "six threads", "allocate and free",
              "Six threads, each with 1,000 ints in boxes, one after the other, on one heap of 6 blocks of 4 bytes. "
              "Starting the threads is part of it, and takes longer than their mallocs."),
        plain("pair", "8-byte pair", "allocate and free", "8 bytes are allocated and freed. 65,535 blocks of 8 bytes."),
        plain("churn", "random churn", "free and allocate",
              "One of the live allocations, chosen at random, is freed, and one of another size allocated. 65,535 "
              "blocks of 16 bytes, or larger ones if they would not hold it."),
        plain("chunks", "behind free chunks", "allocate and free",
              "32 bytes are allocated and freed behind free chunks of 16 bytes, all too small: where first fit loses. "
              "65,535 blocks of 16 bytes."),
        plain("trace", "the open trace", "operation of the trace",
              "All requests of the open script or recording in their order; what it never frees is freed at the end, "
              "and counts. In the heap that is set."),
    };
    for (WorkloadInfo& info : all) {
        info.needs_trace = info.id == "trace";
        info.needs_threads = info.id == "threads";
        info.needs_reuse = info.id == "chunks";
        info.has_parameter = info.id == "chunks";
        if (info.id == "chunks") {
            info.parameter_name = "free chunks";
        } else if (info.id == "churn") {
            info.parameter_name = "live allocations";
        }
    }
    return all;
}

std::string why_apart(const WorkloadInfo& workload, const ContenderInfo& contender) {
    if (workload.needs_threads && !contender.threads) {
        return contender.name + " may not be shared among threads.";
    }
    if (workload.needs_reuse && contender.id == "monotonic") {
        return contender.name + " never reuses what was freed, so it has no free chunks.";
    }
    return {};
}

std::vector<std::uint32_t> default_chunk_counts() {
    return {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 30000};
}

} // namespace firstfit
