// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/coverage.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace firstfit {

namespace {

int mix(int a, int b, double share) { return static_cast<int>(std::lround(a + (b - a) * share)); }

QRgb mixed(QRgb a, QRgb b, double share) {
    const double part = std::clamp(share, 0.0, 1.0);
    return qRgb(mix(qRed(a), qRed(b), part), mix(qGreen(a), qGreen(b), part), mix(qBlue(a), qBlue(b), part));
}

/// How much of a pixel shows as free: any free block counts for an eighth.
double shownShare(double freeShare) { return freeShare <= 0 ? 0 : std::clamp(freeShare, 0.125, 1.0); }

/// The 256 mixtures that a picture needs, computed once per picture.
std::array<QRgb, 256> ramp(const Palette& palette) {
    std::array<QRgb, 256> colours{};
    for (std::size_t i = 0; i < colours.size(); ++i) {
        colours[i] = coverageColour(palette, static_cast<double>(i) / 255);
    }
    return colours;
}

/// Adds each run's share of the parts of [first, end) to the shares that `sharesOf(run)` points to: so many parts of
/// `perPart` blocks. Null: the run does not count.
template <class Fn>
void addShares(const Snapshot& snapshot, std::uint32_t first, std::uint32_t end, double perPart, std::size_t count,
               float weight, Fn&& sharesOf) {
    if (first >= end || count == 0) {
        return;
    }
    const auto runs = snapshot.runs();
    const Run* run = &snapshot.run_at(BlockIndex{first});
    const double parts = static_cast<double>(count);
    const float perBlock = weight / static_cast<float>(perPart);
    for (const Run* last = runs.data() + runs.size(); run != last && run->index.value < end; ++run) {
        float* shares = sharesOf(*run);
        if (shares == nullptr) {
            continue;
        }
        const double from = std::max(run->index.value, first) - first;
        const double to = std::min(run->index.value + run->blocks.value, end) - first;
        const double firstPart = std::min(from / perPart, parts - 1);
        const double lastPart = std::min(to / perPart, parts);
        auto part = static_cast<std::size_t>(firstPart);
        const auto endPart = static_cast<std::size_t>(lastPart);
        if (part == endPart || part + 1 > count - 1) {
            shares[std::min(part, count - 1)] += static_cast<float>(to - from) * perBlock;
            continue;
        }
        shares[part] += static_cast<float>((static_cast<double>(part) + 1) * perPart - from) * perBlock;
        for (++part; part < endPart; ++part) {
            shares[part] += weight;
        }
        if (endPart < count) {
            shares[endPart] += static_cast<float>(to - static_cast<double>(endPart) * perPart) * perBlock;
        }
    }
}

/// One line of a picture, the same for rows that share it.
class CoverageLine {
public:
    CoverageLine(const Snapshot& snapshot, std::size_t width, double perPixel, const Palette& palette,
                 const CoverageMarks& marks)
        : snapshot_(snapshot),
          perPixel_(perPixel),
          palette_(palette),
          marks_(marks),
          ramp_(ramp(palette)),
          free_(width),
          lit_(marks.lit ? width : 0) {
        if (marks.colouring != nullptr && !marks.colouring->isEmpty()) {
            for (std::size_t i = 0; i < marks.colouring->classes.size(); ++i) {
                fills_.push_back(colourOfClass(*marks.colouring, i, palette).fill.rgb());
            }
            classes_.resize(fills_.size() * width);
        }
    }

    void clear() {
        std::fill(free_.begin(), free_.end(), 0.0F);
        std::fill(lit_.begin(), lit_.end(), 0.0F);
        std::fill(classes_.begin(), classes_.end(), 0.0F);
    }

    void addRow(std::uint32_t first, std::uint32_t end, float weight) {
        addShares(snapshot_, first, end, perPixel_, free_.size(), weight, [this](const Run& run) -> float* {
            if (run.kind != Run::Kind::allocation) {
                return free_.data();
            }
            if (fills_.empty() || run.allocation >= marks_.colouring->classOf.size()) {
                return nullptr;
            }
            return classes_.data() + marks_.colouring->classOf[run.allocation] * free_.size();
        });
        if (marks_.lit) {
            addFreeShares(snapshot_, first, end, perPixel_, lit_, weight, marks_.lit);
        }
    }

