// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The small marks that several panels draw.
#pragma once

#include "ui/render/palette.h"

#include <QRectF>

class QPainter;

namespace firstfit {

/// A cross filling `square`, 2 px thick at 8 px.
void paintCross(QPainter& painter, const QRectF& square, const QColor& colour);
/// A tick filling `square`.
void paintTick(QPainter& painter, const QRectF& square, const QColor& colour);
/// An allocation's colour and pattern in a rounded square.
void paintSwatch(QPainter& painter, const QRectF& square, const AllocationColours& colours);

} // namespace firstfit
