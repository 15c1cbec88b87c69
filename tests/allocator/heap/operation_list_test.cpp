// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list of operations that copies share until one of them is changed.
#include "allocator/heap/operation_list.h"

#include <QTest>

#include <algorithm>
#include <stdexcept>
#include <thread>

using namespace firstfit;

namespace {

Operation sized(std::uint64_t size) {
    Operation operation;
    operation.size = size;
    return operation;
}

std::vector<std::uint64_t> sizes(const OperationList& list) {
    std::vector<std::uint64_t> all;
    for (const Operation& operation : list) {
        all.push_back(operation.size);
    }
    return all;
}

using Sizes = std::vector<std::uint64_t>;

} // namespace

class OperationListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void an_empty_list();
    void copies_share_until_one_changes_data();
    void copies_share_until_one_changes();
    void a_list_that_nobody_shares_changes_in_place();
    void its_own_elements_can_be_added();
    void long_lists_do_not_double();
    void moved_from_lists_can_be_used();
    void copies_live_in_different_threads();
};

void OperationListTest::an_empty_list() {
    OperationList list;
    QVERIFY(list.empty() && list.begin() == list.end());
    QVERIFY(list == OperationList{});
    QVERIFY_EXCEPTION_THROWN((void)list.at(0), std::out_of_range);
    list.clear();
    list.shrink_to_fit();
    list.resize(0);
    list.push_back(sized(7));
    QCOMPARE(sizes(list), Sizes{7});
    QVERIFY(!(list == OperationList{}));
}

void OperationListTest::copies_share_until_one_changes_data() {
    QTest::addColumn<int>("change");
    QTest::addColumn<bool>("stays_shared");
    QTest::newRow("push_back") << 0 << false;
    QTest::newRow("resize to less") << 1 << false;
    QTest::newRow("resize to more") << 2 << false;
    QTest::newRow("resize to the same") << 3 << true;
    QTest::newRow("edit") << 4 << false;
    QTest::newRow("reserve") << 5 << false;
    QTest::newRow("clear") << 6 << false;
    QTest::newRow("shrink_to_fit") << 7 << true;
}

void OperationListTest::copies_share_until_one_changes() {
    QFETCH(int, change);
    QFETCH(bool, stays_shared);
    const OperationList original{sized(1), sized(2), sized(3)};
    OperationList copy = original;
    QVERIFY(copy.shares_with(original) && copy == original);
    Sizes expected{1, 2, 3};
    switch (change) {
    case 0:
        copy.push_back(sized(4));
        expected = {1, 2, 3, 4};
        break;
    case 1:
        copy.resize(2);
        expected = {1, 2};
        break;
    case 2:
        copy.resize(5);
        expected = {1, 2, 3, 0, 0};
        break;
    case 3:
        copy.resize(3);
        break;
    case 4:
        copy.edit()[1] = sized(9);
        expected = {1, 9, 3};
        break;
    case 5:
        copy.reserve(100);
        QVERIFY(copy.capacity() >= 100);
        break;
    case 6:
        copy.clear();
        expected = {};
        break;
    default:
        copy.shrink_to_fit();
    }
    QCOMPARE(copy.shares_with(original), stays_shared);
    QCOMPARE(sizes(copy), expected);
    QCOMPARE(sizes(original), (Sizes{1, 2, 3}));
}

void OperationListTest::a_list_that_nobody_shares_changes_in_place() {
    OperationList list{sized(1), sized(2)};
    list.reserve(10);
    const Operation* where = list.data();
    list.push_back(sized(3));
    list.edit()[0] = sized(5);
    list.resize(2);
    QVERIFY(list.data() == where);
    QCOMPARE(sizes(list), (Sizes{5, 2}));
    { const OperationList guest = list; }
    list.push_back(sized(6));
    QVERIFY(list.data() == where);
}

void OperationListTest::its_own_elements_can_be_added() {
    OperationList list{sized(1)};
    for (int i = 0; i < 200; ++i) {
        list.push_back(list.front());
    }
    const OperationList guest = list;
    list.push_back(list.back());
    QCOMPARE(sizes(list), Sizes(202, 1));
}

void OperationListTest::long_lists_do_not_double() {
    OperationList list(std::vector<Operation>(200'000));
    const OperationList guest = list;
    list.push_back(sized(1));
    QVERIFY(list.capacity() <= 230'000);
    while (list.size() < 226'000) {
        list.push_back(sized(1));
    }
    QVERIFY(list.capacity() <= 260'000);
}

void OperationListTest::moved_from_lists_can_be_used() {
    OperationList list{sized(1)};
    OperationList other = std::move(list);
    list = OperationList{sized(2)}; // NOLINT(bugprone-use-after-move)
    QCOMPARE(sizes(other), Sizes{1});
    QCOMPARE(sizes(list), Sizes{2});
    const OperationList& self = other;
    other = self;
    QCOMPARE(sizes(other), Sizes{1});
}

void OperationListTest::copies_live_in_different_threads() {
    OperationList list(std::vector<Operation>(1'000, sized(1)));
    std::vector<std::thread> threads;
    std::vector<std::size_t> counted(4);
    for (std::size_t t = 0; t < counted.size(); ++t) {
        threads.emplace_back([copy = list, t, &counted]() mutable {
            for (int i = 0; i < 200; ++i) {
                OperationList own = copy;
                own.push_back(sized(t));
                counted[t] += static_cast<std::size_t>(std::count(own.begin(), own.end(), sized(1)));
                copy = OperationList(copy);
            }
        });
    }
    for (int i = 0; i < 500; ++i) {
        list.edit()[static_cast<std::size_t>(i)] = sized(2);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (std::size_t t = 0; t < counted.size(); ++t) {
        QCOMPARE(counted[t], std::size_t{200} * (t == 1 ? 1'001 : 1'000));
    }
    QCOMPARE(std::count(list.begin(), list.end(), sized(2)), 500);
}

QTEST_APPLESS_MAIN(OperationListTest)
#include "operation_list_test.moc"
