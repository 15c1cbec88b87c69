// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/control_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr double radius = 3;

/// A stroke of `width` that lies wholly inside `rect`.
QRectF inside(const QRectF& rect, double width) { return rect.adjusted(width / 2, width / 2, -width / 2, -width / 2); }

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto mix = [share](int x, int y) {
        return std::clamp(static_cast<int>(std::lround(x + (y - x) * share)), 0, 255);
    };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

/// Draws on without leaving pens, brushes and hints behind.
class Kept {
public:
    explicit Kept(QPainter& painter) : painter_(painter) {
        painter_.save();
        painter_.setRenderHint(QPainter::Antialiasing);
    }
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept() { painter_.restore(); }

private:
    QPainter& painter_;
};

} // namespace

ControlPainter::ControlPainter(QPainter& painter, const Palette& palette, double scale)
    : painter_(painter), palette_(palette), scale_(scale) {}

QColor ControlPainter::buttonGround(const ControlState& state) const {
    if (state.primary) {
        if (!state.enabled) {
            return mixed(palette_.panel, palette_.accent, 0.4);
        }
        if (state.pressed) {
            return mixed(palette_.accent, palette_.dark ? palette_.panel : palette_.ink, 0.2);
        }
        return state.hovered ? mixed(palette_.accent, palette_.panel, palette_.dark ? -0.12 : 0.12) : palette_.accent;
    }
    if (!state.enabled) {
        return palette_.panel;
    }
    if (state.pressed) {
        return palette_.accentTintStrong;
    }
    if (state.on) {
        return palette_.accentTint;
    }
    return state.hovered ? palette_.head : palette_.panel;
}

QColor ControlPainter::buttonInk(const ControlState& state) const {
    if (state.primary) {
        return state.enabled ? palette_.onAccent : mixed(palette_.accent, palette_.panel, palette_.dark ? 0.85 : 0.9);
    }
    return state.enabled ? palette_.ink : palette_.disabled;
}

void ControlPainter::button(const QRectF& rect, const ControlState& state) {
    const Kept kept(painter_);
    painter_.setBrush(buttonGround(state));
    if (state.primary) {
        painter_.setPen(Qt::NoPen);
        painter_.drawRoundedRect(rect, radius, radius);
    } else {
        painter_.setPen(QPen(state.enabled ? palette_.strongLine : palette_.line, 1));
        painter_.drawRoundedRect(inside(rect, 1), radius, radius);
    }
    if (state.focused) {
        focusRing(rect);
    }
}

void ControlPainter::focusRing(const QRectF& rect) {
    const Kept kept(painter_);
    painter_.setPen(QPen(palette_.accent, 2));
    painter_.setBrush(Qt::NoBrush);
    painter_.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), radius + 2, radius + 2);
}

void ControlPainter::focusDashes(const QRectF& rect) {
    const Kept kept(painter_);
    QPen pen(palette_.accent, 2, Qt::CustomDashLine, Qt::FlatCap, Qt::MiterJoin);
    pen.setDashPattern({2, 1.5}); // in pen widths: 4 on, 3 off
    painter_.setPen(pen);
    painter_.setBrush(Qt::NoBrush);
    painter_.drawRect(inside(rect, 2));
}

void ControlPainter::toolButton(const QRectF& rect, const ControlState& state) {
    const Kept kept(painter_);
    painter_.setPen(Qt::NoPen);
    if (state.primary) {
        painter_.setBrush(buttonGround(state));
        painter_.drawRoundedRect(rect, radius, radius);
    } else if (state.enabled && (state.pressed || state.on || state.hovered)) {
        painter_.setBrush(state.pressed ? palette_.accentTintStrong : palette_.accentTint);
        painter_.drawRoundedRect(rect, radius, radius);
    }
    if (state.focused) {
        painter_.setPen(QPen(state.primary ? palette_.onAccent : palette_.accent, 2));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRoundedRect(inside(state.primary ? rect.adjusted(2, 2, -2, -2) : rect, 2), radius, radius);
    }
}

void ControlPainter::field(const QRectF& rect, const ControlState& state) {
    const Kept kept(painter_);
    const double width = state.wrong || state.focused ? 2 : 1;
    QColor edge = palette_.strongLine;
    if (!state.enabled) {
        edge = palette_.line;
    } else if (state.wrong) {
        edge = palette_.failure;
    } else if (state.focused) {
        edge = palette_.accent;
    } else if (state.hovered) {
        edge = palette_.ink2;
    }
    painter_.setBrush(state.enabled ? palette_.panel : palette_.head);
    painter_.setPen(QPen(edge, width));
    painter_.drawRoundedRect(inside(rect, width), radius, radius);
}

