// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files, pictures and what is remembered, in the real window.
#include "window_fixture.h"

#include "app/export_dialog.h"
#include "ui/panels/dock_title.h"

#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QUndoStack>

using namespace firstfit;

namespace {

const QByteArray script = "a = malloc(8)\nb = malloc(12)\nfree(a)\n";

/// Types a path into the next file dialog and confirms it.
void answerFileDialog(const QString& path) {
    whenDialog<QFileDialog>([path](QFileDialog& dialog) {
        auto* name = dialog.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    });
}

void pressButton(QMessageBox& box, QMessageBox::StandardButton button) {
    QTest::mouseClick(box.button(button), Qt::LeftButton);
}

void dropOn(QWidget& target, const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    const QPoint middle = target.rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&target, &drop);
    QVERIFY(drop.isAccepted());
}

/// How many pixels in a row, from `x` on, have this colour.
int widthOf(const QImage& image, int x, int y, const QColor& colour) {
    int end = x;
    while (end < image.width() && image.pixelColor(end, y) == colour) {
        ++end;
    }
    return end - x;
}

} // namespace

class WindowFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void opensThroughTheDialog();
    void opensWhatIsDropped();
    void saysWhyAFileCannotBeRead();
    void showsAReferenceTrace();
    void asksAboutUnsavedChanges();
    void asksAboutWorkByHand();
    void savesAndRemembers();
    void saysWhySavingFailed();
    void savesTheRunAsAScript();
    void noticesChangesOnDisk();
    void keepsTheTextOfALostFile();
    void exportsAPictureWithItsBlocks();
    void exportsTheWholeWindow();
    void copiesAPicture();
    void switchesThemes();
    void remembersTheLayout();
    void givesEveryActionATip();
};

void WindowFilesTest::opensThroughTheDialog() {
    Home home;
    Opened opened(home);
    answerFileDialog(home.write(QStringLiteral("mine.lua"), script));
    QTest::keyClick(&opened.window, Qt::Key_O, Qt::ControlModifier);
    QTRY_VERIFY(opened.hasRun());
    QCOMPARE(opened.bench().timeline().size().value, 3U);
    QCOMPARE(opened.editor().text(), QString::fromUtf8(script));
    QVERIFY(home.settings.value(Setting::recentFiles).toStringList().first().endsWith(QStringLiteral("mine.lua")));
}

void WindowFilesTest::opensWhatIsDropped() {
    Home home;
    Opened opened(home);
    const QString first = home.write(QStringLiteral("first.lua"), script);
    const QString second = home.write(QStringLiteral("second.lua"), "z = malloc(4)\n");
    dropOn(opened.window, first);
    QTRY_VERIFY(opened.hasRun());
    QCOMPARE(opened.window.document().name(), QStringLiteral("first.lua"));
    QSignalSpy finished(&opened.bench(), &Workbench::scriptFinished);
    dropOn(*opened.editor().viewport(), second); // the editor must not take it as text
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(opened.editor().text(), QStringLiteral("z = malloc(4)\n"));
}

void WindowFilesTest::saysWhyAFileCannotBeRead() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(home.write(QStringLiteral("fine.lua"), script)));
    QTRY_VERIFY(opened.hasRun());
    QVERIFY(!opened.message().isVisible());
    QVERIFY(!opened.window.openFile(home.folder.filePath(QStringLiteral("nowhere.lua"))));
    QVERIFY(opened.message().isVisible());
    QVERIFY(opened.child<QLabel>("message-title")->text().contains(QStringLiteral("nowhere.lua does not exist")));
    QVERIFY(!opened.window.openFile(home.write(QStringLiteral("run.lua"), "\x89PNG\r\n\x1a\n")));
    QVERIFY(opened.child<QLabel>("message-text")->text().contains(QStringLiteral("picture")));
    QVERIFY(opened.child<QLabel>("message-detail")->text().startsWith(QStringLiteral("run.lua:1:1:")));
    QCOMPARE(opened.window.document().name(), QStringLiteral("fine.lua")); // nothing else has changed
    QCOMPARE(opened.bench().timeline().size().value, 3U);
    QTest::keyClick(&opened.message(), Qt::Key_Escape);
    QVERIFY(!opened.message().isVisible());
    // Without an ending that says so, nothing is no script.
    QVERIFY(!opened.window.openFile(home.write(QStringLiteral("lost.mtrace"), "")));
    QVERIFY(opened.child<QLabel>("message-title")->text().contains(QStringLiteral("lost.mtrace is empty")));
    QVERIFY(opened.window.openFile(home.write(QStringLiteral("fresh.lua"), "")));
    QVERIFY(!opened.message().isVisible());
}

