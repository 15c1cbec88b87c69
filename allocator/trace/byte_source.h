// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes from somewhere, in pieces: a file, standard input or memory, unpacked on the way if they are compressed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace firstfit {

/// Why nothing could be read, and what to do. `line` and `column` count from 1; 0 = the whole file.
struct ReadRefusal {
    std::string title;  ///< "prog.raw is an interpreted heaptrack recording": a sentence without full stop
    std::string advice; ///< "Open the raw one, which heaptrack --raw writes.": may be empty
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    bool cancelled = false; ///< the watch asked for an end: nothing is wrong
};

/// A stream of bytes that is read once, front to back.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Puts up to into.size() bytes there and says how many; 0 = the end, or damage. Nothing at all (nullopt) means
    /// that a pipe has none at the moment: ask again. Waits 50 ms at most.
    [[nodiscard]] virtual std::optional<std::size_t> read(std::span<char> into) = 0;

    /// What is wrong with the data behind the last byte that was read, a sentence without full stop; empty: nothing.
    [[nodiscard]] virtual const std::string& damage() const noexcept = 0;

    /// Bytes of the file that are done, as they lie there (compressed ones, that is); for progress.
    [[nodiscard]] virtual std::uint64_t consumed() const noexcept = 0;

    /// Bytes of the whole file as it lies there; 0 = not known.
    [[nodiscard]] virtual std::uint64_t total() const noexcept = 0;
};

/// A source, or why there is none.
using OpenedBytes = std::variant<std::unique_ptr<ByteSource>, ReadRefusal>;

/// The file at `path` as it lies there; "-" is standard input. Refuses folders and what cannot be opened.
[[nodiscard]] OpenedBytes open_bytes(const std::string& path);

/// All that is left of `source`, or as much as shows that it is more than `most` bytes. `go_on` is asked between
/// pieces; nothing if it says no.
[[nodiscard]] std::optional<std::string> read_all(ByteSource& source, std::size_t most,
                                                  const std::function<bool()>& go_on = {});

/// Bytes in memory, which must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> bytes_of(std::string_view memory);

/// A source that can be looked into before it is read, and that unpacks gzip and zstd (recognised by their first bytes;
/// several of them one behind the other, too). Everything else it hands on as it is.
class UnpackedSource final : public ByteSource {
public:
    /// `packed` must outlive this.
    explicit UnpackedSource(ByteSource& packed);
    explicit UnpackedSource(std::unique_ptr<ByteSource> packed);
    ~UnpackedSource() override;

    /// The first bytes, unpacked, 16 KB of them unless there are fewer; reading starts with them all the same. Nothing
    /// (nullopt) while a pipe has none: ask again. The view is good until the first read().
    [[nodiscard]] std::optional<std::string_view> head();

    [[nodiscard]] std::optional<std::size_t> read(std::span<char> into) override;
    [[nodiscard]] const std::string& damage() const noexcept override;
    [[nodiscard]] std::uint64_t consumed() const noexcept override;
    [[nodiscard]] std::uint64_t total() const noexcept override;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace firstfit
