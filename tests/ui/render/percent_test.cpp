// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/percent.h"

#include <QLocale>
#include <QTest>

using firstfit::percentText;

class PercentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neverRoundsToAllOrNothing_data() {
        QTest::addColumn<double>("share");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << 0.0 << QStringLiteral("0 %");
        QTest::newRow("hardly anything") << 0.0000153 << QStringLiteral("0.1 %");
        QTest::newRow("under one") << 0.004 << QStringLiteral("0.4 %");
        QTest::newRow("half") << 0.5454 << QStringLiteral("55 %");
        QTest::newRow("nearly all") << 0.9951 << QStringLiteral("99.5 %");
        QTest::newRow("all but a block") << 0.99997 << QStringLiteral("99.9 %");
        QTest::newRow("all") << 1.0 << QStringLiteral("100 %");
    }

    void neverRoundsToAllOrNothing() {
        QLocale::setDefault(QLocale::c());
        QFETCH(double, share);
        QTEST(percentText(share), "text");
    }
};

QTEST_APPLESS_MAIN(PercentTest)
#include "percent_test.moc"
