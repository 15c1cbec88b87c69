// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// What a Stalloc heap keeps in its free blocks, and the words for it.
//
//   block index   0        2              7                L
//                 +--------+--------------+----------------+------+
//                 | in use | chunk        | chunk          | base |
//                 +--------+--------------+----------------+------+
//                          next=7 len=5    next=0 len=L-7   next=2 len=0
//
// The base header lies behind the last block, so its "index" is L. That lets one integer name
// every header, and lets a walk start at the base without a special case.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace stalloc {

/// The largest L: block indices and chunk lengths are 16 bits wide.
inline constexpr uint32_t max_block_count = 65535;
/// The smallest B in bytes: a header must fit into one block.
inline constexpr uint32_t min_block_size = 4;
/// The largest B in bytes.
inline constexpr uint32_t max_block_size = uint32_t{1} << 28;
/// The largest alignment in bytes that a request may ask for (as in the crate: inclusive).
inline constexpr uint64_t max_alignment_bytes = uint64_t{1} << 29;
/// Bytes of one header.
inline constexpr uint32_t header_size = 4;
/// `length` of the base header when no block is free.
inline constexpr uint16_t out_of_memory_mark = 0xFFFF;

/// The two fields at the start of every chunk, and of the base header.
struct Header {
    uint16_t next;   ///< index of the next chunk in address order; 0 = none
    uint16_t length; ///< blocks in this chunk; in the base header 0 or out_of_memory_mark

    friend constexpr bool operator==(const Header&, const Header&) = default;
};

enum class HeaderField : uint8_t { next, length };

/// The four bytes of a header as one number: `next` in its lower half, `length` in its upper one.
///
/// Headers are written whole, and read whole where they were probably written a moment ago: a processor hands a number
/// on from a store to a load of the same bytes, but waits if the load wants more bytes than the store had.
class PackedHeader {
public:
    constexpr explicit PackedHeader(uint32_t word) noexcept : word_(word) {}
    /// Each less than 2^16.
    constexpr PackedHeader(uint32_t next, uint32_t length) noexcept : word_(next | length << 16) {}

    [[nodiscard]] constexpr uint32_t next() const noexcept { return word_ & 0xFFFF; }
    [[nodiscard]] constexpr uint32_t length() const noexcept { return word_ >> 16; }
    [[nodiscard]] constexpr uint32_t word() const noexcept { return word_; }
    /// Of a base header: the index of the first chunk, or a number above max_block_count if no block is free.
    [[nodiscard]] constexpr uint32_t first_chunk() const noexcept { return word_; }
    [[nodiscard]] constexpr Header unpacked() const noexcept {
        return {static_cast<uint16_t>(next()), static_cast<uint16_t>(length())};
    }

    /// The same link with another length, which must stay in range.
    [[nodiscard]] constexpr PackedHeader longer(uint32_t by) const noexcept { return PackedHeader{word_ + (by << 16)}; }
    [[nodiscard]] constexpr PackedHeader shorter(uint32_t by) const noexcept {
        return PackedHeader{word_ - (by << 16)};
    }
    [[nodiscard]] constexpr PackedHeader with(HeaderField field, uint16_t value) const noexcept {
        return field == HeaderField::next ? PackedHeader{value, length()} : PackedHeader{next(), value};
    }

private:
    uint32_t word_;
};

namespace detail {

inline constexpr bool little_endian = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

/// Keeps an address in one register. Some processors hand a number on from a store to a load in no time at all, but
/// only if neither instruction has to add up its address.
template <class Byte>
inline Byte* in_one_register(Byte* address) noexcept {
    __asm__("" : "+r"(address));
    return address;
}

} // namespace detail

/// Reads the header stored little-endian at `bytes` (4 bytes are read).
inline PackedHeader read_packed(const unsigned char* bytes) noexcept {
    uint32_t word;
    __builtin_memcpy(&word, bytes, sizeof word);
    return PackedHeader{detail::little_endian ? word : __builtin_bswap32(word)};
}

/// The same, field by field: a walk needs `next` first of all.
inline Header read_header(const unsigned char* bytes) noexcept {
    Header header;
    __builtin_memcpy(&header.next, bytes, 2);
    __builtin_memcpy(&header.length, bytes + 2, 2);
    return detail::little_endian ? header : Header{__builtin_bswap16(header.next), __builtin_bswap16(header.length)};
}

/// Writes the header at `bytes`, little-endian.
inline void write_header(unsigned char* bytes, PackedHeader header) noexcept {
    uint32_t word = detail::little_endian ? header.word() : __builtin_bswap32(header.word());
    __asm__("" : "+r"(word)); // else a compiler stores only the half that it sees changing
    __builtin_memcpy(bytes, &word, sizeof word);
}

/// Writes one field of the header at `bytes`, little-endian.
inline void write_field(unsigned char* bytes, HeaderField field, uint16_t value) noexcept {
    write_header(bytes, read_packed(bytes).with(field, value));
}

} // namespace stalloc
