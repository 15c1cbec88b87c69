// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps the application in the chosen theme while the desktop changes its own.
#pragma once

#include "ui/render/theme.h"

#include <QFont>
#include <QObject>
#include <QPalette>

#include <optional>

namespace firstfit {

class DesktopScheme;

/// One per application, its child. Qt 6.4 does not say whether the desktop is dark: the desktop portal is asked, and
/// where it has no opinion the lightness of the platform's own palette decides.
class ThemeFollower : public QObject {
    Q_OBJECT

public:
    /// The application's follower, made on first use.
    static ThemeFollower& of(QApplication& application);

    void choose(ThemeChoice choice);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    explicit ThemeFollower(QApplication& application);

    [[nodiscard]] bool desktopIsDark();
    void takeDesktopFont();
    void apply(bool dark);
    void refresh();

    QApplication& application_;
    DesktopScheme* scheme_;
    ThemeChoice choice_ = ThemeChoice::follow;
    std::optional<bool> shownDark_;
    double shownScale_ = 0;
    QPalette shownPalette_; ///< the application's, as it is once ours is set
    QFont desktopFont_;
    bool applying_ = false; ///< what we change ourselves comes back as an event
    bool pending_ = false;
};

} // namespace firstfit
