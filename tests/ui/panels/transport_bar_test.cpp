// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The toolbar's buttons and fields drive a real workbench; the mode bar and the docks' titles.
#include "ui/panels/dock_title.h"
#include "ui/panels/heap_fields.h"
#include "ui/panels/mode_bar.h"
#include "ui/panels/timeline_panel.h"
#include "ui/panels/transport_bar.h"
#include "ui/panels/transport_readout.h"
#include "ui/render/icons.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace firstfit;

class TransportBarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void init() {
        workbench_ = std::make_unique<Workbench>();
        for (const std::uint64_t blocks : {4U, 4U, 40U}) {
            HandRequest request;
            request.size = blocks;
            request.unit = SizeUnit::blocks;
            QCOMPARE(workbench_->allocate(request), QString());
        }
        window_ = std::make_unique<QMainWindow>();
        bar_ = new TransportBar(*workbench_, window_.get());
        window_->addToolBar(bar_);
        window_->resize(1440, 300);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }

    void cleanup() {
        window_.reset();
        workbench_.reset();
    }

    void buttonsStep() {
        click(bar_->transport().start);
        QCOMPARE(workbench_->position().operation.value, 0U);
        click(bar_->transport().nextOperation);
        QCOMPARE(workbench_->position(), after(1));
        click(bar_->transport().nextStep);
        QCOMPARE(workbench_->position(), (Position{OperationIndex{2}, 1}));
        click(bar_->transport().previousStep);
        QCOMPARE(workbench_->position(), after(1));
        click(bar_->transport().end);
        QCOMPARE(workbench_->position(), after(3));
        click(bar_->transport().previousOperation);
        QCOMPARE(workbench_->position(), after(2));
    }

    void endsCannotBePassed() {
        const TransportActions& actions = bar_->transport();
        workbench_->goToEnd();
        for (QAction* action : {actions.nextStep, actions.nextOperation, actions.end}) {
            QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
        }
        QVERIFY(actions.start->isEnabled() && actions.previousStep->isEnabled());
        QVERIFY(actions.play->isEnabled()); // again from the beginning
        QVERIFY(actions.play->toolTip().contains(QStringLiteral("again")));
        workbench_->goToStart();
        for (QAction* action : {actions.start, actions.previousOperation, actions.previousStep}) {
            QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
        }
        QVERIFY(actions.nextStep->isEnabled() && actions.play->isEnabled());
    }

    void playBecomesPause() {
        workbench_->goToStart();
        workbench_->setSpeed(0.25);
        auto* button = qobject_cast<QToolButton*>(bar_->widgetForAction(bar_->transport().play));
        const int width = button->width();
        click(bar_->transport().play);
        QVERIFY(workbench_->isPlaying());
        QCOMPARE(bar_->transport().play->iconText(), QStringLiteral("pause"));
        QCOMPARE(button->accessibleName(), QStringLiteral("Pause"));
        QCOMPARE(button->width(), width);
        click(bar_->transport().play);
        QVERIFY(!workbench_->isPlaying());
        QCOMPARE(bar_->transport().play->iconText(), QStringLiteral("play"));
    }

    void playIsAccentFilled() {
        workbench_->goToStart();
        auto* button = bar_->widgetForAction(bar_->transport().play);
        QCOMPARE(button->grab().toImage().pixelColor(5, button->height() / 2), Palette::light().accent);
    }

    void readoutSaysWhere() {
        workbench_->goTo(Position{OperationIndex{2}, 1});
        QCOMPARE(bar_->readout()->operationText(), QStringLiteral("operation 2 of 3"));
        QVERIFY(bar_->readout()->stepText().startsWith(QStringLiteral("micro-step 1 of ")));
        workbench_->goToStart();
        QCOMPARE(bar_->readout()->stepText(), QStringLiteral("the fresh heap"));
    }

    void speedIsLogarithmic() {
        QSlider* slider = bar_->speed()->slider();
        slider->setValue(slider->maximum());
        QCOMPARE(workbench_->speed(), 1000.0);
        slider->setValue(slider->minimum());
        QCOMPARE(workbench_->speed(), 0.25);
        slider->setValue((slider->minimum() + slider->maximum()) / 2);
        QVERIFY(std::abs(workbench_->speed() - 16) <= 1); // the geometric middle of 0.25 and 1000
        QVERIFY(bar_->speed()->speedText().endsWith(QStringLiteral("steps/s")) ||
                bar_->speed()->speedText().endsWith(QStringLiteral("ops/s")));
    }

    void tooManyBlocksAreNotCutShort() {
        QSpinBox* blocks = bar_->shape()->blocks();
        const std::uint32_t before = workbench_->geometry().blocks.value;
        blocks->setFocus();
        blocks->selectAll();
        QTest::keyClicks(blocks, QStringLiteral("70000"));
        QCOMPARE(blocks->text(), QStringLiteral("70000"));
        QVERIFY(isMarkedWrong(*blocks));
        QCOMPARE(blocks->toolTip(), QStringLiteral("1 to %L1 blocks").arg(65535));
        QTest::keyClick(blocks, Qt::Key_Return);
        QCOMPARE(workbench_->geometry().blocks.value, before);
        QTest::keyClicks(blocks, QStringLiteral("64"));
        QVERIFY(!isMarkedWrong(*blocks));
        QTest::keyClick(blocks, Qt::Key_Return);
        QTRY_COMPARE(workbench_->geometry().blocks.value, 64U);
    }

    void fieldsShapeTheHeap() {
        QSpinBox* blocks = bar_->shape()->blocks();
        blocks->setFocus();
        blocks->selectAll();
        QTest::keyClicks(blocks, QStringLiteral("48"));
        QTest::keyClick(blocks, Qt::Key_Return);
        QTRY_COMPARE(workbench_->geometry().blocks.value, 48U);
        QSpinBox* size = bar_->shape()->blockSize();
        QCOMPARE(size->value(), 4);
        size->setFocus();
        QTest::keyClick(size, Qt::Key_Up);
        QTRY_COMPARE(workbench_->geometry().block_size, 8U);
        QTest::keyClick(size, Qt::Key_Up);
        QTRY_COMPARE(workbench_->geometry().block_size, 16U);
        QTest::keyClick(size, Qt::Key_Down);
        QTRY_COMPARE(workbench_->geometry().block_size, 8U);
    }

    void blockSizesArePowersOfTwo() {
        PowerOfTwoSpinBox box;
        box.setValue(1 << 27);
        box.stepBy(1);
        QCOMPARE(box.value(), 1 << 28);
        QCOMPARE(box.text(), QStringLiteral("256 Mi"));
        box.stepBy(1);
        QCOMPARE(box.value(), 1 << 28);
        box.setValue(4);
        box.stepBy(-1);
        QCOMPARE(box.value(), 4);
        box.show();
        box.selectAll();
        QTest::keyClicks(&box, QStringLiteral("100"));
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.value(), 64);
        box.selectAll();
        QTest::keyClicks(&box, QStringLiteral("64ki"));
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.value(), 1 << 16);
    }

    void policyIsSet() {
        QComboBox* policy = bar_->placement()->policy();
        policy->setFocus();
        QTest::keyClick(policy, Qt::Key_Down);
        QTRY_COMPARE(workbench_->policy(), Policy::next_fit);
    }

    void wrongAddressesAreMarkedAndNotTaken() {
        QLineEdit* base = bar_->placement()->baseAddress();
        const std::uint64_t before = workbench_->geometry().base_address;
        base->setFocus();
        base->selectAll();
        QTest::keyClicks(base, QStringLiteral("0x1001")); // no multiple of 4
        QVERIFY(isMarkedWrong(*base));
        QVERIFY(!base->toolTip().isEmpty());
        QTest::keyClick(base, Qt::Key_Return);
        QCOMPARE(workbench_->geometry().base_address, before);
        base->selectAll();
        QTest::keyClicks(base, QStringLiteral("cheese"));
        QVERIFY(isMarkedWrong(*base));
        base->selectAll();
        QTest::keyClicks(base, QStringLiteral("2000"));
        QVERIFY(!isMarkedWrong(*base));
        QTest::keyClick(base, Qt::Key_Return);
        QTRY_COMPARE(workbench_->geometry().base_address, std::uint64_t{0x2000});
        QTRY_COMPARE(base->text(), QStringLiteral("0x2000"));
    }

    void nothingIsClipped_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("narrow");
        QTest::newRow("1280") << 1280 << true;
        QTest::newRow("1361") << 1361 << true;
        QTest::newRow("1362") << 1362 << false;
        QTest::newRow("1920") << 1920 << false;
    }

    void nothingIsClipped() {
        QFETCH(int, width);
        QFETCH(bool, narrow);
        if (Fonts::ofDesktop().scale != 1.0) {
            QSKIP("The widths are those of 13 px text");
        }
        window_->resize(width, 300);
        QTRY_COMPARE(bar_->width(), width);
        QCOMPARE(bar_->isNarrow(), narrow);
        QTRY_COMPARE(bar_->heapButton()->isVisible(), narrow);
        QTRY_COMPARE(bar_->placement()->isVisible(), !narrow);
        const auto* last = narrow ? static_cast<QWidget*>(bar_->heapButton()) : bar_->placement();
        QTRY_VERIFY(last->mapTo(bar_, QPoint(last->width(), 0)).x() <= width);
        for (const QToolButton* button : bar_->findChildren<QToolButton*>()) {
            QVERIFY2(button->objectName() != QStringLiteral("qt_toolbar_ext_button") || !button->isVisible(),
                     "some of the toolbar has no room");
        }
    }

    void everythingHasAName() {
        for (const QToolButton* button : bar_->findChildren<QToolButton*>()) {
            if (button->isVisible()) {
                QVERIFY(!button->toolTip().isEmpty());
                QVERIFY(!button->accessibleName().isEmpty() || !button->text().isEmpty());
            }
        }
    }

    void modesAreChosen() {
        ModeBar modes;
        QSignalSpy changed(&modes, &ModeBar::modeChanged);
        modes.addMode(QStringLiteral("learn"), themedIcon(QStringLiteral("learn")), QStringLiteral("Learn"));
        modes.addMode(QStringLiteral("other"), themedIcon(QStringLiteral("home")), QStringLiteral("Other"));
        modes.show();
        QVERIFY(QTest::qWaitForWindowExposed(&modes));
        QCOMPARE(modes.mode(), QStringLiteral("learn"));
        QTest::mouseClick(modes.button(QStringLiteral("other")), Qt::LeftButton);
        QCOMPARE(modes.mode(), QStringLiteral("other"));
        QTest::keyClick(modes.button(QStringLiteral("other")), Qt::Key_Up);
        QCOMPARE(modes.mode(), QStringLiteral("learn"));
        QCOMPARE(changed.last().first().toString(), QStringLiteral("learn"));
        modes.setMode(QStringLiteral("nonsense"));
        QCOMPARE(modes.mode(), QStringLiteral("learn"));
        const QImage image = modes.button(QStringLiteral("learn"))->grab().toImage();
        QCOMPARE(image.pixelColor(1, 30), Palette::light().accent);
        QCOMPARE(image.pixelColor(10, 5), Palette::light().accentTint);
    }

    void docksHaveOurTitle() {
        auto* panel = new Panel(QStringLiteral("free-list"), QStringLiteral("Free list"));
        PanelDock dock(panel, window_.get());
        window_->addDockWidget(Qt::RightDockWidgetArea, &dock);
        auto* title = qobject_cast<DockTitle*>(dock.titleBarWidget());
        QVERIFY(title != nullptr);
        QTRY_COMPARE(title->height(), 28);
        panel->setCaption(QStringLiteral("20 blocks in 4 chunks"));
        QVERIFY(std::ranges::any_of(title->findChildren<QLabel*>(), [](const QLabel* label) {
            return label->isVisible() && label->text() == QStringLiteral("20 blocks in 4 chunks");
        }));
        QTest::mouseClick(title->floatButton(), Qt::LeftButton);
        QVERIFY(dock.isFloating());
        QVERIFY(title->floatButton()->accessibleName().contains(QStringLiteral("back")));
        QTest::mouseClick(title->floatButton(), Qt::LeftButton);
        QVERIFY(!dock.isFloating());
        QTest::mouseClick(title->closeButton(), Qt::LeftButton);
        QVERIFY(!dock.isVisible());
        QVERIFY(!dock.toggleViewAction()->isChecked());
        dock.toggleViewAction()->trigger();
        QVERIFY(dock.isVisible());
    }

    void timelineStandsInItsDock() {
        auto* panel = new TimelinePanel(*workbench_);
        PanelDock dock(panel, window_.get());
        window_->addDockWidget(Qt::BottomDockWidgetArea, &dock);
        QCOMPARE(panel->id(), QStringLiteral("timeline"));
        QTRY_VERIFY(panel->titleExtra()->isVisible());
        QVERIFY(dock.titleBarWidget()->isAncestorOf(panel->titleExtra()));
    }

private:
    void click(QAction* action) { QTest::mouseClick(bar_->widgetForAction(action), Qt::LeftButton); }
    [[nodiscard]] Position after(std::uint32_t n) const {
        return workbench_->timeline().normalised(Position::after(OperationIndex{n}));
    }

    std::unique_ptr<Workbench> workbench_;
    std::unique_ptr<QMainWindow> window_;
    TransportBar* bar_ = nullptr;
};

QTEST_MAIN(TransportBarTest)
#include "transport_bar_test.moc"
