// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/script_text.h"
#include "allocator/trace/trace.h"

#include <algorithm>
#include <unordered_map>

namespace firstfit {

namespace {

constexpr std::size_t no_use = static_cast<std::size_t>(-1);

/// Which global variable stands for which allocation. A variable is used again as soon as nothing below speaks of
/// the allocation that had it, so that `n = malloc(40)` twice stays what the person wrote.
class Variables {
public:
    explicit Variables(const Trace& trace) : trace_(trace), last_use_(trace.names.size(), no_use) {
        for (std::size_t i = 0; i < trace.operations.size(); ++i) {
            const AllocationId id = trace.operations[i].allocation;
            if (id == no_allocation) {
                continue;
            }
            if (id.value >= last_use_.size()) {
                last_use_.resize(id.value + std::size_t{1}, no_use);
            }
            last_use_[id.value] = i;
        }
        variables_.resize(last_use_.size());
    }

    /// The variable for `id` at operation number `at` (from 0); assigned at its first use.
    const std::string& of(AllocationId id, std::size_t at) {
        std::string& variable = variables_[id.value];
        if (variable.empty()) {
            variable = choose(trace_.name_of(id), at);
            holders_[variable] = id;
        }
        return variable;
    }

    /// The name to pass along with the allocation; empty where the assignment to its variable says it, which in a
    /// function inside a line it need not do for nil.
    [[nodiscard]] std::string label(const Operation& operation) const {
        std::string name = trace_.name_of(operation.allocation);
        const bool said = name == variables_[operation.allocation.value] && !operation.to_be_predicted;
        return said ? std::string() : name;
    }

private:
    [[nodiscard]] bool is_free(const std::string& variable, std::size_t at) const {
        const auto holder = holders_.find(variable);
        return holder == holders_.end() || last_use_[holder->second.value] < at;
    }

    [[nodiscard]] std::string choose(const std::string& name, std::size_t at) {
        std::string stem;
        for (const char c : name) {
            const std::string_view one(&c, 1);
            const bool fits = c == '_' || (c >= '0' && c <= '9') || is_free_lua_name(one);
            stem += fits ? std::string(one) : (stem.empty() || stem.back() == '_' ? "" : "_");
        }
        while (!stem.empty() && stem.back() == '_' && stem.size() > 1) {
            stem.pop_back();
        }
        if (stem.empty() || stem == "_" || (stem.front() >= '0' && stem.front() <= '9')) {
            stem = "p" + stem;
        }
        if (!is_free_lua_name(stem)) {
            stem += "_";
        }
        std::string candidate = stem;
        std::uint32_t& number = numbers_[stem];
        while (!is_free(candidate, at)) {
            number = number == 0 ? 2 : number + 1;
            candidate = stem + "_" + std::to_string(number);
        }
        return candidate;
    }

    const Trace& trace_;
    std::vector<std::size_t> last_use_; ///< by allocation
    std::vector<std::string> variables_;
    std::unordered_map<std::string, AllocationId> holders_;
    std::unordered_map<std::string, std::uint32_t> numbers_; ///< of the last "stem_n"
};

std::string hexadecimal(std::uint64_t value) {
    std::string digits;
    do {
        digits.insert(digits.begin(), "0123456789ABCDEF"[value & 0xF]);
        value >>= 4;
    } while (value != 0);
    return "0x" + digits;
}

/// The comment lines of a lesson must not break out of their line.
std::string comment(std::string_view key, std::string text) {
    if (text.empty()) {
        return {};
    }
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return "-- " + std::string(key) + ": " + text + "\n";
}

std::string heap_line(const HeapGeometry& heap) {
    std::string line =
        "heap{blocks = " + std::to_string(heap.blocks.value) + ", block_size = " + std::to_string(heap.block_size);
    if (heap.base_address != HeapGeometry{}.base_address) {
        line += ", base_address = " + hexadecimal(heap.base_address);
    }
    return line + "}\n";
}

std::string statement(const Operation& operation, std::size_t at, Variables& variables) {
    if (operation.kind == OperationKind::clear) {
        return "clear()";
    }
    const std::string variable = variables.of(operation.allocation, at);
    switch (operation.kind) {
    case OperationKind::allocate:
        return variable + " = " + allocation_call(operation, variables.label(operation));
    case OperationKind::reallocate:
        // As in C, a realloc that fails answers nil and leaves the allocation as it was.
        return variable + " = " + reallocation_call(operation, variable) + " or " + variable;
    case OperationKind::deallocate:
        return "free(" + variable + ")";
    default:
        return resize_call(operation, variable);
    }
}

/// The notes and pauses that come once `done` operations are done, in the order of their lines.
class Remarks {
public:
    explicit Remarks(const Trace& trace) : trace_(trace) {}

    void write_until(std::size_t done, std::string& script) {
        for (;;) {
            const bool has_note = note_ < trace_.notes.size() && trace_.notes[note_].after.value <= done;
            const bool has_pause = pause_ < trace_.pauses.size() && trace_.pauses[pause_].after.value <= done;
            if (!has_note && !has_pause) {
                return;
            }
            if (has_note && (!has_pause || comes_first(trace_.notes[note_], trace_.pauses[pause_]))) {
                script += "note(" + lua_quoted(trace_.notes[note_].text) + ")\n";
                ++note_;
            } else {
                script += "pause()\n";
                ++pause_;
            }
        }
    }

private:
    static bool comes_first(const Note& note, const Pause& pause) {
        return note.after != pause.after ? note.after < pause.after : note.line <= pause.line;
    }

    const Trace& trace_;
    std::size_t note_ = 0;
    std::size_t pause_ = 0;
};

} // namespace

std::string to_script(const Trace& trace, const HeapGeometry& heap) {
    std::string script = comment("title", trace.title) + comment("goal", trace.goal) + heap_line(heap);
    Variables variables(trace);
    Remarks remarks(trace);
    for (std::size_t i = 0; i < trace.operations.size(); ++i) {
        remarks.write_until(i, script);
        const std::string line = statement(trace.operations[i], i, variables);
        script += trace.operations[i].to_be_predicted ? "predict(function() " + line + " end)\n" : line + "\n";
    }
    remarks.write_until(no_use, script);
    return script;
}

} // namespace firstfit