void ControlPainter::checkBox(const QRectF& rect, const ControlState& state) {
    const Kept kept(painter_);
    const bool marked = state.on || state.partlyOn;
    ControlState box = state;
    box.primary = marked;
    box.focused = false;
    painter_.setBrush(buttonGround(box));
    painter_.setPen(marked ? QPen(Qt::NoPen) : QPen(state.enabled ? palette_.strongLine : palette_.line, 1));
    painter_.drawRoundedRect(marked ? rect : inside(rect, 1), radius, radius);
    painter_.setPen(QPen(buttonInk(box), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&rect](double x, double y) {
        return QPointF(rect.left() + rect.width() * x, rect.top() + rect.height() * y);
    };
    if (state.on) {
        painter_.setBrush(Qt::NoBrush);
        painter_.drawPolyline(QPolygonF{at(0.22, 0.52), at(0.42, 0.72), at(0.78, 0.3)});
    } else if (state.partlyOn) {
        painter_.drawLine(at(0.25, 0.5), at(0.75, 0.5));
    }
    if (state.focused) {
        focusRing(rect);
    }
}

void ControlPainter::radioButton(const QRectF& rect, const ControlState& state) {
    const Kept kept(painter_);
    ControlState box = state;
    box.primary = state.on;
    painter_.setBrush(buttonGround(box));
    painter_.setPen(state.on ? QPen(Qt::NoPen) : QPen(state.enabled ? palette_.strongLine : palette_.line, 1));
    painter_.drawEllipse(state.on ? rect : inside(rect, 1));
    if (state.on) {
        painter_.setBrush(buttonInk(box));
        painter_.drawEllipse(rect.center(), rect.width() * 0.2, rect.height() * 0.2);
    }
    if (state.focused) {
        painter_.setPen(QPen(palette_.accent, 2));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawEllipse(rect.adjusted(-2, -2, 2, 2));
    }
}

void ControlPainter::chevron(const QPointF& centre, bool up, const QColor& colour) {
    const Kept kept(painter_);
    const double half = 3.5 * scale_;
    const double drop = (up ? -1.75 : 1.75) * scale_;
    painter_.setPen(QPen(colour, 1.3 * scale_, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter_.setBrush(Qt::NoBrush);
    painter_.drawPolyline(
        QPolygonF{centre + QPointF(-half, -drop), centre + QPointF(0, drop), centre + QPointF(half, -drop)});
}

void ControlPainter::slider(const QRectF& groove, Qt::Orientation orientation, double at, const ControlState& state) {
    const Kept kept(painter_);
    const bool across = orientation == Qt::Horizontal;
    const QColor done = state.enabled ? palette_.accent : palette_.disabled;
    const QPointF centre = across ? QPointF(at, groove.center().y()) : QPointF(groove.center().x(), at);
    const QPointF from = across ? QPointF(groove.left(), centre.y()) : QPointF(centre.x(), groove.bottom());
    const QPointF to = across ? QPointF(groove.right(), centre.y()) : QPointF(centre.x(), groove.top());
    painter_.setPen(QPen(state.enabled ? palette_.strongLine : palette_.line, 2, Qt::SolidLine, Qt::FlatCap));
    painter_.drawLine(centre, to);
    painter_.setPen(QPen(done, 2, Qt::SolidLine, Qt::FlatCap));
    painter_.drawLine(from, centre);
    const double handle = 6 * scale_;
    painter_.setBrush(state.pressed ? palette_.accentTintStrong : state.hovered ? palette_.accentTint : palette_.panel);
    painter_.setPen(QPen(done, 2));
    painter_.drawEllipse(centre, handle, handle);
    if (state.focused) {
        painter_.setPen(QPen(palette_.accent, 1.5));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawEllipse(centre, handle + 2, handle + 2); // as far out as the slider is high
    }
}

void ControlPainter::scrollHandle(const QRectF& rect, const ControlState& state) {
    const Kept kept(painter_);
    const double round = std::min(rect.width(), rect.height()) / 2;
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(state.pressed || state.hovered ? palette_.strongLine : palette_.disabled);
    painter_.drawRoundedRect(rect, round, round);
}

void ControlPainter::progress(const QRectF& rect, double share) {
    const Kept kept(painter_);
    const double round = std::min(4.0, rect.height() / 2);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(palette_.line);
    painter_.drawRoundedRect(rect, round, round);
    painter_.setBrush(palette_.accent);
    QRectF bar = rect;
    if (share >= 0) {
        bar.setWidth(rect.width() * std::min(share, 1.0));
    } else {
        const double width = rect.width() * 0.3;
        bar = QRectF(rect.left() + (rect.width() - width) * (-share - 1), rect.top(), width, rect.height());
    }
    painter_.drawRoundedRect(bar, round, round);
}

} // namespace firstfit
