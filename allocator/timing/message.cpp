// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/message.h"

namespace firstfit::message {

std::string hello_request() { return Writer().put(Kind::hello).take(); }

std::string write(const Hello& hello) {
    return Writer()
        .put(hello.version)
        .put(hello.clock)
        .put(std::string_view(hello.compiler))
        .put(hello.optimised)
        .put(hello.has_mimalloc)
        .put(hello.has_jemalloc)
        .put(std::string_view(hello.mimalloc_problem))
        .put(std::string_view(hello.jemalloc_problem))
        .take();
}

bool read(Reader& reader, Hello& hello) {
    reader.get(hello.version);
    reader.get(hello.clock);
    reader.get(hello.compiler);
    reader.get(hello.optimised);
    reader.get(hello.has_mimalloc);
    reader.get(hello.has_jemalloc);
    reader.get(hello.mimalloc_problem);
    reader.get(hello.jemalloc_problem);
    return reader.ok() && hello.version == protocol;
}

std::string write(const SetUp& set_up) {
    const TraceSteps& trace = set_up.trace;
    return Writer()
        .put(Kind::set_up)
        .put(set_up.churn)
        .put(set_up.heap.blocks.value)
        .put(set_up.heap.block_size)
        .put(set_up.heap.base_address)
        .put(trace.steps)
        .put(trace.cleared)
        .put(trace.slots)
        .put(trace.operations)
        .put(trace.asked_bytes)
        .take();
}

bool read(Reader& reader, SetUp& set_up) {
    TraceSteps& trace = set_up.trace;
    reader.get(set_up.churn);
    reader.get(set_up.heap.blocks.value);
    reader.get(set_up.heap.block_size);
    reader.get(set_up.heap.base_address);
    reader.get(trace.steps);
    reader.get(trace.cleared);
    reader.get(trace.slots);
    reader.get(trace.operations);
    reader.get(trace.asked_bytes);
    return reader.ok();
}

std::string write(const Ask& ask) {
    return Writer()
        .put(Kind::sample)
        .put(std::string_view(ask.workload))
        .put(std::string_view(ask.contender))
        .put(ask.parameter)
        .put(ask.operations)
        .put(ask.singles)
        .take();
}

bool read(Reader& reader, Ask& ask) {
    reader.get(ask.workload);
    reader.get(ask.contender);
    reader.get(ask.parameter);
    reader.get(ask.operations);
    reader.get(ask.singles);
    return reader.ok();
}

std::string write(const Sample& sample) {
    return Writer()
        .put(sample.ns)
        .put(sample.operations)
        .put(sample.singles)
        .put(std::string_view(sample.failure))
        .put(std::string_view(sample.remark))
        .take();
}

bool read(Reader& reader, Sample& sample) {
    reader.get(sample.ns);
    reader.get(sample.operations);
    reader.get(sample.singles);
    reader.get(sample.failure);
    reader.get(sample.remark);
    return reader.ok();
}

Kind read_kind(Reader& reader) {
    Kind kind{};
    reader.get(kind);
    return kind;
}

} // namespace firstfit::message
