// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/icons.h"

#include "ui/render/theme.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <utility>

namespace firstfit {

namespace {

/// Draws an SVG whose only colour is "currentColor". Pixmaps are kept by size and colour.
class LineIconEngine : public QIconEngine {
public:
    LineIconEngine(QByteArray svg, std::optional<IconColours> colours)
        : svg_(std::move(svg)), colours_(std::move(colours)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const double ratio = painter->device() != nullptr ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        const QColor ink = colour(mode, state);
        const auto key = std::pair(quint64(size.width()) << 32 | quint32(size.height()), ink.rgba());
        const auto known = drawn_.constFind(key);
        if (known != drawn_.constEnd()) {
            return known.value();
        }
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer(QByteArray(svg_).replace("currentColor", ink.name().toLatin1())).render(&painter);
        painter.end();
        drawn_.insert(key, pixmap);
        return pixmap;
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
        QPixmap drawn = pixmap(size, mode, state);
        drawn.setDevicePixelRatio(scale);
        return drawn;
    }

    QIconEngine* clone() const override { return new LineIconEngine(*this); }
    QString key() const override { return QStringLiteral("firstfit-line"); }
    bool isNull() override { return svg_.isEmpty(); }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode, QIcon::State state) const {
        const IconColours now = colours_ ? *colours_ : IconColours::of(Palette::of(isDark(QGuiApplication::palette())));
        if (mode == QIcon::Disabled) {
            return now.disabled;
        }
        return state == QIcon::On ? now.on : now.normal;
    }

    QByteArray svg_;
    std::optional<IconColours> colours_; ///< none: as the application's palette says
    QHash<std::pair<quint64, QRgb>, QPixmap> drawn_;
};

QString folder() { return QStringLiteral(":/icons/"); }

QIcon load(const QString& name, std::optional<IconColours> colours) {
    QFile file(folder() + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QIcon(new LineIconEngine(file.readAll(), std::move(colours)));
}

QString applicationIconName() { return QStringLiteral("io.github.firstfit.Firstfit"); }

} // namespace

IconColours IconColours::of(const Palette& palette) { return {palette.ink2, palette.disabled, palette.accent}; }

QIcon icon(const QString& name, const IconColours& colours) { return load(name, colours); }

QIcon themedIcon(const QString& name) { return load(name, std::nullopt); }

QIcon applicationIcon() { return QIcon(folder() + applicationIconName() + QStringLiteral(".svg")); }

QStringList iconNames() {
    QStringList names;
    for (const QString& file : QDir(folder()).entryList({QStringLiteral("*.svg")}, QDir::Files)) {
        const QString name = file.chopped(4);
        if (name != applicationIconName()) {
            names << name;
        }
    }
    return names;
}

} // namespace firstfit
