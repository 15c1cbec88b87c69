// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings on their way into the real window: while they are replayed, from a pipe, and when their file changes or
// goes.
#include "app/compare_window.h"
#include "app/go_to_dialog.h"
#include "app/report_dialog.h"
#include "tests/app/window_recording.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStatusBar>

#include <sys/stat.h>

using namespace firstfit;

class WindowLoadingTest : public QObject, private RecordingWindow {
    Q_OBJECT

private Q_SLOTS:
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void showsWhatIsReplayedSoFar();
    void cancelsBothOfTwoHeaps();
    void opensWhatAPipeHolds_data();
    void opensWhatAPipeHolds();
    void staysWhenItsFileGoes();
    void offersToReadAChangedFile();

private:
    [[nodiscard]] static QByteArray heavy(int events);
};

/// 2,000 holes that every later request walks past.
QByteArray WindowLoadingTest::heavy(int events) {
    QByteArray text = "= Start\n";
    for (int i = 0; i < events; ++i) {
        const bool frees = i >= 4'000 && i < 6'000;
        const int place = frees ? 2 * (i - 4'000) : i;
        text += QByteArray(frees ? "@ p:[0x1] - 0x" : "@ p:[0x1] + 0x") + QByteArray::number(0x10000 + place * 64, 16) +
                (frees       ? "\n"
                 : i < 4'000 ? " 0x10\n"
                             : " 0x20\n");
    }
    return text;
}

void WindowLoadingTest::showsWhatIsReplayedSoFar() {
    const QString path = home_->write(QStringLiteral("heavy.mtrace"), heavy(12'000));
    auto& line = *opened_->child<QWidget>("loading-line");
    auto& card = *opened_->child<QWidget>("loading-card");
    auto& words = *opened_->child<QLabel>("loading-line-words");
    const int status = window().statusBar()->height();
    int arrivals = 0;
    QStringList wrong;
    const auto expect = [&wrong](bool holds, const char* what) { holds ? void() : wrong.append(QLatin1String(what)); };
    std::unique_ptr<ReportDialog> report;
    std::unique_ptr<GoToDialog> goTo;
    const auto enabled = [](QWidget& dialog, const char* name) {
        return dialog.findChild<QPushButton*>(QString::fromLatin1(name))->isEnabled();
    };
    const auto says = [](QWidget& dialog, const char* part) {
        return std::ranges::any_of(dialog.findChildren<QLabel*>(), [part](const QLabel* label) {
            return label->text().contains(QString::fromLatin1(part));
        });
    };
    connect(&bench(), &Workbench::traceChanged, this, [&] {
        if (++arrivals > 1) {
            return;
        }
        expect(!bench().isWhole(), "a part");
        expect(mode() == QStringLiteral("analyse"), "the mode that shows it");
        expect(line.isVisible() && !card.isVisible(), "progress that is in nobody's way");
        expect(window().statusBar()->height() == status, "the same room");
        // The figures of a part are not saved as those of the whole.
        report = std::make_unique<ReportDialog>(bench(), std::nullopt, home_->settings, QStringLiteral("heavy"));
        expect(!enabled(*report, "report-save") && says(*report, "still being replayed"), "no report of a part");
        goTo = std::make_unique<GoToDialog>(bench());
        goTo->findChild<QLineEdit*>()->setText(QStringLiteral("0"));
        expect(says(*goTo, "of 12,000 operations are replayed"), "how far one can go");
        QTest::keyClick(&window(), Qt::Key_2, Qt::ControlModifier);
        bench().goTo(Position::after(OperationIndex{2}));
    });
    QStringList said;
    connect(&bench(), &Workbench::loadingProgressed, this, [&] { said << words.text(); });
    bench().setPartsEvery(std::chrono::milliseconds(0));
    QVERIFY(window().openFile(path));
    QTRY_VERIFY(bench().isRecording() && !bench().isLoading());
    QCOMPARE(wrong, QStringList());
    QCOMPARE(arrivals, 2);
    QVERIFY(!line.isVisible() && bench().isWhole());
    QVERIFY(enabled(*report, "report-save") && !says(*report, "still being replayed"));
    QVERIFY(says(*goTo, "12,000 the end"));
    QCOMPARE(mode(), QStringLiteral("learn"));
    QVERIFY(stands(2));
    QVERIFY2(said.join(QLatin1Char('\n')).contains(QStringLiteral(" of 12,000")),
             qPrintable(said.join(QLatin1Char(' '))));
}

void WindowLoadingTest::cancelsBothOfTwoHeaps() {
    constexpr std::uint32_t all = 60'000;
    constexpr HeapGeometry exact{BlockCount{4'000}, 16};
    Workbench source;
    source.setPartsEvery(std::chrono::milliseconds(0));
    source.openRecording(home_->write(QStringLiteral("heavy.mtrace"), heavy(all)), {}, exact);
    QTRY_VERIFY(source.isRecording());
    CompareWindow two(source, QStringLiteral("heavy"), HeapGeometry{BlockCount{4'100}, 16}, Policy::first_fit);
    source.cancelLoading();
    auto& first = *two.findChild<QAction*>(QStringLiteral("first-difference"));
    auto& blocks = *two.findChild<QSpinBox*>(QStringLiteral("blocks"));
    QVERIFY(!first.isEnabled() && !blocks.isEnabled());
    connect(&two.left(), &Workbench::loadingProgressed, this, [&two](const LoadProgress& progress) {
        if (progress.operations > 20'000) {
            two.left().cancelLoading();
        }
    });
    QTRY_VERIFY(first.isEnabled());
    QVERIFY(blocks.isEnabled());
    const OperationIndex left = two.left().timeline().size();
    const OperationIndex right = two.right().timeline().size();
    const OperationIndex both = std::min(left, right);
    QVERIFY2(left.value < all && right.value < all, "one cancel ends both");
    QVERIFY2(two.words().contains(
                 QStringLiteral("Cancelled: the first %L1 of %L2 operations are compared.").arg(both.value).arg(all)),
             qPrintable(two.words()));
    // In lock-step up to the end that both have.
    for (Workbench* leader : {&two.left(), &two.right()}) {
        two.left().goToStart();
        QCOMPARE(two.right().position().operation.value, 0U);
        leader->goToEnd();
        QCOMPARE(two.left().position().operation, both);
        QCOMPARE(two.right().position().operation, both);
        leader->stepOperation(1);
        QCOMPARE(two.left().position(), two.left().timeline().normalised(Position::after(both)));
        QCOMPARE(two.right().position(), two.right().timeline().normalised(Position::after(both)));
    }
    first.trigger();
    QVERIFY2(two.words().endsWith(QStringLiteral("Only the second heap holds it.")), qPrintable(two.words()));
    QCOMPARE(two.right().position().operation.value, 6'001U);
    // A cancelled change of one heap keeps what is compared, and says so.
    two.right().setPolicy(Policy::worst_fit);
    two.right().cancelLoading();
    QTRY_COMPARE(two.words(), QStringLiteral("Cancelled: the heap is as it was"));
    QCOMPARE(two.right().policy(), Policy::first_fit);
    QCOMPARE(two.right().timeline().size(), right);
}

void WindowLoadingTest::opensWhatAPipeHolds_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("operations");
    QTest::newRow("a recording") << fragmented() << QStringLiteral("analyse") << 7;
    QTest::newRow("a script") << QByteArray("a = malloc(8)\nb = malloc(9)\n") << QStringLiteral("learn") << 2;
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n") << QStringLiteral("start") << 0;
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("start") << 0;
}

void WindowLoadingTest::opensWhatAPipeHolds() {
    QFETCH(QByteArray, content);
    QFETCH(QString, mode);
    QFETCH(int, operations);
    const QString path = home_->folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    QVERIFY(window().openFile(path));
    {
        QFile pipe(path);
        QVERIFY(pipe.open(QIODevice::WriteOnly | QIODevice::Unbuffered)); // waits for the reader
        QCOMPARE(pipe.write(content), content.size());
    }
    QTRY_VERIFY(!bench().isLoading() && !bench().isScriptRunning());
    QTRY_COMPARE(bench().timeline().size().value, static_cast<std::uint32_t>(operations));
    QCOMPARE(this->mode(), mode);
    QCOMPARE(opened_->message().isVisible(), operations == 0);
    const bool isScript = mode == QStringLiteral("learn");
    QCOMPARE(opened_->editor().text(), isScript ? QString::fromLatin1(content) : QString());
    // A script that came so is saved nowhere.
    QCOMPARE(window().isWindowModified(), isScript);
}

void WindowLoadingTest::staysWhenItsFileGoes() {
    openTight(*opened_, path_);
    QVERIFY(QFile::remove(path_));
    QTRY_VERIFY(opened_->message().isVisible());
    const auto& title = *opened_->child<QLabel>("message-title");
    QVERIFY2(title.text().contains(QStringLiteral("run.mtrace is gone")), qPrintable(title.text()));
    opened_->message().dismiss();
    // Another heap needs no file.
    QCOMPARE(bench().setGeometry(HeapGeometry{BlockCount{64}, 16}), QString());
    QTRY_COMPARE(bench().geometry().blocks.value, 64U);
    QCOMPARE(bench().timeline().size().value, 7U);
    QVERIFY(!opened_->message().isVisible());
    // Reading it again does; nothing is lost by trying.
    opened_->action("read-again")->trigger();
    QTRY_VERIFY(opened_->message().isVisible());
    QVERIFY(bench().isRecording() && !bench().isLoading());
    QCOMPARE(bench().timeline().size().value, 7U);
}

void WindowLoadingTest::offersToReadAChangedFile() {
    openTight(*opened_, path_);
    bench().goTo(Position::after(OperationIndex{3}));
    QFile file(path_);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(fragmented().replace("= End\n", "@ prog:(main+0x4)[0x10] + 0x3000 0x8\n= End\n")) > 0);
    file.close();
    QTRY_VERIFY(opened_->message().isVisible());
    QVERIFY2(stands(3) && bench().timeline().size().value == 7, "until somebody says so, nothing changes");
    QTest::keyClick(opened_->child<QPushButton>("message-button"), Qt::Key_Space);
    QTRY_COMPARE(bench().timeline().size().value, 8U);
    QCOMPARE(bench().geometry().blocks.value, std::uint32_t{blocksOfTight});
    QVERIFY(!opened_->message().isVisible());
}

QTEST_MAIN(WindowLoadingTest)
#include "window_loading_test.moc"
