// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A document as HTML and as PDF. Private to this room.
#pragma once

#include "ui/render/fonts.h"
#include "ui/report/document.h"

#include <QSizeF>

#include <optional>

class QIODevice;

namespace firstfit {

/// Told how many pictures of all are drawn; false: stop.
using WriterWatch = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// How wide text and pictures may be, in px at 96 dpi.
inline constexpr double htmlWidth = 920;
inline constexpr double pdfWidth = 680; ///< A4 within its margins

/// Writes well-formed XML that is also HTML: readable without scripts, pictures as PNG in either theme, nothing from
/// elsewhere. Returns what went wrong or an empty string; nothing: cancelled.
[[nodiscard]] std::optional<QString> writeHtml(const ReportDocument& document, QIODevice& device,
                                               const WriterWatch& watch);
/// Writes pages of A4: pictures as lines, headings never alone at the end of a page. Returns the same.
[[nodiscard]] std::optional<QString> writePdf(const ReportDocument& document, const Fonts& fonts, QIODevice& device,
                                              const WriterWatch& watch);

/// The style sheet, in the colours of both themes. Without & and <, so that it may stand in XML.
[[nodiscard]] QString htmlStyle();

} // namespace firstfit
