// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recording from the window, with a recorder that only pretends: a shell script with the words of `firstfit record`.
#include "app/record_dialog.h"

#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace firstfit;

namespace {

// record -o OUT -- PROGRAM ARG...
const char* const recorder = "#!/bin/sh\n"
                             "[ \"$1 $2 $4\" = 'record -o --' ] || { echo \"asked for: $*\"; exit 9; }\n"
                             "out=$3; shift 4\n"
                             "trap 'kill $child' TERM\n"
                             "echo \"in $(pwd)\"\n"
                             "\"$@\" & child=$!\n"
                             "wait $child; status=$?\n"
                             "echo '= Start' > \"$out\"\n"
                             "exit $status\n";

} // namespace

class RecordDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath(QStringLiteral("settings.ini")));
        settings_->set(Setting::folder, folder_->path());
        path_ = qgetenv("PATH");
        writeProgram(QStringLiteral("heaptrack"), "#!/bin/sh\n");
        writeProgram(QStringLiteral("recorder"), recorder);
        qputenv("PATH", folder_->path().toLocal8Bit() + ':' + path_);
        open();
    }
    void cleanup() {
        dialog_.reset();
        qputenv("PATH", path_);
    }

    void opensWhatWasRecorded() {
        fill("/bin/echo", "one 'two  words' \"thr\\\"ee\" \\'four''");
        QSignalSpy accepted(dialog_.get(), &QDialog::accepted);
        click("record-start");
        // What the program said can be read before anything else happens; Enter opens.
        QTRY_VERIFY(child<QPushButton>("record-open").isVisible());
        QVERIFY(dialog_->isVisible() && accepted.isEmpty());
        QVERIFY2(state().contains(QStringLiteral("echo has ended. Its recording is ")), qPrintable(state()));
        QVERIFY(state().contains(dialog_->recording()));
        QCOMPARE(dialog_->focusWidget(), static_cast<QWidget*>(&child<QPushButton>("record-open")));
        QTest::keyClick(dialog_.get(), Qt::Key_Return);
        QCOMPARE(accepted.count(), 1);
        QVERIFY2(said().contains(QStringLiteral("one two  words thr\"ee 'four\n")), qPrintable(said()));
        QVERIFY2(said().contains(QStringLiteral("in ") + QFileInfo(folder_->path()).canonicalFilePath()),
                 qPrintable(said()));
        QFile recording(dialog_->recording());
        QVERIFY(recording.open(QIODevice::ReadOnly));
        QCOMPARE(recording.readAll(), QByteArray("= Start\n"));
        QVERIFY(QFileInfo(dialog_->recording()).fileName().startsWith(QStringLiteral("echo-")));
        QCOMPARE(settings_->value(Setting::recordProgram).toString(), QStringLiteral("/bin/echo"));
    }

    void twoRecordingsAreTwoFiles() {
        fill("true", "");
        click("record-start");
        QTRY_VERIFY(!dialog_->recording().isEmpty());
        const QString first = dialog_->recording();
        open();
        fill("true", "");
        click("record-start");
        QTRY_VERIFY(!dialog_->recording().isEmpty());
        QVERIFY(first != dialog_->recording());
    }

    void showsWhatAFailedProgramSaid() {
        fill("/bin/sh", "-c 'echo alas; exit 3'");
        QSignalSpy accepted(dialog_.get(), &QDialog::accepted);
        click("record-start");
        QTRY_VERIFY(child<QPushButton>("record-open").isVisible());
        QCOMPARE(accepted.count(), 0);
        QVERIFY(said().contains(QStringLiteral("alas")));
        QVERIFY2(state().contains(QStringLiteral("status 3")), qPrintable(state()));
        click("record-open");
        QCOMPARE(accepted.count(), 1);
    }

    void stopsAProgram() {
        fill("/bin/sleep", "1000");
        QVERIFY(!child<QPushButton>("record-stop").isEnabled());
        click("record-start");
        QTRY_VERIFY2(said().contains(QStringLiteral("in ")), "the recorder runs");
        QVERIFY(!child<QPushButton>("record-start").isEnabled());
        QVERIFY(!child<QLineEdit>("record-program").isEnabled());
        click("record-stop");
        QTRY_VERIFY(child<QPushButton>("record-open").isVisible());
        QVERIFY2(state().contains(QStringLiteral("was stopped")), qPrintable(state()));
    }

    void closingStopsFirst() {
        fill("/bin/sleep", "1000");
        click("record-start");
        QTRY_VERIFY(said().contains(QStringLiteral("in ")));
        QTest::keyClick(dialog_.get(), Qt::Key_Escape);
        QVERIFY(dialog_->isVisible());
        QTRY_VERIFY(child<QPushButton>("record-open").isVisible());
        QTest::keyClick(dialog_.get(), Qt::Key_Escape);
        QVERIFY(!dialog_->isVisible());
        QVERIFY(dialog_->result() == QDialog::Rejected);
    }

    void isGoneWithItsProgram() {
        fill("/bin/sleep", "1000");
        click("record-start");
        QTRY_VERIFY(said().contains(QStringLiteral("in ")));
        dialog_.reset();
    }

    void isReadyToBeTypedInto() {
        QCOMPARE(dialog_->focusWidget(), static_cast<QWidget*>(&child<QLineEdit>("record-program")));
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral("Which program");
        QTest::newRow("nowhere") << QByteArray("/bin/there-is-no-such") << QStringLiteral("There is no program");
        QTest::newRow("unknown") << QByteArray("there-is-no-such") << QStringLiteral("There is no program");
        QTest::newRow("a folder") << QByteArray("/bin/..") << QStringLiteral("is not a program");
        QTest::newRow("a text") << QByteArray("./notes.txt") << QStringLiteral("is not a program");
    }
    void saysWhatIsWrong() {
        QFETCH(QByteArray, program);
        QFETCH(QString, says);
        QFile notes(folder_->filePath(QStringLiteral("notes.txt")));
        QVERIFY(notes.open(QIODevice::WriteOnly));
        fill(program.constData(), "");
        QVERIFY2(state().contains(says), qPrintable(state()));
        QVERIFY(!child<QPushButton>("record-start").isEnabled());
    }

    void saysHowToInstallHeaptrack() {
        QVERIFY(QFile::remove(folder_->filePath(QStringLiteral("heaptrack"))));
        qputenv("PATH", folder_->path().toLocal8Bit());
        open();
        fill("/bin/echo", "");
        QVERIFY2(state().contains(QStringLiteral("apt install heaptrack")), qPrintable(state()));
        QVERIFY(!child<QPushButton>("record-start").isEnabled());
    }

