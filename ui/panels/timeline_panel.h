// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of the timeline strip, with its legend in the title bar.
#pragma once

#include "ui/panels/panel.h"

namespace firstfit {

class TimelineStrip;
class Workbench;

/// What the strip's colours mean. Entries that have no room are left out, from the right.
class TimelineLegend : public QWidget {
    Q_OBJECT

public:
    explicit TimelineLegend(QWidget* parent = nullptr);

    /// Are failed requests shown as bars in a lane (true), or as crosses on chips?
    void setShowsBars(bool bars);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool showsBars_ = false;
};

class TimelinePanel : public Panel {
    Q_OBJECT

public:
    explicit TimelinePanel(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] TimelineStrip* strip() const { return strip_; }
    [[nodiscard]] QWidget* titleExtra() override { return legend_; }

private:
    void showScale();

    Workbench& workbench_;
    TimelineStrip* strip_;
    TimelineLegend* legend_;
};

} // namespace firstfit
