// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/confinement.h"

#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

namespace firstfit::worker {

namespace {

#ifdef FIRSTFIT_SANITIZED
constexpr bool sanitized = true; // the sanitizers reserve address space, and probe memory through pipes
#else
constexpr bool sanitized = false;
#endif

/// A signal comes at `soft`, the end at `hard`, where the two differ.
void lower(__rlimit_resource_t resource, rlim_t soft, rlim_t hard) {
    rlimit limit{};
    if (getrlimit(resource, &limit) == 0) {
        limit.rlim_max = std::min(limit.rlim_max, hard);
        limit.rlim_cur = std::min(limit.rlim_max, soft);
        setrlimit(resource, &limit);
    }
}

void lower(__rlimit_resource_t resource, rlim_t value) { lower(resource, value, value); }

} // namespace

void fix_addresses(char** arguments) {
    constexpr unsigned long ask = 0xFFFFFFFF;
    const int current = personality(ask);
    if (current < 0 || (current & ADDR_NO_RANDOMIZE) != 0 ||
        personality(static_cast<unsigned long>(current) | ADDR_NO_RANDOMIZE) < 0) {
        return;
    }
    // The environment lies on the stack and moves what comes below it: only what the loader needs goes along.
    std::vector<std::string> kept;
    for (const char* name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const char* value = std::getenv(name)) { // NOLINT(concurrency-mt-unsafe): the only thread
            kept.push_back(std::string(name) + "=" + value);
        }
    }
    std::vector<char*> environment;
    environment.reserve(kept.size() + 1);
    for (std::string& entry : kept) {
        environment.push_back(entry.data());
    }
    environment.push_back(nullptr);
    execve("/proc/self/exe", arguments, environment.data());
}

void tie_to_parent() {
    prctl(PR_SET_NAME, "firstfit-script"); // not "exe", as it was started anew
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    close_range(STDERR_FILENO + 1, ~0U, 0);
}

void lower_limits(const ScriptLimits& limits) {
    // The recorder of names and the sorter of keys need some memory of their own beside Lua's.
    constexpr rlim_t own_memory = rlim_t{256} << 20;
    const auto seconds = static_cast<rlim_t>(std::max<std::int64_t>(limits.run_time.count(), 0) / 1000);
    lower(RLIMIT_CORE, 0);
    lower(RLIMIT_FSIZE, 0);
    lower(RLIMIT_CPU, seconds + 2, seconds + 4);
    if (sanitized) {
        return;
    }
    lower(RLIMIT_NOFILE, STDERR_FILENO + 1);
    if (limits.memory_bytes < (std::uint64_t{1} << 40)) {
        lower(RLIMIT_AS, limits.memory_bytes * 2 + own_memory);
    }
}

} // namespace firstfit::worker
