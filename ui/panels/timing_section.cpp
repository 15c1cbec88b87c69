// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timing_section.h"

#include "ui/models/roles.h"
#include "ui/models/timing_data.h"
#include "ui/models/timing_words.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/run_table.h"
#include "ui/panels/tone_label.h"
#include "ui/render/icons.h"
#include "ui/render/theme.h"
#include "ui/views/charts/chart_canvas.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace firstfit {

namespace {

constexpr int padding = 12;
constexpr int columnGap = 10;
constexpr int sortArrow = 12;     ///< room beside a column's head
constexpr int mostLinesBelow = 8; ///< of a table below its chart; the rest is scrolled to

QString idOf(TimingChart chart) {
    switch (chart) {
    case TimingChart::perOperation:
        return QStringLiteral("per-operation");
    case TimingChart::toMalloc:
        return QStringLiteral("to-malloc");
    case TimingChart::freeList:
        return QStringLiteral("free-list");
    case TimingChart::latency:
        return QStringLiteral("latency");
    case TimingChart::alongTrace:
        return QStringLiteral("along-trace");
    case TimingChart::beforeAfter:
        return QStringLiteral("before-after");
    }
    return {};
}

} // namespace

/// The contenders' swatches and names, as far as they fit.
class TimingSection::Legend : public QWidget {
public:
    explicit Legend(QWidget* parent) : QWidget(parent) {
        setObjectName(QStringLiteral("legend"));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFixedHeight(static_cast<int>(std::lround(20 * Fonts::ofDesktop().scale)));
    }
    void setResults(std::shared_ptr<const Results> results) {
        results_ = std::move(results);
        setVisible(results_ && !results_->cells.empty());
        fit();
        update();
    }

    [[nodiscard]] QSize sizeHint() const override { return {200, height()}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {100, height()}; }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QWidget::resizeEvent(event);
        fit();
    }
    void paintEvent(QPaintEvent*) override {
        if (results_) {
            QPainter painter(this);
            const Fonts fonts = Fonts::ofDesktop();
            const double room = width() - 2 * padding;
            const double right = padding + std::min(legendWidth(*results_, fonts), room);
            paintLegend(painter, *results_, QPointF(right, 2), room, paletteOf(*this), fonts);
        }
    }

private:
    /// As many lines as it takes.
    void fit() {
        const Fonts fonts = Fonts::ofDesktop();
        const int lines = results_ ? legendLines(*results_, width() - 2 * padding, fonts) : 1;
        setFixedHeight(static_cast<int>(std::lround(20 * fonts.scale)) * lines);
        updateGeometry();
    }

    std::shared_ptr<const Results> results_;
};

TimingSection::TimingSection(TimingChart chart, QWidget* parent)
    : QWidget(parent),
      chart_(chart),
      legend_(new Legend(this)),
      canvas_(new ChartCanvas(makePicture(chart), this)),
      sorted_(new QSortFilterProxyModel(this)),
      row_(new QSplitter(Qt::Horizontal, this)),
      caution_(new ToneLabel(&Palette::caution, 12, QFont::Normal, this)),
      machine_(new ToneLabel(&Palette::ink3, 11, QFont::Normal, this)) {
    setObjectName(QStringLiteral("timing-%1").arg(idOf(chart)));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    canvas_->setObjectName(objectName() + QStringLiteral("-chart"));
    canvas_->setAccessibleName(titleOf(chart));
    machine_->setObjectName(objectName() + QStringLiteral("-machine"));
    caution_->setObjectName(objectName() + QStringLiteral("-caution"));
    sorted_->setSourceModel(&model_);
    sorted_->setSortRole(SortRole);
    row_->addWidget(canvas_);
    row_->setHandleWidth(4);
    row_->setChildrenCollapsible(false);
    connect(row_, &QSplitter::splitterMoved, this, [this] { isMoved_ = true; });
    for (ToneLabel* label : {caution_, machine_}) {
        label->setContentsMargins(padding, 0, padding, 0);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 10);
    column->setSpacing(4);
    column->addWidget(makeHeading());
    column->addWidget(legend_);
    column->addWidget(row_);
    column->addWidget(caution_);
    column->addWidget(machine_);
    if (chart == TimingChart::alongTrace) {
        connect(canvas_, &ChartCanvas::activated, this,
                [this](quint64 id) { Q_EMIT operationChosen(static_cast<quint32>(id)); });
    }
    addMenu();
}

