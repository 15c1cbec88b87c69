// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What all readers of recordings share: addresses become allocations, options are applied, what does not fit together
// is counted and reported.
#pragma once

#include "allocator/trace/flat_table.h"
#include "allocator/trace/recording.h"

#include <array>
#include <functional>
#include <string>
#include <string_view>

namespace firstfit {

/// What can be wrong with a recording; of each the first 20 are diagnostics, the others are counted.
enum class Anomaly : std::uint8_t {
    bad_line,
    unmatched_free,
    unmatched_realloc,
    double_allocation,
    failed_request,
    header,     ///< of a .rep: it says something else than the operations
    no_address, ///< ltrace does not tell what posix_memalign gave
};

/// One event of the recorded program. Keys are addresses, or the ids of a lab's trace.
struct RecordedRequest {
    std::uint64_t size = 0;      ///< bytes
    std::uint32_t alignment = 0; ///< bytes, a power of two; 0 = that of the options
    CallSiteId site = no_call_site;
    std::uint32_t thread = 0;
};

class RecordingBuilder {
public:
    /// `share_done` says how much of the file is read, 0 to 1, to reserve memory by; 0 = not known.
    RecordingBuilder(TraceKind kind, std::string_view name, const ReadOptions& options,
                     std::function<double()> share_done);

    /// The line that the following calls are about.
    void at_line(std::uint64_t line) noexcept { line_ = line; }

    // Each is O(1) on average.
    void allocate(std::uint64_t key, const RecordedRequest& request);
    /// An allocation whose address is not known, so that its free cannot be, either.
    void allocate_somewhere(const RecordedRequest& request);
    void deallocate(std::uint64_t key, CallSiteId site = no_call_site);
    /// The request's size is the new one.
    void reallocate(std::uint64_t old_key, std::uint64_t new_key, const RecordedRequest& request);
    /// The recorded program asked and got NULL.
    void failed(std::uint64_t size);
    /// A line that is known and no operation.
    void ignore() noexcept { ++facts_.ignored_records; }
    /// A line that cannot be read; `line` 0 = the one of at_line().
    void skip(std::uint32_t column, std::string title, std::uint64_t line = 0);
    void report(Anomaly anomaly, std::uint32_t column, std::string title, std::string message, std::uint64_t line = 0);
    void cut_off(std::string title, std::string message);
    /// Somebody asked for an end behind the line of at_line(): a cut-off, with a diagnostic of the kind `cancelled`.
    void cancelled();
    /// Of a lab's trace the keys are ids, which read otherwise in diagnostics.
    void keys_are_ids() noexcept { keys_are_ids_ = true; }
    void add_thread(std::uint32_t thread);

    [[nodiscard]] RecordingFacts& facts() noexcept { return facts_; }
    [[nodiscard]] std::vector<CallSite>& call_sites() noexcept { return trace_.call_sites; }
    /// Operations of the recording so far, those left out by the options included.
    [[nodiscard]] std::uint64_t operations() const noexcept { return number_; }

    [[nodiscard]] Trace finish(std::uint64_t lines) &&;

private:
    static constexpr std::uint32_t left_out_id = no_allocation.value - 1;
    static constexpr std::uint32_t most_operations = std::uint32_t{1} << 28;

    /// A live allocation: 8 bytes, since a recording may have millions. Its size stands in its last operation.
    struct Live {
        std::uint32_t id = no_allocation.value;
        std::uint32_t operation = 0;
        [[nodiscard]] bool is_empty() const noexcept { return id == no_allocation.value; }
    };

    [[nodiscard]] bool in_range() const noexcept { return number_ >= options_.first && number_ <= options_.last; }
    [[nodiscard]] Live make(const RecordedRequest& request);
    void end_life(const Live& live, CallSiteId site);
    [[nodiscard]] bool push(const Operation& operation, CallSiteId site);
    void make_room();
    void add_bytes(std::uint64_t bytes) noexcept;
    [[nodiscard]] std::string name_of(std::uint64_t key) const;
    void say_how_many_more();

    ReadOptions options_;
    std::function<double()> share_done_;
    Trace trace_;
    RecordingFacts facts_;
    FlatTable<Live> live_;
    std::array<std::uint64_t, 7> reported_{}; ///< by anomaly
    std::uint64_t line_ = 0;
    std::uint64_t number_ = 0;
    std::uint64_t live_bytes_ = 0;
    std::uint32_t next_id_ = 0;
    bool keys_are_ids_ = false;
    bool full_ = false;
};

} // namespace firstfit
