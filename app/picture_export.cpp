// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/picture_export.h"

#include "ui/render/picture.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSaveFile>
#include <QWidget>

namespace firstfit {

namespace {

PicturePage pageOf(const Workbench& workbench, const PictureRequest& request) {
    PicturePage page = pageFor(workbench.timeline(), workbench.trace(), workbench.position());
    if (page.title.isEmpty()) {
        page.title = request.title;
    }
    page.dark = request.dark;
    page.scale = request.scale;
    return page;
}

QImage windowImage(QWidget& window, int scale) {
    QImage image(window.size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    window.render(&image);
    return image;
}

QImage imageOf(const Workbench& workbench, QWidget& window, const PictureRequest& request) {
    return request.ofWindow ? windowImage(window, request.scale)
                            : renderPicture(pageOf(workbench, request), Fonts::ofDesktop());
}

} // namespace

QString suffixOf(PictureFormat format) {
    switch (format) {
    case PictureFormat::svg:
        return QStringLiteral("svg");
    case PictureFormat::pdf:
        return QStringLiteral("pdf");
    default:
        return QStringLiteral("png");
    }
}

std::optional<PictureFormat> pictureFormatFrom(const QString& suffix) {
    for (const PictureFormat format : {PictureFormat::png, PictureFormat::svg, PictureFormat::pdf}) {
        if (suffix.toLower() == suffixOf(format)) {
            return format;
        }
    }
    return std::nullopt;
}

QSize shownPictureSize(const Workbench& workbench, const QWidget& window, const PictureRequest& request) {
    const QSize plain = request.ofWindow ? window.size() : pictureSize(pageOf(workbench, request), Fonts::ofDesktop());
    return plain * request.scale;
}

QString saveShownPicture(const Workbench& workbench, QWidget& window, const PictureRequest& request,
                         const QString& path) {
    if (!request.ofWindow) {
        return savePicture(pageOf(workbench, request), Fonts::ofDesktop(), path);
    }
    const QString png = suffixOf(PictureFormat::png);
    if (QFileInfo(path).suffix().compare(png, Qt::CaseInsensitive) != 0) {
        return QCoreApplication::translate("PictureExport",
                                           "%1 must end in .png: a picture of the whole window consists of pixels.")
            .arg(QFileInfo(path).fileName());
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !windowImage(window, request.scale).save(&file, "PNG") || !file.commit()) {
        return QCoreApplication::translate("PictureExport", "%1 cannot be written: %2.").arg(path, file.errorString());
    }
    return {};
}

void copyShownPicture(const Workbench& workbench, QWidget& window, const PictureRequest& request) {
    QGuiApplication::clipboard()->setImage(imageOf(workbench, window, request));
}

} // namespace firstfit
