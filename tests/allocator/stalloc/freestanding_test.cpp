// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/allocator/stalloc/freestanding.h"

#include <QtTest>

class FreestandingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void works_without_any_library() { QCOMPARE(use_stalloc_without_a_library(), 0); }
};

QTEST_APPLESS_MAIN(FreestandingTest)
#include "freestanding_test.moc"