void WindowFilesTest::showsAReferenceTrace() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(home.write(QStringLiteral("case.trace"), "16 8\na 1 3 1\na 2 2 1\nf 1\n")));
    QTRY_VERIFY(opened.hasRun());
    QCOMPARE(opened.bench().geometry().blocks.value, 16U);
    opened.bench().goToEnd();
    QCOMPARE(opened.bench().snapshot().metrics().used.value, 2U);
    QCOMPARE(opened.bench().currentLine(), 4U);
}

void WindowFilesTest::asksAboutUnsavedChanges() {
    Home home;
    Opened opened(home);
    const QString path = home.write(QStringLiteral("mine.lua"), script);
    const QString other = home.write(QStringLiteral("other.lua"), "z = malloc(4)\n");
    QVERIFY(opened.window.openFile(path));
    QTRY_VERIFY(opened.hasRun());
    QTest::keyClicks(&opened.editor(), QStringLiteral("-- "));
    const QString edited = opened.editor().text();
    whenDialog<QMessageBox>([](QMessageBox& box) { pressButton(box, QMessageBox::Cancel); });
    QVERIFY(!opened.window.openFile(other));
    QCOMPARE(opened.editor().text(), edited);
    whenDialog<QMessageBox>([](QMessageBox& box) { pressButton(box, QMessageBox::Save); });
    QVERIFY(opened.window.openFile(other));
    QFile saved(path);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(saved.readAll()), edited);
    QTest::keyClicks(&opened.editor(), QStringLiteral("-- "));
    whenDialog<QMessageBox>([](QMessageBox& box) { pressButton(box, QMessageBox::Cancel); });
    QVERIFY(!opened.window.close());
    whenDialog<QMessageBox>([](QMessageBox& box) { pressButton(box, QMessageBox::Discard); });
    QVERIFY(opened.window.close());
    QFile untouched(other);
    QVERIFY(untouched.open(QIODevice::ReadOnly));
    QCOMPARE(untouched.readAll(), QByteArray("z = malloc(4)\n"));
}

void WindowFilesTest::asksAboutWorkByHand() {
    Home home;
    Opened opened(home);
    HandRequest request;
    request.size = 8;
    QCOMPARE(opened.bench().allocate(request), QString());
    const QString other = home.write(QStringLiteral("other.lua"), "z = malloc(4)\n");
    whenDialog<QMessageBox>([](QMessageBox& box) { pressButton(box, QMessageBox::Cancel); });
    QVERIFY(!opened.window.openFile(other));
    whenDialog<QMessageBox>([](QMessageBox& box) { pressButton(box, QMessageBox::Cancel); });
    QVERIFY(!opened.window.close());
    QCOMPARE(opened.live(), QStringLiteral("a@0"));
    whenDialog<QMessageBox>([](QMessageBox& box) { pressButton(box, QMessageBox::Discard); });
    opened.action("new-script")->trigger();
    QCOMPARE(opened.live(), QString());
    QVERIFY(!opened.bench().hasUnsavedHandWork());
    opened.bench().undoStack()->undo(); // dropped by mistake
    QCOMPARE(opened.live(), QStringLiteral("a@0"));
    QVERIFY(opened.bench().hasUnsavedHandWork());
    answerFileDialog(home.folder.filePath(QStringLiteral("kept.lua")));
    opened.action("save-run")->trigger();
    QVERIFY(!opened.bench().hasUnsavedHandWork());
    QVERIFY(opened.window.close()); // without a question
}

