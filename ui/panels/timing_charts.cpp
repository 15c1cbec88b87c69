// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timing_charts.h"

#include "allocator/timing/results_csv.h"
#include "ui/models/timing_data.h"
#include "ui/models/timing_results_json.h"
#include "ui/models/timing_run_folder.h"
#include "ui/models/timing_tables.h"
#include "ui/models/timing_words.h"
#include "ui/panels/tone_label.h"
#include "ui/panels/wheel_focus.h"
#include "ui/render/theme.h"
#include "ui/views/charts/chart_canvas.h"
#include "ui/views/charts/line_pictures.h"
#include "ui/workbench.h"
#include "ui/workbench_timing.h"

#include <QComboBox>
#include <QFileInfo>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace firstfit {

TimingCharts::TimingCharts(TimingLab& lab, Workbench& workbench, QWidget* parent)
    : QScrollArea(parent),
      lab_(lab),
      workbench_(workbench),
      remarks_(new ToneLabel(&Palette::caution, 12, QFont::Normal)) {
    setObjectName(QStringLiteral("timing-charts"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Window);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (const TimingChart chart : {TimingChart::perOperation, TimingChart::toMalloc, TimingChart::beforeAfter,
                                    TimingChart::freeList, TimingChart::latency, TimingChart::alongTrace}) {
        auto* each = new TimingSection(chart, content);
        column->addWidget(each);
        sections_ << each;
        connect(each, &TimingSection::exportRequested, this,
                [this](TimingChart wanted) { Q_EMIT exportRequested({wanted}); });
        connect(each, &TimingSection::copyRequested, this,
                [this](TimingChart wanted) { Q_EMIT copyRequested({wanted}); });
        connect(each, &TimingSection::operationChosen, this, [this](quint32 operation) {
            if (isOfOpenTrace()) {
                Q_EMIT operationChosen(operation);
            } else {
                Q_EMIT traceMissed(QString::fromStdString(lab_.results().trace_file));
            }
        });
    }
    remarks_->setObjectName(QStringLiteral("timing-remarks"));
    remarks_->setAutoFillBackground(true);
    remarks_->setBackgroundRole(QPalette::Base);
    remarks_->setContentsMargins(12, 8, 12, 12);
    remarks_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(remarks_);
    column->addStretch(1);
    setWidget(content);
    letWheelScroll(*content);
    connect(section(TimingChart::latency).chooser(), &QComboBox::currentIndexChanged, this, &TimingCharts::show);
    // What is painted relative to what is seen.
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        for (TimingSection* each : sections_) {
            if (each->canvas().picture().headHeight() > 0) {
                each->canvas().update();
            }
        }
    });
    connect(&lab_, &TimingLab::resultsChanged, this, &TimingCharts::show);
    connect(&lab_, &TimingLab::measuringChanged, this, &TimingCharts::show);
    connect(&workbench_, &Workbench::traceChanged, this, &TimingCharts::show);
    connect(&workbench_, &Workbench::positionChanged, this, &TimingCharts::showPosition);
    show();
}

TimingSection& TimingCharts::section(TimingChart chart) const {
    return **std::find_if(sections_.begin(), sections_.end(),
                          [chart](const auto* each) { return each->chart() == chart; });
}

void TimingCharts::goTo(TimingChart chart) {
    TimingSection& wanted = section(chart);
    ensureWidgetVisible(&wanted, 0, 0);
    wanted.canvas().setFocus(Qt::OtherFocusReason);
}

bool TimingCharts::isOfOpenTrace() const {
    const Results& results = lab_.results();
    const Trace& trace = workbench_.trace();
    // By the name alone: from a terminal and from the window the same file has different paths.
    const auto nameOf = [](const std::string& path) { return QFileInfo(QString::fromStdString(path)).fileName(); };
    return results.trace_operations > 0 && results.trace_operations == trace.operations.size() &&
           nameOf(results.trace_file) == nameOf(trace.file);
}

TimingScene TimingCharts::scene() const {
    TimingScene scene;
    const auto shared = [this](std::optional<std::size_t> run) {
        return run ? lab_.runs()[*run].results : std::shared_ptr<const Results>();
    };
    scene.results = lab_.shown() ? shared(lab_.shown()) : std::make_shared<const Results>();
    scene.before = shared(lab_.compared());
    scene.latencyWorkload = section(TimingChart::latency).chooser()->currentData().toString().toStdString();
    scene.measuring = lab_.isMeasuring();
    return scene;
}

