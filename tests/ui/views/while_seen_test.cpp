// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Views work only for who is looking.
#include "ui/views/while_seen.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QStackedWidget>
#include <QTest>

namespace firstfit {

namespace {

/// A widget that counts how often it was brought up to date.
struct Counting : QWidget {
    int count = 0;
    WhileSeen* seen = new WhileSeen(*this, [this] { ++count; });
};

/// Two docks, one behind the other's tab.
struct Tabs {
    QMainWindow window;
    Counting* front = new Counting;
    Counting* behind = new Counting;
    QDockWidget* frontDock = add(front);
    QDockWidget* behindDock = add(behind);

    Tabs() {
        window.setCentralWidget(new QWidget);
        window.tabifyDockWidget(frontDock, behindDock);
        window.resize(600, 400);
        window.show();
        frontDock->raise();
        QCoreApplication::processEvents();
    }
    QDockWidget* add(Counting* widget) {
        auto* dock = new QDockWidget;
        dock->setWidget(widget);
        window.addDockWidget(Qt::LeftDockWidgetArea, dock);
        return dock;
    }
};

} // namespace

class WhileSeenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void worksAtOnceInAWindowThatIsNotShown() {
        Counting widget;
        widget.seen->update();
        QCOMPARE(widget.count, 1);
    }

    void catchesUpOnceWhenItsPageIsShown() {
        QStackedWidget pages;
        auto* shown = new Counting;
        auto* hidden = new Counting;
        pages.addWidget(shown);
        pages.addWidget(hidden);
        pages.show();
        for (int i = 0; i < 3; ++i) {
            shown->seen->update();
            hidden->seen->update();
        }
        QCOMPARE(shown->count, 3);
        QCOMPARE(hidden->count, 0);
        pages.setCurrentWidget(hidden);
        QCOMPARE(hidden->count, 1);
        shown->seen->update();
        QCOMPARE(shown->count, 3);
        pages.setCurrentWidget(shown);
        pages.setCurrentWidget(hidden); // nothing has changed for it
        QCOMPARE(shown->count, 4);
        QCOMPARE(hidden->count, 1);
    }

    void doesNothingBehindAnotherTab() {
        Tabs tabs;
        const int before = tabs.behind->count;
        const int beforeInFront = tabs.front->count;
        tabs.front->seen->update();
        tabs.behind->seen->update();
        QCOMPARE(tabs.front->count, beforeInFront + 1);
        QCOMPARE(tabs.behind->count, before);
        tabs.behindDock->raise();
        QTRY_COMPARE(tabs.behind->count, before + 1);
        tabs.behind->seen->update();
        QCOMPARE(tabs.behind->count, before + 2);
        tabs.front->seen->update();
        QCOMPARE(tabs.front->count, beforeInFront + 1);
    }

    void catchesUpWhenItsDockIsOpenedAgain() {
        Tabs tabs;
        tabs.frontDock->close();
        const int before = tabs.front->count;
        tabs.front->seen->update();
        QCOMPARE(tabs.front->count, before);
        tabs.frontDock->show();
        tabs.frontDock->raise();
        QTRY_COMPARE(tabs.front->count, before + 1);
    }

    void worksInADockThatFloats() {
        Tabs tabs;
        tabs.behindDock->setFloating(true);
        tabs.behindDock->move(-2000, -2000); // as on a screen to the left
        QCoreApplication::processEvents();
        const int before = tabs.behind->count;
        tabs.behind->seen->update();
        QCOMPARE(tabs.behind->count, before + 1);
    }
};

} // namespace firstfit

QTEST_MAIN(firstfit::WhileSeenTest)
#include "while_seen_test.moc"
