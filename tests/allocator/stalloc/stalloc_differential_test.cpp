// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A million random byte- and block-level operations against the bitmap model; STALLOC_OPERATIONS says how many, and is
// 10,000,000 in the nightly preset.
#include "allocator/stalloc/sync.h"
#include "tests/allocator/stalloc/duel.h"

#include <QtTest>

#include <random>

using firstfit::test::Duel;
using stalloc::CheckedStalloc;
using stalloc::Stalloc;
using stalloc::SyncStalloc;

namespace {

class Random {
public:
    explicit Random(std::uint32_t seed) : numbers_(seed) {}
    std::uint32_t operator()(std::uint32_t below) { return static_cast<std::uint32_t>(numbers_() % below); }

private:
    std::mt19937 numbers_;
};

/// Of all operations so many hundredths, with four seeds; everything is compared every `every` operations.
template <class Heap>
void duel(int hundredths, int every) {
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("STALLOC_OPERATIONS", &given);
    const int all = given ? asked : 1'000'000;
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        Random random(seed);
        Duel<Heap, Random> duel(random);
        const int operations = all / 400 * hundredths;
        for (int i = 0; i < operations; ++i) {
            const bool good = duel.step() && (i % every != 0 || duel.same());
            QVERIFY2(good,
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromStdString(duel.what()))));
        }
        QVERIFY(duel.same());
    }
}

} // namespace

class StallocDifferentialTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void blocks_1x4() { duel<Stalloc<1, 4>>(4, 1); }
    void blocks_2x8() { duel<Stalloc<2, 8>>(4, 1); }
    void blocks_8x4() { duel<Stalloc<8, 4>>(16, 3); }
    void blocks_8x1024() { duel<Stalloc<8, 1024>>(6, 10); }
    void blocks_63x16() { duel<Stalloc<63, 16>>(30, 10); }
    void blocks_200x4() { duel<Stalloc<200, 4>>(20, 20); }
    void blocks_5000x8() { duel<Stalloc<5000, 8>>(4, 500); }
    void blocks_65535x16() { duel<Stalloc<65535, 16>>(1, 1000); }
    void checked_63x16() { duel<CheckedStalloc<63, 16>>(7, 10); }
    void shared_63x16() { duel<SyncStalloc<63, 16>>(8, 10); }
};

QTEST_APPLESS_MAIN(StallocDifferentialTest)
#include "stalloc_differential_test.moc"
