// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Title and goal of a lesson, the words of diagnostics, and the protocol between the two processes.
#include "allocator/heap/figures.h"
#include "allocator/script/trace_builder.h"
#include "allocator/script/wording.h"
#include "tests/allocator/script/running.h"

#include <QTest>

using namespace firstfit;
using namespace firstfit::test;

class ScriptHeadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void title_and_goal_data();
    void title_and_goal();
    void a_run_brings_them_along();
    void numbers_and_times_in_words();
    void texts_are_made_presentable_data();
    void texts_are_made_presentable();
    void requests_and_operations_survive_the_wire();
    void records_may_come_in_pieces();
    void a_writer_never_writes_past_its_end();
};

void ScriptHeadTest::title_and_goal_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("goal");
    const auto row = [](const char* what, const char* source, const char* title, const char* goal) {
        QTest::newRow(what) << QByteArray(source) << QString::fromUtf8(title) << QString::fromUtf8(goal);
    };
    row("both", "-- title: First fit\n-- goal: See it.\nheap{}", "First fit", "See it.");
    row("other order", "-- goal: See it.\n-- title: First fit", "First fit", "See it.");
    row("behind a licence",
        "-- SPDX-License-"
        "Identifier: X\n\n-- title: A\n-- goal: B\n",
        "A", "B");
    row("behind the shell and a byte order mark", "\xEF\xBB\xBF#!/usr/bin/firstfit\n--title:A\r\n-- goal :B\r\n", "A",
        "B");
    row("over several lines", "-- goal: See how\n--   malloc: finds\n--\ta place\n-- title: A\n", "A",
        "See how malloc: finds a place");
    row("the indented line belongs to the line above", "-- title: A\n-- and\n--   nothing else\n", "A", "");
    row("only the head counts", "x = 1\n-- title: late", "", "");
    row("a block comment ends the head", "--[[\n-- title: A\n]]", "", "");
    row("colons in it", "-- title: a: b", "a: b", "");
    row("the first counts", "-- title: A\n-- title: B", "A", "");
    row("no key", "-- titles: A\n-- my goal: B", "", "");
    row("nothing", "", "", "");
    row("empty", "-- title:\n-- goal:", "", "");
    row("not UTF-8", "-- title: A\xff", "A\xEF\xBF\xBD", "");
}

void ScriptHeadTest::title_and_goal() {
    QFETCH(const QByteArray, source);
    const ScriptHead head = read_script_head(source.toStdString());
    QTEST(text(head.title), "title");
    QTEST(text(head.goal), "goal");
}

void ScriptHeadTest::a_run_brings_them_along() {
    const Trace trace = run("-- title: A\n-- goal: B\na = = 1");
    QCOMPARE(text(trace.title), QStringLiteral("A"));
    QCOMPARE(text(trace.goal), QStringLiteral("B"));
}

void ScriptHeadTest::numbers_and_times_in_words() {
    QCOMPARE(text(figures(0)), QStringLiteral("0"));
    QCOMPARE(text(figures(999)), QStringLiteral("999"));
    QCOMPARE(text(figures(1000)), QStringLiteral("1,000"));
    QCOMPARE(text(figures(1234567)), QStringLiteral("1,234,567"));
    QCOMPARE(text(spoken(std::chrono::milliseconds(10000))), QStringLiteral("10 seconds"));
    QCOMPARE(text(spoken(std::chrono::milliseconds(1000))), QStringLiteral("1 second"));
    QCOMPARE(text(spoken(std::chrono::milliseconds(1500))), QStringLiteral("1.5 seconds"));
    QCOMPARE(text(spoken(std::chrono::milliseconds(250))), QStringLiteral("250 ms"));
    QCOMPARE(text(spoken_bytes(std::uint64_t{256} << 20)), QStringLiteral("256 MiB"));
    QCOMPARE(text(spoken_bytes(1)), QStringLiteral("1 byte"));
}

