// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table whose rows are runs of blocks: looks as the visual rules say, and links hover and selection to the heap map.
#pragma once

#include "ui/panels/row_delegate.h"
#include "ui/render/fonts.h"

#include <QTableView>

namespace firstfit {

class RunTable : public QTableView {
    Q_OBJECT

public:
    /// `cells` says how each column of the model is drawn.
    explicit RunTable(std::vector<CellKind> cells, QWidget* parent = nullptr);

    /// The row drawn as under the pointer, here or on the map; -1 = none.
    void setHoveredRow(int row);
    [[nodiscard]] int hoveredRow() const { return hoveredRow_; }
    /// Makes `row` the selected one without telling anybody; -1 = none.
    void showSelectedRow(int row);
    /// The sentence in the middle of the empty part when there are at most `rows` rows.
    void setEmptySentence(const QString& sentence, int rows = 0);
    /// Widths from the widest text of each column (11 px heads included); `stretched` takes what is left.
    void fitColumns(const QStringList& widest, int stretched);
    [[nodiscard]] const RowDelegate& delegate() const { return *delegate_; }
    /// The column width that `text` needs, gaps included.
    [[nodiscard]] int widthNeeded(const QString& text, int column) const;
    /// Is nothing but hidden columns right of it?
    [[nodiscard]] bool isLastShown(int column) const;
    /// Draws "p" and "c" instead of "prev" and "curr", and raw bytes small.
    void setCompact(bool flags, bool raw);
    [[nodiscard]] const Fonts& fonts() const { return fonts_; }
    /// Should the focus be drawn? Only for whoever uses the keyboard.
    [[nodiscard]] bool showsFocus() const { return keyboardUsed_ && hasFocus(); }

public Q_SLOTS:
    /// The selected row, or without one all rows, as text to the clipboard.
    void copy() const;
    void copyAll() const;

Q_SIGNALS:
    void rowEntered(int row); ///< the pointer; -1: it left
    void rowSelected(int row);
    /// The room for columns or the desktop's font changed: widths must be computed again.
    void roomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

private:
    void applyFonts();
    void addCopyActions();
    [[nodiscard]] QRect rowRect(int row) const;

    RowDelegate* delegate_;
    Fonts fonts_;
    QString emptySentence_;
    int emptyRows_ = 0;
    int hoveredRow_ = -1;
    bool keyboardUsed_ = false;
    bool quiet_ = false; ///< a selection made by the program, not by the person
};

} // namespace firstfit
