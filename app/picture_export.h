// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures of what the window shows: the heap map alone, or all of it.
#pragma once

#include "ui/workbench.h"

#include <QSize>
#include <QString>

#include <optional>

class QWidget;

namespace firstfit {

enum class PictureFormat { png, svg, pdf };

/// "png", "svg", "pdf", and back.
[[nodiscard]] QString suffixOf(PictureFormat format);
[[nodiscard]] std::optional<PictureFormat> pictureFormatFrom(const QString& suffix);

struct PictureRequest {
    bool ofWindow = false;
    PictureFormat format = PictureFormat::png;
    int scale = 1; ///< 1 to 4, for pixels
    bool dark = false;
    QString title; ///< above the map, so that the picture can stand alone
};

/// In pixels.
[[nodiscard]] QSize shownPictureSize(const Workbench& workbench, const QWidget& window, const PictureRequest& request);
/// Returns what went wrong, or an empty string.
[[nodiscard]] QString saveShownPicture(const Workbench& workbench, QWidget& window, const PictureRequest& request,
                                       const QString& path);
/// As pixels, on the clipboard.
void copyShownPicture(const Workbench& workbench, QWidget& window, const PictureRequest& request);

} // namespace firstfit