void ScriptHeadTest::texts_are_made_presentable_data() {
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<int>("most");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* what, const QByteArray& given, int most, const QByteArray& expected) {
        QTest::newRow(what) << given << most << expected;
    };
    const QByteArray bad = "\xEF\xBF\xBD";
    row("plain", "abc", 10, "abc");
    row("exact", "abcde", 5, "abcde");
    row("cut", "abcdef", 5, "ab\xE2\x80\xA6");
    row("cut between characters", "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4", 7, "\xC3\xA4\xC3\xA4\xE2\x80\xA6");
    row("control", QByteArray("a\0b\tc\x7f", 6), 10, "a b c ");
    row("lone byte", "a\xFF", 10, "a" + bad);
    row("overlong", "\xC0\xAF", 10, bad + bad);
    row("surrogate", "\xED\xA0\x80", 10, bad + bad + bad);
    row("beyond Unicode", "\xF4\x90\x80\x80", 20, bad + bad + bad + bad);
    row("broken off", "\xE2\x82", 10, bad + bad);
    row("four bytes", "\xF0\x9F\x8C\xB1", 10, "\xF0\x9F\x8C\xB1");
    row("direction turned",
        "a\xE2\x80\xAE"
        "b\xE2\x81\xA6"
        "c\xE2\x80\x8F",
        20, "a" + bad + "b" + bad + "c" + bad);
    row("a late control", "a\xC2\x85", 10, "a" + bad);
    row("no-break space and dash", "\xC2\xA0\xE2\x80\x93", 10, "\xC2\xA0\xE2\x80\x93");
    row("no room", "abc", 0, "");
}

void ScriptHeadTest::texts_are_made_presentable() {
    QFETCH(const QByteArray, given);
    QFETCH(const int, most);
    QFETCH(const QByteArray, expected);
    const std::string shown = presentable(given.toStdString(), static_cast<std::size_t>(most), false);
    QCOMPARE(QByteArray::fromStdString(shown), expected);
    QCOMPARE(text(presentable("a\nb", 9, true)), QStringLiteral("a\nb"));
    QCOMPARE(text(presentable("a\nb", 9, false)), QStringLiteral("a b"));
}

void ScriptHeadTest::requests_and_operations_survive_the_wire() {
    ScriptOptions options;
    options.limits = {7, 8, std::chrono::milliseconds(9)};
    options.blocks = BlockCount{0}; // even a wrong one arrives
    options.base_address = UINT64_MAX;
    options.policy = Policy::worst_fit;
    const std::string request = wire::request_of(options) + "the source";
    std::string_view bytes = request;
    ScriptOptions read;
    QVERIFY(wire::read_request(bytes, read));
    QCOMPARE(text(bytes), QStringLiteral("the source"));
    QCOMPARE(read.limits.operations, 7U);
    QCOMPARE(read.limits.memory_bytes, std::uint64_t{8});
    QCOMPARE(read.limits.run_time, std::chrono::milliseconds(9));
    QVERIFY(read.blocks == options.blocks && !read.block_size && read.base_address == options.base_address);
    QVERIFY(read.policy == Policy::worst_fit);
    std::string_view nonsense = "nonsense";
    QVERIFY(!wire::read_request(nonsense, read));

    const Operation operation{.size = UINT64_MAX,
                              .allocation = AllocationId{3},
                              .alignment = 16,
                              .line = 9,
                              .kind = OperationKind::grow_up_to,
                              .unit = SizeUnit::blocks,
                              .to_be_predicted = true,
                              .reserved = 0};
    std::array<char, 64> room{};
    wire::Writer writer(room.data(), room.size());
    wire::write_operation(writer, operation);
    wire::Reader reader(std::string_view(room.data(), writer.size()));
    Operation back;
    QVERIFY(wire::read_operation(reader, back));
    QVERIFY(back == operation);
}

void ScriptHeadTest::records_may_come_in_pieces() {
    std::array<char, 64> room{};
    wire::Writer writer(room.data(), room.size());
    writer.u8(static_cast<std::uint8_t>(wire::Record::hello));
    writer.u32(4);
    writer.u32(wire::protocol);
    writer.u8(static_cast<std::uint8_t>(wire::Record::end));
    writer.u32(0);
    TraceBuilder builder({});
    std::string bytes;
    for (std::size_t i = 0; i < writer.size(); ++i) {
        bytes += room[i];
        const auto expected = i + 1 == writer.size() ? TraceBuilder::State::ended : TraceBuilder::State::going;
        QVERIFY(builder.take(bytes) == expected);
    }
    QVERIFY(bytes.empty());
}

void ScriptHeadTest::a_writer_never_writes_past_its_end() {
    std::array<char, 8> room{};
    wire::Writer writer(room.data(), 7);
    writer.u32(1);
    QVERIFY(!writer.full());
    writer.u32(1);
    QVERIFY(writer.full());
    writer.text("abc", 3);
    QCOMPARE(writer.size(), std::size_t{4});
    QCOMPARE(room[7], char{0});
}

QTEST_APPLESS_MAIN(ScriptHeadTest)
#include "script_head_test.moc"