void WindowFilesTest::savesAndRemembers() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(QStringLiteral(":/lessons/02-splitting.lua")));
    QTRY_VERIFY(opened.hasRun());
    const QString path = home.folder.filePath(QStringLiteral("copy.lua"));
    answerFileDialog(path); // a lesson cannot be written, so saving asks where to
    QTest::keyClick(&opened.window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(QFile::exists(path));
    QCOMPARE(opened.window.document().name(), QStringLiteral("copy.lua"));
    QVERIFY(opened.window.windowTitle().contains(QStringLiteral("copy.lua")));
    QTest::keyClicks(&opened.editor(), QStringLiteral("-- mine "));
    QVERIFY(opened.window.isWindowModified());
    opened.window.activateWindow(); // without a window manager nobody does it when a dialog goes
    QVERIFY(QTest::qWaitForWindowActive(&opened.window));
    QTest::keyClick(&opened.window, Qt::Key_S, Qt::ControlModifier); // now it knows
    QVERIFY(!opened.window.isWindowModified());
    QFile saved(path);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(saved.readAll().startsWith("-- mine "));
}

void WindowFilesTest::saysWhySavingFailed() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(home.write(QStringLiteral("mine.lua"), script)));
    QTRY_VERIFY(opened.hasRun());
    Document document;
    const auto problem = document.save(home.folder.filePath(QStringLiteral("no/such/place.lua")), QStringLiteral("x"));
    QVERIFY(problem.has_value());
    QVERIFY(problem->title.contains(QStringLiteral("place.lua cannot be saved")));
    QVERIFY(document.path().isEmpty());
}

void WindowFilesTest::savesTheRunAsAScript() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(home.write(QStringLiteral("mine.lua"), script)));
    QTRY_VERIFY(opened.hasRun());
    opened.bench().goToEnd();
    HandRequest request;
    request.size = 20;
    request.name = QStringLiteral("extra");
    QCOMPARE(opened.bench().allocate(request), QString());
    const Snapshot before = opened.bench().snapshot();
    const QString path = home.folder.filePath(QStringLiteral("again.lua"));
    answerFileDialog(path);
    opened.action("save-run")->trigger();
    QVERIFY(QFile::exists(path));
    QSignalSpy finished(&opened.bench(), &Workbench::scriptFinished);
    QVERIFY(opened.window.openFile(path));
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(opened.bench().trace().diagnostics.empty());
    opened.bench().goToEnd();
    QCOMPARE(opened.bench().timeline().size().value, 4U);
    const Snapshot after = opened.bench().snapshot();
    QVERIFY(std::ranges::equal(before.chunks(), after.chunks()));
    QCOMPARE(opened.live(), QStringLiteral("b@2 extra@5"));
}

void WindowFilesTest::keepsTheTextOfALostFile() {
    Home home;
    Opened opened(home);
    const QString path = home.write(QStringLiteral("mine.lua"), script);
    QVERIFY(opened.window.openFile(path));
    QTRY_VERIFY(opened.hasRun());
    QVERIFY(!opened.window.isWindowModified());
    QVERIFY(QFile::remove(path));
    QTRY_VERIFY(opened.message().isVisible());
    QVERIFY(opened.child<QLabel>("message-title")->text().contains(QStringLiteral("mine.lua is gone")));
    QCOMPARE(opened.editor().text(), QString::fromUtf8(script));
    QVERIFY2(opened.window.isWindowModified(), "nowhere else is it");
    QCOMPARE(opened.bench().timeline().size().value, 3U);
    QTest::keyClick(opened.child<QPushButton>("message-button"), Qt::Key_Space);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(script));
    QVERIFY(!opened.window.isWindowModified() && !opened.message().isVisible());
}