QWidget* TimingSection::makeHeading() {
    auto* heading = new QWidget(this);
    heading->setAutoFillBackground(true);
    heading->setBackgroundRole(QPalette::Window);
    auto* title = new ToneLabel(&Palette::ink, 13, QFont::DemiBold, heading);
    title->setText(titleOf(chart_));
    title->setWordWrap(false);
    hint_ = new ElidedLabel(hintOf(chart_), heading);
    hint_->setProperty("look", QStringLiteral("aside"));
    const auto button = [this, heading](const char* icon, const QString& name, const QString& tip) {
        auto* made = new QToolButton(heading);
        made->setAutoRaise(true);
        made->setIcon(themedIcon(QString::fromLatin1(icon)));
        const int side = static_cast<int>(std::lround(14 * Fonts::ofDesktop().scale));
        made->setIconSize(QSize(side, side));
        made->setFocusPolicy(Qt::TabFocus);
        made->setToolTip(tip);
        made->setObjectName(objectName() + u'-' + QString::fromLatin1(icon));
        made->setAccessibleName(tr("%1: %2").arg(titleOf(chart_), name));
        return made;
    };
    auto* in = button("zoom-in", tr("zoom in"), tr("Zoom in: +, Ctrl+wheel, or drag a frame"));
    auto* out = button("zoom-out", tr("zoom out"), tr("Zoom out: -, or Ctrl+wheel"));
    auto* all = button("fit", tr("show all"), tr("Show all of it again: 0, or a double click"));
    export_ = button("export", tr("export"), tr("Export this chart or its numbers"));
    out->setEnabled(false);
    all->setEnabled(false);
    connect(in, &QToolButton::clicked, canvas_, &ChartCanvas::zoomIn);
    connect(out, &QToolButton::clicked, canvas_, &ChartCanvas::zoomOut);
    connect(all, &QToolButton::clicked, canvas_, &ChartCanvas::showAll);
    connect(canvas_, &ChartCanvas::zoomChanged, out, &QToolButton::setEnabled);
    connect(canvas_, &ChartCanvas::zoomChanged, all, &QToolButton::setEnabled);
    connect(export_, &QToolButton::clicked, this, [this] { Q_EMIT exportRequested(chart_); });
    auto* row = new QHBoxLayout(heading);
    row->setContentsMargins(padding, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(title);
    row->addWidget(hint_, 1);
    if (chart_ == TimingChart::latency) {
        chooser_ = new QComboBox(heading);
        chooser_->setObjectName(QStringLiteral("timing-latency-workload"));
        chooser_->setAccessibleName(tr("Workload whose latency is shown"));
        row->addWidget(chooser_);
    }
    QWidget* before = chooser_;
    for (QToolButton* each : {in, out, all, export_}) {
        row->addWidget(each);
        if (before != nullptr) {
            setTabOrder(before, each);
        }
        before = each;
    }
    setTabOrder(before, canvas_);
    return heading;
}

void TimingSection::addMenu() {
    canvas_->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto add = [this](const QString& text, auto act) {
        auto* action = new QAction(text, canvas_);
        connect(action, &QAction::triggered, this, act);
        canvas_->addAction(action);
        return action;
    };
    add(tr("Copy picture"), [this] { Q_EMIT copyRequested(chart_); });
    add(tr("Export…"), [this] { Q_EMIT exportRequested(chart_); });
    add(QString(), [] {})->setSeparator(true);
    add(tr("Zoom in"), [this] { canvas_->zoomIn(); });
    add(tr("Zoom out"), [this] { canvas_->zoomOut(); });
    add(tr("Show all"), [this] { canvas_->showAll(); });
}

void TimingSection::setTable(FigureTable table) {
    // How a column is drawn belongs to the view: other columns need another one.
    const bool fits = table_ != nullptr && model_.columnCount() == static_cast<int>(table.heads.size());
    std::vector<CellKind> kinds;
    for (const bool isFigure : table.figures) {
        kinds.push_back(isFigure ? CellKind::figure : CellKind::words);
    }
    spare_ = table.spare;
    model_.setTable(std::move(table));
    if (!fits) {
        delete table_;
        table_ = new RunTable(std::move(kinds), row_);
        table_->setObjectName(objectName() + QStringLiteral("-table"));
        table_->setAccessibleName(tr("Numbers: %1").arg(titleOf(chart_)));
        table_->setModel(sorted_);
        table_->setSortingEnabled(true);
        table_->horizontalHeader()->setSectionsClickable(true);
        table_->sortByColumn(-1, Qt::AscendingOrder);
        table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
        table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
        row_->addWidget(table_);
        setTabOrder(canvas_, table_);
        row_->setStretchFactor(0, 1);
        row_->setStretchFactor(1, 0);
        connect(table_, &RunTable::rowEntered, table_, &RunTable::setHoveredRow);
        connect(table_, &RunTable::roomChanged, this, &TimingSection::fitColumns);
        const auto choose = [this](const QModelIndex& index) {
            const qlonglong key = model_.keyOf(sorted_->mapToSource(index).row());
            if (key >= 0) {
                Q_EMIT operationChosen(static_cast<quint32>(key));
            }
        };
        // Not by being selected: whoever goes from row to row with the keys stays here until Enter.
        connect(table_, &RunTable::clicked, this, choose);
        connect(table_, &RunTable::activated, this, choose);
    }
    fitColumns();
    placeTable();
}

/// Beside the chart if both have room, the table perhaps without its spare columns; else below it. Whoever has moved
/// the handle leaves it there.
void TimingSection::placeTable() {
    const double scale = Fonts::ofDesktop().scale;
    const int room = width() - row_->handleWidth() - static_cast<int>(canvas_->picture().preferredWidth(scale));
    const bool below = room < leastWidth_;
    if (below != (row_->orientation() == Qt::Vertical)) {
        row_->setOrientation(below ? Qt::Vertical : Qt::Horizontal);
        isMoved_ = false;
    }
    const int line = table_->verticalHeader()->defaultSectionSize();
    const int head = table_->horizontalHeader()->sizeHint().height() + 4;
    const int rows = std::max(sorted_->rowCount(), 1);
    table_->setMinimumHeight(below ? head + std::min(rows, mostLinesBelow) * line : 0);
    table_->setMaximumHeight(below ? head + rows * line : QWIDGETSIZE_MAX);
    table_->setMinimumWidth(static_cast<int>(200 * scale));
    if (!below && !isMoved_) {
        const int table = room < fullWidth_ ? leastWidth_ : fullWidth_;
        row_->setSizes({width() - table - row_->handleWidth(), table});
    }
}

void TimingSection::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (table_ != nullptr) {
        placeTable();
    }
}

