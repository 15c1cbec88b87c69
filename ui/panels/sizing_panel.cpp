// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sizing_panel.h"

#include "ui/models/request_words.h"
#include "ui/models/roles.h"
#include "ui/panels/run_table.h"
#include "ui/panels/sizing_parts.h"
#include "ui/views/sizing_chart.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QSpinBox>

namespace firstfit {

namespace {

/// Operations of a run that is sized without being asked.
constexpr std::uint32_t sizedAtOnce = 50'000;

} // namespace

SizingPanel::SizingPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("sizing"), tr("Smallest heap that holds this run"), parent),
      workbench_(workbench),
      parts_(std::make_unique<SizingParts>(*this, task_)) {
    parts_->table->setModel(&model_);
    connectAll();
    runChanged();
}

SizingPanel::~SizingPanel() = default;

void SizingPanel::connectAll() {
    connect(&workbench_, &Workbench::traceChanged, this, &SizingPanel::runChanged);
    connect(parts_->find, &QPushButton::clicked, this, &SizingPanel::find);
    connect(parts_->headroom, qOverload<int>(&QSpinBox::valueChanged), this, [this] {
        if (report_ || task_.isRunning())
            find();
    });
    connect(&task_, &BackgroundTask::started, this, &SizingPanel::showState);
    connect(&task_, &BackgroundTask::finished, this, [this](bool completed) {
        wasCancelled_ = !completed;
        showState();
    });
    connect(parts_->table, &RunTable::rowSelected, this, [this](int row) { choose(static_cast<std::size_t>(row)); });
    connect(parts_->table, &QAbstractItemView::activated, this, &SizingPanel::use);
    connect(parts_->table, &RunTable::rowEntered, parts_->table, &RunTable::setHoveredRow);
    connect(parts_->table, &RunTable::roomChanged, this, &SizingPanel::fitColumns);
    connect(parts_->chart, &SizingChart::selected, this, [this](std::size_t bar) { choose(bar); });
    connect(parts_->use, &QPushButton::clicked, this, &SizingPanel::use);
    connect(parts_->compare, &QPushButton::clicked, this, [this] {
        if (chosen() != nullptr)
            Q_EMIT compareRequested(chosenGeometry());
    });
    connect(parts_->copy, &QPushButton::clicked, this, &SizingPanel::copyType);
}

QSize SizingPanel::sizeHint() const { return {340, 360}; }

void SizingPanel::showEvent(QShowEvent* event) {
    Panel::showEvent(event);
    runChanged();
}

void SizingPanel::runChanged() {
    const Trace& trace = workbench_.trace();
    // The answer is about the requests: another heap for the same ones changes nothing.
    if (!trace.operations.shares_with(sized_)) {
        forget();
        const std::size_t operations = trace.operations.size();
        if (isVisible() && operations > 0 && operations <= sizedAtOnce && !workbench_.isLoading())
            find();
    }
    showState();
}

void SizingPanel::forget() {
    task_.cancel();
    sized_ = {};
    wasCancelled_ = false;
    if (!report_)
        return;
    report_.reset();
    chosen_.reset();
    model_.setReport(std::nullopt);
    Q_EMIT reportChanged();
}

void SizingPanel::find() {
    if (workbench_.trace().operations.empty())
        return;
    // The operations are shared, not copied; what else is in the trace matters little, but its kind does.
    Trace trace;
    trace.kind = workbench_.trace().kind;
    trace.operations = workbench_.trace().operations;
    trace.recording = workbench_.trace().recording;
    sized_ = trace.operations;
    wasCancelled_ = false;
    SizingOptions options;
    options.headroom = parts_->headroom->value() / 100.0;
    const auto compute = [trace = std::move(trace), options](const BackgroundTask::Watch& watch) {
        return size_heap(trace, options, watch);
    };
    task_.start(compute, [this](SizingReport report) { takeReport(std::move(report)); });
}

void SizingPanel::takeReport(SizingReport report) {
    // What the person had chosen stays chosen when only the headroom changed.
    const std::uint32_t chosenSize = chosen_ && report_ ? report_->results[*chosen_].block_size : 0;
    report_ = std::move(report);
    model_.setReport(report_);
    parts_->showReport(*report_);
    std::optional<std::size_t> choice = report_->recommended;
    for (std::size_t i = 0; i < report_->results.size(); ++i)
        if (report_->results[i].block_size == chosenSize)
            choice = i;
    fitColumns();
    choose(choice);
    Q_EMIT reportChanged();
}

void SizingPanel::choose(std::optional<std::size_t> result) {
    chosen_ = result;
    parts_->table->showSelectedRow(result ? static_cast<int>(*result) : -1);
    parts_->chart->setSelected(result);
    parts_->showChosen(chosen_ ? &report_->results[*chosen_] : nullptr);
}

const SizingResult* SizingPanel::chosen() const {
    if (!report_ || !chosen_ || !report_->results[*chosen_].blocks)
        return nullptr;
    return &report_->results[*chosen_];
}

HeapGeometry SizingPanel::chosenGeometry() const {
    HeapGeometry geometry; // at the address that the answer holds for
    geometry.blocks = BlockCount{*chosen()->blocks};
    geometry.block_size = chosen()->block_size;
    return geometry;
}

void SizingPanel::use() {
    if (chosen() == nullptr)
        return;
    const QString refusal = workbench_.setGeometry(chosenGeometry());
    if (!refusal.isEmpty())
        parts_->showState(refusal);
}

void SizingPanel::copyType() {
    if (chosen() == nullptr)
        return;
    QApplication::clipboard()->setText(QString::fromStdString(chosen()->declaration));
    Q_EMIT typeCopied();
}

void SizingPanel::showState() {
    const std::size_t operations = workbench_.trace().operations.size();
    parts_->setAnswered(report_.has_value());
    parts_->find->setEnabled(operations > 0 && !task_.isRunning());
    QString state;
    if (operations == 0)
        state = tr("There is no run yet. Open a recording.");
    else if (!report_ && !task_.isRunning() && wasCancelled_)
        state = tr("Cancelled.");
    else if (!report_ && !task_.isRunning())
        state = tr("For %1 this takes a while.").arg(countedText(operations, tr("%1 operation"), tr("%1 operations")));
    parts_->showState(state);
    setCaption(report_ && workbench_.policy() != Policy::first_fit ? tr("with first fit") : QString());
}

void SizingPanel::fitColumns() {
    QStringList widest;
    for (int column = 0; column < SizingModel::ColumnCount; ++column) {
        QString text;
        for (int row = 0; row < model_.rowCount(); ++row) {
            const QModelIndex index = model_.index(row, column);
            if (const QString cell = index.data().toString();
                !index.data(RefusedRole).toBool() && cell.size() > text.size())
                text = cell;
        }
        widest << text;
    }
    parts_->table->fitColumns(widest, SizingModel::BlocksColumn);
}

} // namespace firstfit
