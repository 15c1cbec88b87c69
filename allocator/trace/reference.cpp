// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/reference.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace firstfit {

namespace {

constexpr std::size_t most_diagnostics = 20;
constexpr std::uint64_t address_grid = std::uint64_t{1} << 20;

struct Word {
    std::string_view text;
    std::uint32_t column = 0; ///< from 1
};

struct Shape {
    char letter;
    OperationKind kind;
    std::size_t arguments;
    const char* usage;
};

constexpr std::array<Shape, 6> shapes{{
    {'a', OperationKind::allocate, 3, "a ID SIZE ALIGN"},
    {'f', OperationKind::deallocate, 1, "f ID"},
    {'g', OperationKind::grow_in_place, 2, "g ID NEW"},
    {'u', OperationKind::grow_up_to, 2, "u ID NEW"},
    {'s', OperationKind::shrink_in_place, 2, "s ID NEW"},
    {'c', OperationKind::clear, 0, "c"},
}};

/// Splits a line into words; what follows # is a comment.
std::vector<Word> words_of(std::string_view line) {
    constexpr std::string_view space = " \t\r\f\v";
    line = line.substr(0, line.find('#'));
    std::vector<Word> words;
    std::size_t at = line.find_first_not_of(space);
    while (at != std::string_view::npos) {
        const std::size_t end = std::min(line.find_first_of(space, at), line.size());
        words.push_back({line.substr(at, end - at), static_cast<std::uint32_t>(at + 1)});
        at = line.find_first_not_of(space, end);
    }
    return words;
}

std::string quoted(std::string_view text) {
    constexpr std::size_t longest = 40;
    std::string shown = "'";
    for (const char c : text.substr(0, longest)) {
        shown += c >= ' ' && c <= '~' ? c : '?';
    }
    return shown + (text.size() > longest ? "...'" : "'");
}

class Parser {
public:
    explicit Parser(std::string_view file) {
        trace_.kind = TraceKind::reference;
        trace_.file = file;
    }

    Trace run(std::string_view text) && {
        while (!text.empty() && trace_.diagnostics.size() < most_diagnostics && !hopeless_) {
            ++line_;
            const std::size_t end = std::min(text.find('\n'), text.size());
            if (const std::vector<Word> words = words_of(text.substr(0, end)); !words.empty()) {
                if (trace_.geometry) {
                    read_operation(words);
                } else {
                    read_geometry(words);
                }
            }
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        if (!trace_.geometry && !hopeless_) {
            line_ = 1;
            complain(1, "the first line is missing", "It reads: L B [OFFSET]");
        }
        return std::move(trace_);
    }

private:
    void complain(std::uint32_t column, std::string title, std::string message) {
        trace_.diagnostics.push_back({.severity = Severity::error,
                                      .line = line_,
                                      .column = column,
                                      .related_line = 0,
                                      .title = std::move(title),
                                      .message = std::move(message)});
    }

    /// Any number of 64 bits, or a diagnostic.
    std::optional<std::uint64_t> number(const Word& word) {
        std::uint64_t value = 0;
        const char* end = word.text.data() + word.text.size();
        const auto [stopped, error] = std::from_chars(word.text.data(), end, value);
        if (error == std::errc::result_out_of_range && stopped == end) {
            complain(word.column, quoted(word.text) + " is too large", "Numbers go up to 2^64 - 1.");
            return std::nullopt;
        }
        if (error != std::errc{} || stopped != end) {
            complain(word.column, quoted(word.text) + " is not a number", "Only decimal digits are expected here.");
            return std::nullopt;
        }
        return value;
    }

    /// The geometry or nothing: without it no operation means anything.
    void read_geometry(const std::vector<Word>& words) {
        hopeless_ = true;
        if (words.size() != 2 && words.size() != 3) {
            complain(words[0].column, "the first line does not describe a heap", "It reads: L B [OFFSET]");
            return;
        }
        std::array<std::uint64_t, 3> values{};
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::optional<std::uint64_t> value = number(words[i]);
            if (!value) {
                return;
            }
            if (*value > std::numeric_limits<std::uint32_t>::max()) {
                complain(words[i].column, quoted(words[i].text) + " is too large for a heap", "It reads: L B [OFFSET]");
                return;
            }
            values[i] = *value;
        }
        HeapGeometry geometry;
        geometry.blocks = BlockCount{static_cast<std::uint32_t>(values[0])};
        geometry.block_size = static_cast<std::uint32_t>(values[1]);
        geometry.base_address = std::max(address_grid, values[1]) + values[2] * values[1];
        if (const std::optional<std::string> problem = geometry.problem()) {
            complain(words[0].column, "no heap is like this", *problem + ".");
            return;
        }
        trace_.geometry = geometry;
        hopeless_ = false;
    }

