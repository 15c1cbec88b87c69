// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/contender.h"

#include "allocator/timing/worker_pool.h"

#include <algorithm>
#include <chrono>

namespace firstfit {

namespace {

struct Known {
    const char* id;
    const char* name;
    const char* note;
    bool threads;
};

constexpr Known known[] = {
    {"stalloc", "Stalloc", "no lock", false},
    {"sync-stalloc", "SyncStalloc", "with its lock", true},
    {"chain", "AllocChain", "SyncStalloc, then malloc", true},
    {"malloc", "malloc", "of the C library", true},
    {"unsynchronized-pool", "pool resource", "std::pmr, unsynchronized", false},
    {"monotonic", "monotonic resource", "std::pmr, never reuses", false},
    {"mimalloc", "mimalloc", "if it is installed", true},
    {"jemalloc", "jemalloc", "if it is installed, in a process of its own", true},
};

constexpr Known for_self_tests[] = {
    {"malloc-copy", "malloc again", "the same code", true},
    {"malloc-slow", "malloc and a spin", "slower on purpose", true},
    {"spin", "the spin alone", "allocates nothing", false},
};

ContenderInfo info_of(const Known& one) {
    ContenderInfo info;
    info.id = one.id;
    info.name = one.name;
    info.note = one.note;
    info.threads = one.threads;
    info.child = info.id == "jemalloc";
    return info;
}

} // namespace

std::vector<ContenderInfo> known_contenders() {
    std::vector<ContenderInfo> all;
    for (const Known& one : known) {
        all.push_back(info_of(one));
    }
    return all;
}

std::vector<ContenderInfo> contenders(const message::Hello& hello) {
    std::vector<ContenderInfo> all = known_contenders();
    const auto look_for = [&all](std::string_view id, bool found, const std::string& problem, const char* note) {
        ContenderInfo& info = *std::ranges::find(all, id, &ContenderInfo::id);
        info.available = found;
        if (found) {
            info.note = note;
        } else {
            info.why_not = "Not found: " + problem + ".";
        }
    };
    look_for("mimalloc", hello.has_mimalloc, hello.mimalloc_problem, "found on this machine");
    look_for("jemalloc", hello.has_jemalloc, hello.jemalloc_problem, "found, in a process of its own");
    return all;
}

std::vector<ContenderInfo> contenders() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    const auto found = probe_worker([&] { return std::chrono::steady_clock::now() < deadline; });
    if (const auto* hello = std::get_if<message::Hello>(&found)) {
        return contenders(*hello);
    }
    std::vector<ContenderInfo> all = known_contenders();
    for (ContenderInfo& info : all) {
        info.available = false;
        info.why_not = std::get<std::string>(found);
    }
    return all;
}

std::vector<ContenderInfo> self_test_contenders() {
    std::vector<ContenderInfo> all;
    for (const Known& one : for_self_tests) {
        all.push_back(info_of(one));
    }
    return all;
}

} // namespace firstfit
