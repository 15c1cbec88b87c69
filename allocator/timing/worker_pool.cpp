// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/worker_pool.h"

#include "allocator/process/worker_path.h"
#include "allocator/timing/measure.h"

#include <cstdlib>

namespace firstfit {

namespace {

/// jemalloc wants its thread-local variables beside the program's own, also when it is loaded later.
std::vector<std::string> variables() {
    std::string tunables = "GLIBC_TUNABLES=";
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
    if (const char* const own = std::getenv("GLIBC_TUNABLES"); own != nullptr && *own != '\0') {
        tunables += std::string(own) + ":";
    }
    return {tunables + "glibc.rtld.optional_static_tls=16384"};
}

std::optional<std::string> start(WorkerLink& link) {
    const std::string program = timing_worker_path();
    if (program.empty()) {
        return "The program that measures, firstfit-timing-worker, is not where it was installed.";
    }
    if (const auto problem = link.start(program, variables())) {
        return "The program that measures, " + program + ", cannot be started: " + *problem + ".";
    }
    return std::nullopt;
}

} // namespace

std::string timing_worker_path() { return worker_path("firstfit-timing-worker", "FIRSTFIT_TIMING_WORKER"); }

std::variant<message::Hello, std::string> probe_worker(const std::function<bool()>& patient) {
    WorkerLink link;
    if (const auto problem = start(link)) {
        return *problem;
    }
    std::string answer;
    auto silence = link.tell(message::hello_request(), patient);
    if (!silence) {
        silence = link.hear(answer, patient);
    }
    if (silence) {
        return silence->gave_up ? "Cancelled." : "The program that measures did not answer. " + silence->sentence;
    }
    message::Hello hello;
    message::Reader reader(answer);
    if (!message::read(reader, hello)) {
        return "The program that measures is of another version.";
    }
    return hello;
}

std::variant<message::Sample, WorkerLink::Silence>
WorkerPool::sample(const message::Ask& ask, bool own_process, bool threads, const std::function<bool()>& patient) {
    WorkerLink& link = links_[(own_process ? 1U : 0U) + (threads ? 2U : 0U)];
    std::optional<WorkerLink::Silence> silence;
    if (!link.running()) {
        if (const auto problem = start(link)) {
            return WorkerLink::Silence{false, *problem};
        }
        silence = link.tell(set_up_, patient);
    }
    std::string answer;
    if (!silence) {
        silence = link.tell(message::write(ask), patient);
    }
    if (!silence) {
        silence = link.hear(answer, patient);
    }
    if (silence) {
        return *silence;
    }
    message::Sample sample;
    message::Reader reader(answer);
    if (!message::read(reader, sample)) {
        return WorkerLink::Silence{false, "Its answer made no sense."};
    }
    return sample;
}

} // namespace firstfit
