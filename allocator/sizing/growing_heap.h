// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A heap that can be given more blocks at its end, that goes back to where it was, and that says of a request whether
// more blocks would have changed what became of it:
//
//   | a | chunk | b | c |  tail  |                    c:  in place, if the tail is long enough
//   0                            L   L'               d:  in the first chunk that fits; else in the tail
//
// It runs allocator/stalloc's algorithm over headers of 32 bits, so that it may have more than 65,535 blocks.
// Private to this room.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/heap/operation.h"
#include "allocator/stalloc/algorithm.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace firstfit {

/// The header of a heap with more blocks than 16 bits can count.
struct WideHeader {
    std::uint32_t next = 0;
    std::uint32_t length = 0;

    friend bool operator==(const WideHeader&, const WideHeader&) = default;
};
/// What stalloc::PackedHeader is to its header.
class PackedWideHeader {
public:
    constexpr explicit PackedWideHeader(WideHeader fields) noexcept : fields_(fields) {}
    constexpr PackedWideHeader(std::uint32_t next, std::uint32_t length) noexcept : fields_{next, length} {}

    [[nodiscard]] constexpr std::uint32_t next() const noexcept { return fields_.next; }
    [[nodiscard]] constexpr std::uint32_t length() const noexcept { return fields_.length; }
    [[nodiscard]] constexpr WideHeader unpacked() const noexcept { return fields_; }
    [[nodiscard]] constexpr std::uint32_t first_chunk() const noexcept {
        return fields_.length == 0 ? fields_.next : std::numeric_limits<std::uint32_t>::max();
    }
    [[nodiscard]] constexpr PackedWideHeader longer(std::uint32_t by) const noexcept {
        return {fields_.next, fields_.length + by};
    }
    [[nodiscard]] constexpr PackedWideHeader shorter(std::uint32_t by) const noexcept {
        return {fields_.next, fields_.length - by};
    }

private:
    WideHeader fields_;
};
[[nodiscard]] inline WideHeader read_header(const WideHeader* header) noexcept { return *header; }
[[nodiscard]] inline PackedWideHeader read_packed(const WideHeader* header) noexcept {
    return PackedWideHeader{*header};
}
inline void write_header(WideHeader* header, PackedWideHeader value) noexcept { *header = value.unpacked(); }
inline void write_field(WideHeader* header, stalloc::HeaderField field, std::uint32_t value) noexcept {
    (field == stalloc::HeaderField::next ? header->next : header->length) = value;
}

/// An operation's size and alignment in blocks.
struct Request {
    AllocationId id = no_allocation;
    OperationKind kind = OperationKind::allocate;
    std::uint64_t blocks = 0;
    std::uint64_t alignment = 1;

    /// No size of heap would help it: a size of no blocks, or an alignment that is not one.
    [[nodiscard]] bool is_impossible(std::uint32_t block_size) const noexcept;
};
/// `operation` as a heap with blocks of `block_size` bytes understands it. O(1).
[[nodiscard]] Request in_blocks(const Operation& operation, std::uint32_t block_size) noexcept;

/// Where an allocation lies; no blocks: it is not alive.
struct Placed {
    std::uint32_t index = 0;
    std::uint32_t blocks = 0;
};

class GrowingHeap {
public:
    /// More than any heap that this room is asked about, and few enough to be held.
    static constexpr std::uint32_t max_blocks = std::uint32_t{1} << 23;
    static constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

    /// `allocations`: ids are below that. `geometry.blocks` may be up to max_blocks.
    GrowingHeap(const HeapGeometry& geometry, std::size_t allocations);

    struct Reply {
        bool failed = false; ///< an allocation or reallocation that got nothing
        /// With fewer blocks than this (and no fewer than now) exactly the same happens; with this many, something
        /// else.
        std::uint64_t changes_at = never;
        /// With this many blocks the request gets all that it wants.
        std::uint64_t content_at = never;
    };
    /// Does it as Heap::apply() would. What no heap could do is left out. O(chunks).
    Reply apply(const Request& request);

    /// The heap gets `blocks` blocks, more than it has: the new ones are free. O(1); O(chunks) if the last is in use.
    void raise(std::uint32_t blocks);

    /// A state to go back to.
    struct Mark {
        std::size_t headers = 0;
        std::size_t places = 0;
        std::uint32_t blocks = 0;
        std::uint32_t tail = 0;
        std::uint64_t visits = 0;
    };
    [[nodiscard]] Mark mark() const noexcept;
    /// Undoes everything since that mark was taken. O(changes).
    void rewind(const Mark& mark);
    /// No mark taken so far will be gone back to. O(1).
    void forget() noexcept;
    /// Bytes that undoing takes.
    [[nodiscard]] std::size_t undo_bytes() const noexcept;

    [[nodiscard]] std::uint32_t blocks() const noexcept { return blocks_; }
    /// Chunks visited since the start (or the mark gone back to).
    [[nodiscard]] std::uint64_t visits() const noexcept { return visits_; }

private:
    class Blocks;
    class Watch;
    struct HeaderChange {
        std::uint32_t where; ///< twice the index, plus 1 for the length
        std::uint32_t old;
    };
    struct PlaceChange {
        AllocationId id;
        Placed old;
    };

    template <class Use>
    auto with_algorithm(Use&& use);
    Reply allocate(const Request& request);
    Reply reallocate(const Request& request, Placed old);
    Reply grow(const Request& request, Placed old);
    void clear();
    void place(AllocationId id, Placed now);
    [[nodiscard]] std::uint64_t end_in_tail(const Request& request) const noexcept;
    [[nodiscard]] std::uint64_t padding(std::uint32_t index, std::uint64_t alignment) const noexcept;

    std::uint32_t block_size_;
    std::uint64_t first_block_number_;
    std::uint32_t blocks_;   ///< L
    std::uint32_t tail_ = 0; ///< behind the last block in use
    std::uint64_t visits_ = 0;
    std::vector<WideHeader> headers_; ///< at L: the base header
    std::vector<Placed> places_;      ///< by id
    std::vector<HeaderChange> header_changes_;
    std::vector<PlaceChange> place_changes_;
};

} // namespace firstfit