void WindowFilesTest::noticesChangesOnDisk() {
    Home home;
    Opened opened(home);
    const QString name = QStringLiteral("watched.lua");
    QVERIFY(opened.window.openFile(home.write(name, script)));
    QTRY_VERIFY(opened.hasRun());
    QVERIFY(!home.write(name, "fresh = malloc(4)\n").isEmpty());
    QTRY_COMPARE(opened.editor().text(), QStringLiteral("fresh = malloc(4)\n"));
    QTest::keyClicks(&opened.editor(), QStringLiteral("-- mine "));
    QVERIFY(!home.write(name, "theirs = malloc(8)\n").isEmpty());
    QTRY_VERIFY(opened.message().isVisible()); // own changes are not dropped without asking
    QVERIFY(opened.editor().text().startsWith(QStringLiteral("-- mine")));
    QTest::mouseClick(opened.child<QPushButton>("message-button"), Qt::LeftButton);
    QCOMPARE(opened.editor().text(), QStringLiteral("theirs = malloc(8)\n"));
    QVERIFY(!opened.window.isWindowModified());
}

void WindowFilesTest::exportsAPictureWithItsBlocks() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(
        home.write(QStringLiteral("row.lua"), "a = malloc(8)\nb = malloc(12)\nc = malloc(8)\nfree(b)\n")));
    QTRY_VERIFY(opened.hasRun());
    QTest::keyClick(&opened.map(), Qt::Key_End);
    const QString path = home.folder.filePath(QStringLiteral("row.png"));
    whenDialog<ExportDialog>([path](ExportDialog& dialog) {
        dialog.findChild<QSpinBox*>(QStringLiteral("export-scale"))->setValue(1);
        answerFileDialog(path);
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("export-save")), Qt::LeftButton);
    });
    QTest::keyClick(&opened.window, Qt::Key_E, Qt::ControlModifier);
    const QImage image(path);
    QVERIFY(!image.isNull());
    // Row 0 of the map: a (2 blocks), a chunk (3), c (2), free again. Its lower part carries no text.
    const Palette& palette = Palette::light();
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        int x = 0;
        while (x < image.width() && image.pixelColor(x, y) != palette.fills[0]) {
            ++x;
        }
        const int a = widthOf(image, x, y, palette.fills[0]);
        if (a < 100) {
            continue;
        }
        int next = x + a;
        while (next < image.width() && image.pixelColor(next, y) != palette.fills[2]) {
            ++next;
        }
        const int c = widthOf(image, next, y, palette.fills[2]);
        QVERIFY2(std::abs(c - a) <= 2, qPrintable(QStringLiteral("a %1, c %2 at %3").arg(a).arg(c).arg(y)));
        const double blocksApart = 2.0 * (next - x) / a;
        QVERIFY2(std::abs(blocksApart - 5) < 0.15, qPrintable(QString::number(blocksApart)));
        ++found;
    }
    QVERIFY(found > 5);
    QVERIFY(!image.text().isEmpty()); // it says what it shows
}

