// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading large recordings: trace_benchmark FILE... Of mtrace recordings glibc's own script mtrace is timed beside it,
// in turns. Processor times, the best of five.
#include "allocator/trace/recording.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace firstfit;

namespace {

constexpr int rounds = 5;

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

/// The processor time of "mtrace FILE", its output thrown away; negative if there is no such program.
double time_of_script(const char* file) {
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    std::array<char*, 3> arguments{const_cast<char*>("mtrace"), const_cast<char*>(file), nullptr};
    pid_t process = 0;
    const int error = posix_spawnp(&process, "mtrace", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    rusage used{};
    if (error != 0 || wait4(process, &status, 0, &used) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) == 127) {
        return -1;
    }
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double processor_time() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Bytes, the most so far.
double most_memory() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) * 1024;
}

bool measure(const char* file) {
    double ours = 1e9;
    double script = 1e9;
    double memory = 0;
    std::size_t operations = 0;
    std::size_t pieces = 0;
    TraceKind kind = TraceKind::by_hand;
    for (int round = 0; round < rounds; ++round) {
        const double memory_before = most_memory();
        const double start = processor_time();
        pieces = 0;
        const ReadRecording recording = read_recording(file, {}, [&](const ReadProgress&) { return ++pieces != 0; });
        ours = std::min(ours, processor_time() - start);
        const Trace* const trace = std::get_if<Trace>(&recording);
        if (trace == nullptr) {
            std::fprintf(stderr, "%s: %s\n", file, std::get<ReadRefusal>(recording).title.c_str());
            return false;
        }
        memory = round == 0 ? most_memory() - memory_before : memory;
        operations = trace->operations.size();
        kind = trace->kind;
        if (kind == TraceKind::mtrace) {
            script = std::min(script, time_of_script(file));
        }
    }
    const auto count = static_cast<double>(operations);
    std::printf(
        "%s (%s): %zu operations in %.3f s, %.1f ms between calls of the watch, %.0f bytes of memory for each\n", file,
        to_string(kind), operations, ours, ours * 1e3 / static_cast<double>(pieces), memory / count);
    if (kind == TraceKind::mtrace && script > 0) {
        std::printf("    glibc's mtrace: %.3f s, %.1f times as long\n", script, script / ours);
    }
    return true;
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fputs("trace_benchmark FILE...\n", stderr);
        return 2;
    }
    return std::all_of(arguments + 1, arguments + count, measure) ? 0 : 1;
}
