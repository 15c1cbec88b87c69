// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The symbols in the editor's margin, and which part of a line a diagnostic is about.
#pragma once

#include "ui/render/palette.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace firstfit {

/// Draws symbols into one cell of the margin.
class ScriptMarks {
public:
    ScriptMarks(QPainter& painter, const Palette& palette, const QRectF& cell, double scale);

    void breakpoint() const;          ///< ink 2 disc 10
    void current() const;             ///< accent arrow
    void currentAtBreakpoint() const; ///< accent disc 15, the arrow cut out
    void error() const;               ///< failure cross
    void warning() const;             ///< caution triangle

private:
    QPainter& painter_;
    const Palette& palette_;
    QRectF cell_;
    double scale_;
};

/// Columns of a line, counted from 0, `to` exclusive.
struct CodeRange {
    int from = 0;
    int to = 0;
};

/// The part of `line` that holds code, from `column` (counted from 1; 0 = from the first word) to the comment or the
/// end. At least one column wide. O(length).
[[nodiscard]] CodeRange codeRange(const QString& line, std::uint32_t column);

} // namespace firstfit
