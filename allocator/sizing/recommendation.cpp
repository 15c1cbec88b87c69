// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/sizing/recommendation.h"

#include "allocator/replay/words.h"
#include "allocator/stalloc/header.h"

#include <cmath>
#include <cstdio>

namespace firstfit {

namespace {

// A heap that is hardly larger and scans much less is the better one.
constexpr double hardly_larger = 1.005;
// Larger blocks are worth a word if they save that much scanning for no more than that many bytes.
constexpr double scanning_worth_naming = 2;
constexpr double bytes_worth_naming = 1.25;

std::string one_decimal(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", number);
    return text;
}

double ratio(double a, double b) { return b == 0 ? 0 : a / b; }

std::string alternative_words(const SizingResult& best, const SizingResult& other) {
    const double more = ratio(static_cast<double>(other.bytes), static_cast<double>(best.bytes)) - 1;
    const double less = ratio(best.mean_scan_length, other.mean_scan_length);
    const std::string times = less < 9.95 ? one_decimal(less) : figures(static_cast<std::uint64_t>(std::lround(less)));
    const std::string bytes =
        other.bytes == best.bytes ? "as many bytes" : one_decimal(std::max(more * 100, 0.1)) + " % more bytes";
    return "With " + figures(other.block_size) + ": " + bytes + ", " + times + " times less scanning.";
}

/// The cheapest of the larger block sizes that save much scanning.
const SizingResult* alternative(const SizingReport& report, const SizingResult& best) {
    const SizingResult* chosen = nullptr;
    for (const SizingResult& result : report.results) {
        const bool worth = result.blocks && result.block_size > best.block_size &&
                           result.mean_scan_length * scanning_worth_naming <= best.mean_scan_length &&
                           static_cast<double>(result.bytes) <= static_cast<double>(best.bytes) * bytes_worth_naming;
        if (worth && (chosen == nullptr || result.bytes < chosen->bytes)) {
            chosen = &result;
        }
    }
    return chosen;
}

/// The fewest bytes; of heaps that hardly differ in bytes, one that scans much less.
std::optional<std::size_t> best_of(const SizingReport& report) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < report.results.size(); ++i) {
        const SizingResult& result = report.results[i];
        if (!result.blocks) {
            continue;
        }
        const auto better_than = [&](const SizingResult& other) {
            return result.bytes != other.bytes ? result.bytes < other.bytes
                                               : result.mean_scan_length < other.mean_scan_length;
        };
        if (!best || better_than(report.results[*best])) {
            best = i;
        }
    }
    if (!best) {
        return best;
    }
    const double enough = static_cast<double>(report.results[*best].bytes) * hardly_larger;
    for (std::size_t i = 0; i < report.results.size(); ++i) {
        const SizingResult& result = report.results[i];
        if (result.blocks && static_cast<double>(result.bytes) <= enough &&
            result.mean_scan_length * scanning_worth_naming <= report.results[*best].mean_scan_length) {
            best = i;
        }
    }
    return best;
}

std::string nothing_holds(const SizingReport& report) {
    const SizingResult* least = nullptr;
    for (const SizingResult& result : report.results) {
        if (least == nullptr || result.needed_blocks < least->needed_blocks) {
            least = &result;
        }
    }
    if (least == nullptr) {
        return {};
    }
    return "No heap of these block sizes holds this run: with " + figures(least->block_size) +
           "-byte blocks it takes " + (least->at_least ? "at least " : "") + count_of(least->needed_blocks, "block") +
           ", and a heap has at most " + figures(stalloc::max_block_count) + ".";
}

} // namespace

std::string type_of(std::uint32_t blocks, std::uint32_t block_size) {
    return "stalloc::Stalloc<" + std::to_string(blocks) + ", " + std::to_string(block_size) + ">";
}

std::string declaration_of(std::uint32_t blocks, std::uint32_t block_size, std::uint32_t alignment) {
    const std::string more = alignment > block_size ? "alignas(" + std::to_string(alignment) + ") " : "";
    return more + type_of(blocks, block_size) + " heap;";
}

void recommend(SizingReport& report) {
    if (report.from_64_bit) {
        report.caution = "Recorded on a 64-bit machine: pointers take 8 bytes there, and malloc aligns to 16. A 32-bit "
                         "target needs less than this.";
    }
    report.recommended = best_of(report);
    if (!report.recommended) {
        report.recommendation = nothing_holds(report);
        return;
    }
    const SizingResult& best = report.results[*report.recommended];
    report.recommendation = figures(best.block_size) + "-byte blocks hold this run in " + count_of(best.bytes, "byte") +
                            (best.proved_smallest ? "." : ", which is not proved to be the least.");
    if (const SizingResult* other = alternative(report, best)) {
        report.recommendation += " " + alternative_words(best, *other);
    }
}

} // namespace firstfit