void TimingSection::fitColumns() {
    QStringList widest;
    for (int column = 0; column < sorted_->columnCount(); ++column) {
        QString text;
        for (int row = 0; row < std::min(sorted_->rowCount(), 200); ++row) {
            if (const QString cell = sorted_->index(row, column).data().toString(); cell.size() > text.size()) {
                text = cell;
            }
        }
        widest << text;
    }
    const QFontMetrics heads(table_->fonts().text(11));
    std::vector<int> widths;
    int all = 0;
    int spare = 0;
    for (int column = 0; column < widest.size(); ++column) {
        const int head = heads.horizontalAdvance(sorted_->headerData(column, Qt::Horizontal).toString()) + sortArrow;
        const int gap = table_->widthNeeded(QString(), column);
        widths.push_back(std::max(table_->widthNeeded(widest[column], column), head + gap) +
                         (column > 0 ? columnGap : 0));
        all += widths.back();
        spare += isSpare(column) ? widths.back() : 0;
    }
    const int frame = style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 2;
    fullWidth_ = all + frame;
    leastWidth_ = all - spare + frame + RowDelegate::padding;
    spreadColumns(widths, all, spare);
}

/// Leaves out what is spare and does not fit. What is left over goes to the requests, or to all in equal shares.
void TimingSection::spreadColumns(const std::vector<int>& widths, int all, int spare) {
    const bool showsAll = all <= table_->viewport()->width();
    int shown = 0;
    for (int column = 0; column < static_cast<int>(widths.size()); ++column) {
        table_->setColumnHidden(column, !showsAll && isSpare(column));
        shown += table_->isColumnHidden(column) ? 0 : 1;
    }
    const int rest = std::max(0, table_->viewport()->width() - (showsAll ? all : all - spare + RowDelegate::padding));
    for (int column = 0; column < static_cast<int>(widths.size()); ++column) {
        const int share = chart_ != TimingChart::alongTrace ? rest / std::max(1, shown) : column == 2 ? rest : 0;
        const int margin = !showsAll && table_->isLastShown(column) ? RowDelegate::padding : 0;
        table_->setColumnWidth(column, widths[static_cast<std::size_t>(column)] + share + margin);
    }
}

bool TimingSection::isSpare(int column) const {
    const auto at = static_cast<std::size_t>(column);
    return at < spare_.size() && spare_[at];
}

void TimingSection::show(const TimingScene& scene, FigureTable table, const QStringList& notes) {
    setScene(canvas_->picture(), chart_, scene);
    canvas_->refresh();
    legend_->setResults(hasLegend(chart_) ? scene.results : nullptr);
    setTable(std::move(table));
    const bool empty = !canvas_->picture().emptySentence().isEmpty();
    table_->setVisible(!empty);
    export_->setEnabled(!empty);
    for (QAction* action : canvas_->actions()) {
        action->setEnabled(!empty);
    }
    // The latency's subject is in its chooser.
    const QString subject = chart_ == TimingChart::alongTrace ? subjectOf(chart_, scene) : QString();
    hint_->setText(subject.isEmpty() ? hintOf(chart_) : tr("%1; %2").arg(subject, hintOf(chart_)));
    showCautions(notes, empty ? QStringList() : cautions(*scene.results));
    machine_->setText(empty ? QString() : machineLine(*scene.results));
    machine_->setVisible(!empty);
}

/// All of its own, and the first of what holds for each chart; all of these stand below the last chart.
void TimingSection::showCautions(const QStringList& own, const QStringList& common) {
    QStringList lines;
    for (const QString& note : own) {
        lines << tr("⚠ %1").arg(note);
    }
    if (!common.isEmpty()) {
        const qsizetype more = common.size() - 1;
        lines << (more == 0   ? tr("⚠ %1").arg(common.first())
                  : more == 1 ? tr("⚠ %1 One more remark is below.").arg(common.first())
                              : tr("⚠ %1 %2 more remarks are below.").arg(common.first()).arg(more));
    }
    caution_->setText(lines.join(u'\n'));
    caution_->setToolTip((own + common).join(u'\n'));
    caution_->setVisible(!lines.isEmpty());
}

} // namespace firstfit
