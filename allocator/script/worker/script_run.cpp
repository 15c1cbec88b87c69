// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/script_run.h"

#include "allocator/heap/figures.h"
#include "allocator/script/wording.h"

#include <algorithm>
#include <cstring>

namespace firstfit::worker {

namespace {

std::vector<std::size_t> starts_of_lines(std::string_view source) {
    std::vector<std::size_t> starts{0};
    for (std::size_t at = source.find('\n'); at != std::string_view::npos; at = source.find('\n', at + 1)) {
        starts.push_back(at + 1);
    }
    return starts;
}

Diagnostic limit_notice(std::string title) {
    return {.severity = Severity::error,
            .line = 0,
            .column = 0,
            .related_line = 0,
            .title = std::move(title),
            .message = "That is the limit. Everything before this line is kept.",
            .kind = DiagnosticKind::limit};
}

} // namespace

ScriptRun::ScriptRun(const ScriptOptions& options, std::string_view source, Stream& stream, Memory& memory)
    : options_(options),
      source_(source),
      stream_(stream),
      memory_(memory),
      line_starts_(starts_of_lines(source)),
      overtime_(limit_notice("The script ran longer than " + spoken(options.limits.run_time))),
      over_memory_(
          limit_notice("The script needs more than " + spoken_bytes(options.limits.memory_bytes) + " of memory")) {}

void ScriptRun::bind(lua_State* L) noexcept {
    *static_cast<ScriptRun**>(lua_getextraspace(L)) = this;
    running_ = L;
    memory_.tell(*this);
}

ScriptRun::Resumption::Resumption(ScriptRun& run, lua_State* resumed) noexcept : run_(run), resumer_(run.running_) {
    const std::size_t depth = run_.resumed_;
    if (depth < run_.resumers_.size()) {
        run_.resumers_[depth] = resumer_;
    }
    run_.resumed_ = std::min(depth + 1, run_.resumers_.size());
    run_.running_ = resumed;
}

ScriptRun::Resumption::~Resumption() {
    run_.running_ = resumer_;
    run_.resumed_ = run_.resumed_ - 1;
}

void ScriptRun::make_heap(lua_State* L, HeapGeometry geometry) {
    geometry.blocks = options_.blocks.value_or(geometry.blocks);
    geometry.block_size = options_.block_size.value_or(geometry.block_size);
    geometry.base_address = options_.base_address.value_or(geometry.base_address);
    if (const auto problem = geometry.problem()) {
        end(L, DiagnosticKind::misuse, "There is no such heap", *problem);
    }
    heap_ = std::make_unique<Heap>(geometry, options_.policy);
    heap_line_ = line(L);
    stream_.record(wire::Record::geometry, [&](wire::Writer& writer) {
        writer.u32(geometry.blocks.value);
        writer.u32(geometry.block_size);
        writer.u64(geometry.base_address);
    });
}

void ScriptRun::ask_for_heap(lua_State* L, HeapGeometry geometry) {
    make_heap(L, geometry);
    heap_asked_ = true;
}

Heap& ScriptRun::heap(lua_State* L) {
    if (heap_ == nullptr) {
        make_heap(L, {});
    }
    return *heap_;
}

Outcome ScriptRun::apply(lua_State* L, Operation operation) {
    check_limits();
    if (operations_ >= options_.limits.operations) {
        end(L, DiagnosticKind::limit, "The script has done " + figures(options_.limits.operations) + " operations",
            "That is the limit.");
    }
    Heap& heap = this->heap(L);
    operation.line = line(L);
    operation.to_be_predicted = predictions_ > 0;
    stream_.record(wire::Record::operation, [&](wire::Writer& writer) { wire::write_operation(writer, operation); });
    const Outcome outcome = heap.apply(operation, OperationIndex{++operations_});
    request_failed_ |= operation.kind == OperationKind::allocate && !outcome.ok();
    return outcome;
}

void ScriptRun::note(lua_State* L, std::string_view text) {
    text = text.substr(0, wire::max_note + 1); // one more, so that the other end sees that it was longer
    bytes_of_notes_ += text.size();
    if (++notes_ > wire::max_notes) {
        end(L, DiagnosticKind::limit, "The script has written " + figures(wire::max_notes) + " notes",
            "That is the limit.");
    }
    if (bytes_of_notes_ > wire::max_bytes_of_notes) {
        end(L, DiagnosticKind::limit, "The script has written " + spoken_bytes(wire::max_bytes_of_notes) + " of notes",
            "That is the limit.");
    }
    stream_.record(wire::Record::note, [&](wire::Writer& writer) {
        writer.u32(line(L));
        writer.text(text, wire::max_note + 1);
    });
}

void ScriptRun::pause(lua_State* L) {
    if (++pauses_ > wire::max_pauses) {
        end(L, DiagnosticKind::limit, "The script has paused " + figures(wire::max_pauses) + " times",
            "That is the limit.");
    }
    stream_.record(wire::Record::pause, [&](wire::Writer& writer) { writer.u32(line(L)); });
}

bool ScriptRun::name(AllocationId id, std::string_view name) {
    if (named_.size() <= id.value) {
        named_.resize(std::max<std::size_t>(id.value + std::size_t{1}, named_.size() * 2));
    }
    const std::string_view sent = name.substr(0, wire::max_name);
    if (named_[id.value] || bytes_of_names_ + sent.size() > wire::max_bytes_of_names) {
        return false;
    }
    bytes_of_names_ += sent.size();
    named_[id.value] = true;
    stream_.record(wire::Record::name, [&](wire::Writer& writer) {
        writer.u32(id.value);
        writer.text(sent, wire::max_name);
    });
    return true;
}

void ScriptRun::warn(Diagnostic diagnostic) {
    const bool known = std::ranges::find(warned_lines_, diagnostic.line) != warned_lines_.end();
    if (known || warned_lines_.size() >= wire::max_warnings) {
        return;
    }
    warned_lines_.push_back(diagnostic.line);
    diagnostic.severity = Severity::warning;
    stream_.diagnostic(diagnostic);
}

std::uint32_t ScriptRun::line(lua_State* L) const noexcept {
    std::uint32_t found = line_in(L);
    // A coroutine whose body is no Lua code has no line: whoever resumed it has.
    for (std::size_t i = resumed_; found == 0 && i > 0; --i) {
        found = line_in(resumers_[i - 1]);
    }
    if (found != 0) {
        last_line_ = found;
    }
    return last_line_;
}

std::uint32_t ScriptRun::line_in(lua_State* L) const noexcept {
    lua_Debug frame;
    for (int level = 0; lua_getstack(L, level, &frame) != 0; ++level) {
        lua_getinfo(L, other_chunks_ ? "Sl" : "l", &frame);
        if (frame.currentline > 0 && (!other_chunks_ || std::strcmp(frame.source, chunk_name) == 0)) {
            return static_cast<std::uint32_t>(frame.currentline);
        }
    }
    return 0;
}

std::string_view ScriptRun::text_of(std::uint32_t line) const noexcept {
    if (line == 0 || line > line_starts_.size()) {
        return {};
    }
    const std::size_t begin = line_starts_[line - 1];
    const std::size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : source_.size();
    return source_.substr(begin, end - begin);
}

void ScriptRun::end(lua_State* L, DiagnosticKind kind, std::string title, std::string_view reason,
                    std::uint32_t related_line) {
    const Diagnostic diagnostic{.severity = Severity::error,
                                .line = line(L),
                                .column = 0,
                                .related_line = related_line,
                                .title = std::move(title),
                                .message = std::string(reason) + (reason.empty() ? "" : " ") +
                                           kept_before_this_line(operations_),
                                .kind = kind};
    end(&diagnostic);
}

void ScriptRun::end(const Diagnostic* diagnostic) {
    names_.settle(*this);
    stream_.leave(diagnostic);
}

void ScriptRun::end_for_memory() noexcept {
    // The error of a denied request may have been swallowed some lines ago.
    over_memory_.line = memory_.denied() ? line_of_denial_ : line();
    stream_.leave(&over_memory_);
}

void ScriptRun::memory_denied() noexcept { line_of_denial_ = line(); }

void ScriptRun::end_for_time() noexcept {
    overtime_.line = line();
    stream_.leave(&overtime_);
}

void ScriptRun::check_limits() {
    if (memory_.denied()) {
        end_for_memory();
    }
}

} // namespace firstfit::worker
