// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Charts as they are painted, for their tests.
#pragma once

#include "ui/render/palette.h"
#include "ui/views/charts/chart_picture.h"
#include "ui/views/charts/timing_page.h"

#include <QImage>
#include <QPainter>

#include <cmath>
#include <memory>

namespace firstfit::test {

inline std::shared_ptr<const Results> shared(Results results) {
    return std::make_shared<const Results>(std::move(results));
}

inline QImage painted(ChartPicture& picture, QSizeF size = {800, 400}) {
    picture.setPlace(size, Palette::light(), Fonts::ofDesktop());
    QImage image(size.toSize(), QImage::Format_RGB32);
    image.fill(Palette::light().panel);
    QPainter painter(&image);
    picture.paint(painter);
    return image;
}

/// Largest difference of a channel.
inline int difference(const QColor& a, const QColor& b) {
    return std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
}

inline TimingScene sceneOf(Results results) {
    TimingScene scene;
    scene.results = shared(std::move(results));
    return scene;
}

} // namespace firstfit::test
