// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/timeline_pyramid.h"

#include <algorithm>

namespace firstfit {

namespace {

constexpr std::uint64_t fanout = 16;

} // namespace

double StretchFigures::meanUsed() const {
    return count == 0 ? 0 : static_cast<double>(used) / static_cast<double>(count);
}

double StretchFigures::meanLargest() const {
    return count == 0 ? 0 : static_cast<double>(largest) / static_cast<double>(count);
}

void StretchFigures::add(const StretchFigures& other) {
    count += other.count;
    used += other.used;
    largest += other.largest;
    fragmentation.add(other.fragmentation);
    usedBlocks.add(other.usedBlocks);
    largestChunk.add(other.largestChunk);
    chunks.add(other.chunks);
    scanLength.add(other.scanLength);
    failures += other.failures;
}

StretchFigures figuresOf(const Timeline& timeline, OperationIndex n) {
    const OperationMetrics metrics = timeline.metrics(n);
    const std::uint32_t free = timeline.geometry().blocks.value - metrics.used;
    const float fragmentation =
        free == 0 ? 0.0F : 1.0F - static_cast<float>(metrics.largest_chunk) / static_cast<float>(free);
    StretchFigures figures;
    figures.count = 1;
    figures.used = metrics.used;
    figures.largest = metrics.largest_chunk;
    figures.fragmentation = {fragmentation, fragmentation};
    figures.usedBlocks = {metrics.used, metrics.used};
    figures.largestChunk = {metrics.largest_chunk, metrics.largest_chunk};
    figures.chunks = {metrics.chunks, metrics.chunks};
    figures.scanLength = {metrics.scan_length, metrics.scan_length};
    figures.failures = n.value != 0 && timeline.failed(n) ? 1U : 0U;
    return figures;
}

void TimelinePyramid::grow(const Timeline& timeline) {
    const std::uint32_t count = timeline.size().value;
    std::size_t whole = count_ / fanout; // entries that stay; the one behind them was not full
    if (count > 0 && levels_.empty()) {
        levels_.emplace_back();
    }
    for (std::size_t height = 0; height < levels_.size(); ++height) {
        std::vector<StretchFigures>& level = levels_[height];
        level.resize(std::min(whole, level.size()));
        const std::size_t below = height == 0 ? count : levels_[height - 1].size();
        for (std::size_t i = level.size() * fanout; i < below; ++i) {
            if (i % fanout == 0) {
                level.emplace_back();
            }
            level.back().add(height == 0 ? figuresOf(timeline, OperationIndex{static_cast<std::uint32_t>(i + 1)})
                                         : levels_[height - 1][i]);
        }
        if (level.size() > 1 && height + 1 == levels_.size()) {
            levels_.emplace_back(); // `level` is not good any more
        }
        whole /= fanout;
    }
    count_ = count;
    whole_ = levels_.empty() ? StretchFigures{} : levels_.back().front();
}

StretchFigures TimelinePyramid::stretch(const Timeline& timeline, std::uint32_t first, std::uint32_t last) const {
    StretchFigures sum;
    std::uint64_t at = first - 1;
    const std::uint64_t end = std::min(last, timeline.size().value);
    while (at < end) {
        // The largest entry that starts here and does not reach too far.
        std::size_t height = 0;
        std::uint64_t size = 1;
        while (height < levels_.size() && at % (size * fanout) == 0 && at + size * fanout <= end) {
            size *= fanout;
            ++height;
        }
        if (height == 0) {
            sum.add(figuresOf(timeline, OperationIndex{static_cast<std::uint32_t>(at + 1)}));
        } else {
            sum.add(levels_[height - 1][static_cast<std::size_t>(at / size)]);
        }
        at += size;
    }
    return sum;
}

} // namespace firstfit
