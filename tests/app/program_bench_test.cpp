// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit bench, as in a terminal. What the figures are is for tests/benchmarks to say.
#include "tests/app/program_run.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace firstfit::test;

namespace {

QStringList bench(const char* options) {
    return QStringList{words("bench")} + words(options).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QJsonObject object(const QByteArray& json) { return QJsonDocument::fromJson(json).object(); }

} // namespace

class ProgramBenchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsWhatThereIs();
    void refusesWhatThereIsNot();
    void printsTables();
    void printsJson();
    void printsCsv();
    void drawsCharts();
    void timesAScript();
    void failsWhereARecordingDoes();
    void refusesAFileThatIsNotThere();
    void refusesAFolderAsChart();
    void saysWhenItsOutputIsLost();
    void failsWhereNoTimeIsLeft();
    void keepsWhatThereIsWhenInterrupted();
};

void ProgramBenchTest::listsWhatThereIs() {
    const Finished ran = runFirstfit(bench("--list"));
    QCOMPARE(ran.status, 0);
    for (const char* name : {"vectors", "churn", "trace", "sync-stalloc", "jemalloc"}) {
        QVERIFY2(ran.out.contains(QByteArray("  ") + name), name);
    }
}

void ProgramBenchTest::refusesWhatThereIsNot() {
    const Finished ran = runFirstfit(bench("--workload pear"));
    QCOMPARE(ran.status, 2);
    QVERIFY(ran.out.isEmpty());
    QVERIFY2(ran.err.contains("vectors, string, chained, threads, pair, churn, chunks, trace"), ran.err.constData());
}

void ProgramBenchTest::printsTables() {
    const Finished ran =
        runFirstfit(bench("--workload pair,chunks,threads --contender stalloc,malloc --time 20 --precision 100"));
    QCOMPARE(ran.status, 0);
    QVERIFY2(ran.out.contains("8-byte pair: ns per allocate and free\n"), ran.out.constData());
    // As wide as the slowest figure asks for.
    static const QRegularExpression head(QStringLiteral("\n  free chunks +Stalloc +malloc\n"));
    QVERIFY2(QString::fromUtf8(ran.out).contains(head), ran.out.constData());
    QVERIFY(ran.out.contains("\n  30,000 "));
    QVERIFY(ran.out.contains("! Stalloc is left out of \"six threads\""));
    QVERIFY(ran.out.contains("clock: "));
    QVERIFY2(ran.err.isEmpty(), ran.err.constData()); // no bar where nobody sees it move
}

void ProgramBenchTest::printsJson() {
    const Finished ran =
        runFirstfit(bench("--workload churn --contender malloc,chain --json --live 5 --time 20 --precision 100"));
    QCOMPARE(ran.status, 0);
    const QJsonObject all = object(ran.out);
    QCOMPARE(all.value(words("format")).toString(), words("firstfit-timing"));
    QCOMPARE(all.value(words("churn")).toObject().value(words("live")).toInt(), 5);
    const QJsonArray cells = all.value(words("cells")).toArray();
    QCOMPARE(cells.size(), 2);
    QCOMPARE(cells[0].toObject().value(words("contender")).toString(), words("chain"));
    QVERIFY(cells[0].toObject().value(words("to_malloc")).isObject());
    QVERIFY(cells[0].toObject().value(words("samples")).toArray().size() >= 30);
    QVERIFY(cells[1].toObject().value(words("to_malloc")).isNull());
}

void ProgramBenchTest::printsCsv() {
    const Finished ran = runFirstfit(bench("--workload string --contender malloc --csv --time 20 --precision 100"));
    QCOMPARE(ran.status, 0);
    QByteArrayList lines;
    for (const QByteArray& line : ran.out.split('\n')) {
        if (!line.isEmpty() && !line.startsWith('#')) {
            lines << line;
        }
    }
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].startsWith("workload,parameter,contender,samples,median_ns,"));
    QVERIFY(lines[1].startsWith("string,0,malloc,"));
}

void ProgramBenchTest::drawsCharts() {
    QTemporaryDir folder;
    const QString picture = folder.filePath(words("chart.svg"));
    const QStringList asked = bench("--workload pair --contender stalloc,malloc --time 20 --precision 100 -o");
    const Finished ran = runFirstfit(asked + QStringList{picture});
    QCOMPARE(ran.status, 0);
    QVERIFY2(ran.err.isEmpty(), ran.err.constData());
    QVERIFY(ran.out.contains("8-byte pair")); // the table all the same
    QFile file(picture);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("<svg"));
    const Finished nowhere = runFirstfit(asked + QStringList{folder.filePath(words("no/such/folder.png"))});
    QCOMPARE(nowhere.status, 2);
    QVERIFY(nowhere.err.startsWith("firstfit: "));
    QVERIFY(nowhere.out.isEmpty()); // said before anything is measured
}