FigureTable TimingCharts::tableOf(TimingChart chart) const {
    const Results& results = lab_.results();
    switch (chart) {
    case TimingChart::perOperation:
        return medianTable(results);
    case TimingChart::toMalloc:
        return ratioTable(results);
    case TimingChart::freeList:
        return chunkTable(results);
    case TimingChart::latency:
        return latencyTable(results, section(TimingChart::latency).chooser()->currentData().toString().toStdString());
    case TimingChart::alongTrace:
        return slowestTable(results, isOfOpenTrace() ? &workbench_.trace() : nullptr);
    case TimingChart::beforeAfter:
        return changeTable(lab_.comparedResults() != nullptr ? *lab_.comparedResults() : Results(), results);
    }
    return {};
}

QStringList TimingCharts::notesOn(TimingChart chart) const {
    const Results& results = lab_.results();
    if (chart == TimingChart::beforeAfter && lab_.comparedResults() != nullptr) {
        return changeCautions(*lab_.comparedResults(), results);
    }
    if (chart != TimingChart::alongTrace || !isOfOpenTrace() || results.trace_heap == workbench_.geometry()) {
        return {};
    }
    const QString measured = heapText(results.trace_heap);
    const QString open = heapText(workbench_.geometry());
    return {
        measured == open
            ? tr("The heap that is open begins at another address than the one that was measured.")
            : tr("Measured in a heap of %1. The one that is open has %2: a click shows that one.").arg(measured, open)};
}

void TimingCharts::showWorkloads() {
    QComboBox& chooser = *section(TimingChart::latency).chooser();
    const QSignalBlocker quiet(chooser);
    const QString chosen = chooser.currentData().toString();
    chooser.clear();
    for (const std::string& id : latencyWorkloads(lab_.results())) {
        chooser.addItem(workloadName(id, lab_.results()), QString::fromStdString(id));
    }
    chooser.setCurrentIndex(std::max(0, chooser.findData(chosen)));
    chooser.setVisible(chooser.count() > 0);
}

void TimingCharts::show() {
    showWorkloads();
    const TimingScene now = scene();
    for (TimingSection* each : sections_) {
        each->show(now, tableOf(each->chart()), notesOn(each->chart()));
    }
    section(TimingChart::beforeAfter).setVisible(lab_.compared().has_value());
    QString all;
    for (const QString& remark : cautions(lab_.results())) {
        all += (all.isEmpty() ? QString() : QStringLiteral("\n")) + QStringLiteral("⚠ ") + remark;
    }
    remarks_->setText(all);
    remarks_->setVisible(!all.isEmpty());
    showPosition();
}

void TimingCharts::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    showPosition();
}

void TimingCharts::showPosition() {
    if (!isVisible()) {
        return; // the other modes play
    }
    ChartCanvas& canvas = section(TimingChart::alongTrace).canvas();
    const std::uint32_t operation = workbench_.position().operation.value;
    static_cast<TracePicture&>(canvas.picture())
        .setPosition(isOfOpenTrace() && operation > 0 ? std::optional(operation) : std::nullopt);
    canvas.setActivation(isOfOpenTrace()
                             ? tr("Click, or press Enter, to see the heap there")
                             : tr("Open %1 to see the heap there").arg(workloadName("trace", lab_.results())));
    canvas.refresh();
}

TimingPage TimingCharts::page(const QList<TimingChart>& charts) const {
    TimingPage page;
    page.scene = scene();
    page.charts = charts;
    page.dark = isDark(palette());
    page.scale = 2;
    page.title = charts.size() != 1 ? shownName() : QString();
    return page;
}

QString TimingCharts::shownName() const { return lab_.shown() ? lab_.runs()[*lab_.shown()].name : QString(); }

QImage TimingCharts::image(const QList<TimingChart>& charts) const { return timingPageImage(page(charts)); }

std::string TimingCharts::csvOf(const QList<TimingChart>& charts) const {
    if (charts == QList{TimingChart::alongTrace}) {
        return trace_times_to_csv(lab_.results());
    }
    return charts == QList{TimingChart::beforeAfter} && lab_.comparedResults() != nullptr
               ? changes_to_csv(*lab_.comparedResults(), lab_.results())
               : to_csv(lab_.results());
}

QString TimingCharts::exportTo(const QString& path, const QList<TimingChart>& charts) const {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix != QStringLiteral("csv") && suffix != QStringLiteral("json")) {
        return saveTimingPage(page(charts), path);
    }
    const auto outcome =
        writeTimingRun(path, suffix == QStringLiteral("csv") ? QByteArray::fromStdString(csvOf(charts))
                                                             : timingResultsJson(lab_.results(), shownName()));
    const auto* problem = std::get_if<QString>(&outcome);
    return problem != nullptr ? *problem : QString();
}

} // namespace firstfit
