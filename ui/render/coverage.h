// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Blocks smaller than a pixel: each pixel mixes used and free by share.
#pragma once

#include "allocator/heap/snapshot.h"
#include "ui/render/map_colouring.h"
#include "ui/render/palette.h"

#include <QImage>

#include <optional>
#include <span>

namespace firstfit {

/// Lengths in blocks, both included.
struct LengthRange {
    std::uint32_t lowest = 0;
    std::uint32_t highest = 0;

    [[nodiscard]] bool contains(std::uint32_t length) const noexcept { return length >= lowest && length <= highest; }
    friend bool operator==(const LengthRange&, const LengthRange&) = default;
};

/// How the free colour shows in a pixel of which this share is free: any free block gives at least an eighth.
[[nodiscard]] QRgb coverageColour(const Palette& palette, double freeShare);

/// Adds to each of `shares` the share of free blocks (0..1, times `weight`) in its part of the blocks [first, end):
/// part i holds the `perPart` blocks from first + i * perPart on. `only`: chunks of these lengths alone count.
/// O(runs in the range + parts).
void addFreeShares(const Snapshot& snapshot, std::uint32_t first, std::uint32_t end, double perPart,
                   std::span<float> shares, float weight = 1, std::optional<LengthRange> only = std::nullopt);

/// What a picture of shares tells besides used and free.
struct CoverageMarks {
    std::optional<LengthRange> lit;          ///< chunks that are pointed out
    const MapColouring* colouring = nullptr; ///< of the allocations; null or empty: all have the colour of "used"
};

/// The whole heap, one line per row of `blocksPerRow` blocks, `size.width()` px wide; where it has more rows than
/// `size.height()`, rows share lines. Pixels behind the last block are transparent. A pixel with any block of a chunk
/// whose length is lit is accent, at least by half. Of allocations in kinds the largest in a pixel has its colour, and
/// any of them shows at least by half beside the grey of the others; colours of a sequence are mixed by share.
/// O(runs + px), with colours O(runs + px * classes).
[[nodiscard]] QImage coverageImage(const Snapshot& snapshot, std::uint32_t blocksPerRow, QSize size,
                                   const Palette& palette, const CoverageMarks& marks = {});

} // namespace firstfit
