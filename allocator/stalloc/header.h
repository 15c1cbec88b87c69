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

/// Reads the header stored little-endian at `bytes` (4 bytes are read).
inline Header read_header(const unsigned char* bytes) noexcept {
    // Byte by byte: right on any machine, and one load on a little-endian one.
    return {static_cast<uint16_t>(bytes[0] | bytes[1] << 8), static_cast<uint16_t>(bytes[2] | bytes[3] << 8)};
}

/// Writes one 16-bit field of the header at `bytes`, little-endian.
inline void write_field(unsigned char* bytes, HeaderField field, uint16_t value) noexcept {
    unsigned char* at = bytes + (field == HeaderField::next ? 0 : 2);
    at[0] = static_cast<unsigned char>(value & 0xFF);
    at[1] = static_cast<unsigned char>(value >> 8);
}

} // namespace stalloc
