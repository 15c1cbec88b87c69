// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QMenu;

namespace firstfit {

/// A button with a menu at its right: a click on the word does the first thing, one on the arrow shows all. By
/// keyboard Space does it and Down shows the menu.
class SplitButton : public QPushButton {
    Q_OBJECT

public:
    SplitButton(const QString& text, QMenu* menu, QWidget* parent = nullptr);

    void showMenu();
    /// With nothing to do at once, the whole button shows the menu.
    void setMenuOnly(bool menuOnly);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] QSize sizeHint() const override;

private:
    [[nodiscard]] int arrowWidth() const;

    QMenu* menu_;
    bool menuOnly_ = false;
};

} // namespace firstfit
