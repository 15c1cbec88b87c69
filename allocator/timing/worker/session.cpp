// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/worker/session.h"

#include "allocator/timing/build_facts.h"
#include "allocator/timing/contender_code.h"

#include <dlfcn.h>

#include <algorithm>
#include <string_view>

namespace firstfit::work {

namespace {

/// Why a library cannot be loaded; empty if it can. One that is there and cannot be used says more than all that are
/// not there.
std::string problem_of(const Loaded::Names& names) {
    if (Loaded(names).available()) {
        return {};
    }
    std::string missing;
    for (const char* const file : names.files) {
        if (file == nullptr) {
            continue;
        }
        if (dlopen(file, RTLD_NOW | RTLD_LOCAL) != nullptr) {
            return std::string(file) + " is another library";
        }
        const char* const said = dlerror(); // NOLINT(concurrency-mt-unsafe): glibc keeps it for each thread
        if (said != nullptr && std::string_view(said).find("No such file") == std::string_view::npos) {
            return said;
        }
        missing += (missing.empty() ? "there is no " : ", no ") + std::string(file);
    }
    return missing;
}

} // namespace

message::Hello hello() {
    message::Hello hello;
    hello.version = message::protocol;
    hello.clock = measure_clock();
    hello.compiler = compiler_of_this_file();
    hello.optimised = is_optimised();
    hello.mimalloc_problem = problem_of(mimalloc_names);
    hello.jemalloc_problem = problem_of(jemalloc_names);
    hello.has_mimalloc = hello.mimalloc_problem.empty();
    hello.has_jemalloc = hello.jemalloc_problem.empty();
    return hello;
}

void Session::set_up(message::SetUp set_up) {
    tasks_.clear();
    set_up_ = std::move(set_up);
}

message::Sample Session::sample(const message::Ask& ask) {
    // Of the many numbers of chunks none is kept: their heaps would be many.
    const bool once = ask.workload == "chunks";
    MadeTask made;
    MadeTask* task = &made;
    if (once) {
        made = make_task(ask, set_up_);
    } else {
        const auto [found, is_new] = tasks_.try_emplace({ask.workload, ask.contender});
        if (is_new) {
            found->second = make_task(ask, set_up_);
        }
        task = &found->second;
    }
    if (const auto* problem = std::get_if<std::string>(task)) {
        message::Sample refusal;
        refusal.failure = *problem;
        return refusal;
    }
    return sample(*std::get<std::unique_ptr<Task>>(*task), ask);
}

message::Sample Session::sample(Task& task, const message::Ask& ask) {
    message::Sample sample;
    if (const char* const problem = task.start()) {
        static_cast<void>(task.stop());
        sample.failure = problem;
        return sample;
    }
    const std::uint64_t grain = std::max<std::uint64_t>(1, task.grain());
    sample.operations = (std::max<std::uint64_t>(1, ask.operations) + grain - 1) / grain * grain;
    // What ran before has the caches, and the processor has to learn the way again.
    if (const std::uint64_t first = std::max(task.to_settle(), grain == 1 ? sample.operations / 10 : 0); first != 0) {
        task.run(first);
    }
    const std::uint64_t before = now_ns();
    task.run(sample.operations);
    sample.ns = static_cast<double>(now_ns() - before);
    if (ask.singles != 0) {
        task.run_timed(ask.singles, sample.singles);
    }
    sample.remark = task.remark();
    if (const char* const problem = task.stop()) {
        sample.failure = problem;
    }
    return sample;
}

} // namespace firstfit::work
