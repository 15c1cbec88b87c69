// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Free chunks by size at the workbench's position. Click on a bar: those chunks are lit on the map; once more: no
// longer. Keys: Left and Right walk, Enter and Space light, Escape puts out.
#pragma once

#include "ui/render/free_histogram_painter.h"

#include <QWidget>

namespace firstfit {

class Workbench;

class FreeHistogramView : public QWidget {
    Q_OBJECT

public:
    explicit FreeHistogramView(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    [[nodiscard]] const FreeHistogramScene& scene() const { return scene_; }
    /// Where everything is now.
    [[nodiscard]] FreeHistogramLayout geometryNow() const;
    /// "chunks, log scale": for the title of the dock.
    [[nodiscard]] static QString caption();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void takePosition();
    void takeHighlight();
    void toggle(std::size_t index);
    void describe();
    void setFocused(std::optional<std::size_t> index);

    Workbench& workbench_;
    FreeHistogramScene scene_;
};

} // namespace firstfit
