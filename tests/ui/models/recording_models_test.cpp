// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables about recordings.
#include "ui/models/call_sites_model.h"
#include "ui/models/diagnostics_model.h"
#include "ui/models/failures_model.h"
#include "ui/models/request_words.h"
#include "ui/models/roles.h"
#include "ui/models/sizing_model.h"
#include "ui/models/stop_conditions_model.h"
#include "ui/models/table_text.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace firstfit;
using Tester = QAbstractItemModelTester;

namespace {

constexpr auto toQtTest = Tester::FailureReportingMode::QtTest;

Operation request(OperationKind kind, std::uint32_t id, std::uint64_t size, std::uint32_t alignment = 16) {
    Operation operation;
    operation.kind = kind;
    operation.allocation = AllocationId{id};
    operation.size = size;
    operation.alignment = alignment;
    return operation;
}

CallSite place(const char* function, std::uint32_t caller) {
    CallSite site;
    site.function = function;
    site.object = "prog";
    site.caller = CallSiteId{caller};
    return site;
}

/// malloc, aligned_alloc, realloc and a blocks() request, from main, parse, parse and nowhere.
Trace fourRequests() {
    Trace trace;
    trace.kind = TraceKind::mtrace;
    trace.recording.emplace();
    Operation blocks = request(OperationKind::allocate, 2, 5, 0);
    blocks.unit = SizeUnit::blocks;
    trace.operations = {request(OperationKind::allocate, 0, 741), request(OperationKind::allocate, 1, 1000, 64),
                        request(OperationKind::reallocate, 0, 2048), blocks};
    trace.call_sites = {place("main", no_call_site.value), place("parse", 0)};
    trace.sites = {CallSiteId{0}, CallSiteId{1}, CallSiteId{1}, no_call_site};
    return trace;
}

FailedRequest failed(std::uint32_t n, std::uint64_t bytes) {
    FailedRequest failure;
    failure.operation = OperationIndex{n};
    failure.bytes = bytes;
    failure.free_blocks = 1;
    failure.chunks = 1;
    failure.line = n + 1;
    return failure;
}

RunSummary threeFailures() {
    RunSummary summary;
    summary.failures = {failed(1, 741), failed(2, 1000), failed(3, 2048)};
    return summary;
}

SizingResult sized(std::uint32_t blockSize, std::uint32_t blocks, bool proved) {
    SizingResult result;
    result.block_size = blockSize;
    result.blocks = blocks;
    result.needed_blocks = blocks;
    result.bytes = std::uint64_t{blockSize} * (blocks + 1);
    result.proved_smallest = proved;
    result.mean_scan_length = 272.68;
    result.type = "stalloc::Stalloc<L, B>";
    return result;
}

/// The mock-up's figures.
SizingReport threeSizes() {
    SizingReport report;
    report.peak_bytes = 473'798;
    SizingResult over;
    over.block_size = 4;
    over.needed_blocks = 132'864;
    report.results = {over, sized(16, 33'216, true), sized(32, 17'520, false)};
    report.recommended = 1;
    return report;
}

} // namespace

class RecordingModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void requestsReadAsTheProgramWroteThem() {
        const Trace trace = fourRequests();
        QCOMPARE(callText(trace.operations[0], trace), QStringLiteral("malloc(741)"));
        QCOMPARE(callText(trace.operations[1], trace), QStringLiteral("aligned_alloc(64, 1000)"));
        QCOMPARE(callText(trace.operations[2], trace), QStringLiteral("realloc(#1, 2048)"));
        QCOMPARE(callText(trace.operations[3], trace), QStringLiteral("blocks(5)"));
        QCOMPARE(callSiteName(trace, CallSiteId{1}), QStringLiteral("parse"));
        QCOMPARE(callSiteStory(trace, CallSiteId{1}).count(QLatin1Char('\n')), 1);
        QVERIFY(callSiteStory(trace, CallSiteId{1}).contains(QStringLiteral("called by main")));
        QCOMPARE(siteOfOperation(trace, OperationIndex{3}), CallSiteId{1});
        QCOMPARE(siteOfOperation(trace, OperationIndex{0}), no_call_site);
        QCOMPARE(siteOfOperation(trace, OperationIndex{5}), no_call_site);
    }

    void failuresAreListed() {
        FailuresModel model;
        const Tester tester(&model, toQtTest);
        QCOMPARE(model.rowAtOrBefore(OperationIndex{9}), -1);
        model.setRun(threeFailures(), fourRequests());
        QCOMPARE(tableText(model), QStringLiteral("operation\tcall\tbytes\n"
                                                  "1\tmalloc\t741\n"
                                                  "2\taligned_alloc\t1,000\n"
                                                  "3\trealloc\t2,048\n"));
        QCOMPARE(model.rowOf(OperationIndex{2}), 1);
        QCOMPARE(model.rowOf(OperationIndex{4}), -1);
        QCOMPARE(model.rowAtOrBefore(OperationIndex{4}), 2);
        QCOMPARE(model.rowAtOrBefore(OperationIndex{0}), -1);
        QCOMPARE(model.mostBytes(), 2048U);
        QCOMPARE(model.siteAt(0), CallSiteId{0});
        QVERIFY(model.index(2, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("parse")));
        model.setRun({}, Trace{});
        QCOMPARE(model.rowCount(), 0);
    }

    // As a run is replayed, rows are added behind those that are there.
    void failuresGrowWithTheRun() {
        Trace trace;
        trace.kind = TraceKind::mtrace;
        Timeline timeline(HeapGeometry{BlockCount{4}, 16});
        const auto ask = [&](std::uint32_t id, std::uint64_t bytes) {
            Operation operation;
            operation.kind = OperationKind::allocate;
            operation.allocation = AllocationId{id};
            operation.size = bytes;
            operation.line = id + 10;
            trace.operations.push_back(operation);
            timeline.append(operation);
        };
        FailuresModel model;
        const Tester tester(&model, toQtTest);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy added(&model, &QAbstractItemModel::rowsInserted);
        ask(0, 32);
        model.grow(timeline, trace);
        QCOMPARE(added.count(), 0);
        ask(1, 48); // two blocks of 16 are left
        ask(2, 16);
        ask(3, 100);
        model.grow(timeline, trace);
        model.grow(timeline, trace);
        QCOMPARE(added.count(), 1);
        ask(4, 1000);
        model.grow(timeline, trace);
        QCOMPARE(added.count(), 2);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(tableText(model), QStringLiteral("operation\tcall\tbytes\n"
                                                  "2\tmalloc\t48\n"
                                                  "4\tmalloc\t100\n"
                                                  "5\tmalloc\t1,000\n"));
        const QString story = model.index(1, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(story.contains(QStringLiteral("1 block free in 1 chunk")), qPrintable(story));
        QVERIFY2(story.contains(QStringLiteral("line 13")), qPrintable(story));
        // The whole says the same.
        FailuresModel whole;
        whole.setRun(summarise(timeline, trace), trace);
        QCOMPARE(tableText(whole), tableText(model));
        model.clear();
        model.grow(timeline, trace);
        QCOMPARE(model.rowCount(), 3);
    }

    void callSitesKeepTheirRowsWhileOnlyFiguresChange() {
        CallSitesModel model;
        CallSitesSorter sorter;
        const Tester tester(&model, toQtTest);
        sorter.setSourceModel(&model);
        const Tester sorterTester(&sorter, toQtTest);
        const Trace trace = fourRequests();
        model.setFigures({{CallSiteId{1}, 2, 300, 0}, {CallSiteId{0}, 9, 100, 0}}, trace, SiteFigureKind::alive);
        QCOMPARE(tableText(model), QStringLiteral("call site\tcount\tbytes\n"
                                                  "parse\t2\t300\n"
                                                  "main\t9\t100\n"));
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().endsWith(QStringLiteral("75.0 % of the bytes")));
        sorter.sort(CallSitesModel::CountColumn, Qt::AscendingOrder);
        QCOMPARE(sorter.index(0, 1).data().toString(), QStringLiteral("2"));
        sorter.sort(CallSitesModel::CountColumn, Qt::DescendingOrder);
        QCOMPARE(sorter.index(0, 1).data().toString(), QStringLiteral("9"));
        sorter.sort(CallSitesModel::SiteColumn, Qt::AscendingOrder);
        QCOMPARE(sorter.index(0, 0).data().toString(), QStringLiteral("main"));

        model.setColourClasses({3, 0});
        QCOMPARE(model.index(0, 0).data(ColourClassRole).toUInt(), 3U);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setFigures({{CallSiteId{1}, 3, 350, 0}, {CallSiteId{0}, 8, 50, 0}}, trace, SiteFigureKind::alive);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.totalBytes(), 400U);
        QCOMPARE(model.totalCount(), 11U);
        model.setFigures({{no_call_site, 0, 50, 4}}, trace, SiteFigureKind::failed);
        QCOMPARE(reset.count(), 1);
        QVERIFY(!model.index(0, 0).data(ColourClassRole).isValid());
        QCOMPARE(tableText(model), QStringLiteral("call site\tfailures\tbytes\nnot known\t4\t50\n"));
        QCOMPARE(model.rowOf(no_call_site), 0);
        QCOMPARE(model.rowOf(CallSiteId{0}), -1);
    }

    void sizesReadAsThePicture() {
        SizingModel model;
        const Tester tester(&model, toQtTest);
        model.setReport(threeSizes());
        QCOMPARE(tableText(model), QStringLiteral("block\tblocks\theap bytes\tover peak\tmean scan\n"
                                                  "4\t132,864\tover the limit of 65,535 blocks\t\t\n"
                                                  "16\t33,216\t531,472\t+12.2 %\t272.7\n"
                                                  "32\t≤ 17,520\t560,672\t+18.3 %\t272.7\n"));
        QVERIFY(!model.holds(0));
        QVERIFY(model.index(0, 2).data(RefusedRole).toBool());
        QVERIFY(!model.index(1, 2).data(RefusedRole).toBool());
        QVERIFY(model.index(1, 2).data(StrongRole).toBool());  // the recommended heap
        QVERIFY(!model.index(2, 2).data(StrongRole).toBool()); // not this one
        QVERIFY(!model.index(0, 0).data(StrongRole).toBool());
        QCOMPARE(certaintyOf(model.resultAt(1)),
                 QStringLiteral("Proved smallest: with 33,215 blocks a request fails."));
        QCOMPARE(certaintyOf(model.resultAt(2)), QStringLiteral("Holds, not proved smallest."));
        model.setReport(std::nullopt);
        QCOMPARE(model.rowCount(), 0);
    }

    void stopsComeAndGo() {
        StopConditionsModel model;
        const Tester tester(&model, toQtTest);
        std::mt19937 random(7);
        std::vector<StopCondition> conditions;
        for (int turn = 0; turn < 200; ++turn) {
            if (conditions.empty() || random() % 2 == 0) {
                StopCondition condition;
                condition.kind = StopCondition::Kind::block_touched;
                condition.block = BlockIndex{static_cast<std::uint32_t>(random() % 4)};
                conditions.insert(conditions.begin() + static_cast<std::ptrdiff_t>(random() % (conditions.size() + 1)),
                                  condition);
            } else {
                conditions.erase(conditions.begin() + static_cast<std::ptrdiff_t>(random() % conditions.size()));
            }
            model.setConditions(conditions);
            QCOMPARE(model.rowCount(), static_cast<int>(conditions.size()));
            for (int row = 0; row < model.rowCount(); ++row)
                QCOMPARE(model.index(row, 0).data().toString(),
                         QString::fromStdString(describe(conditions[static_cast<std::size_t>(row)])));
        }
    }

    void diagnosticsAreListed() {
        DiagnosticsModel model;
        const Tester tester(&model, toQtTest);
        Diagnostic skipped;
        skipped.line = 15;
        skipped.title = "no event of mtrace";
        skipped.message = "The line is skipped.";
        Diagnostic cut;
        cut.message = "The end is missing.";
        model.setDiagnostics({skipped, cut});
        QCOMPARE(tableText(model),
                 QStringLiteral("line\twhat is wrong\n15\tno event of mtrace\n\tThe end is missing.\n"));
        QCOMPARE(model.index(0, 1).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("no event of mtrace. The line is skipped."));
        QCOMPARE(model.diagnosticAt(1), cut);
    }
};

QTEST_MAIN(RecordingModelsTest)
#include "recording_models_test.moc"
