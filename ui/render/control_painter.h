// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The shapes of buttons, fields, checks, sliders and bars, apart from QStyle: rectangles and states in, paint out.
#pragma once

#include "ui/render/palette.h"

#include <QRectF>

class QPainter;

namespace firstfit {

/// What a control is going through. Several may hold at once.
struct ControlState {
    bool enabled = true;
    bool hovered = false;
    bool pressed = false;
    bool focused = false; ///< by keyboard or click: gets the ring
    bool on = false;
    bool partlyOn = false;
    bool primary = false; ///< the accent-filled button
    bool wrong = false;   ///< a field whose value cannot be used
};

class ControlPainter {
public:
    ControlPainter(QPainter& painter, const Palette& palette, double scale);

    /// How far a button's focus ring stands out of the button, in px. The ring is drawn outside `rect`.
    static constexpr int ringMargin = 3;

    void button(const QRectF& rect, const ControlState& state);
    /// The ground of a tool button without frame.
    void toolButton(const QRectF& rect, const ControlState& state);
    void field(const QRectF& rect, const ControlState& state);
    void checkBox(const QRectF& rect, const ControlState& state);
    void radioButton(const QRectF& rect, const ControlState& state);
    /// A small open arrow about `centre`, pointing down (or up).
    void chevron(const QPointF& centre, bool up, const QColor& colour);
    /// `at` is where the handle's centre lies along the groove.
    void slider(const QRectF& groove, Qt::Orientation orientation, double at, const ControlState& state);
    void scrollHandle(const QRectF& rect, const ControlState& state);
    /// `share` 0..1; below 0: busy, the bar stands at -share - 1.
    void progress(const QRectF& rect, double share);
    void focusRing(const QRectF& rect);
    /// The dashed frame of focused rows.
    void focusDashes(const QRectF& rect);

    [[nodiscard]] QColor buttonInk(const ControlState& state) const;

private:
    [[nodiscard]] QColor buttonGround(const ControlState& state) const;

    QPainter& painter_;
    const Palette& palette_;
    double scale_;
};

} // namespace firstfit
