// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndexList>
#include <QString>
#include <QVariant>

namespace firstfit {

/// The table as text for the clipboard: heads and rows, cells parted by tabs, each line ended. Only `rows` if any are
/// given, else all. O(cells).
[[nodiscard]] QString tableText(const QAbstractItemModel& model, const QModelIndexList& rows = {});

/// How a cell's text stands, for Qt::TextAlignmentRole: figures at the right, so that their digits come below each
/// other.
[[nodiscard]] QVariant alignmentOf(bool isFigure);

} // namespace firstfit