void ProgramBenchTest::timesAScript() {
    const QString lesson = QStringLiteral(FIRSTFIT_LESSONS "/01-first-fit.lua");
    const Finished ran =
        runFirstfit(bench("--contender stalloc,malloc --workload trace --json --time 20 --precision 100") +
                    QStringList{words("--trace"), lesson});
    // One of its requests finds no room, which is its lesson, and no failure.
    QCOMPARE(ran.status, 0);
    const QJsonObject trace = object(ran.out).value(words("trace")).toObject();
    QCOMPARE(trace.value(words("blocks")).toInt(), 32);
    QCOMPARE(trace.value(words("ns_of_each_operation")).toArray().size(), trace.value(words("operations")).toInt());
    const QJsonObject stalloc = object(ran.out).value(words("cells")).toArray()[0].toObject();
    QVERIFY(stalloc.value(words("failure")).toString().startsWith(words("1 request found no room")));
}

void ProgramBenchTest::failsWhereARecordingDoes() {
    QTemporaryDir folder;
    QFile file(folder.filePath(words("a.mtrace")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("= Start\n@ ./a:[0x1] + 0x1000 0x1000\n@ ./a:[0x1] - 0x1000\n= End\n");
    file.close();
    const QStringList asked = bench("--contender stalloc,malloc --workload trace --blocks 4 --block-size 16 --time 20 "
                                    "--precision 100 --trace") +
                              QStringList{file.fileName()};
    const Finished ran = runFirstfit(asked);
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.out.contains("1 request found no room, the first in operation 1"), ran.out.constData());
}

void ProgramBenchTest::refusesAFileThatIsNotThere() {
    const Finished ran = runFirstfit(bench("--trace nowhere.mtrace"));
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.contains("nowhere.mtrace"), ran.err.constData());
}

void ProgramBenchTest::refusesAFolderAsChart() {
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(words("chart.png")));
    const Finished ran = runFirstfit(bench("--workload pair --contender malloc --time 20 --precision 100 -o") +
                                     QStringList{folder.filePath(words("chart.png"))});
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.contains("it is a folder"), ran.err.constData());
    QVERIFY(ran.out.isEmpty()); // said before anything is measured
}

void ProgramBenchTest::saysWhenItsOutputIsLost() {
    for (const char* form : {"", " --csv", " --json"}) {
        QProcess process;
        process.setProcessEnvironment(terminal());
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(FIRSTFIT_PROGRAM),
                      bench("--workload pair --contender malloc --time 20 --precision 100") +
                          words(form).split(QLatin1Char(' '), Qt::SkipEmptyParts));
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains("cannot be written to standard output"));
    }
}

void ProgramBenchTest::failsWhereNoTimeIsLeft() {
    // A measuring process that takes longer to start than there is time for everything.
    QTemporaryDir folder;
    QFile script(folder.filePath(words("slow-worker")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    const QString worker =
        QFileInfo(QStringLiteral(FIRSTFIT_PROGRAM)).absolutePath() + words("/firstfit-timing-worker");
    script.write("#!/bin/sh\nsleep 0.2\nexec '" + QFile::encodeName(worker) + "'\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    QProcessEnvironment environment = terminal();
    environment.insert(words("FIRSTFIT_TIMING_WORKER"), script.fileName());
    const Finished ran = runFirstfit(bench("--workload pair --contender stalloc,malloc --time 0.1"), {}, environment);
    QCOMPARE(ran.status, 1);
    QCOMPARE(ran.out.count("No time was left for it."), 2);
    QVERIFY2(ran.out.contains("The time was up before 2 medians out of 2"), ran.out.constData());
}

void ProgramBenchTest::keepsWhatThereIsWhenInterrupted() {
    QProcess process;
    process.setProcessEnvironment(terminal());
    process.start(QStringLiteral(FIRSTFIT_PROGRAM),
                  bench("--workload pair --contender malloc --time 3600 --precision 0 --json"));
    QVERIFY(process.waitForStarted());
    // It has begun to measure once its measuring process is there.
    const QString children = QStringLiteral("/proc/%1/task/%1/children").arg(process.processId());
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            QFile file(children);
            return file.open(QIODevice::ReadOnly) && !file.readAll().isEmpty();
        }(),
        60'000);
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(object(process.readAllStandardOutput()).value(words("cancelled")).toBool());
}

QTEST_GUILESS_MAIN(ProgramBenchTest)
#include "program_bench_test.moc"
