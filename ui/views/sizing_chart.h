// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chart of the sizing panel. It is given values and asks nobody.
#pragma once

#include "ui/render/sizing_painter.h"

#include <QWidget>

namespace firstfit {

class SizingChart : public QWidget {
    Q_OBJECT

public:
    explicit SizingChart(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    void setScene(SizingScene scene);
    [[nodiscard]] const SizingScene& scene() const { return scene_; }
    void setSelected(std::optional<std::size_t> bar);
    [[nodiscard]] SizingLayout geometryNow() const;

Q_SIGNALS:
    /// A bar was clicked, or reached with Left and Right.
    void selected(std::size_t bar);

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
    void describe();

    SizingScene scene_;
    TexturePainter textures_;
};

} // namespace firstfit
