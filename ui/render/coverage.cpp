// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/coverage.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace firstfit {

namespace {

int mix(int a, int b, double share) { return static_cast<int>(std::lround(a + (b - a) * share)); }

QRgb mixed(QRgb a, QRgb b, float share) {
    const double part = std::min(static_cast<double>(share), 1.0);
    return qRgb(mix(qRed(a), qRed(b), part), mix(qGreen(a), qGreen(b), part), mix(qBlue(a), qBlue(b), part));
}

/// The 256 mixtures that a picture needs, computed once per picture.
std::array<QRgb, 256> ramp(const Palette& palette) {
    std::array<QRgb, 256> colours{};
    for (std::size_t i = 0; i < colours.size(); ++i) {
        colours[i] = coverageColour(palette, static_cast<double>(i) / 255);
    }
    return colours;
}

} // namespace

QRgb coverageColour(const Palette& palette, double freeShare) {
    const double share = freeShare <= 0 ? 0 : std::clamp(freeShare, 0.125, 1.0);
    const QColor& used = palette.used;
    const QColor& free = palette.fragmented;
    return qRgb(mix(used.red(), free.red(), share), mix(used.green(), free.green(), share),
                mix(used.blue(), free.blue(), share));
}

void addFreeShares(const Snapshot& snapshot, std::uint32_t first, std::uint32_t end, double perPart,
                   std::span<float> shares, float weight, std::optional<LengthRange> only) {
    if (first >= end || shares.empty()) {
        return;
    }
    const auto runs = snapshot.runs();
    const Run* run = &snapshot.run_at(BlockIndex{first});
    const double parts = static_cast<double>(shares.size());
    const float whole = weight;
    const float perBlock = weight / static_cast<float>(perPart);
    for (const Run* last = runs.data() + runs.size(); run != last && run->index.value < end; ++run) {
        if (run->kind == Run::Kind::allocation || (only && !only->contains(run->blocks.value))) {
            continue;
        }
        const double from = std::max(run->index.value, first) - first;
        const double to = std::min(run->index.value + run->blocks.value, end) - first;
        const double firstPart = std::min(from / perPart, parts - 1);
        const double lastPart = std::min(to / perPart, parts);
        auto part = static_cast<std::size_t>(firstPart);
        const auto endPart = static_cast<std::size_t>(lastPart);
        if (part == endPart || part + 1 > shares.size() - 1) {
            shares[std::min(part, shares.size() - 1)] += static_cast<float>(to - from) * perBlock;
            continue;
        }
        shares[part] += static_cast<float>((static_cast<double>(part) + 1) * perPart - from) * perBlock;
        for (++part; part < endPart; ++part) {
            shares[part] += whole;
        }
        if (endPart < shares.size()) {
            shares[endPart] += static_cast<float>(to - static_cast<double>(endPart) * perPart) * perBlock;
        }
    }
}

QImage coverageImage(const Snapshot& snapshot, std::uint32_t blocksPerRow, QSize size, const Palette& palette,
                     std::optional<LengthRange> lit) {
    const std::uint32_t blocks = snapshot.geometry().blocks.value;
    const std::uint32_t rows = (blocks - 1) / blocksPerRow + 1;
    const auto lines = std::min(rows, static_cast<std::uint32_t>(std::max(size.height(), 1)));
    const int width = std::max(size.width(), 1);
    QImage image(width, static_cast<int>(lines), QImage::Format_ARGB32_Premultiplied);
    const std::array<QRgb, 256> colours = ramp(palette);
    const double perPixel = static_cast<double>(blocksPerRow) / width;
    std::vector<float> shares(static_cast<std::size_t>(width));
    std::vector<float> litShares(lit ? shares.size() : 0);
    for (std::uint32_t line = 0; line < lines; ++line) {
        const auto firstRow = static_cast<std::uint32_t>(std::uint64_t{line} * rows / lines);
        const auto endRow = static_cast<std::uint32_t>(std::uint64_t{line + 1} * rows / lines);
        std::fill(shares.begin(), shares.end(), 0.0F);
        std::fill(litShares.begin(), litShares.end(), 0.0F);
        for (std::uint32_t row = firstRow; row < endRow; ++row) {
            const std::uint32_t end = std::min((row + 1) * blocksPerRow, blocks);
            const float weight = 1.0F / static_cast<float>(endRow - firstRow);
            addFreeShares(snapshot, row * blocksPerRow, end, perPixel, shares, weight);
            addFreeShares(snapshot, row * blocksPerRow, end, perPixel, litShares, weight, lit);
        }
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(line)));
        const double filled = (std::min(endRow * blocksPerRow, blocks) - (endRow - 1) * blocksPerRow) / perPixel;
        const bool shared = endRow - firstRow > 1;
        for (int x = 0; x < width; ++x) {
            const float share = shares[static_cast<std::size_t>(x)];
            // Any free block shows: round up to the first step of the ramp that says so.
            const auto step = static_cast<std::size_t>(std::clamp(std::ceil(share * 255.0F - 0.01F), 0.0F, 255.0F));
            out[x] = shared || x < filled ? colours[step] : 0U;
            if (lit && litShares[static_cast<std::size_t>(x)] > 0) {
                out[x] = mixed(out[x], palette.accent.rgb(), std::max(0.5F, litShares[static_cast<std::size_t>(x)]));
            }
        }
    }
    return image;
}

} // namespace firstfit
