// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One run of one script: the heap that it works on, what it may still use, and how it ends.
#pragma once

#include "allocator/heap/heap.h"
#include "allocator/script/worker/memory.h"
#include "allocator/script/worker/names.h"
#include "allocator/script/worker/stream.h"

#include <lua.hpp>

#include <memory>
#include <vector>

namespace firstfit::worker {

class ScriptRun final : private Memory::Listener {
public:
    ScriptRun(const ScriptOptions& options, std::string_view source, Stream& stream, Memory& memory);

    /// The run that a Lua state belongs to. O(1).
    static ScriptRun& of(lua_State* L) noexcept { return **static_cast<ScriptRun**>(lua_getextraspace(L)); }
    /// Binds a fresh state to this run; its coroutines inherit it. Memory limits count from now on.
    void bind(lua_State* L) noexcept;

    // -- the heap

    /// heap{}: makes the heap, with what the command line overrides. Bad geometry ends the run.
    void ask_for_heap(lua_State* L, HeapGeometry geometry);
    [[nodiscard]] bool has_heap() const noexcept { return heap_ != nullptr; }
    /// The line that made the heap, or did the first operation.
    [[nodiscard]] std::uint32_t heap_line() const noexcept { return heap_line_; }
    /// Was heap{} called, or did an operation make the default?
    [[nodiscard]] bool heap_was_asked_for() const noexcept { return heap_asked_; }
    /// The heap; the first use makes the default one.
    Heap& heap(lua_State* L);

    /// Does the operation at the current line and records it. The limit on operations may end the run.
    Outcome apply(lua_State* L, Operation operation);
    [[nodiscard]] AllocationId next_allocation() noexcept { return AllocationId{allocations_++}; }
    [[nodiscard]] std::uint32_t operations() const noexcept { return operations_; }
    /// Did any allocation not fit? Then a nil in the script may be its answer.
    [[nodiscard]] bool request_failed() const noexcept { return request_failed_; }

    /// clear() kills all allocations at once: those of an older epoch are dead.
    [[nodiscard]] std::uint32_t epoch() const noexcept { return static_cast<std::uint32_t>(clear_lines_.size()); }
    [[nodiscard]] std::uint32_t line_of_clear(std::uint32_t epoch) const noexcept { return clear_lines_[epoch]; }
    void begin_epoch(std::uint32_t line) { clear_lines_.push_back(line); }

    /// While this lives, operations are to be predicted.
    class Prediction {
    public:
        explicit Prediction(ScriptRun& run) noexcept : run_(run) { ++run_.predictions_; }
        ~Prediction() { --run_.predictions_; }
        Prediction(const Prediction&) = delete;
        Prediction& operator=(const Prediction&) = delete;

    private:
        ScriptRun& run_;
    };

    // -- what is said

    void note(lua_State* L, std::string_view text);
    void pause(lua_State* L);
    /// The first name of an allocation stays; `false` for a later one.
    bool name(AllocationId id, std::string_view name);
    /// Once per line and kind of warning.
    void warn(Diagnostic diagnostic);
    Names& names() noexcept { return names_; }

    // -- where it is

    /// The line of the script that runs now, 0 if unknown. Also from a signal handler.
    [[nodiscard]] std::uint32_t line(lua_State* L) const noexcept;
    [[nodiscard]] std::uint32_t line() const noexcept { return running_ == nullptr ? 0 : line(running_); }
    /// The text of a line of the script, from 1.
    [[nodiscard]] std::string_view text_of(std::uint32_t line) const noexcept;
    /// The script compiled more text with load(): the innermost function need not be the script's.
    void other_chunks_exist() noexcept { other_chunks_ = true; }

    /// The coroutine that runs now. Also from a signal handler.
    [[nodiscard]] lua_State* running() const noexcept { return running_; }

    /// Lives as long as a coroutine runs that another one resumed.
    class Resumption {
    public:
        Resumption(ScriptRun& run, lua_State* resumed) noexcept;
        ~Resumption();
        Resumption(const Resumption&) = delete;
        Resumption& operator=(const Resumption&) = delete;

    private:
        ScriptRun& run_;
        lua_State* resumer_;
    };

    // -- how it ends; no script can catch these

    /// Ends the run with an error at the current line.
    [[noreturn]] void end(lua_State* L, DiagnosticKind kind, std::string title, std::string_view reason,
                          std::uint32_t related_line = 0);
    [[noreturn]] void end(const Diagnostic* diagnostic);
    [[noreturn]] void end_for_memory() noexcept;
    [[noreturn]] void end_for_time() noexcept;
    /// Ends the run if a script swallowed the error of a limit.
    void check_limits();

    /// From a signal handler: lets the other end know how far the script is.
    void send_so_far() { stream_.send_so_far(); }

    Memory& memory() noexcept { return memory_; }

private:
    void memory_denied() noexcept override;
    [[noreturn]] void memory_exhausted() noexcept override { end_for_memory(); }
    void make_heap(lua_State* L, HeapGeometry geometry);
    [[nodiscard]] std::uint32_t line_in(lua_State* L) const noexcept;

    const ScriptOptions& options_;
    std::string_view source_;
    Stream& stream_;
    Memory& memory_;
    Names names_;
    std::unique_ptr<Heap> heap_;
    std::vector<std::size_t> line_starts_;
    std::vector<std::uint32_t> clear_lines_;
    std::vector<bool> named_; ///< by allocation
    std::vector<std::uint32_t> warned_lines_;
    std::uint32_t operations_ = 0;
    std::uint32_t allocations_ = 0;
    std::size_t bytes_of_names_ = 0;
    std::size_t bytes_of_notes_ = 0;
    std::uint32_t notes_ = 0;
    std::uint32_t pauses_ = 0;
    std::uint32_t heap_line_ = 0;
    mutable std::uint32_t last_line_ = 0;
    std::uint32_t line_of_denial_ = 0; ///< the last time that memory was refused
    std::uint32_t predictions_ = 0;    ///< how deep in predict()
    bool request_failed_ = false;
    bool heap_asked_ = false;
    bool other_chunks_ = false;
    lua_State* volatile running_ = nullptr;
    std::array<lua_State*, 256> resumers_{}; ///< Lua itself nests no more than 200
    volatile std::size_t resumed_ = 0;
    Diagnostic overtime_; ///< written beforehand: who speaks it may have no memory left, or be a signal handler
    Diagnostic over_memory_;
};

/// The name under which the script's own code appears in Lua's messages: "script:12: ...".
inline constexpr const char* chunk_name = "=script";

} // namespace firstfit::worker
