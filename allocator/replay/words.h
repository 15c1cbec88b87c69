// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sentences of a teacher. Numbers and names come from the moment; nothing is decided here.
#pragma once

#include "allocator/heap/figures.h"
#include "allocator/replay/explain.h"
#include "allocator/replay/moment.h"

namespace firstfit {

/// "1 block", "8 blocks", "0 bytes".
[[nodiscard]] std::string count_of(std::uint64_t number, std::string_view thing);
/// "block 7", "blocks 7 to 9".
[[nodiscard]] std::string blocks_from(std::uint32_t index, std::uint32_t size);
/// "chunk 19", or "the base header" for L.
[[nodiscard]] std::string header_name(const Moment& moment, std::uint32_t index);
/// What stands right behind the operation's allocation: "d follows right behind c", "c ends where the heap ends".
[[nodiscard]] std::string neighbour_sentence(const Moment& moment);
/// The function the person called: "malloc", "c:grow".
[[nodiscard]] std::string function_name(const Moment& moment);
/// As a sentence begins.
[[nodiscard]] std::string capitalised(std::string text);

/// "30 bytes round up to 8 blocks, 2 bytes to spare · any alignment".
[[nodiscard]] std::string request_line(const Moment& moment);
/// One or two sentences about the last micro-step.
[[nodiscard]] std::string sentence_at(const Moment& moment);
/// The result, once the operation is done and has not failed.
[[nodiscard]] std::string result_sentence(const Moment& moment);
/// About a header that was just written.
[[nodiscard]] std::string write_sentence(const Moment& moment);
/// Why nothing happened; the step is `failed`.
[[nodiscard]] std::string failed_sentence(const Moment& moment);

/// Headline, sentence and figures of a request that has just failed. O(chunks).
[[nodiscard]] FailureReport failure_report(const Moment& moment);

} // namespace firstfit
