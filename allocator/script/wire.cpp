// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/wire.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace firstfit::wire {

void Writer::number(std::uint64_t value, std::size_t bytes) noexcept {
    if (static_cast<std::size_t>(end_ - at_) < bytes) {
        full_ = true;
        return;
    }
    for (std::size_t i = 0; i < bytes; ++i) {
        *at_++ = static_cast<char>(value >> (8 * i) & 0xFF);
    }
}

void Writer::text(std::string_view value, std::size_t most) noexcept {
    value = value.substr(0, most);
    if (static_cast<std::size_t>(end_ - at_) < value.size() + 4) {
        full_ = true;
        return;
    }
    u32(static_cast<std::uint32_t>(value.size()));
    if (!value.empty()) {
        std::memcpy(at_, value.data(), value.size());
        at_ += value.size();
    }
}

std::uint64_t Reader::number(std::size_t bytes) noexcept {
    if (bytes_.size() < bytes) {
        ok_ = false;
        bytes_ = {};
        return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        value |= std::uint64_t{static_cast<unsigned char>(bytes_[i])} << (8 * i);
    }
    bytes_.remove_prefix(bytes);
    return value;
}

std::string_view Reader::text() noexcept {
    const std::uint32_t size = u32();
    if (bytes_.size() < size) {
        ok_ = false;
        bytes_ = {};
        return {};
    }
    const std::string_view value = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return value;
}

namespace {

constexpr std::size_t request_size = 4 + 4 + 8 + 8 + 1 + 5 + 5 + 9;

template <class Value>
void write_optional(Writer& writer, const std::optional<Value>& value, void (Writer::*put)(Value) noexcept) {
    writer.u8(value ? 1 : 0);
    (writer.*put)(value.value_or(Value{}));
}

template <class Value>
std::optional<Value> read_optional(Reader& reader, Value (Reader::*get)() noexcept) {
    const bool is_there = reader.u8() != 0;
    const Value value = (reader.*get)();
    return is_there ? std::optional(value) : std::nullopt;
}

} // namespace

std::string request_of(const ScriptOptions& options) {
    std::array<char, request_size> bytes{};
    Writer writer(bytes.data(), bytes.size());
    writer.u32(protocol);
    writer.u32(options.limits.operations);
    writer.u64(options.limits.memory_bytes);
    writer.u64(static_cast<std::uint64_t>(std::max<std::int64_t>(options.limits.run_time.count(), 0)));
    writer.u8(static_cast<std::uint8_t>(options.policy));
    const std::optional<std::uint32_t> blocks = options.blocks ? std::optional(options.blocks->value) : std::nullopt;
    write_optional<std::uint32_t>(writer, blocks, &Writer::u32);
    write_optional<std::uint32_t>(writer, options.block_size, &Writer::u32);
    write_optional<std::uint64_t>(writer, options.base_address, &Writer::u64);
    return {bytes.data(), writer.size()};
}

bool read_request(std::string_view& bytes, ScriptOptions& options) {
    Reader reader(bytes);
    if (reader.u32() != protocol) {
        return false;
    }
    options.limits.operations = reader.u32();
    options.limits.memory_bytes = reader.u64();
    options.limits.run_time = std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64()));
    const std::uint8_t policy = reader.u8();
    options.policy = static_cast<Policy>(policy);
    if (const auto blocks = read_optional<std::uint32_t>(reader, &Reader::u32)) {
        options.blocks = BlockCount{*blocks};
    }
    options.block_size = read_optional<std::uint32_t>(reader, &Reader::u32);
    options.base_address = read_optional<std::uint64_t>(reader, &Reader::u64);
    bytes = reader.rest();
    return reader.ok() && policy <= static_cast<std::uint8_t>(Policy::worst_fit);
}

void write_operation(Writer& writer, const Operation& operation) noexcept {
    writer.u8(static_cast<std::uint8_t>(operation.kind));
    writer.u8(static_cast<std::uint8_t>(operation.unit));
    writer.u8(operation.to_be_predicted ? 1 : 0);
    writer.u64(operation.size);
    writer.u32(operation.allocation.value);
    writer.u32(operation.alignment);
    writer.u32(operation.line);
}

bool read_operation(Reader& reader, Operation& operation) noexcept {
    const std::uint8_t kind = reader.u8();
    const std::uint8_t unit = reader.u8();
    const std::uint8_t predicted = reader.u8();
    operation.size = reader.u64();
    operation.allocation = AllocationId{reader.u32()};
    operation.alignment = reader.u32();
    operation.line = reader.u32();
    if (!reader.done() || kind > static_cast<std::uint8_t>(OperationKind::clear) || unit > 1 || predicted > 1) {
        return false;
    }
    operation.kind = static_cast<OperationKind>(kind);
    operation.unit = static_cast<SizeUnit>(unit);
    operation.to_be_predicted = predicted != 0;
    return true;
}

void write_diagnostic(Writer& writer, const Diagnostic& diagnostic) noexcept {
    writer.u8(static_cast<std::uint8_t>(diagnostic.severity));
    writer.u8(static_cast<std::uint8_t>(diagnostic.kind));
    writer.u32(diagnostic.line);
    writer.u32(diagnostic.column);
    writer.u32(diagnostic.related_line);
    writer.text(diagnostic.title, max_title);
    writer.text(diagnostic.message, max_message);
}

bool read_diagnostic(Reader& reader, Diagnostic& diagnostic) {
    const std::uint8_t severity = reader.u8();
    const std::uint8_t kind = reader.u8();
    diagnostic.line = reader.u32();
    diagnostic.column = reader.u32();
    diagnostic.related_line = reader.u32();
    diagnostic.title = std::string(reader.text());
    diagnostic.message = std::string(reader.text());
    diagnostic.severity = severity == 0 ? Severity::warning : Severity::error;
    diagnostic.kind = static_cast<DiagnosticKind>(kind);
    return reader.done() && severity <= 1 && kind <= static_cast<std::uint8_t>(DiagnosticKind::worker);
}

} // namespace firstfit::wire
