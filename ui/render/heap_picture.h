// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything that the heap painter needs to know, as values.
#pragma once

#include "allocator/replay/explain.h"
#include "ui/render/coverage.h"
#include "ui/render/heap_layout.h"
#include "ui/render/map_colouring.h"
#include "ui/render/palette.h"

#include <QString>

#include <optional>
#include <vector>

namespace firstfit {

/// A flag on its way from one header to the next.
struct TagMotion {
    BlockIndex from{};
    double progress = 1; ///< 0..1, already eased; 1 = arrived
};

/// A border between two runs on its way: it belongs at block `at` and came from `from`.
struct BorderMotion {
    BlockIndex at{};   ///< the border lies in front of this block
    BlockIndex from{}; ///< the same, where it was
    bool vanishes = false;
    double progress = 1;
};

/// What a box with a pointer says about a chunk that is too small to hold words.
struct Callout {
    BlockIndex block{};
    QString title;
    QString detail;
};

/// What is marked on the map, beside what the heap itself says.
struct HeapMarks {
    Scan scan;
    std::optional<BlockIndex> selected; ///< any block of the run; L = base header
    std::optional<BlockIndex> hovered;
    std::optional<BlockIndex> focused;
    std::uint64_t request = 0;    ///< blocks that free chunks are shaded against; 0 = none
    bool insideOperation = false; ///< blocks in no chunk and no allocation are on their way, not lost
    QString noteTitle;            ///< "note, line 16"
    QString noteText;             ///< empty: no note
    QString sentence;             ///< instead of the legend
    std::optional<Callout> callout;
    std::optional<LengthRange> lit; ///< free chunks of these lengths are pointed out
    MapColouring colouring;         ///< of the allocations; empty: by the order of allocation
    std::optional<TagMotion> prevMotion;
    std::optional<TagMotion> currMotion;
    std::vector<BorderMotion> borders;
};

/// One picture of a heap. Holds references: lives no longer than a paint event.
struct HeapPicture {
    const Snapshot& snapshot;
    const HeapLayout& layout;
    const Palette& palette;
    const HeapMarks& marks;
};

} // namespace firstfit
