// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Can the Timing lab be trusted? timing_selftest [RUNS [SECONDS]] measures pairs of 8 bytes, RUNS times (100), each
// time for SECONDS (0.5), with malloc, the same malloc under another name, malloc with a spin, and the spin alone:
//
//   - the two mallocs are equal if the 99 % interval of their ratio contains 1: wanted in 95 of 100 runs;
//   - malloc with a spin is slower by the right factor if it takes as long as malloc and the spin together.
#include "allocator/timing/measure.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace firstfit;

namespace {

struct Tally {
    int runs = 0;
    int equal = 0;
    int slower = 0;                  ///< the 99 % interval lies above 1
    std::vector<double> copies;      ///< ratio of the copy to malloc
    std::vector<double> found;       ///< ratio of the slow one to malloc
    std::vector<double> by_expected; ///< that, by (malloc + spin) / malloc
};

const Cell* cell_of(const Results& results, const char* contender) {
    const auto found = std::ranges::find(results.cells, contender, &Cell::contender);
    return found == results.cells.end() || found->samples.empty() ? nullptr : &*found;
}

/// False: it could not be measured.
bool run_once(std::uint64_t seed, double seconds, Tally& tally) {
    MeasureOptions options;
    options.contenders = {"malloc", "malloc-copy", "malloc-slow", "spin"};
    options.workloads = {"pair"};
    options.seconds = seconds;
    options.precision = 0;
    options.seed = seed;
    MeasureControl control;
    const Results results = measure(options, control);
    const Cell* const plain = cell_of(results, "malloc");
    const Cell* const copy = cell_of(results, "malloc-copy");
    const Cell* const slow = cell_of(results, "malloc-slow");
    const Cell* const spin = cell_of(results, "spin");
    const auto is_known = [](const Cell* cell) {
        return cell != nullptr && cell->to_malloc && cell->to_malloc->interval99;
    };
    if (plain == nullptr || spin == nullptr || !is_known(copy) || !is_known(slow)) {
        std::fprintf(stderr, "That was too short for an interval.\n");
        for (const std::string& warning : results.warnings) {
            std::fprintf(stderr, "%s\n", warning.c_str());
        }
        return false;
    }
    const double expected = (plain->summary.median + spin->summary.median) / plain->summary.median;
    ++tally.runs;
    const Interval& of_copy = *copy->to_malloc->interval99;
    tally.equal += of_copy.contains(1) ? 1 : 0;
    tally.slower += slow->to_malloc->interval99->low > 1 ? 1 : 0;
    tally.copies.push_back(copy->to_malloc->value);
    tally.found.push_back(slow->to_malloc->value);
    tally.by_expected.push_back(slow->to_malloc->value / expected);
    std::printf("run %3d: %zu rounds, malloc %.2f ns, copy %.4f [%.4f %.4f]%s, slow %.3f, expected %.3f\n", tally.runs,
                plain->samples.size(), plain->summary.median, copy->to_malloc->value, of_copy.low, of_copy.high,
                of_copy.contains(1) ? "" : " NOT EQUAL", slow->to_malloc->value, expected);
    std::fflush(stdout);
    return true;
}

void print(const char* what, std::vector<double> values) {
    std::ranges::sort(values);
    std::printf("%s: median %.4f, from %.4f to %.4f\n", what, percentile(values, 0.5), values.front(), values.back());
}

} // namespace

int main(int count, char** arguments) {
    const int runs = count > 1 ? std::atoi(arguments[1]) : 100;
    const double seconds = count > 2 ? std::atof(arguments[2]) : 0.5;
    Tally tally;
    for (int run = 0; run < runs; ++run) {
        if (!run_once(static_cast<std::uint64_t>(run) + 1, seconds, tally)) {
            return 1;
        }
    }
    if (tally.runs == 0) {
        return 2;
    }
    print("malloc's copy by malloc", tally.copies);
    print("malloc with a spin by malloc", tally.found);
    print("the same by what it should be", tally.by_expected);
    std::printf("equal in %d of %d runs, slower in %d\n", tally.equal, tally.runs, tally.slower);
    return 20 * tally.equal >= 19 * tally.runs && tally.slower == tally.runs ? 0 : 1;
}
