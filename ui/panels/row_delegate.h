// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the cells of the tables beside the heap map.
#pragma once

#include <QStyledItemDelegate>

#include <vector>

namespace firstfit {

class RunTable;
struct Fonts;
struct Palette;

enum class CellKind {
    chunk,  ///< an index that names the row
    flag,   ///< a tag: prev outlined, curr filled
    figure, ///< a number
    code,   ///< a word of code
    words,  ///< a sentence
    site,   ///< a call site, with the colour that the map gives it
    faint,  ///< a number that matters less (a line)
    waste,  ///< a number, faint when it is 0
    raw,    ///< bytes of a header
    reason, ///< a cross and why, or a tick
    named,  ///< an allocation's colour and name
};

class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int padding = 8; ///< px left of the first and right of the last column
    static constexpr int gap = 6;     ///< px between columns

    RowDelegate(std::vector<CellKind> cells, RunTable* table);

    /// Shorter flags ("c") and smaller raw bytes, for narrow tables.
    void setCompact(bool flags, bool raw) {
        flagsCompact_ = flags;
        rawCompact_ = raw;
    }
    /// px between a column's content and the column before.
    [[nodiscard]] int gapBefore(int column) const;
    /// Width in px that `text` takes in a column, without the gaps.
    [[nodiscard]] int widthOf(const QString& text, int column) const;
    [[nodiscard]] QFont fontOf(CellKind kind, const QModelIndex& index) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintGround(QPainter& painter, const QRect& cell, const QModelIndex& index, bool selected) const;
    void paintText(QPainter& painter, const QRect& cell, const QModelIndex& index, CellKind kind) const;
    void paintFlag(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintReason(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintNamed(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintSite(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintRefusal(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    [[nodiscard]] QRect contentOf(const QRect& cell, int column) const;
    [[nodiscard]] const Palette& palette() const;
    [[nodiscard]] const Fonts& fonts() const;

    std::vector<CellKind> cells_;
    RunTable* table_;
    bool flagsCompact_ = false;
    bool rawCompact_ = false;
};

} // namespace firstfit
