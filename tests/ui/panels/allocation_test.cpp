// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/bench.h"
#include "ui/panels/allocation_panel.h"
#include "ui/panels/resize_form.h"
#include "ui/render/theme.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QUndoStack>

#include <memory>

using namespace firstfit;

class AllocationTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Workbench> bench;
    std::unique_ptr<AllocationPanel> panel;

    template <class Widget>
    Widget* part(const char* name) {
        return panel->findChild<Widget*>(QStringLiteral("allocation.") + QLatin1String(name));
    }

    void type(QWidget* field, const QString& text) {
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }

    void allocateBlocks(int blocks) {
        QVERIFY(bench->allocate({static_cast<std::uint64_t>(blocks), SizeUnit::blocks, 0, {}}).isEmpty());
    }

    const Operation& last() { return bench->timeline().operation(bench->timeline().size()); }

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ThemeChoice::light);
    }

    void init() {
        bench = std::make_unique<Workbench>();
        bench->startFresh(HeapGeometry{BlockCount{32}, 4, 0x1000});
        panel = std::make_unique<AllocationPanel>(*bench);
        panel->resize(292, 140);
        panel->show();
        QVERIFY(QTest::qWaitForWindowActive(panel.get()));
    }

    void cleanup() { panel.reset(); }

    void saysWhatASizeIs() {
        auto* size = part<QSpinBox>("size");
        auto* meaning = part<QLabel>("size.meaning");
        type(size, QStringLiteral("30"));
        QCOMPARE(meaning->text(), QStringLiteral("= 8 blocks"));
        type(size, QStringLiteral("4"));
        QCOMPARE(meaning->text(), QStringLiteral("= 1 block"));
        type(size, QStringLiteral("0"));
        QCOMPARE(meaning->text(), QStringLiteral("= 1 block")); // malloc(0) takes one
        QVERIFY(part<QPushButton>("allocate")->isEnabled());
    }

    void theUnitKeepsTheSize() {
        type(part<QSpinBox>("size"), QStringLiteral("30"));
        auto* unit = part<QComboBox>("unit");
        unit->setFocus();
        QTest::keyClick(unit, Qt::Key_Down);
        QCOMPARE(unit->currentText(), QStringLiteral("blocks"));
        QCOMPARE(part<QSpinBox>("size")->value(), 8);
        QCOMPARE(part<QLabel>("size.meaning")->text(), QStringLiteral("= 32 bytes"));
    }

    void aWrongSizeSaysWhatWouldBeRight() {
        auto* unit = part<QComboBox>("unit");
        unit->setFocus();
        QTest::keyClick(unit, Qt::Key_Down);
        auto* size = part<QSpinBox>("size");
        for (const QString& wrong : {QStringLiteral("0"), QStringLiteral("65536")}) {
            type(size, wrong);
            QCOMPARE(part<QLabel>("size.meaning")->text(), QStringLiteral("1 to 65,535 blocks"));
            QVERIFY(isMarkedWrong(*size));
            QVERIFY(!part<QPushButton>("allocate")->isEnabled());
            QTest::keyClick(size, Qt::Key_Return);
            QCOMPARE(bench->timeline().size().value, 0U);
        }
        type(size, QStringLiteral("65535"));
        QVERIFY(!isMarkedWrong(*size));
        QVERIFY(part<QPushButton>("allocate")->isEnabled());
    }

    void allocatesByKeyboardAlone() {
        type(part<QSpinBox>("size"), QStringLiteral("10"));
        QTest::keyClick(part<QSpinBox>("size"), Qt::Key_Return);
        QCOMPARE(bench->timeline().size().value, 1U);
        const LiveAllocation& made = bench->snapshot().allocations()[0];
        QCOMPARE(made.bytes, 10U);
        QCOMPARE(made.blocks.value, 3U);
        QCOMPARE(QString::fromStdString(made.name), QStringLiteral("a"));
        QCOMPARE(part<QLineEdit>("name")->placeholderText(), QStringLiteral("b"));
    }

    void undoAfterAllocatingIsLeftToTheWindow() {
        auto* size = part<QSpinBox>("size");
        const auto claimsUndo = [](QWidget* field) {
            QKeyEvent asked(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
            asked.ignore();
            QApplication::sendEvent(field, &asked);
            return asked.isAccepted();
        };
        type(size, QStringLiteral("10"));
        QVERIFY(claimsUndo(size)); // the typing
        QTest::keyClick(size, Qt::Key_Return);
        QCOMPARE(bench->timeline().size().value, 1U);
        QVERIFY(!claimsUndo(size)); // the allocation
        auto* name = part<QLineEdit>("name");
        type(name, QStringLiteral("box"));
        QVERIFY(claimsUndo(name));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(bench->timeline().size().value, 2U);
        QVERIFY(!claimsUndo(name));
    }

    void focusFromTheProgramSelectsTheSize() {
        auto* size = part<QSpinBox>("size");
        part<QLineEdit>("name")->setFocus();
        panel->setFocus();
        QVERIFY(size->hasFocus());
        QTest::keyClicks(size, QStringLiteral("5"));
        QCOMPARE(size->value(), 5);
    }

    void allocatesByClickWithNameAndAlignment() {
        allocateBlocks(1);
        type(part<QSpinBox>("size"), QStringLiteral("8"));
        part<QComboBox>("alignment")->setFocus();
        QTest::keyClick(part<QComboBox>("alignment"), Qt::Key_Down);
        QTest::keyClick(part<QComboBox>("alignment"), Qt::Key_Down);
        QCOMPARE(part<QComboBox>("alignment")->currentText(), QStringLiteral("4 blocks"));
        type(part<QLineEdit>("name"), QStringLiteral("box"));
        QTest::mouseClick(part<QPushButton>("allocate"), Qt::LeftButton);
        QCOMPARE(bench->timeline().size().value, 2U);
        const LiveAllocation& made = bench->snapshot().allocations()[1];
        QCOMPARE(QString::fromStdString(made.name), QStringLiteral("box"));
        QCOMPARE(made.index.value, 4U);
        QCOMPARE(last().alignment, 16U); // bytes, as the size
        QVERIFY(part<QLineEdit>("name")->text().isEmpty());
    }

    void offersAlignmentsThatFitTheHeap() {
        QCOMPARE(part<QComboBox>("alignment")->count(), 6); // 1 to 32
        bench->startFresh(HeapGeometry{BlockCount{65535}, 1U << 28, 0});
        QCOMPARE(part<QComboBox>("alignment")->count(), 2); // 2^28 and 2^29 bytes
    }

    void saysThatItStartsANewFuture() {
        auto* hint = part<QLabel>("hint");
        allocateBlocks(1);
        allocateBlocks(1);
        QVERIFY(hint->text().isEmpty());
        bench->goToStart();
        QCOMPARE(hint->text(), QStringLiteral("starts a new future"));
        QTest::mouseClick(part<QPushButton>("allocate"), Qt::LeftButton);
        QCOMPARE(bench->timeline().size().value, 1U);
        QVERIFY(hint->text().isEmpty());
        bench->undoStack()->undo();
        QCOMPARE(bench->timeline().size().value, 2U);
    }

    void freesTheSelectedOne() {
        allocateBlocks(3);
        bench->select(BlockIndex{0});
        auto* button = part<QPushButton>("free");
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(12, button->height() / 2));
        QVERIFY(bench->snapshot().allocations().empty());
    }

    void theArrowOpensTheMenu() {
        allocateBlocks(3);
        bench->select(BlockIndex{0});
        auto* button = part<QPushButton>("free");
        QStringList offered;
        const auto look = [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu != nullptr);
            for (const QAction* action : menu->actions())
                if (!action->isSeparator())
                    offered << action->text();
            menu->close();
        };
        QTimer::singleShot(0, this, look);
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(button->width() - 8, button->height() / 2));
        const QStringList all{QStringLiteral("Free a"),        QStringLiteral("Grow a…"),
                              QStringLiteral("Grow a up to…"), QStringLiteral("Shrink a…"),
                              QStringLiteral("Reallocate a…"), QStringLiteral("Clear the heap")};
        QCOMPARE(offered, all);
        QCOMPARE(bench->snapshot().allocations().size(), std::size_t{1});
        offered.clear();
        QTimer::singleShot(0, this, look);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Down);
        QCOMPARE(offered, all);
    }

    void withoutASelectionOnlyClearIsLeft() {
        allocateBlocks(3);
        bench->select(std::nullopt);
        for (const char* name : {"freeAction", "grow", "growUpTo", "shrink", "reallocate"})
            QVERIFY2(!part<QAction>(name)->isEnabled(), name);
        part<QAction>("clear")->trigger();
        QVERIFY(bench->snapshot().allocations().empty());
        QCOMPARE(last().kind, OperationKind::clear);
    }

    void resizes_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("size");
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint64>("blocks");
        QTest::newRow("grow") << "grow"
                              << "6" << static_cast<int>(OperationKind::grow_in_place) << quint64{6};
        QTest::newRow("up to") << "growUpTo"
                               << "99" << static_cast<int>(OperationKind::grow_up_to) << quint64{8};
        QTest::newRow("shrink") << "shrink"
                                << "2" << static_cast<int>(OperationKind::shrink_in_place) << quint64{2};
        QTest::newRow("move") << "reallocate"
                              << "40" << static_cast<int>(OperationKind::reallocate) << quint64{10};
    }

    void resizes() {
        QFETCH(QString, action);
        QFETCH(QString, size);
        QFETCH(int, kind);
        QFETCH(quint64, blocks);
        allocateBlocks(4); // a at 0
        allocateBlocks(4);
        allocateBlocks(4); // c at 8
        QVERIFY(bench->deallocate(AllocationId{1}).isEmpty());
        bench->select(BlockIndex{0});
        part<QAction>(action.toLatin1().constData())->trigger();
        auto* field = part<QSpinBox>("newSize");
        QVERIFY(field->isVisible());
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, size);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!field->isVisible());
        QCOMPARE(static_cast<int>(last().kind), kind);
        QCOMPARE(quint64{bench->snapshot().find(AllocationId{0})->blocks.value}, blocks);
    }

    void escapeLeavesResizing() {
        allocateBlocks(4);
        bench->select(BlockIndex{0});
        part<QAction>("grow")->trigger();
        QTest::keyClick(part<QSpinBox>("newSize"), Qt::Key_Escape);
        QVERIFY(!part<QSpinBox>("newSize")->isVisible());
        QVERIFY(part<QSpinBox>("size")->isVisible());
        QCOMPARE(bench->timeline().size().value, 1U);
    }

    void growingToLessIsRefusedBesideTheField() {
        allocateBlocks(4);
        bench->select(BlockIndex{0});
        part<QAction>("grow")->trigger();
        auto* field = part<QSpinBox>("newSize");
        type(field, QStringLiteral("3"));
        QCOMPARE(part<QLabel>("newSize.meaning")->text(), QStringLiteral("4 to 65,535 blocks"));
        QVERIFY(!part<QPushButton>("apply")->isEnabled());
    }

    void resizingEndsWithItsAllocation() {
        allocateBlocks(4);
        bench->select(BlockIndex{0});
        part<QAction>("grow")->trigger();
        bench->goToStart();
        QVERIFY(!part<QSpinBox>("newSize")->isVisible());
    }

    void tabReachesEverything() {
        part<QSpinBox>("size")->setFocus();
        QStringList reached;
        for (int i = 0; i < 6; ++i) {
            reached << QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(reached, (QStringList{QStringLiteral("allocation.size"), QStringLiteral("allocation.unit"),
                                       QStringLiteral("allocation.alignment"), QStringLiteral("allocation.name"),
                                       QStringLiteral("allocation.allocate"), QStringLiteral("allocation.free")}));
    }

    void nothingIsClippedInTheNarrowDock() {
        type(part<QSpinBox>("size"), QStringLiteral("12"));
        for (const char* name : {"allocate", "free"}) {
            auto* button = part<QPushButton>(name);
            QVERIFY2(button->width() >= button->sizeHint().width(), name);
        }
        for (const char* name : {"unit", "alignment", "name", "size.meaning"})
            QVERIFY2(panel->rect().contains(
                         part<QWidget>(name)->mapTo(panel.get(), part<QWidget>(name)->rect().bottomRight())),
                     name);
    }
};

QTEST_MAIN(AllocationTest)
#include "allocation_test.moc"