    void read_operation(const std::vector<Word>& words) {
        const auto shape = std::find_if(shapes.begin(), shapes.end(), [&](const Shape& candidate) {
            return words[0].text.size() == 1 && words[0].text[0] == candidate.letter;
        });
        if (shape == shapes.end()) {
            complain(words[0].column, quoted(words[0].text) + " is no operation",
                     "A line begins with a, f, g, u, s or c.");
            return;
        }
        if (words.size() != shape->arguments + 1) {
            const bool more = words.size() > shape->arguments + 1;
            const Word& last = words.back();
            complain(more ? words[shape->arguments + 1].column
                          : last.column + static_cast<std::uint32_t>(last.text.size()),
                     more ? "too much on this line" : "something is missing on this line",
                     std::string("It reads: ") + shape->usage);
            return;
        }
        std::array<std::uint64_t, 3> values{};
        for (std::size_t i = 0; i < shape->arguments; ++i) {
            const std::optional<std::uint64_t> value = number(words[i + 1]);
            if (!value) {
                return;
            }
            values[i] = *value;
        }
        Operation operation;
        operation.kind = shape->kind;
        operation.unit = SizeUnit::blocks;
        operation.line = line_;
        operation.size = values[1];
        if (shape->arguments != 0) {
            operation.allocation = allocation_of(values[0]);
        }
        if (shape->kind == OperationKind::allocate) {
            operation.alignment = alignment_of(values[2]);
        }
        trace_.operations.push_back(operation);
    }

    /// Here 0 is as wrong as 3; an Operation would take it for "one block". What is no power of two is refused.
    static std::uint32_t alignment_of(std::uint64_t written) {
        constexpr std::uint32_t refused = std::numeric_limits<std::uint32_t>::max();
        return written == 0 || written > refused ? refused : static_cast<std::uint32_t>(written);
    }

    AllocationId allocation_of(std::uint64_t id) {
        const auto next = static_cast<std::uint32_t>(trace_.names.size());
        const auto [entry, is_new] = ids_.try_emplace(id, AllocationId{next});
        if (is_new) {
            trace_.names.push_back(std::to_string(id));
        }
        return entry->second;
    }

    Trace trace_;
    std::unordered_map<std::uint64_t, AllocationId> ids_;
    std::uint32_t line_ = 0;
    bool hopeless_ = false;
};

/// Failures that say "you may not ask this", not "the heap cannot do this".
bool is_invalid(stalloc::Failure failure) noexcept {
    switch (failure) {
    case stalloc::Failure::zero_size:
    case stalloc::Failure::bad_alignment:
    case stalloc::Failure::outside:
    case stalloc::Failure::bad_size:
    case stalloc::Failure::not_in_use:
        return true;
    case stalloc::Failure::none:
    case stalloc::Failure::too_large:
    case stalloc::Failure::no_block_free:
    case stalloc::Failure::no_chunk_fits:
    case stalloc::Failure::not_followed_free:
    case stalloc::Failure::chunk_too_short:
        return false;
    }
    return false;
}

std::string result_of(const Operation& operation, const Outcome& outcome) {
    if (!outcome.ok()) {
        return is_invalid(outcome.failure) ? "SKIP" : "FAIL";
    }
    switch (operation.kind) {
    case OperationKind::allocate:
    case OperationKind::reallocate:
        return std::to_string(outcome.index.value);
    case OperationKind::deallocate:
    case OperationKind::clear:
        return "ok";
    case OperationKind::grow_in_place:
    case OperationKind::grow_up_to:
    case OperationKind::shrink_in_place:
        return std::to_string(outcome.blocks.value);
    }
    return {};
}

void append_free_list(std::string& line, const Heap& heap) {
    if (heap.is_oom()) {
        line += '-';
        return;
    }
    const auto header = [&](std::uint32_t index) {
        return stalloc::read_header(heap.header_bytes().subspan(std::size_t{index} * stalloc::header_size).data());
    };
    std::uint32_t index = header(heap.geometry().blocks.value).next;
    for (;;) {
        const stalloc::Header chunk = header(index);
        line += std::to_string(index) + ':' + std::to_string(chunk.length);
        if (chunk.next == 0) {
            return;
        }
        line += ',';
        index = chunk.next;
    }
}

} // namespace

Trace parse_reference(std::string_view text, std::string_view file) { return Parser{file}.run(text); }

std::string reference_answer(const Operation& operation, const Outcome& outcome, const Heap& heap) {
    std::string line = result_of(operation, outcome);
    line += heap.is_oom() ? " 1" : " 0";
    line += heap.is_empty() ? " 1 " : " 0 ";
    append_free_list(line, heap);
    return line;
}

void replay_reference(const Trace& trace, const HeapGeometry& geometry, Policy policy,
                      const std::function<void(std::string_view line)>& write) {
    Heap heap(geometry, policy);
    OperationIndex number{};
    for (const Operation& operation : trace.operations) {
        ++number.value;
        const Outcome outcome = heap.apply(operation, number);
        write(reference_answer(operation, outcome, heap) + '\n');
    }
}

std::string replay_reference(const Trace& trace) {
    std::string answers;
    replay_reference(trace, trace.geometry.value_or(HeapGeometry{}), Policy::first_fit,
                     [&](std::string_view line) { answers += line; });
    return answers;
}

} // namespace firstfit
