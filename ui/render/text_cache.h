// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Short texts laid out once and drawn often: a frame of the heap map has a thousand of them.
#pragma once

#include "ui/render/fonts.h"

#include <QHash>
#include <QPainter>
#include <QStaticText>

#include <array>
#include <cstdint>
#include <utility>

namespace firstfit {

/// The kinds of text on the heap map. `code` is the fixed font.
enum class TextStyle : std::uint8_t {
    name,        ///< 15 bold
    smallName,   ///< 13 bold
    bytes,       ///< 11 medium
    caption,     ///< 11
    label,       ///< 12
    labelMedium, ///< 12, weight 500
    labelBold,   ///< 12, weight 600
    sentence,    ///< 13, weight 500
    title,       ///< 16, weight 600
    code10,
    code11,
    code12,
    code12Bold, ///< weight 600
};
inline constexpr std::size_t textStyleCount = 13;

class TextCache {
public:
    /// `fonts` at scale 1: the painter scales.
    explicit TextCache(const Fonts& fonts);

    /// Draws with the painter's pen; `baseline` is the left end of the base line. O(1) once seen.
    void draw(QPainter& painter, TextStyle style, QPointF baseline, const QString& text);
    /// The same, centred in a box, or at its left or right, elided to its width.
    void drawIn(QPainter& painter, TextStyle style, const QRectF& box, Qt::Alignment alignment, const QString& text);
    /// Width in units. O(1) once seen.
    [[nodiscard]] double width(TextStyle style, const QString& text);
    /// Cut to a width in whole units, with an ellipsis. O(1) once seen.
    [[nodiscard]] QString elided(TextStyle style, const QString& text, double width);
    [[nodiscard]] const QFont& font(TextStyle style) const;
    [[nodiscard]] double ascent(TextStyle style) const;
    [[nodiscard]] double height(TextStyle style) const;
    /// From the base line up to the top of a capital, for centring by eye.
    [[nodiscard]] double capHeight(TextStyle style) const;

private:
    struct Entry {
        QStaticText text;
        double width = 0;
    };
    const Entry& entry(TextStyle style, const QString& text);

    std::array<QFont, textStyleCount> fonts_;
    struct Measure {
        double ascent = 0, height = 0, capHeight = 0;
    };
    std::array<Measure, textStyleCount> measures_;
    std::array<QHash<QString, Entry>, textStyleCount> entries_;
    std::array<QHash<std::pair<QString, int>, QString>, textStyleCount> elided_;
};

} // namespace firstfit
