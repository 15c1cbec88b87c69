// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/message.h"

namespace firstfit::message {

namespace {

// What each message is made of: one list for both ways.

constexpr auto parts_of_hello = [](auto& hello, auto part) {
    part(hello.version);
    part(hello.clock);
    part(hello.compiler);
    part(hello.optimised);
    part(hello.has_mimalloc);
    part(hello.has_jemalloc);
    part(hello.mimalloc_problem);
    part(hello.jemalloc_problem);
};

constexpr auto parts_of_set_up = [](auto& set_up, auto part) {
    part(set_up.churn);
    part(set_up.heap.blocks.value);
    part(set_up.heap.block_size);
    part(set_up.heap.base_address);
    part(set_up.trace.steps);
    part(set_up.trace.cleared);
    part(set_up.trace.slots);
    part(set_up.trace.operations);
    part(set_up.trace.asked_bytes);
};

constexpr auto parts_of_ask = [](auto& ask, auto part) {
    part(ask.workload);
    part(ask.contender);
    part(ask.parameter);
    part(ask.operations);
    part(ask.singles);
};

constexpr auto parts_of_sample = [](auto& sample, auto part) {
    part(sample.ns);
    part(sample.operations);
    part(sample.singles);
    part(sample.failure);
    part(sample.remark);
};

std::string written(Writer writer, const auto& message, auto parts) {
    parts(message, [&writer](const auto& part) { writer.put(part); });
    return writer.take();
}

bool got(Reader& reader, auto& message, auto parts) {
    parts(message, [&reader](auto& part) { reader.get(part); });
    return reader.ok();
}

} // namespace

std::string hello_request() { return Writer().put(Kind::hello).take(); }

std::string write(const Hello& hello) { return written(Writer(), hello, parts_of_hello); }
std::string write(const SetUp& set_up) { return written(Writer().put(Kind::set_up), set_up, parts_of_set_up); }
std::string write(const Ask& ask) { return written(Writer().put(Kind::sample), ask, parts_of_ask); }
std::string write(const Sample& sample) { return written(Writer(), sample, parts_of_sample); }

bool read(Reader& reader, Hello& hello) { return got(reader, hello, parts_of_hello) && hello.version == protocol; }
bool read(Reader& reader, SetUp& set_up) { return got(reader, set_up, parts_of_set_up); }
bool read(Reader& reader, Ask& ask) { return got(reader, ask, parts_of_ask); }
bool read(Reader& reader, Sample& sample) { return got(reader, sample, parts_of_sample); }

Kind read_kind(Reader& reader) {
    Kind kind{};
    reader.get(kind);
    return kind;
}

} // namespace firstfit::message
