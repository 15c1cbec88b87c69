// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From numbers to a document: which chapters there are, and their words. Private to this room.
#pragma once

#include "ui/report/document.h"
#include "ui/report/findings.h"

namespace firstfit {

/// `width`: of the text and of the widest picture, in px. The document refers to the run.
[[nodiscard]] ReportDocument documentOf(const Timeline& timeline, const Trace& trace, const ReportRequest& request,
                                        const Findings& found, double width);

} // namespace firstfit
