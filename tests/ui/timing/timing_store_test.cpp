// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs that survive the program: a second lab stands for the program started again.
#include "tests/ui/timing/timing_samples.h"
#include "ui/models/timing_results_json.h"
#include "ui/models/timing_store.h"

#include <QDir>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace firstfit;

namespace {

/// A program that runs: the lab and what keeps its runs.
struct Program {
    TimingLab lab;
    TimingStore store;

    explicit Program(const QString& folder, TimingStore::Limits limits = {}) : store(lab, folder, limits) {}

    void load() {
        QSignalSpy loaded(&store, &TimingStore::loaded);
        store.load();
        QTRY_COMPARE(loaded.count(), 1);
    }
    /// "a b*": with a star what is kept.
    [[nodiscard]] QString runs() const {
        QStringList all;
        for (const TimingLab::Run& run : lab.runs()) {
            all << run.name + (run.kept ? QStringLiteral("*") : QString());
        }
        return all.join(u' ');
    }
};

Results resultsOf(double ns) {
    Results results = test::results();
    results.cells[0] = test::cellOf("vectors", "stalloc", ns);
    return results;
}

} // namespace

class TimingStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { home_ = std::make_unique<QTemporaryDir>(); }

    void whatIsMeasuredIsThereAgain() {
        {
            Program program(folder());
            program.load(); // a folder that is not there yet
            program.lab.add(QStringLiteral("first"), resultsOf(11));
            program.lab.add(QStringLiteral("second"), resultsOf(12));
            program.lab.rename(0, QStringLiteral("ümlaut"));
        }
        Program again(folder());
        QSignalSpy said(&again.store, &TimingStore::said);
        again.load();
        again.store.load(); // once is enough
        QCOMPARE(again.runs(), QStringLiteral("ümlaut* second*"));
        QCOMPARE(again.lab.runs()[0].results->cells[0].summary.median, 11.0);
        QCOMPARE(again.lab.runs()[1].results->cells.size(), test::results().cells.size());
        QVERIFY(again.lab.shown() == 1U);
        QCOMPARE(said.count(), 0);
    }

    void whatWasOpenedBeforeIsNotThereTwice() {
        Results other = test::results();
        other.started = "2026-11-23T12:00:00";
        {
            Program program(folder());
            program.lab.add(QStringLiteral("mine"), resultsOf(11));
            program.lab.add(QStringLiteral("other"), other);
        }
        {
            Program again(folder());
            again.lab.add(QStringLiteral("file"), resultsOf(11)); // as "firstfit file.json" does
            again.load();
            QCOMPARE(again.runs(), QStringLiteral("other* mine*"));
            QVERIFY(again.lab.shown() == 1U);
        }
        QCOMPARE(files().size(), 2);
        Program third(folder());
        third.load();
        QCOMPARE(third.runs(), QStringLiteral("mine* other*"));
    }

    void whatIsRemovedIsGoneUnlessThatIsUndone() {
        {
            Program program(folder());
            for (const char* name : {"a", "b", "c"}) {
                program.lab.add(QString::fromLatin1(name), test::results());
            }
            QTRY_COMPARE(program.runs(), QStringLiteral("a* b* c*"));
            program.lab.remove(0);
            program.lab.remove(0);
            program.lab.undoStack()->undo();
        }
        QCOMPARE(files().size(), 2);
        Program again(folder());
        again.load();
        QCOMPARE(again.runs(), QStringLiteral("b* c*"));
    }

    void aRunWithoutFiguresIsNotKept() {
        {
            Program program(folder());
            program.lab.add(QStringLiteral("nothing"), Results());
        }
        QVERIFY(files().empty());
    }

    void aMeasurementThatTheEndOfTheProgramEndsIsKept() {
        {
            QSemaphore begun;
            TimingLab lab(
                [&](const MeasureOptions&, MeasureControl& control,
                    const std::function<void(const Results&)>& partial) {
                    partial(resultsOf(33));
                    begun.release();
                    while (!control.cancel) {
                        QThread::msleep(1);
                    }
                    return test::results();
                },
                nullptr);
            TimingStore store(lab, folder());
            lab.start({});
            begun.acquire();
            QTRY_VERIFY(!lab.results().cells.empty());
            QVERIFY(files().empty());
        }
        Program again(folder());
        again.load();
        QCOMPARE(again.runs(), QStringLiteral("Run 1*"));
        QCOMPARE(again.lab.results().cells[0].summary.median, 33.0);
        QVERIFY(again.lab.results().cancelled);
    }

    void whatCannotBeReadStaysAndIsSaid() {
        {
            Program program(folder());
            program.lab.add(QStringLiteral("good"), test::results());
        }
        const QByteArray old = timingResultsJson(test::results()).replace("\"version\": 1", "\"version\": 0");
        write(QStringLiteral("0-old.json"), old);
        write(QStringLiteral("1-cut.json"), timingResultsJson(test::results()).chopped(100));
        Program again(folder());
        QSignalSpy said(&again.store, &TimingStore::said);
        again.load();
        QCOMPARE(again.runs(), QStringLiteral("good*"));
        QCOMPARE(said.count(), 1);
        QVERIFY(said[0][0].toString().startsWith(u'2'));
        QVERIFY(said[0][1].toString().contains(folder()));
        const QStringList details = said[0][2].toString().split(u'\n');
        QCOMPARE(details.size(), 2);
        QVERIFY(details[0].contains(QStringLiteral("0-old.json")) && details[0].contains(QStringLiteral("version")));
        QVERIFY(details[1].contains(QStringLiteral("1-cut.json")) && details[1].contains(QStringLiteral("byte")));
        QFile still(folder() + QStringLiteral("/0-old.json"));
        QVERIFY(still.open(QIODevice::ReadOnly));
        QCOMPARE(still.readAll(), old);
    }

    void thereIsALimit() {
        Program program(folder(), {qint64{1} << 30, 3});
        QSignalSpy said(&program.store, &TimingStore::said);
        for (const char* name : {"named", "Run 1", "Run 2"}) {
            program.lab.add(QString::fromLatin1(name), test::results());
        }
        QTRY_COMPARE(program.runs(), QStringLiteral("named* Run 1* Run 2*"));
        QCOMPARE(said.count(), 0);
        // The oldest that nobody named goes, and stays in sight until the end.
        program.lab.add(QStringLiteral("Run 3"), test::results());
        QTRY_COMPARE(program.runs(), QStringLiteral("named* Run 1 Run 2* Run 3*"));
        QCOMPARE(said.count(), 1);
        QVERIFY(said[0][0].toString().contains(QStringLiteral("Run 1")));
        // To give it a name is to want it.
        program.lab.rename(1, QStringLiteral("mine"));
        QTRY_COMPARE(program.runs(), QStringLiteral("named* mine* Run 2 Run 3*"));
        program.lab.rename(3, QStringLiteral("too"));
        program.lab.add(QStringLiteral("Run 4"), test::results());
        QTRY_COMPARE(program.runs(), QStringLiteral("named mine* Run 2 too* Run 4*"));
        QTRY_COMPARE(files().size(), 3);
    }

    void theLimitIsInBytesToo() {
        const qint64 each = timingResultsJson(test::results(), QStringLiteral("a"), true).size();
        Program program(folder(), {2 * each + 10, 50});
        for (const char* name : {"a", "b", "c"}) {
            program.lab.add(QString::fromLatin1(name), test::results());
        }
        QTRY_COMPARE(program.runs(), QStringLiteral("a b* c*"));
        // One that is too much alone does not drive out the others for nothing.
        Results large = test::results();
        large.per_operation.assign(static_cast<std::size_t>(2 * each), 1.0F);
        program.lab.add(QStringLiteral("d"), large);
        QTRY_COMPARE(program.runs(), QStringLiteral("a b* c* d"));
        QTRY_COMPARE(files().size(), 2);
    }

    void whereNothingCanBeWrittenThatIsSaid() {
        write(QStringLiteral("x"), "a file where a folder should be");
        Program program(folder() + QStringLiteral("/x/y"));
        QSignalSpy said(&program.store, &TimingStore::said);
        program.lab.add(QStringLiteral("a"), test::results());
        QTRY_COMPARE(said.count(), 1);
        QCOMPARE(program.runs(), QStringLiteral("a"));
    }

private:
    [[nodiscard]] QString folder() const { return home_->filePath(QStringLiteral("timing")); }
    [[nodiscard]] QStringList files() const { return QDir(folder()).entryList(QDir::Files); }
    void write(const QString& name, const QByteArray& content) const {
        QVERIFY(QDir().mkpath(folder()));
        QFile file(folder() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    std::unique_ptr<QTemporaryDir> home_;
};

QTEST_GUILESS_MAIN(TimingStoreTest)
#include "timing_store_test.moc"
