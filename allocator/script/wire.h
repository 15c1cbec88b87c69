// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the two processes of a script say to each other, as bytes.
//
//   program -> worker:  the request (limits and options), then the source, then the end of the stream
//   worker -> program:  records  [kind: u8][length of the payload: u32][payload]
//
// Numbers are little-endian; a text is its length (u32) and its bytes. Both ends come from one build.
#pragma once

#include "allocator/script/script.h"

#include <cstddef>
#include <string_view>

namespace firstfit::wire {

enum class Record : std::uint8_t {
    hello,      ///< the protocol's number: this is our worker
    geometry,   ///< blocks, block size, base address
    operation,  ///< everything but its number, which is counted
    name,       ///< an allocation and its name
    note,       ///< line, text; shown after the operations so far
    pause,      ///< line
    diagnostic, ///< severity, kind, line, column, related line, title, message
    end,        ///< the script has ended, for whatever reason; nothing follows
};

inline constexpr std::uint32_t protocol = 0x31534646; ///< "FFS1"
inline constexpr std::size_t record_head = 5;
inline constexpr std::size_t max_payload = 8192;

// What a script may say, so that neither end drowns in it. Longer texts are cut.
inline constexpr std::size_t max_name = 64;
inline constexpr std::size_t max_note = 4096;
inline constexpr std::size_t max_title = 400;
inline constexpr std::size_t max_message = 1200;
inline constexpr std::uint32_t max_notes = 100'000;
inline constexpr std::size_t max_bytes_of_notes = std::size_t{16} << 20;
inline constexpr std::size_t max_bytes_of_names = std::size_t{64} << 20; ///< later allocations stay without
inline constexpr std::uint32_t max_pauses = 1'000'000;
inline constexpr std::uint32_t max_warnings = 100;

/// Writes into memory that the caller owns; never allocates, so that a signal handler may use it.
/// What does not fit is left out, and `full()` says so.
class Writer {
public:
    Writer(char* at, std::size_t room) noexcept : begin_(at), at_(at), end_(at + room) {}

    void u8(std::uint8_t value) noexcept { number(value, 1); }
    void u32(std::uint32_t value) noexcept { number(value, 4); }
    void u64(std::uint64_t value) noexcept { number(value, 8); }
    /// At most `most` bytes of `value`.
    void text(std::string_view value, std::size_t most) noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(at_ - begin_); }
    [[nodiscard]] bool full() const noexcept { return full_; }

private:
    void number(std::uint64_t value, std::size_t bytes) noexcept;

    char* begin_;
    char* at_;
    char* end_;
    bool full_ = false;
};

/// Reads what a Writer wrote. Reading past the end gives 0 and empty texts, and `ok()` turns false.
class Reader {
public:
    explicit Reader(std::string_view bytes) noexcept : bytes_(bytes) {}

    std::uint8_t u8() noexcept { return static_cast<std::uint8_t>(number(1)); }
    std::uint32_t u32() noexcept { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() noexcept { return number(8); }
    std::string_view text() noexcept;

    [[nodiscard]] bool ok() const noexcept { return ok_; }
    /// Everything was understood and nothing is left over.
    [[nodiscard]] bool done() const noexcept { return ok_ && bytes_.empty(); }
    [[nodiscard]] std::string_view rest() const noexcept { return bytes_; }

private:
    std::uint64_t number(std::size_t bytes) noexcept;

    std::string_view bytes_;
    bool ok_ = true;
};

/// The bytes of a request, without the source that follows them.
[[nodiscard]] std::string request_of(const ScriptOptions& options);
/// The reverse: takes the request off the front of `bytes`. `false` if it is none.
[[nodiscard]] bool read_request(std::string_view& bytes, ScriptOptions& options);

void write_operation(Writer& writer, const Operation& operation) noexcept;
/// `false` for what is no operation.
[[nodiscard]] bool read_operation(Reader& reader, Operation& operation) noexcept;

void write_diagnostic(Writer& writer, const Diagnostic& diagnostic) noexcept;
[[nodiscard]] bool read_diagnostic(Reader& reader, Diagnostic& diagnostic);

} // namespace firstfit::wire
