// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random churn, and a pair behind free chunks.
#include "allocator/timing/churn_code.h"
#include "allocator/timing/worker/task_of.h"

namespace firstfit::work {

namespace {

constexpr std::size_t churn_buffer = 1024 * mebibyte; ///< Monotonic's: never reuses anything during a sample

/// Bytes in a block, so that 65,535 of them hold twice what is live: a heap that is half full finds room.
std::uint32_t block_size_for(const ChurnOptions& options) {
    for (const std::uint32_t bytes : {16U, 64U, 256U}) {
        const std::uint64_t blocks = std::uint64_t{options.live} * ((options.max_bytes + bytes - 1) / bytes);
        if (2 * blocks <= 65535) {
            return bytes;
        }
    }
    return 1024;
}

} // namespace

MadeTask make_churn_task(const ChurnOptions& options, const std::string& contender) {
    if (options.live == 0 || options.live > 1'000'000 || options.min_bytes < 8 ||
        options.max_bytes < options.min_bytes || options.max_bytes > mebibyte) {
        return "There is no such churn: 1 to 1,000,000 live allocations of 8 bytes to 1 MiB.";
    }
    const auto make = [&]<std::uint32_t B>() {
        return make_task_of<Churn, 65535, B>(contender, churn_buffer, options.live, options.min_bytes,
                                             options.max_bytes);
    };
    switch (block_size_for(options)) {
    case 16:
        return make.operator()<16>();
    case 64:
        return make.operator()<64>();
    case 256:
        return make.operator()<256>();
    default:
        return make.operator()<1024>();
    }
}

MadeTask make_chunks_task(std::uint32_t chunks, const std::string& contender) {
    if (contender == "monotonic") {
        return "This contender has no free chunks.";
    }
    return make_task_of<BehindChunks, 65535, 16>(contender, 0, chunks);
}

} // namespace firstfit::work