void WindowFilesTest::exportsTheWholeWindow() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(home.write(QStringLiteral("one.lua"), "a = malloc(8)\n")));
    QTRY_VERIFY(opened.hasRun());
    QTest::keyClick(&opened.map(), Qt::Key_End);
    const QRectF box = opened.map().blockRect(BlockIndex{1});
    const QPoint lower(static_cast<int>(box.center().x()), static_cast<int>(box.bottom()) - 8);
    // The step moves for a fifth of a second; the picture is to show where it leads.
    QTRY_COMPARE(opened.map().viewport()->grab().toImage().pixelColor(lower), Palette::light().fills[0]);
    const QString path = home.folder.filePath(QStringLiteral("window.png"));
    whenDialog<ExportDialog>([path](ExportDialog& dialog) {
        auto* what = dialog.findChild<QComboBox*>(QStringLiteral("export-what"));
        what->setCurrentIndex(what->findData(QStringLiteral("window")));
        dialog.findChild<QSpinBox*>(QStringLiteral("export-scale"))->setValue(2);
        answerFileDialog(path);
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("export-save")), Qt::LeftButton);
    });
    opened.action("export")->trigger();
    const QImage image(path);
    QCOMPARE(image.size(), opened.window.size() * 2);
    QCOMPARE(home.settings.value(Setting::exportFolder).toString(), home.folder.path());
    PictureRequest wrong;
    wrong.ofWindow = true;
    const QString drawing = home.folder.filePath(QStringLiteral("window.svg"));
    QVERIFY(saveShownPicture(opened.bench(), opened.window, wrong, drawing).contains(QStringLiteral(".png")));
    QVERIFY(!QFile::exists(drawing));
    const QPoint at = opened.map().viewport()->mapTo(&opened.window, lower) * 2;
    QCOMPARE(image.pixelColor(at), Palette::light().fills[0]);
}

void WindowFilesTest::copiesAPicture() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(home.write(QStringLiteral("one.lua"), "a = malloc(8)\n")));
    QTRY_VERIFY(opened.hasRun());
    QApplication::clipboard()->clear();
    QTest::keyClick(&opened.window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QImage image = QApplication::clipboard()->image();
    QVERIFY(image.width() > 300 && image.height() > 200);
}

void WindowFilesTest::switchesThemes() {
    Home home;
    Opened opened(home);
    QVERIFY(opened.window.openFile(home.write(QStringLiteral("one.lua"), "a = malloc(8)\n")));
    QTRY_VERIFY(opened.hasRun());
    const auto canvas = [&] { return opened.map().viewport()->grab().toImage().pixelColor(4, 4); };
    QTRY_COMPARE(canvas(), Palette::light().canvas);
    opened.action("theme-dark")->trigger();
    QTRY_COMPARE(canvas(), Palette::darkTheme().canvas);
    QCOMPARE(home.settings.value(Setting::theme).toString(), QStringLiteral("dark"));
    opened.action("theme-light")->trigger();
    QTRY_COMPARE(canvas(), Palette::light().canvas);
}

void WindowFilesTest::remembersTheLayout() {
    Home home;
    {
        Opened opened(home);
        QVERIFY(opened.window.openFile(home.write(QStringLiteral("one.lua"), "a = malloc(8)\n")));
        QVERIFY(opened.child<PanelDock>("free-list-dock")->isVisible());
        opened.child<PanelDock>("free-list-dock")->close();
        opened.bench().setSpeed(10);
        QTRY_VERIFY(opened.hasRun());
        QVERIFY(opened.window.close());
    }
    Opened again(home);
    QVERIFY(again.window.openFile(home.folder.filePath(QStringLiteral("one.lua"))));
    QTRY_VERIFY(again.hasRun());
    QVERIFY(!again.child<PanelDock>("free-list-dock")->isVisible());
    QVERIFY(again.child<PanelDock>("live-allocations-dock")->isVisible());
    QCOMPARE(again.bench().speed(), 10.0);
    again.action("reset-layout")->trigger();
    QTRY_VERIFY(again.child<PanelDock>("free-list-dock")->isVisible());
}

void WindowFilesTest::givesEveryActionATip() {
    Home home;
    Opened opened(home);
    QList<QMenu*> menus = opened.window.menuBar()->findChildren<QMenu*>();
    QSet<QKeySequence> keys;
    int actions = 0;
    for (const QMenu* menu : menus) {
        for (const QAction* action : menu->actions()) {
            if (action->isSeparator() || action->menu()) {
                continue;
            }
            ++actions;
            QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key), qPrintable(key.toString())); // two actions on one key do nothing
                keys.insert(key);
            }
        }
    }
    QVERIFY(actions > 50);
}

QTEST_MAIN(WindowFilesTest)
#include "window_files_test.moc"
