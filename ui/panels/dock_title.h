// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A dock around a panel, with our own title bar: title, caption, what the panel adds, float, close.
#pragma once

#include "ui/panels/panel.h"

#include <QDockWidget>

class QLabel;
class QToolButton;

namespace firstfit {

class ElidedLabel;

/// The bar of 28 px on top of a dock. Dragging it moves the dock, a double click floats it.
class DockTitle : public QWidget {
    Q_OBJECT

public:
    /// Takes `panel`'s extra widget.
    DockTitle(Panel& panel, QDockWidget& dock);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QToolButton* floatButton() const { return float_; }
    [[nodiscard]] QToolButton* closeButton() const { return close_; }

private:
    void showCaption();
    void showFloating();

    Panel& panel_;
    QDockWidget& dock_;
    QLabel* title_;
    ElidedLabel* caption_;
    QToolButton* float_;
    QToolButton* close_;
};

/// The dock of one panel: named after it, so that the saved layout finds it again.
class PanelDock : public QDockWidget {
    Q_OBJECT

public:
    /// Takes `panel`.
    explicit PanelDock(Panel* panel, QWidget* parent = nullptr);

    [[nodiscard]] Panel* panel() const { return panel_; }

private:
    Panel* panel_;
};

} // namespace firstfit
