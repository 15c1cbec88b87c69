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
constexpr int sortArrow = 12; ///< room beside a column's head

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
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFixedHeight(static_cast<int>(std::lround(20 * Fonts::ofDesktop().scale)));
    }
    void setResults(std::shared_ptr<const Results> results) {
        results_ = std::move(results);
        fit();
        update();
    }

    // The hint beside it gives way first.
    [[nodiscard]] QSize sizeHint() const override {
        const double width = results_ ? legendWidth(*results_, Fonts::ofDesktop()) + 4 : 0;
        return {static_cast<int>(std::ceil(width)), height()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {std::min(sizeHint().width(), 300), height()}; }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QWidget::resizeEvent(event);
        fit();
    }
    void paintEvent(QPaintEvent*) override {
        if (results_) {
            QPainter painter(this);
            paintLegend(painter, *results_, QPointF(width() - 1, 2), width() - 2, paletteOf(*this), Fonts::ofDesktop());
        }
    }

private:
    /// As many lines as it takes.
    void fit() {
        const Fonts fonts = Fonts::ofDesktop();
        const int lines = results_ ? legendLines(*results_, width() - 2, fonts) : 1;
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
    for (ToneLabel* label : {caution_, machine_}) {
        label->setContentsMargins(padding, 0, padding, 0);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 10);
    column->setSpacing(4);
    column->addWidget(makeHeading());
    column->addWidget(row_);
    column->addWidget(caution_);
    column->addWidget(machine_);
    if (chart == TimingChart::alongTrace) {
        canvas_->setActivation(tr("Click to see the heap there"));
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
    auto* hint = new ElidedLabel(hintOf(chart_), heading);
    hint->setProperty("look", QStringLiteral("aside"));
    auto* save = new QToolButton(heading);
    save->setAutoRaise(true);
    save->setIcon(themedIcon(QStringLiteral("export")));
    const int side = static_cast<int>(std::lround(14 * Fonts::ofDesktop().scale));
    save->setIconSize(QSize(side, side));
    save->setFocusPolicy(Qt::TabFocus);
    save->setToolTip(tr("Export this chart or its numbers"));
    save->setAccessibleName(tr("Export: %1").arg(titleOf(chart_)));
    connect(save, &QToolButton::clicked, this, [this] { Q_EMIT exportRequested(chart_); });
    auto* row = new QHBoxLayout(heading);
    row->setContentsMargins(padding, 4, 8, 4);
    row->setSpacing(10);
    row->addWidget(title);
    row->addWidget(hint);
    if (chart_ == TimingChart::latency) {
        chooser_ = new QComboBox(heading);
        chooser_->setObjectName(QStringLiteral("timing-latency-workload"));
        chooser_->setAccessibleName(tr("Workload whose latency is shown"));
        row->addWidget(chooser_);
    }
    row->addWidget(legend_, 1);
    row->addWidget(save);
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
    model_.setTable(std::move(table));
    if (!fits) {
        const QList<int> sizes = row_->sizes();
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
        table_->setMinimumWidth(static_cast<int>(260 * Fonts::ofDesktop().scale));
        row_->addWidget(table_);
        row_->setStretchFactor(0, 3);
        row_->setStretchFactor(1, 2);
        // Whoever has moved the handle finds it where it was.
        row_->setSizes(sizes.size() == 2 ? sizes : QList<int>{600, 400});
        connect(table_, &RunTable::rowEntered, table_, &RunTable::setHoveredRow);
        connect(table_, &RunTable::roomChanged, this, &TimingSection::fitColumns);
        const auto choose = [this](int row) {
            const qlonglong key = model_.keyOf(sorted_->mapToSource(sorted_->index(row, 0)).row());
            if (key >= 0) {
                Q_EMIT operationChosen(static_cast<quint32>(key));
            }
        };
        connect(table_, &RunTable::rowSelected, this, choose);
    }
    fitColumns();
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
    // Nothing is cut: a narrow table scrolls. What is left over goes to the words.
    const QFontMetrics heads(table_->fonts().text(11));
    std::vector<int> widths;
    int rest = table_->viewport()->width();
    for (int column = 0; column < widest.size(); ++column) {
        const int head = heads.horizontalAdvance(sorted_->headerData(column, Qt::Horizontal).toString()) + sortArrow;
        const int gap = table_->widthNeeded(QString(), column);
        widths.push_back(std::max(table_->widthNeeded(widest[column], column), head + gap) +
                         (column > 0 ? columnGap : 0));
        rest -= widths.back();
    }
    const std::size_t words = chart_ == TimingChart::alongTrace ? 2 : 0;
    for (std::size_t column = 0; column < widths.size(); ++column) {
        table_->setColumnWidth(static_cast<int>(column), widths[column] + (column == words ? std::max(rest, 0) : 0));
    }
}

void TimingSection::show(const TimingScene& scene, FigureTable table) {
    setScene(canvas_->picture(), chart_, scene);
    canvas_->refresh();
    const bool namesAreInside = chart_ == TimingChart::toMalloc || chart_ == TimingChart::beforeAfter;
    legend_->setResults(namesAreInside || chart_ == TimingChart::alongTrace ? nullptr : scene.results);
    setTable(std::move(table));
    const bool empty = !canvas_->picture().emptySentence().isEmpty();
    table_->setVisible(!empty);
    const QStringList careful = empty ? QStringList() : cautions(*scene.results);
    // The first one stands here, all of them below the last chart.
    const qsizetype more = careful.size() - 1;
    caution_->setText(careful.isEmpty() ? QString()
                      : more == 0       ? tr("⚠ %1").arg(careful.first())
                      : more == 1       ? tr("⚠ %1 One more remark is below.").arg(careful.first())
                                        : tr("⚠ %1 %2 more remarks are below.").arg(careful.first()).arg(more));
    caution_->setToolTip(careful.join(u'\n'));
    caution_->setVisible(!careful.isEmpty());
    machine_->setText(empty ? QString() : machineLine(*scene.results));
    machine_->setVisible(!empty);
}

} // namespace firstfit
