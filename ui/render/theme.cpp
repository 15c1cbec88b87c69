// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/theme.h"

#include "ui/render/theme_follower.h"

#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QVariant>
#include <QWidget>

#include <cmath>

namespace firstfit {

namespace {

struct Role {
    const char* name;
    QColor Palette::*colour;
};

constexpr Role roles[] = {
    {"window", &Palette::window},
    {"panel", &Palette::panel},
    {"canvas", &Palette::canvas},
    {"head", &Palette::head},
    {"line", &Palette::line},
    {"strong-line", &Palette::strongLine},
    {"ink", &Palette::ink},
    {"ink2", &Palette::ink2},
    {"ink3", &Palette::ink3},
    {"disabled", &Palette::disabled},
    {"accent", &Palette::accent},
    {"on-accent", &Palette::onAccent},
    {"accent-tint", &Palette::accentTint},
    {"accent-tint-strong", &Palette::accentTintStrong},
    {"failure", &Palette::failure},
    {"failure-ground", &Palette::failureGround},
    {"success", &Palette::success},
    {"success-ground", &Palette::successGround},
    {"caution", &Palette::caution},
    {"caution-ground", &Palette::cautionGround},
    {"header-block", &Palette::headerBlock},
};

QString valueOf(const QString& token, const Palette& palette, double scale) {
    bool isLength = false;
    const double length = token.toDouble(&isLength);
    if (isLength) {
        return QString::number(std::lround(length * scale));
    }
    for (const Role& role : roles) {
        if (token == QLatin1String(role.name)) {
            return (palette.*role.colour).name();
        }
    }
    // Tooltips are dark in both themes, so that they stand out from whatever is below.
    if (token == QLatin1String("tooltip")) {
        return (palette.dark ? palette.headerBlock : palette.ink).name();
    }
    if (token == QLatin1String("tooltip-ink")) {
        return (palette.dark ? palette.ink : palette.panel).name();
    }
    return {};
}

constexpr const char* wrongProperty = "firstfitWrong";
constexpr const char* primaryProperty = "firstfitPrimary";

} // namespace

void applyTheme(QApplication& application, ThemeChoice choice) { ThemeFollower::of(application).choose(choice); }

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Active, QPalette::WindowText).lightness() >
           palette.color(QPalette::Active, QPalette::Window).lightness();
}

const Palette& paletteOf(const QWidget& widget) { return Palette::of(isDark(widget.palette())); }

void markWrong(QWidget& field, const QString& sentence) {
    field.setProperty(wrongProperty, !sentence.isEmpty());
    field.setToolTip(sentence);
    field.setAccessibleDescription(sentence);
    field.update();
}

bool isMarkedWrong(const QWidget& field) { return field.property(wrongProperty).toBool(); }

void markPrimary(QWidget& button, bool primary) {
    button.setProperty(primaryProperty, primary);
    button.update();
}

bool isMarkedPrimary(const QWidget& button) { return button.property(primaryProperty).toBool(); }

QPalette widgetPalette(const Palette& p) {
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor& colour, const QColor& disabled) {
        palette.setColor(QPalette::Active, role, colour);
        palette.setColor(QPalette::Inactive, role, colour);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    const auto ground = [&set](QPalette::ColorRole role, const QColor& colour) { set(role, colour, colour); };
    set(QPalette::WindowText, p.ink, p.disabled);
    set(QPalette::Text, p.ink, p.disabled);
    set(QPalette::ButtonText, p.ink, p.disabled);
    set(QPalette::BrightText, p.onAccent, p.onAccent);
    set(QPalette::PlaceholderText, p.ink3, p.disabled);
    set(QPalette::Link, p.accent, p.disabled);
    set(QPalette::LinkVisited, p.accent, p.disabled);
    set(QPalette::Highlight, p.accent, p.line);
    set(QPalette::HighlightedText, p.onAccent, p.disabled);
    ground(QPalette::Window, p.window);
    ground(QPalette::Base, p.panel);
    ground(QPalette::AlternateBase, p.head);
    ground(QPalette::Button, p.panel);
    ground(QPalette::ToolTipBase, p.dark ? p.headerBlock : p.ink);
    ground(QPalette::ToolTipText, p.dark ? p.ink : p.panel);
    ground(QPalette::Light, p.panel);
    ground(QPalette::Midlight, p.head);
    ground(QPalette::Mid, p.line);
    ground(QPalette::Dark, p.strongLine);
    ground(QPalette::Shadow, p.strongLine);
    return palette;
}

QString filledTemplate(const QString& text, const Palette& palette, double scale, QStringList* unknown) {
    static const QRegularExpression token(QStringLiteral("@([a-z0-9.-]+)@"));
    QString filled;
    qsizetype done = 0;
    auto matches = token.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const QString value = valueOf(match.captured(1), palette, scale);
        if (value.isEmpty() && unknown != nullptr) {
            *unknown << match.captured(1);
        }
        filled += QStringView(text).mid(done, match.capturedStart() - done);
        filled += value.isEmpty() ? match.captured(0) : value;
        done = match.capturedEnd();
    }
    filled += QStringView(text).mid(done);
    return filled;
}

QString styleSheet(const Palette& palette, double scale) {
    QFile file(QStringLiteral(":/themes/firstfit.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return filledTemplate(QString::fromUtf8(file.readAll()), palette, scale);
}

} // namespace firstfit
