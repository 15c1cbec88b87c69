// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/recording_panel.h"

#include "ui/models/request_words.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/facts_view.h"
#include "ui/panels/link_label.h"
#include "ui/panels/run_table.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace firstfit {

namespace {

QString bytes(std::uint64_t count) {
    return countedText(count, RecordingPanel::tr("%1 byte"), RecordingPanel::tr("%1 bytes"));
}

QString kindWords(TraceKind kind) {
    switch (kind) {
    case TraceKind::mtrace:
        return RecordingPanel::tr("recorded by glibc's mtrace");
    case TraceKind::heaptrack:
        return RecordingPanel::tr("recorded by heaptrack");
    case TraceKind::ltrace:
        return RecordingPanel::tr("recorded by ltrace");
    case TraceKind::rep:
        return RecordingPanel::tr("a Malloc lab script");
    case TraceKind::script:
        return RecordingPanel::tr("a CS107 script");
    case TraceKind::lua:
        return RecordingPanel::tr("a script");
    case TraceKind::reference:
        return RecordingPanel::tr("a reference trace");
    case TraceKind::by_hand:
        break;
    }
    return {};
}

/// Was its reading or its replay ended by the person?
bool wasCancelled(const Trace& trace) {
    return std::any_of(trace.diagnostics.begin(), trace.diagnostics.end(),
                       [](const Diagnostic& found) { return found.kind == DiagnosticKind::cancelled; });
}

/// What did not fit together: shown only where there is some.
QList<Fact> oddities(const RecordingFacts& facts, bool cancelled) {
    QList<Fact> found;
    const auto add = [&](std::uint64_t count, const QString& name, const QString& toolTip) {
        if (count > 0)
            found << Fact{name, figureText(count), toolTip, &Palette::caution};
    };
    add(facts.unmatched_frees, RecordingPanel::tr("unmatched frees"),
        RecordingPanel::tr("of addresses that were never allocated: left out"));
    add(facts.unmatched_reallocs, RecordingPanel::tr("unmatched reallocations"),
        RecordingPanel::tr("of addresses that were never allocated: they allocate"));
    add(facts.double_allocations, RecordingPanel::tr("double allocations"),
        RecordingPanel::tr("at an address that was still alive: what was there is freed"));
    add(facts.failed_requests, RecordingPanel::tr("failed in the program"),
        RecordingPanel::tr("the recorded program itself got no memory: left out"));
    if (facts.left_out > 0)
        found << Fact{RecordingPanel::tr("left out"), figureText(facts.left_out),
                      RecordingPanel::tr("operations that the options for reading leave out")};
    if (facts.cut_off)
        found << Fact{RecordingPanel::tr("end"),
                      cancelled ? RecordingPanel::tr("cancelled") : RecordingPanel::tr("cut off"),
                      cancelled ? RecordingPanel::tr("reading was cancelled: the rest of the file is unknown")
                                : RecordingPanel::tr("the recording breaks off: its last line, or its compressed "
                                                     "data, is not whole"),
                      &Palette::caution};
    return found;
}

/// What there is of everything; of a run that is still being replayed what the file tells.
QList<Fact> countsOf(const Workbench& workbench) {
    const Trace& trace = workbench.trace();
    const bool whole = workbench.isWhole();
    const RunSummary none;
    const RunSummary& summary = whole ? workbench.summary() : none;
    const auto counted = [&](std::uint64_t count) { return whole ? figureText(count) : QStringLiteral("…"); };
    const std::uint64_t peak = trace.recording ? trace.recording->peak_bytes : summary.peak_bytes;
    return {{RecordingPanel::tr("operations"), figureText(workbench.wholeSize())},
            {RecordingPanel::tr("allocations"), counted(summary.allocations)},
            {RecordingPanel::tr("frees"), counted(summary.frees)},
            {RecordingPanel::tr("reallocations"), counted(summary.reallocations)},
            {RecordingPanel::tr("live peak"), whole || trace.recording ? bytes(peak) : QStringLiteral("…"),
             RecordingPanel::tr("The most bytes that were asked for and not yet freed")}};
}

} // namespace

