// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a block is, in words: tooltips, accessible names.
#pragma once

#include "allocator/heap/snapshot.h"
#include "allocator/trace/trace.h"
#include "ui/render/heap_picture.h"

#include <QString>
#include <QStringList>

namespace firstfit {

struct BlockWords {
    QString title;     ///< "c: allocation of 2 blocks"
    QStringList lines; ///< everything else, a fact each

    /// One sentence for a screen reader.
    [[nodiscard]] QString spoken() const;
    /// Rich text for a tooltip.
    [[nodiscard]] QString html() const;
};

/// Everything about the run that `block` belongs to; index L: the base header. `insideOperation`: blocks in no run are
/// on their way, not lost. O(log runs).
[[nodiscard]] BlockWords describeBlock(const Snapshot& snapshot, BlockIndex block, bool insideOperation);

/// What a recording knows besides: where the allocation was made, and how long ago. Empty for chunks. O(log runs).
[[nodiscard]] QStringList originLines(const Snapshot& snapshot, BlockIndex block, const Trace& trace,
                                      OperationIndex now);

/// The box beside a run that is too small for words: a chunk against the request (blocks; 0: none), or an allocation
/// and where it comes from. O(log runs).
[[nodiscard]] Callout calloutOf(const Snapshot& snapshot, BlockIndex block, std::uint64_t request, const Trace& trace);

/// "294 chunks of 4 to 7 blocks are lit, 1,502 blocks in all." O(chunks).
[[nodiscard]] QString litSentence(const Snapshot& snapshot, const LengthRange& lengths);

/// How a stop condition names a call site: its function, or all that is known of it; empty: nothing is known.
[[nodiscard]] QString siteName(const Trace& trace, CallSiteId site);

/// "0x101c", for the clipboard and for words.
[[nodiscard]] QString addressText(const HeapGeometry& geometry, BlockIndex block);

} // namespace firstfit
