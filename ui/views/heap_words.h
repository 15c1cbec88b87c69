// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a block is, in words: tooltips, accessible names.
#pragma once

#include "allocator/heap/snapshot.h"

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

/// "0x101c", for the clipboard and for words.
[[nodiscard]] QString addressText(const HeapGeometry& geometry, BlockIndex block);

} // namespace firstfit
