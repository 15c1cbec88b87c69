// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/render/span_rows.h"

namespace firstfit {

/// The exposed rows of spans, written straight into an image. For spans.cpp. O(spans + px).
void paintSpansOnRaster(PaintContext& c, const SpanColours& colours);

} // namespace firstfit
