// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_table.h"

#include "ui/models/table_text.h"
#include "ui/panels/run_table_header.h"
#include "ui/render/control_painter.h"
#include "ui/render/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>

#include <cmath>

namespace firstfit {

RunTable::RunTable(std::vector<CellKind> cells, QWidget* parent)
    : QTableView(parent), delegate_(new RowDelegate(std::move(cells), this)), fonts_(Fonts::ofDesktop()) {
    setItemDelegate(delegate_);
    setHorizontalHeader(new RunTableHeader(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false); // Tab leaves the table
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    addCopyActions();
    applyFonts();
}

void RunTable::addCopyActions() {
    auto* copyRow = new QAction(tr("Copy row"), this);
    copyRow->setShortcut(QKeySequence::Copy);
    copyRow->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copyRow, &QAction::triggered, this, &RunTable::copy);
    auto* copyTable = new QAction(tr("Copy table"), this);
    connect(copyTable, &QAction::triggered, this, &RunTable::copyAll);
    addActions({copyRow, copyTable});
}

void RunTable::copy() const { QApplication::clipboard()->setText(tableText(*model(), selectedIndexes())); }
void RunTable::copyAll() const { QApplication::clipboard()->setText(tableText(*model())); }

QRect RunTable::rowRect(int row) const { return {0, rowViewportPosition(row), viewport()->width(), rowHeight(row)}; }

bool RunTable::isLastShown(int column) const {
    const int count = model() == nullptr ? 0 : model()->columnCount();
    do {
        ++column;
    } while (column < count && isColumnHidden(column));
    return column >= count;
}

void RunTable::setHoveredRow(int row) {
    if (row == hoveredRow_)
        return;
    const int before = std::exchange(hoveredRow_, row);
    viewport()->update(rowRect(before));
    viewport()->update(rowRect(row));
}

void RunTable::showSelectedRow(int row) {
    const QScopedValueRollback guard(quiet_, true);
    if (row < 0) {
        selectionModel()->clear();
    } else if (row != currentIndex().row() || selectedIndexes().isEmpty()) {
        selectionModel()->setCurrentIndex(model()->index(row, 0),
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        scrollTo(currentIndex());
    }
}

void RunTable::setEmptySentence(const QString& sentence, int rows) {
    emptySentence_ = sentence;
    emptyRows_ = rows;
}

void RunTable::setCompact(bool flags, bool raw) { delegate_->setCompact(flags, raw); }

int RunTable::widthNeeded(const QString& text, int column) const {
    const bool last = column == model()->columnCount() - 1;
    const int before = column == 0 ? RowDelegate::padding : delegate_->gapBefore(column);
    return before + delegate_->widthOf(text, column) + (last ? RowDelegate::padding : 0);
}

void RunTable::fitColumns(const QStringList& widest, int stretched) {
    const QFontMetrics heads(fonts_.text(11));
    const int columns = static_cast<int>(widest.size());
    int rest = viewport()->width();
    std::vector<int> widths;
    for (int column = 0; column < columns; ++column) {
        const bool lends = column + 1 < columns && model()->headerData(column + 1, Qt::Horizontal).toString().isEmpty();
        const int head = lends ? 0 : heads.horizontalAdvance(model()->headerData(column, Qt::Horizontal).toString());
        const int before = column == 0 ? RowDelegate::padding : delegate_->gapBefore(column);
        const int width = std::max(widthNeeded(widest[column], column),
                                   before + head + (column == columns - 1 ? RowDelegate::padding : 0));
        widths.push_back(width);
        rest -= width;
    }
    // Figures stand apart evenly; what is left over goes to the one column that can use it.
    const int share = std::clamp(rest / columns, 0, 24);
    for (int& width : widths)
        width += share;
    auto& taken = widths.at(static_cast<std::size_t>(stretched));
    taken = std::max(taken + rest - share * columns, 24);
    for (int column = 0; column < columns; ++column)
        setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
}

void RunTable::applyFonts() {
    fonts_ = Fonts::ofDesktop();
    verticalHeader()->setDefaultSectionSize(static_cast<int>(std::lround(24 * fonts_.scale)));
    horizontalHeader()->updateGeometry();
    viewport()->update();
}

void RunTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    const Palette& palette = paletteOf(*this);
    const int rows = model() == nullptr ? 0 : model()->rowCount();
    if (!emptySentence_.isEmpty() && rows <= emptyRows_) {
        const int top = rows == 0 ? 0 : rowRect(rows - 1).bottom();
        const int margin = RowDelegate::padding;
        painter.setFont(fonts_.text(12));
        painter.setPen(palette.ink3);
        painter.drawText(viewport()->rect().adjusted(margin, top + margin, -margin, -margin),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, emptySentence_);
    }
    if (showsFocus() && currentIndex().isValid()) {
        ControlPainter(painter, palette, fonts_.scale).focusDashes(rowRect(currentIndex().row()));
    }
}

void RunTable::leaveEvent(QEvent* event) {
    QTableView::leaveEvent(event);
    Q_EMIT rowEntered(-1);
}

void RunTable::mouseMoveEvent(QMouseEvent* event) {
    QTableView::mouseMoveEvent(event);
    Q_EMIT rowEntered(rowAt(event->position().toPoint().y()));
}

void RunTable::mousePressEvent(QMouseEvent* event) {
    keyboardUsed_ = false;
    QTableView::mousePressEvent(event);
}

void RunTable::keyPressEvent(QKeyEvent* event) {
    keyboardUsed_ = true;
    // Qt goes along the row, which is one here; Ctrl+Home and Ctrl+End belong to the whole run.
    const bool first = event->matches(QKeySequence::MoveToStartOfLine);
    const bool last = event->matches(QKeySequence::MoveToEndOfLine);
    if ((first || last) && model()->rowCount() > 0) {
        setCurrentIndex(model()->index(first ? 0 : model()->rowCount() - 1, 0));
    } else {
        QTableView::keyPressEvent(event);
    }
    viewport()->update();
}

void RunTable::focusInEvent(QFocusEvent* event) {
    keyboardUsed_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                    event->reason() == Qt::ShortcutFocusReason;
    QTableView::focusInEvent(event);
    viewport()->update();
}

void RunTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange) {
        applyFonts();
        Q_EMIT roomChanged();
    }
}

void RunTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    viewport()->update();
}

void RunTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    if (!quiet_ && !selected.isEmpty())
        Q_EMIT rowSelected(selected.first().top());
}

void RunTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    Q_EMIT roomChanged();
}

} // namespace firstfit
