// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reports and figures out of the real window.
#include "window_fixture.h"

#include "app/figures_export.h"
#include "app/report_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QStatusBar>

using namespace firstfit;

namespace {

// In 8 blocks of 4: a 0-1, b 2-4, nothing for 20 bytes, for 5 blocks are not there.
const QByteArray script = "heap{blocks = 8, block_size = 4}\na = malloc(8)\nb = malloc(12)\nc = malloc(20)\nfree(a)\n";

/// Types a path into the next file dialog and confirms it.
void answerFileDialog(const QString& path) {
    whenDialog<QFileDialog>([path](QFileDialog& dialog) {
        auto* name = dialog.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    });
}

template <class Widget>
Widget* child(const QDialog& dialog, const char* name) {
    return dialog.findChild<Widget*>(QString::fromLatin1(name));
}

void choose(const QDialog& dialog, const char* format) {
    auto* box = child<QComboBox>(dialog, "report-format");
    box->setCurrentIndex(box->findData(QString::fromLatin1(format)));
}

void press(const QDialog& dialog, const char* name) {
    QTest::mouseClick(child<QPushButton>(dialog, name), Qt::LeftButton);
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Ready {
    Home home;
    Opened opened{home};

    explicit Ready(const QByteArray& text = script) {
        (void)opened.window.openFile(home.write(QStringLiteral("mine.lua"), text));
        (void)QTest::qWaitFor([this] { return opened.hasRun(); }, 30'000);
    }
    [[nodiscard]] QString path(const char* name) const { return home.folder.filePath(QString::fromLatin1(name)); }
};

} // namespace

class WindowReportsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void savesAReport() {
        Ready ready;
        const QString path = ready.path("mine.html");
        whenDialog<ReportDialog>([path](ReportDialog& dialog) {
            choose(dialog, "html");
            answerFileDialog(path);
            press(dialog, "report-save");
        });
        QTest::keyClick(&ready.opened.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        const QByteArray html = contentOf(path);
        QVERIFY(html.contains("1 request found no room in a heap of 8 blocks of 4 bytes; operation 3 was the first."));
        QVERIFY(html.contains("Operation 3: c = malloc(20)"));
        QVERIFY(ready.opened.window.statusBar()->currentMessage().contains(QStringLiteral("mine.html")));
    }

    void remembersWhatWasChosen() {
        Ready ready;
        QVERIFY(QDir(ready.home.folder.path()).mkdir(QStringLiteral("reports")));
        const QString path = ready.path("reports/mine.pdf");
        whenDialog<ReportDialog>([path](ReportDialog& dialog) {
            choose(dialog, "pdf");
            child<QSpinBox>(dialog, "report-failures")->setValue(0);
            child<QCheckBox>(dialog, "report-sizing")->setChecked(false);
            answerFileDialog(path);
            press(dialog, "report-save");
        });
        ready.opened.action("export-report")->trigger();
        QVERIFY(contentOf(path).startsWith("%PDF-"));
        QCOMPARE(ready.home.settings.value(Setting::exportFolder).toString(), ready.path("reports"));
        whenDialog<ReportDialog>([](ReportDialog& dialog) {
            QCOMPARE(child<QComboBox>(dialog, "report-format")->currentData().toString(), QStringLiteral("pdf"));
            QCOMPARE(child<QSpinBox>(dialog, "report-failures")->value(), 0);
            QVERIFY(!child<QCheckBox>(dialog, "report-sizing")->isChecked());
            dialog.reject();
        });
        ready.opened.action("export-report")->trigger();
    }

    void savesTheFigures() {
        Ready ready;
        const QString path = ready.path("mine.csv");
        whenDialog<ReportDialog>([path](ReportDialog& dialog) {
            QVERIFY(!child<QSpinBox>(dialog, "report-failures")->isEnabled());
            answerFileDialog(path);
            press(dialog, "report-save");
        });
        ready.opened.action("export-figures")->trigger();
        const QList<QByteArray> lines = contentOf(path).trimmed().split('\n');
        QCOMPARE(lines.size(), 5); // the names, and one for each operation
        QVERIFY(lines[0].startsWith("operation,line,call,bytes,index,blocks,ok,used,free,largest,chunks"));
        QVERIFY2(lines[2].startsWith("2,3,malloc,12,2,3,1,5,3,3,1,") || lines[2].contains(",12,2,3,1,5,3,3,1,"),
                 lines[2].constData());
        QVERIFY2(lines[3].contains(",20,,,0,5,3,3,1,"), lines[3].constData());
    }

    void savesTheSummary() {
        Ready ready;
        const QString path = ready.path("mine.json");
        whenDialog<ReportDialog>([path](ReportDialog& dialog) {
            choose(dialog, "json");
            QVERIFY(!child<QSpinBox>(dialog, "report-failures")->isEnabled());
            answerFileDialog(path);
            press(dialog, "report-save");
        });
        ready.opened.action("export-report")->trigger();
        const QJsonObject run = QJsonDocument::fromJson(contentOf(path)).object();
        QCOMPARE(run[QStringLiteral("file")].toString(), QStringLiteral("mine.lua"));
        QCOMPARE(run[QStringLiteral("operations")].toInt(), 4);
        QCOMPARE(run[QStringLiteral("failures")].toArray().at(0)[QStringLiteral("operation")].toInt(), 3);
        QCOMPARE(run[QStringLiteral("final")][QStringLiteral("used")].toInt(), 3);
    }

    void figuresEndWhenTheyAreCancelled() {
        Ready ready("for i = 1, 2000 do free(malloc(8)) end\n"); // some 120 kB
        const QString path = ready.home.write(QStringLiteral("kept.csv"), "mine");
        int asked = 0;
        const auto refuse = [&asked](std::uint64_t, std::uint64_t) { return ++asked < 2; };
        QVERIFY(!saveFigures(ready.opened.bench().timeline(), ready.opened.bench().trace(), path, refuse));
        QCOMPARE(asked, 2); // nothing more was worked out
        QCOMPARE(contentOf(path), QByteArray("mine"));
    }

    void saysWhyItCannot() {
        Ready ready;
        ReportDialog dialog(ready.opened.bench(), std::nullopt, ready.home.settings, QStringLiteral("mine.lua"));
        dialog.show();
        for (const char* format : {"html", "pdf", "csv", "json"}) {
            choose(dialog, format);
            const QString path = ready.path("no/folder/mine.") + QString::fromLatin1(format);
            dialog.saveTo(path);
            const auto* summary = child<QLabel>(dialog, "report-summary");
            QTRY_VERIFY2(summary->text().contains(path), qPrintable(summary->text()));
            QVERIFY(dialog.isVisible());
            QTRY_VERIFY(child<QPushButton>(dialog, "report-save")->isEnabled()); // to try elsewhere
            QVERIFY(!child<QProgressBar>(dialog, "report-progress")->isVisible());
        }
    }

    void cancels_data() {
        QTest::addColumn<QString>("format");
        QTest::newRow("report") << QStringLiteral("html");
        QTest::newRow("figures") << QStringLiteral("csv");
    }

    void cancels() {
        QFETCH(QString, format);
        // Long enough for the thread that writes it not to be done before it can be told.
        Ready ready("for i = 1, 20000 do free(malloc(8)) end\n");
        const QString path = ready.home.write(QStringLiteral("kept.") + format, "mine");
        {
            ReportDialog dialog(ready.opened.bench(), std::nullopt, ready.home.settings, QStringLiteral("mine.lua"));
            dialog.show();
            dialog.chooseFormat(format);
            dialog.saveTo(path);
            QVERIFY(child<QProgressBar>(dialog, "report-progress")->isVisible());
            QVERIFY(!child<QPushButton>(dialog, "report-save")->isEnabled());
            QTest::keyClick(&dialog, Qt::Key_Escape); // before the thread can have delivered anything
            QVERIFY(dialog.isVisible());
            QVERIFY(child<QLabel>(dialog, "report-summary")->text().startsWith(QStringLiteral("Cancelled")));
            QVERIFY(child<QPushButton>(dialog, "report-save")->isEnabled());
            QTest::keyClick(&dialog, Qt::Key_Escape);
            QVERIFY(!dialog.isVisible());
        }
        QCOMPARE(contentOf(path), QByteArray("mine"));
    }

    void needsARun() {
        Home home;
        Opened opened(home);
        QVERIFY(!opened.action("export-report")->isEnabled());
        QVERIFY(!opened.action("export-figures")->isEnabled());
    }
};

QTEST_MAIN(WindowReportsTest)
#include "window_reports_test.moc"
