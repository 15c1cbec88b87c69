// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work only for who is looking: a view of another mode, or in a dock that is closed or behind another one's tab, does
// nothing when the position changes, and catches up when it is seen again.
#pragma once

#include <QObject>

#include <functional>

class QDockWidget;
class QWidget;

namespace firstfit {

class WhileSeen : public QObject {
    Q_OBJECT

public:
    /// `bring` brings `widget`, which owns this, up to date.
    WhileSeen(QWidget& widget, std::function<void()> bring);

    /// Brings the widget up to date: now, if it is seen, else when it is next. One whose window is not shown counts as
    /// seen: it may be shown or painted at any time.
    void update();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool isSeen() const;
    void findDock();
    void catchUp();

    QWidget& widget_;
    std::function<void()> bring_;
    QDockWidget* dock_ = nullptr; ///< that the widget stands in
    bool isOnTop_ = true;         ///< of the dock's tabs
    bool isOld_ = false;
};

} // namespace firstfit