private:
    void writeProgram(const QString& name, const char* text) {
        QFile file(folder_->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) > 0);
        QVERIFY(file.setPermissions(file.permissions() | QFileDevice::ExeOwner));
    }
    void open() {
        dialog_ = std::make_unique<RecordDialog>(*settings_, nullptr, folder_->filePath(QStringLiteral("recorder")));
        dialog_->show();
    }
    void fill(const char* program, const char* arguments) {
        child<QLineEdit>("record-program").selectAll();
        QTest::keyClick(&child<QLineEdit>("record-program"), Qt::Key_Delete);
        QTest::keyClicks(&child<QLineEdit>("record-program"), QString::fromLatin1(program));
        child<QLineEdit>("record-arguments").clear();
        QTest::keyClicks(&child<QLineEdit>("record-arguments"), QString::fromLatin1(arguments));
    }
    template <class Widget>
    [[nodiscard]] Widget& child(const char* name) {
        return *dialog_->findChild<Widget*>(QString::fromLatin1(name));
    }
    void click(const char* name) { QTest::mouseClick(&child<QPushButton>(name), Qt::LeftButton); }
    [[nodiscard]] QString said() { return child<QPlainTextEdit>("record-output").toPlainText(); }
    [[nodiscard]] QString state() { return child<QLabel>("record-state").text(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    std::unique_ptr<RecordDialog> dialog_;
    QByteArray path_;
};

QTEST_MAIN(RecordDialogTest)
#include "record_dialog_test.moc"
