// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/sizing/sizing.h"

#include "allocator/sizing/confirm.h"
#include "allocator/sizing/demand.h"
#include "allocator/sizing/recommendation.h"
#include "allocator/sizing/search.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace firstfit {

namespace {

// Real heaps are looked for as long as it takes; of larger ones only the number of blocks is of interest.
constexpr std::uint64_t beyond_real = 40;
constexpr std::chrono::milliseconds between_reports{20};

/// Everything that the work on one block size needs, and nothing that changes.
struct Task {
    const Trace& trace;
    const SizingOptions& options;
    RunFacts facts;
    std::uint64_t base_address = 0;

    /// Operations done for one block size: searched, perhaps once more with the headroom, and replayed.
    [[nodiscard]] std::uint64_t steps() const noexcept {
        return trace.operations.size() * (options.headroom > 0 ? 3U : 2U);
    }
};

std::uint64_t with_headroom(std::uint64_t blocks, double headroom) {
    // A hair less, so that 10 % more than 1000 are 1100 in binary, too.
    const double more = std::ceil(static_cast<double>(blocks) * headroom - 1e-6);
    return blocks + static_cast<std::uint64_t>(std::clamp(more, 0.0, 1e15));
}

/// One block size. `progress` as in SearchProgress, over all that is done.
std::optional<SizingResult> size_for(const Task& task, std::uint32_t block_size, const SearchProgress& progress) {
    const std::span<const Operation> operations = task.trace.operations;
    const HeapGeometry geometry{BlockCount{1}, block_size, task.base_address};
    const Demand demand = demand_of(task.trace, block_size, task.facts.allocations);
    const SearchLimits limits{.effort = task.options.effort, .effort_beyond_real = task.options.effort * beyond_real};
    std::size_t before = 0;
    const SearchProgress here = [&](std::size_t done) { return progress(before + done); };
    const auto smallest_from = [&](std::uint64_t blocks) {
        return smallest_heap(operations, geometry, task.facts.allocations, blocks, limits, here);
    };

    const std::optional<Found> needed = smallest_from(demand.peak_blocks);
    if (!needed) {
        return std::nullopt;
    }
    std::optional<Found> wanted = needed;
    if (task.options.headroom > 0 && !needed->at_least) {
        before += operations.size();
        // More blocks might not hold what fewer do, so these are searched for, too.
        wanted = smallest_from(with_headroom(needed->blocks, task.options.headroom));
    }
    SizingResult result{.block_size = block_size,
                        .blocks = {},
                        .needed_blocks = needed->blocks,
                        .at_least = needed->at_least,
                        .proved_smallest = needed->proved,
                        .rounding_waste = demand.rounding_waste,
                        .type = {},
                        .declaration = {}};
    if (!wanted) {
        return std::nullopt;
    }
    result.bytes = (std::min(wanted->blocks, UINT64_MAX / block_size - 1) + 1) * block_size;
    if (wanted->at_least) {
        return result;
    }
    before += operations.size();
    const auto blocks = static_cast<std::uint32_t>(wanted->blocks);
    const auto confirmation = confirm(operations, geometry, blocks, task.facts.allocations, here);
    if (!confirmation) {
        return std::nullopt;
    }
    result.confirmed = confirmation->holds;
    result.mean_scan_length = confirmation->mean_scan_length;
    result.rounding_waste = confirmation->rounding_waste.value_or(result.rounding_waste);
    if (confirmation->holds && blocks <= stalloc::max_block_count) {
        result.blocks = blocks;
        result.type = type_of(blocks, block_size);
        result.declaration = declaration_of(blocks, block_size, task.facts.alignment);
    }
    return result;
}

/// Threads that take one block size after the other.
class Crew {
public:
    explicit Crew(const Task& task)
        : task_(task), done_(task.options.block_sizes.size()), results_(task.options.block_sizes.size()) {}

    /// Returns when all is done, or nothing more is wanted. False: the latter.
    bool work(const SizingWatch& watch) {
        std::vector<std::jthread> threads = hire();
        if (threads.empty()) {
            take_tasks();
        }
        const std::uint64_t total = task_.steps() * results_.size();
        std::unique_lock lock(mutex_);
        while (!idle_.wait_for(lock, between_reports, [&] { return finished_ == results_.size() || cancelled_; })) {
            lock.unlock();
            if (watch && !watch(done(), total)) {
                cancelled_ = true;
            }
            lock.lock();
        }
        lock.unlock();
        threads.clear(); // joins
        return !cancelled_ && (!watch || watch(total, total));
    }

    [[nodiscard]] std::vector<SizingResult> results() const {
        std::vector<SizingResult> all;
        for (const std::optional<SizingResult>& each : results_) {
            all.push_back(each.value_or(SizingResult{}));
        }
        return all;
    }

private:
    std::vector<std::jthread> hire() {
        const unsigned wanted =
            task_.options.threads != 0 ? task_.options.threads : std::thread::hardware_concurrency();
        const std::size_t count = std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(results_.size(), 1));
        std::vector<std::jthread> threads;
        try {
            while (threads.size() < count) {
                threads.emplace_back([this] { take_tasks(); });
            }
        } catch (const std::system_error&) {
            // The system has no more threads: those that there are do it.
        }
        return threads;
    }

    void take_tasks() {
        for (std::size_t i = next_++; i < results_.size() && !cancelled_; i = next_++) {
            const SearchProgress progress = [this, i](std::size_t done) {
                done_[i].store(done, std::memory_order_relaxed);
                return !cancelled_.load(std::memory_order_relaxed);
            };
            results_[i] = size_for(task_, task_.options.block_sizes[i], progress);
            done_[i] = task_.steps();
            const std::scoped_lock lock(mutex_);
            ++finished_;
            idle_.notify_all();
        }
    }

    [[nodiscard]] std::uint64_t done() const {
        std::uint64_t sum = 0;
        for (const std::atomic<std::uint64_t>& each : done_) {
            sum += each.load(std::memory_order_relaxed);
        }
        return sum;
    }

    const Task& task_;
    std::vector<std::atomic<std::uint64_t>> done_;
    std::vector<std::optional<SizingResult>> results_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> cancelled_ = false;
    std::mutex mutex_;
    std::condition_variable idle_;
    std::size_t finished_ = 0;
};

/// mtrace, heaptrack and ltrace record on the machine itself; the labs' traces are written by hand or from both.
bool is_from_64_bit(TraceKind kind) noexcept {
    return kind == TraceKind::mtrace || kind == TraceKind::heaptrack || kind == TraceKind::ltrace;
}

} // namespace

std::optional<SizingReport> size_heap(const Trace& trace, const SizingOptions& options, const SizingWatch& watch) {
    Task task{trace, options, facts_of(trace), 0};
    // Powers of two: the largest is a multiple of all.
    task.base_address = std::max<std::uint64_t>(HeapGeometry{}.base_address, task.facts.alignment);
    for (const std::uint32_t block_size : options.block_sizes) {
        task.base_address = std::max<std::uint64_t>(task.base_address, block_size);
    }
    Crew crew(task);
    if (!crew.work(watch)) {
        return std::nullopt;
    }
    SizingReport report{.peak_bytes = task.facts.peak_bytes,
                        .alignment = task.facts.alignment,
                        .base_address = task.base_address,
                        .from_64_bit = is_from_64_bit(trace.kind),
                        .grows_in_place = task.facts.grows_in_place,
                        .results = crew.results(),
                        .recommended = {},
                        .recommendation = {},
                        .caution = {}};
    recommend(report);
    return report;
}

} // namespace firstfit