RecordingPanel::RecordingPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("recording"), tr("Recording"), parent),
      workbench_(workbench),
      name_(new ElidedLabel(this)),
      command_(new ElidedLabel(this)),
      change_(new LinkLabel(this)),
      facts_(new FactsView(this)),
      diagnosticsTitle_(new ToneLabel(&Palette::ink2, 11, QFont::Normal, this)),
      diagnostics_(new RunTable({CellKind::faint, CellKind::words}, this)) {
    name_->setObjectName(QStringLiteral("recording.name"));
    command_->setObjectName(QStringLiteral("recording.command"));
    change_->setObjectName(QStringLiteral("recording.change"));
    change_->setText(QStringLiteral("<a href=\"change\">%1</a>").arg(tr("Change…")));
    change_->setAccessibleName(tr("Change how the recording is read"));
    change_->setToolTip(tr("Read the recording in another way: a range of operations, sizes, a thread"));
    facts_->setObjectName(QStringLiteral("recording.facts"));
    facts_->setAccessibleName(tr("Figures of the recording"));
    diagnostics_->setModel(&diagnosticsModel_);
    diagnostics_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    diagnostics_->setObjectName(QStringLiteral("recording.lines"));
    diagnostics_->setAccessibleName(tr("Lines with a mistake"));
    assemble();
    connectAll();
}

void RecordingPanel::assemble() {
    name_->setFont(Fonts::ofDesktop().text(14, QFont::DemiBold));
    command_->setForegroundRole(QPalette::PlaceholderText);
    name_->setElideMode(Qt::ElideMiddle); // the end of a file's name says as much as its start
    auto* names = new QVBoxLayout;
    names->setContentsMargins(12, 0, 12, 0);
    names->setSpacing(2);
    names->addWidget(name_);
    names->addWidget(command_);
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(12, 0, 12, 0);
    heading->addWidget(diagnosticsTitle_);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 8, 0, 8);
    column->setSpacing(8);
    column->addLayout(names);
    column->addWidget(facts_);
    column->addLayout(heading);
    column->addWidget(diagnostics_);
    column->addStretch();
    // All its parts together would make the window higher than small screens are.
    scroll_ = addScrolled(*this, content);
}

void RecordingPanel::connectAll() {
    connect(change_, &LinkLabel::linkActivated, this, &RecordingPanel::changeRequested);
    connect(&workbench_, &Workbench::traceChanged, this, &RecordingPanel::showRun);
    connect(diagnostics_, &RunTable::rowSelected, this, [this](int row) {
        showRow(row);
        goToLine(row);
    });
    connect(diagnostics_, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { goToLine(index.row()); });
    connect(diagnostics_, &RunTable::rowEntered, diagnostics_, &RunTable::setHoveredRow);
    connect(diagnostics_, &RunTable::roomChanged, this, &RecordingPanel::fitColumns);
}

QWidget* RecordingPanel::titleExtra() { return change_; }
QSize RecordingPanel::sizeHint() const { return {226, 230}; }

void RecordingPanel::showEvent(QShowEvent* event) {
    Panel::showEvent(event);
    if (isOld_)
        showRun();
}

