// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/trace_builder.h"

#include "allocator/script/wording.h"

namespace firstfit {

TraceBuilder::State TraceBuilder::take(std::string& bytes) {
    std::size_t at = 0;
    while (state_ == State::going && bytes.size() - at >= wire::record_head) {
        wire::Reader head(std::string_view(bytes).substr(at, wire::record_head));
        const std::uint8_t kind = head.u8();
        const std::uint32_t size = head.u32();
        if (size > wire::max_payload || kind > static_cast<std::uint8_t>(wire::Record::end)) {
            state_ = State::garbage;
            break;
        }
        if (bytes.size() - at - wire::record_head < size) {
            break;
        }
        const std::string_view payload = std::string_view(bytes).substr(at + wire::record_head, size);
        if (!accept(static_cast<wire::Record>(kind), payload)) {
            state_ = State::garbage;
        }
        at += wire::record_head + size;
    }
    bytes.erase(0, at);
    return state_;
}

bool TraceBuilder::accept(wire::Record record, std::string_view payload) {
    const wire::Reader reader(payload);
    if (greeted_ == (record == wire::Record::hello)) {
        return false; // it greets first, and once
    }
    switch (record) {
    case wire::Record::hello:
        return accept_hello(reader);
    case wire::Record::geometry:
        return accept_geometry(reader);
    case wire::Record::operation:
        return accept_operation(reader);
    case wire::Record::name:
        return accept_name(reader);
    case wire::Record::note:
        return accept_note(reader);
    case wire::Record::pause:
        return accept_pause(reader);
    case wire::Record::diagnostic:
        return accept_diagnostic(reader);
    case wire::Record::end:
        state_ = State::ended;
        return reader.done();
    }
    return false;
}

bool TraceBuilder::accept_hello(wire::Reader reader) {
    greeted_ = reader.u32() == wire::protocol && reader.done();
    return greeted_;
}

bool TraceBuilder::accept_geometry(wire::Reader reader) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{reader.u32()};
    geometry.block_size = reader.u32();
    geometry.base_address = reader.u64();
    if (!reader.done() || trace_.geometry || geometry.problem()) {
        return false;
    }
    trace_.geometry = geometry;
    return true;
}

bool TraceBuilder::accept_operation(wire::Reader reader) {
    Operation operation;
    if (!wire::read_operation(reader, operation) || trace_.operations.size() >= limits_.operations ||
        !trace_.geometry) {
        return false;
    }
    const std::size_t known = trace_.names.size();
    if (operation.kind == OperationKind::allocate) {
        if (operation.allocation.value != known) {
            return false;
        }
        trace_.names.emplace_back();
    } else if (operation.kind == OperationKind::clear ? operation.allocation != no_allocation
                                                      : operation.allocation.value >= known) {
        return false;
    }
    last_line_ = operation.line;
    trace_.operations.push_back(operation);
    return true;
}

bool TraceBuilder::accept_name(wire::Reader reader) {
    const std::uint32_t id = reader.u32();
    const std::string_view name = reader.text();
    bytes_of_names_ += name.size();
    if (!reader.done() || id >= trace_.names.size() || !trace_.names[id].empty() ||
        bytes_of_names_ > wire::max_bytes_of_names) {
        return false;
    }
    trace_.names[id] = presentable(name, wire::max_name, false);
    return true;
}

bool TraceBuilder::accept_note(wire::Reader reader) {
    const std::uint32_t line = reader.u32();
    const std::string_view text = reader.text();
    bytes_of_notes_ += text.size();
    if (!reader.done() || trace_.notes.size() >= wire::max_notes || bytes_of_notes_ > wire::max_bytes_of_notes) {
        return false;
    }
    last_line_ = line;
    trace_.notes.push_back(
        {.after = OperationIndex{operations()}, .line = line, .text = presentable(text, wire::max_note, true)});
    return true;
}

bool TraceBuilder::accept_pause(wire::Reader reader) {
    const std::uint32_t line = reader.u32();
    if (!reader.done() || trace_.pauses.size() >= wire::max_pauses) {
        return false;
    }
    last_line_ = line;
    trace_.pauses.push_back({.after = OperationIndex{operations()}, .line = line});
    return true;
}

bool TraceBuilder::accept_diagnostic(wire::Reader reader) {
    Diagnostic diagnostic;
    if (!wire::read_diagnostic(reader, diagnostic) || trace_.diagnostics.size() > wire::max_warnings) {
        return false;
    }
    diagnostic.title = presentable(diagnostic.title, wire::max_title, false);
    diagnostic.message = presentable(diagnostic.message, wire::max_message, true);
    trace_.diagnostics.push_back(std::move(diagnostic));
    return true;
}

} // namespace firstfit
