// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/trace.h"

#include "allocator/trace/script_text.h"

namespace firstfit {

const char* to_string(TraceKind kind) noexcept {
    switch (kind) {
    case TraceKind::by_hand:
        return "by hand";
    case TraceKind::lua:
        return "lua";
    case TraceKind::mtrace:
        return "mtrace";
    case TraceKind::heaptrack:
        return "heaptrack";
    case TraceKind::rep:
        return "rep";
    case TraceKind::script:
        return "script";
    case TraceKind::ltrace:
        return "ltrace";
    case TraceKind::reference:
        return "reference";
    }
    return "";
}

std::string to_string(const Diagnostic& diagnostic, std::string_view file) {
    std::string text(file);
    if (diagnostic.line != 0) {
        text += (text.empty() ? "" : ":") + std::to_string(diagnostic.line);
        if (diagnostic.column != 0) {
            text += ":" + std::to_string(diagnostic.column);
        }
    }
    if (!text.empty()) {
        text += ": ";
    }
    if (diagnostic.severity == Severity::warning) {
        text += "warning: ";
    }
    text += diagnostic.title;
    if (!diagnostic.message.empty()) {
        text += (diagnostic.title.empty() ? "" : ". ") + diagnostic.message;
    }
    return text;
}

std::string Trace::name_of(AllocationId id) const {
    if (id.value < names.size() && !names[id.value].empty()) {
        return names[id.value];
    }
    return "#" + std::to_string(std::uint64_t{id.value} + 1);
}

std::string describe(const Operation& operation, const Trace& trace) {
    const std::string name = trace.name_of(operation.allocation);
    Operation asked = operation;
    // What malloc promises anyway was not asked for.
    if (trace.recording && asked.unit == SizeUnit::bytes && asked.alignment <= trace.recording->default_alignment) {
        asked.alignment = 0;
    }
    switch (operation.kind) {
    case OperationKind::allocate:
        return name + " = " + allocation_call(asked, {});
    case OperationKind::reallocate:
        return name + " = " + reallocation_call(asked, name);
    case OperationKind::deallocate:
        return "free(" + name + ")";
    case OperationKind::grow_in_place:
    case OperationKind::grow_up_to:
    case OperationKind::shrink_in_place:
        return resize_call(operation, name);
    case OperationKind::clear:
        return "clear()";
    }
    return {};
}

} // namespace firstfit
