// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pictures of a report, each with words that say the same. They refer to the run, which must outlive them. Private
// to this room.
#pragma once

#include "allocator/replay/timeline.h"
#include "allocator/sizing/sizing.h"
#include "ui/render/fonts.h"
#include "ui/report/document.h"

namespace firstfit {

/// What all pictures of a report have in common.
struct PictureFrame {
    const Timeline& timeline;
    const Trace& trace;
    Fonts fonts;
    double width; ///< px
};

/// All lanes of the whole run. O(operations).
[[nodiscard]] ReportPicture stripPicture(const PictureFrame& frame, std::size_t failures);
/// The heap after operation n; of one that failed, with what it asked for. O(blocks).
[[nodiscard]] ReportPicture mapPicture(const PictureFrame& frame, OperationIndex n, bool showsRequest,
                                       const QString& caption);
/// Free chunks by size after operation n, against `request` blocks; 0: no request.
[[nodiscard]] ReportPicture histogramPicture(const PictureFrame& frame, OperationIndex n, std::uint64_t request,
                                             const QString& caption);
/// Bytes over block size. `report` is copied.
[[nodiscard]] ReportPicture sizingPicture(const PictureFrame& frame, const SizingReport& report);

} // namespace firstfit
