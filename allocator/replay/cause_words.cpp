// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why a request got nothing and what would have helped, in sentences.
#include "allocator/replay/failure_cause.h"
#include "allocator/replay/words.h"

#include <algorithm>
#include <array>

namespace firstfit {

namespace {

using stalloc::Failure;

/// "320 bytes"; from 10 KiB on "65.3 KiB".
std::string bytes_words(std::uint64_t bytes) {
    constexpr std::array units{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    if (bytes < 10 * 1024) {
        return count_of(bytes, "byte");
    }
    // In tenths, rounded; ten bits at a time, so that nothing overflows.
    std::size_t unit = 0;
    std::uint64_t whole = bytes;
    std::uint64_t rest = 0;
    for (;; ++unit) {
        rest = whole % 1024;
        whole /= 1024;
        if (whole < 1024 || unit + 1 == units.size()) {
            break;
        }
    }
    std::uint64_t tenths = whole * 10 + (rest * 10 + 512) / 1024;
    if (tenths == 10'240 && unit + 1 < units.size()) {
        tenths = 10;
        ++unit;
    }
    return figures(tenths / 10) + "." + std::to_string(tenths % 10) + " " + units.at(unit);
}

std::string is_are(std::uint64_t number) { return number == 1 ? " is " : " are "; }

std::uint64_t free_bytes(const FailureCause& cause) { return std::uint64_t{cause.free_blocks} * cause.block_size; }
std::uint64_t needed_bytes(const FailureCause& cause) { return cause.asked_blocks * cause.block_size; }

/// "65.3 KiB are free in 3,961 chunks".
std::string what_is_free(const FailureCause& cause) {
    return bytes_words(free_bytes(cause)) + is_are(free_bytes(cause)) + "free in " + count_of(cause.chunks, "chunk");
}

std::string too_large(const FailureCause& cause) {
    const std::string whole = "the whole heap has " + count_of(cause.heap_blocks, "block") + ".";
    return count_of(cause.asked_blocks, "block") + (cause.asked_blocks == 1 ? " is" : " are") + " needed, and " + whole;
}

std::string no_chunk_fits(const FailureCause& cause) {
    if (cause.free_blocks < cause.asked_blocks) {
        return bytes_words(needed_bytes(cause)) + " are needed, and only " + what_is_free(cause) + ".";
    }
    if (cause.kind == OperationKind::reallocate && cause.allocation) {
        return what_is_free(cause) + "; the most that realloc could have had is " +
               bytes_words(cause.largest_fitting_bytes) + ".";
    }
    const std::string alignment = figures(cause.alignment_bytes);
    if (cause.largest_fitting_bytes == 0) {
        return what_is_free(cause) + ", but no free block has an address that is a multiple of " + alignment + ".";
    }
    const std::string most = bytes_words(cause.largest_fitting_bytes) + ".";
    const bool aligned = cause.alignment_blocks > 1;
    if (cause.chunks == 1) {
        return what_is_free(cause) + "; of these, an alignment of " + alignment + " leaves " + most;
    }
    return what_is_free(cause) + "; the largest " + (aligned ? "that fits an alignment of " + alignment + " " : "") +
           "is " + most;
}

std::string in_place(const FailureCause& cause) {
    const std::string name = cause.allocation ? cause.allocation->name : "the allocation";
    const std::uint64_t old = cause.allocation ? cause.allocation->blocks.value : 0;
    const std::uint64_t more = cause.asked_blocks - std::min(old, cause.asked_blocks);
    const std::uint64_t behind = cause.largest_fitting_bytes / cause.block_size - old;
    const std::string needs = name + " needs " + count_of(more, "more block") + " where it lies, and ";
    return needs + (behind == 0 ? std::string("none is free right behind it.")
                                : count_of(behind, "block") + is_are(behind) + "free right behind it.");
}

/// "a, b and c".
std::string names_of(const std::vector<LiveAllocation>& allocations) {
    std::string names;
    for (std::size_t i = 0; i < allocations.size(); ++i) {
        const bool last = i + 1 == allocations.size();
        names += (i == 0 ? "" : last ? " and " : ", ") + allocations[i].name;
    }
    return names;
}

std::string freeing(const std::vector<LiveAllocation>& allocations) {
    std::uint64_t blocks = 0;
    for (const LiveAllocation& allocation : allocations) {
        blocks += allocation.blocks.value;
    }
    const std::string where =
        count_of(blocks, "block") + " from block " + figures(allocations.front().index.value) + " on";
    const std::string enough = " would have been enough.";
    if (allocations.size() <= 3) {
        return "Freeing " + names_of(allocations) + " (" + where + ")" + enough;
    }
    return "Freeing " + figures(allocations.size()) + " neighbours (" + where + ")" + enough;
}

const char* words_of(Policy policy) noexcept {
    switch (policy) {
    case Policy::first_fit:
        return "first fit";
    case Policy::next_fit:
        return "next fit";
    case Policy::best_fit:
        return "best fit";
    case Policy::worst_fit:
        break;
    }
    return "worst fit";
}

/// "best fit and next fit", with what went before: "best fit (after 12 other failures)".
std::string listing(const std::vector<PolicyVerdict>& verdicts, bool holds) {
    std::vector<std::string> parts;
    for (const PolicyVerdict& verdict : verdicts) {
        if (verdict.holds == holds) {
            const bool had_failed = holds && verdict.earlier_failures != 0;
            parts.push_back(
                words_of(verdict.policy) +
                (had_failed ? " (after " + count_of(verdict.earlier_failures, "earlier failure") + ")" : ""));
        }
    }
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    }
    return text;
}

} // namespace

std::string cause_sentence(const FailureCause& cause) {
    switch (cause.reason) {
    case Failure::no_block_free:
        return "Nothing is free: all " + count_of(cause.heap_blocks, "block") + " are in use.";
    case Failure::no_chunk_fits:
        return no_chunk_fits(cause);
    case Failure::too_large:
        return too_large(cause);
    case Failure::not_followed_free:
    case Failure::chunk_too_short:
        return in_place(cause);
    case Failure::bad_alignment:
        return "An alignment of " + figures(cause.alignment_bytes) +
               " bytes cannot be had: it must be a power of two, " + "2^29 at the most.";
    case Failure::zero_size:
        return "An allocation has at least 1 block.";
    case Failure::bad_size:
        return "Growing makes nothing smaller, and shrinking nothing larger.";
    case Failure::outside:
    case Failure::not_in_use:
        return "The allocation is not alive.";
    case Failure::none:
        break;
    }
    return "The request succeeded.";
}

std::vector<std::string> cause_remedies(const FailureCause& cause) {
    std::vector<std::string> remedies;
    if (!cause.to_free.empty()) {
        remedies.push_back(freeing(cause.to_free));
    }
    if (cause.extra_blocks) {
        remedies.push_back("With " + count_of(*cause.extra_blocks, "more block") +
                           " at its end the heap would have held it.");
    }
    if (remedies.empty()) {
        remedies.emplace_back("Neither freeing nor a larger heap would have helped.");
    }
    return remedies;
}

std::string policies_sentence(const std::vector<PolicyVerdict>& verdicts) {
    const std::string held = listing(verdicts, true);
    const std::string failed = listing(verdicts, false);
    if (held.empty()) {
        return failed.empty() ? "" : capitalised(failed) + " would have failed here, too.";
    }
    return capitalised(held) + " would have held it" + (failed.empty() ? "." : ", " + failed + " would not.");
}

} // namespace firstfit