    [[nodiscard]] QRgb colourAt(std::size_t x) const {
        // Any free block shows: round up to the first step of the ramp that says so.
        const auto step = static_cast<std::size_t>(std::clamp(std::ceil(free_[x] * 255.0F - 0.01F), 0.0F, 255.0F));
        const QRgb colour =
            fills_.empty() ? ramp_[step]
                           : mixed(usedAt(x), palette_.fragmented.rgb(), shownShare(static_cast<double>(step) / 255));
        return marks_.lit && lit_[x] > 0 ? mixed(colour, palette_.accent.rgb(), std::max(0.5F, lit_[x])) : colour;
    }

private:
    [[nodiscard]] float shareOf(std::size_t index, std::size_t x) const { return classes_[index * free_.size() + x]; }

    /// What the allocations in a pixel look like together.
    [[nodiscard]] QRgb usedAt(std::size_t x) const {
        return marks_.colouring->scale == ColourScale::kinds ? kindAt(x) : meanAt(x);
    }

    /// Mixed colours would be those of other kinds, so the largest kind has its own; the last class is the grey rest.
    [[nodiscard]] QRgb kindAt(std::size_t x) const {
        const std::size_t rest = fills_.size() - 1;
        std::size_t largest = 0;
        float kinds = 0;
        for (std::size_t i = 0; i < rest; ++i) {
            kinds += shareOf(i, x);
            largest = shareOf(i, x) > shareOf(largest, x) ? i : largest;
        }
        const float used = kinds + shareOf(rest, x);
        return kinds <= 0 ? fills_[rest] : mixed(fills_[rest], fills_[largest], std::max(0.5F, kinds / used));
    }

    [[nodiscard]] QRgb meanAt(std::size_t x) const {
        double red = 0, green = 0, blue = 0, used = 0;
        for (std::size_t i = 0; i < fills_.size(); ++i) {
            const double share = shareOf(i, x);
            red += share * qRed(fills_[i]);
            green += share * qGreen(fills_[i]);
            blue += share * qBlue(fills_[i]);
            used += share;
        }
        const auto part = [used](double sum) { return static_cast<int>(std::lround(sum / used)); };
        return used <= 0 ? palette_.used.rgb() : qRgb(part(red), part(green), part(blue));
    }

    const Snapshot& snapshot_;
    double perPixel_;
    const Palette& palette_;
    const CoverageMarks& marks_;
    std::array<QRgb, 256> ramp_;
    std::vector<float> free_;
    std::vector<float> lit_;
    std::vector<QRgb> fills_;
    std::vector<float> classes_; ///< shares of the first class, of the second, ...
};

} // namespace

QRgb coverageColour(const Palette& palette, double freeShare) {
    return mixed(palette.used.rgb(), palette.fragmented.rgb(), shownShare(freeShare));
}

void addFreeShares(const Snapshot& snapshot, std::uint32_t first, std::uint32_t end, double perPart,
                   std::span<float> shares, float weight, std::optional<LengthRange> only) {
    addShares(snapshot, first, end, perPart, shares.size(), weight, [&](const Run& run) {
        const bool counts = run.kind != Run::Kind::allocation && (!only || only->contains(run.blocks.value));
        return counts ? shares.data() : nullptr;
    });
}

QImage coverageImage(const Snapshot& snapshot, std::uint32_t blocksPerRow, QSize size, const Palette& palette,
                     const CoverageMarks& marks) {
    const std::uint32_t blocks = snapshot.geometry().blocks.value;
    const std::uint32_t rows = (blocks - 1) / blocksPerRow + 1;
    const auto lines = std::min(rows, static_cast<std::uint32_t>(std::max(size.height(), 1)));
    const auto width = static_cast<std::size_t>(std::max(size.width(), 1));
    QImage image(static_cast<int>(width), static_cast<int>(lines), QImage::Format_ARGB32_Premultiplied);
    const double perPixel = static_cast<double>(blocksPerRow) / static_cast<double>(width);
    CoverageLine shares(snapshot, width, perPixel, palette, marks);
    for (std::uint32_t line = 0; line < lines; ++line) {
        const auto firstRow = static_cast<std::uint32_t>(std::uint64_t{line} * rows / lines);
        const auto endRow = static_cast<std::uint32_t>(std::uint64_t{line + 1} * rows / lines);
        shares.clear();
        for (std::uint32_t row = firstRow; row < endRow; ++row) {
            shares.addRow(row * blocksPerRow, std::min((row + 1) * blocksPerRow, blocks),
                          1.0F / static_cast<float>(endRow - firstRow));
        }
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(line)));
        const double filled = (std::min(endRow * blocksPerRow, blocks) - (endRow - 1) * blocksPerRow) / perPixel;
        const bool shared = endRow - firstRow > 1;
        for (std::size_t x = 0; x < width; ++x) {
            out[x] = shared || static_cast<double>(x) < filled ? shares.colourAt(x) : 0U;
        }
    }
    return image;
}

} // namespace firstfit
