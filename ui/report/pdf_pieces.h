// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The blocks of a document as pieces for pages. Private to this room.
#pragma once

#include "ui/render/fonts.h"
#include "ui/report/document.h"
#include "ui/report/pdf_layout.h"

namespace firstfit {

/// Title, subtitle and blocks; `width` px wide. The pieces own what they paint, but for the pictures' run.
[[nodiscard]] std::vector<Piece> piecesOf(const ReportDocument& document, const Fonts& fonts, double width);

} // namespace firstfit
