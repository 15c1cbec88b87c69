// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/theme_follower.h"

#include "ui/render/desktop_scheme.h"
#include "ui/render/theme_style.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QScopedValueRollback>
#include <QToolTip>

namespace firstfit {

ThemeFollower& ThemeFollower::of(QApplication& application) {
    auto* follower = application.findChild<ThemeFollower*>(QString(), Qt::FindDirectChildrenOnly);
    if (follower == nullptr) {
        follower = new ThemeFollower(application);
    }
    return *follower;
}

ThemeFollower::ThemeFollower(QApplication& application)
    : QObject(&application),
      application_(application),
      scheme_(new DesktopScheme(this)),
      desktopFont_(QFontDatabase::systemFont(QFontDatabase::GeneralFont)) {
    application.installEventFilter(this);
    connect(scheme_, &DesktopScheme::changed, this, &ThemeFollower::refresh);
}

void ThemeFollower::choose(ThemeChoice choice) {
    choice_ = choice;
    refresh();
}

bool ThemeFollower::eventFilter(QObject* watched, QEvent* event) {
    // Asking for the desktop's palette changes ours for a moment, and Qt posts an event for that: it finds our palette
    // in place again and must not make us ask once more, or that would go on for ever.
    const bool foreignPalette =
        event->type() == QEvent::ApplicationPaletteChange && application_.palette() != shownPalette_;
    const bool concernsUs =
        foreignPalette || event->type() == QEvent::ThemeChange || event->type() == QEvent::ApplicationFontChange;
    if (concernsUs && !applying_ && !pending_) {
        // Later: one change of the desktop arrives as several events, in the middle of its being carried out.
        pending_ = true;
        QMetaObject::invokeMethod(this, &ThemeFollower::refresh, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

bool ThemeFollower::desktopIsDark() {
    if (const std::optional<bool> preference = scheme_->prefersDark()) {
        return *preference;
    }
    // Without a palette of our own the application shows the platform's.
    const QScopedValueRollback guard(applying_, true);
    const QPalette ours = application_.palette();
    application_.setPalette(QPalette());
    const bool dark = isDark(application_.palette());
    application_.setPalette(ours);
    return dark;
}

void ThemeFollower::takeDesktopFont() {
    const QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (font != desktopFont_) {
        desktopFont_ = font;
        application_.setFont(font);
    }
}

void ThemeFollower::refresh() {
    pending_ = false;
    {
        const QScopedValueRollback guard(applying_, true);
        takeDesktopFont();
    }
    apply(choice_ == ThemeChoice::follow ? desktopIsDark() : choice_ == ThemeChoice::dark);
}

void ThemeFollower::apply(bool dark) {
    const Fonts fonts = Fonts::ofDesktop();
    const QPalette wanted = widgetPalette(Palette::of(dark));
    const QPalette shown = application_.palette();
    const auto agrees = [&](QPalette::ColorRole role) { return shown.color(role) == wanted.color(role); };
    const bool palettesAgree = agrees(QPalette::Window) && agrees(QPalette::Text) && agrees(QPalette::Highlight);
    if (shownDark_ == dark && shownScale_ == fonts.scale && palettesAgree) {
        return;
    }
    const QScopedValueRollback guard(applying_, true);
    shownDark_ = dark;
    shownScale_ = fonts.scale;
    const Palette& palette = Palette::of(dark);
    application_.setFont(fonts.text(13));
    application_.setStyle(new ThemeStyle(palette, fonts.scale));
    application_.setPalette(wanted);
    QToolTip::setPalette(wanted);
    QToolTip::setFont(fonts.text(12));
    application_.setStyleSheet(styleSheet(palette, fonts.scale));
    shownPalette_ = application_.palette();
}

} // namespace firstfit