void RecordingPanel::showRun() {
    isOld_ = !isVisible();
    if (isOld_)
        return;
    const Trace& trace = workbench_.trace();
    const QString file = QString::fromStdString(trace.file);
    name_->setText(file == QLatin1String("-") ? tr("standard input") : QFileInfo(file).fileName());
    name_->setToolTip(file);
    if (name_->text().isEmpty())
        name_->setText(trace.operations.empty() ? tr("No recording") : tr("Work by hand"));
    const QString command = trace.recording ? QString::fromStdString(trace.recording->command) : QString();
    const bool isEmpty = trace.operations.empty() && !trace.recording;
    command_->setText(isEmpty ? tr("Open or record one.") : command.isEmpty() ? kindWords(trace.kind) : command);
    command_->setFont(command.isEmpty() ? Fonts::ofDesktop().text(12) : Fonts::ofDesktop().code(12));
    command_->setVisible(!command_->text().isEmpty());
    change_->setVisible(workbench_.isRecording());

    if (isEmpty) {
        facts_->setFacts({});
        showDiagnostics();
        return;
    }
    QList<Fact> facts = countsOf(workbench_);
    if (trace.recording) {
        const RecordingFacts& read = *trace.recording;
        facts << Fact{tr("lines skipped"), figureText(read.skipped_lines), tr("Lines that could not be read"),
                      read.skipped_lines == 0 ? &Palette::ink : &Palette::caution};
        facts << oddities(read, wasCancelled(trace));
        facts << Fact{tr("default alignment"), bytes(read.default_alignment),
                      tr("Of every request that does not tell its own")};
    }
    facts_->setFacts(facts);
    showDiagnostics();
}

void RecordingPanel::showDiagnostics() {
    const std::vector<Diagnostic>& diagnostics = workbench_.trace().diagnostics;
    diagnosticsModel_.setDiagnostics(diagnostics);
    diagnosticsTitle_->setVisible(!diagnostics.empty());
    diagnostics_->setVisible(!diagnostics.empty());
    const std::uint64_t skipped = workbench_.trace().recording ? workbench_.trace().recording->skipped_lines : 0;
    diagnosticsTitle_->setText(skipped > diagnostics.size() ? tr("The first of them. Click on a line to go there.")
                                                            : tr("Click on a line to go there."));
    // As high as its rows, which are not many: it is the panel that scrolls.
    const int rows = static_cast<int>(diagnostics.size());
    const int header = diagnostics_->horizontalHeader()->sizeHint().height();
    diagnostics_->setFixedHeight(header + rows * diagnostics_->verticalHeader()->defaultSectionSize());
    fitColumns();
}

void RecordingPanel::showRow(int row) {
    const QRect line = diagnostics_->visualRect(diagnosticsModel_.index(row, 0));
    const QPoint middle = diagnostics_->viewport()->mapTo(scroll_->widget(), line.center());
    scroll_->ensureVisible(0, middle.y(), 0, line.height());
}

void RecordingPanel::goToLine(int row) {
    // The lines of a recording ascend with its operations: the last one in front of the line is where it happened.
    const std::uint32_t line = diagnosticsModel_.diagnosticAt(row).line;
    if (line == 0)
        return;
    const auto& operations = workbench_.trace().operations;
    const auto behind =
        std::upper_bound(operations.begin(), operations.end(), line,
                         [](std::uint32_t wanted, const Operation& operation) { return wanted < operation.line; });
    workbench_.goTo(Position::after(OperationIndex{static_cast<std::uint32_t>(behind - operations.begin())}));
}

void RecordingPanel::fitColumns() {
    std::uint32_t last = 0;
    QString longest; // the words need all the room that the numbers leave
    for (int row = 0; row < diagnosticsModel_.rowCount(); ++row) {
        last = std::max(last, diagnosticsModel_.diagnosticAt(row).line);
        const QString words = diagnosticsModel_.index(row, DiagnosticsModel::WhatColumn).data().toString();
        longest = words.size() > longest.size() ? words : longest;
    }
    diagnostics_->fitColumns({figureText(last), longest}, DiagnosticsModel::WhatColumn);
}

QString RecordingPanel::asText() const {
    return name_->text() + QLatin1Char('\n') + command_->text() + QLatin1Char('\n') + facts_->asText() +
           QLatin1Char('\n');
}

void RecordingPanel::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(tr("Copy"), this, [this] { QApplication::clipboard()->setText(asText()); });
    if (workbench_.isRecording())
        menu.addAction(tr("Change how it is read…"), this, &RecordingPanel::changeRequested);
    menu.exec(event->globalPos());
}

} // namespace firstfit
