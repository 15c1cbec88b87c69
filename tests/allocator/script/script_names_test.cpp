// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Its name is the first variable it is assigned to (global, local, t[3]), or the second argument of malloc, or #n."
#include "tests/allocator/script/running.h"

#include <QTest>

using namespace firstfit;
using namespace firstfit::test;

class ScriptNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_first_variable_names_it_data();
    void the_first_variable_names_it();
    void the_script_sees_the_name_too();
    void a_hundred_thousand_elements();
    void long_and_strange_names_are_made_presentable();
};

void ScriptNamesTest::the_first_variable_names_it_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* what, const char* source, const char* expected) {
        QTest::newRow(what) << QByteArray(source) << QString::fromLatin1(expected);
    };
    row("global", "a = malloc(4)", "a");
    row("global again", "a = malloc(4) b = a a = malloc(4)", "a a");
    row("local", "local b = malloc(4)", "b");
    row("local declared before", "local b local c b = malloc(4) c = b", "b");
    row("two at once", "local a, b = malloc(4), malloc(4) c, d = malloc(4), malloc(4)", "a b c d");
    row("element of a global table", "t = {} t[3] = malloc(4)", "t[3]");
    row("element of a local table", "local t = {} t[3] = malloc(4)", "t[3]");
    row("elements in a loop", "t = {} for i = 2, 4 do t[i * 10] = malloc(4) end", "t[20] t[30] t[40]");
    row("appended", "t = {} for i = 1, 3 do t[#t + 1] = malloc(4) end", "t[1] t[2] t[3]");
    row("inserted", "t = {} table.insert(t, malloc(4)) table.insert(t, malloc(4))", "t[1] t[2]");
    row("field", "t = {} t.first = malloc(4) t['a b'] = malloc(4)", "t.first t[\"a b\"]");
    row("field of a variable", "local k = 'key' t = {} t[k] = malloc(4)", "t.key");
    row("local constructor", "local t = {malloc(4), malloc(4), x = malloc(4)}", "t[1] t[2] t.x");
    row("global constructor", "t = {malloc(4), a = malloc(4), {malloc(4)}}", "t[1] t.a t[2][1]");
    row("element of an element", "o = {items = {}} o.items[1] = malloc(4) local x = 1", "o.items[1]");
    row("upvalue", "local up local function f() up = malloc(4) end f()", "up");
    row("element of an upvalue", "local t = {} local function f() t[7] = malloc(4) end f()", "t[7]");
    row("from a function", "function new(n) return malloc(n) end a = new(4) local b = new(4)", "a b");
    row("from a coroutine", "c = coroutine.wrap(function() coroutine.yield(malloc(4)) end) local x = c()", "x");
    row("into a coroutine", "c = coroutine.wrap(function() local y = malloc(4) end) c()", "y");
    row("a parameter is not assigned to", "t = {} local function keep(p) t.kept = p end keep(malloc(4))", "t.kept");
    row("but better than nothing", "local function use(p) return p.index end use(malloc(4))", "p");
    row("through _G", "_G.a = malloc(4) _G['b'] = malloc(4) rawset(_G, 'z', 1)", "a b");
    row("through _ENV", "local _ENV = {malloc = malloc} a = malloc(4)", "a");
    row("second argument", "a = malloc(4, 'one') b = aligned_alloc(4, 4, 'two') c = calloc(1, 1, 'three')",
        "one two three");
    row("option of blocks", "a = blocks(1, {name = 'four'}) b = blocks(1)", "four b");
    row("none", "malloc(4) free(malloc(4)) c = malloc(4)", "#1 #2 c");
    row("failed, global", "n = malloc(400)", "n");
    row("failed, local", "local n = malloc(400)\nlocal m <const> = malloc(400)", "n m");
    row("failed, element", "t = {}\nfor i = 5, 6 do t[i] = malloc(400) end\nt.x = blocks(400)\nt[9] = malloc(999)",
        "t[5] t[6] t.x t[9]");
    row("failed, no assignment", "print(malloc(400))", "#1");
    row("realloc keeps it", "a = malloc(4) b = realloc(a, 8) b = realloc(nil, 4)", "a b");
    row("realloc before any name", "a = realloc(malloc(4), 8)", "a");
    row("inside predict", "predict(function() d = malloc(4) end)", "d");
    row("long after",
        "local f = function() local t = {} for i = 1, 99 do t[i] = i end return t[9] end\n"
        "local g = function(...) f() return ... end x = g(malloc(4))",
        "x");
}

void ScriptNamesTest::the_first_variable_names_it() {
    QFETCH(const QByteArray, source);
    QFETCH(const QString, expected);
    const Trace trace = run(source.toStdString());
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(names(trace), expected);
}

void ScriptNamesTest::the_script_sees_the_name_too() {
    const Trace trace = run("a = malloc(4) note(a.name) t = {} t[3] = malloc(4) note(t[3].name)\n"
                            "note(malloc(4).name) note(malloc(4, 'zed').name)");
    QCOMPARE(notes(trace), QStringLiteral("a\nt[3]\n#3\nzed"));
}

void ScriptNamesTest::a_hundred_thousand_elements() {
    const Trace trace = run(R"(heap{blocks = 65535, block_size = 4}
t = {}
for i = 1, 50000 do t[i] = malloc(8) end
for i = 1, 32767 do free(t[i]) end
for i = 1, 50000 do t[i] = malloc(8) end)");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(trace.names.size(), std::size_t{100000});
    // 32,767 pairs of blocks fit; the others answer nil, which the line names.
    for (const std::uint32_t id : {0U, 31U, 32766U, 32767U, 49999U, 50000U, 99999U}) {
        QCOMPARE(text(trace.names[id]), QStringLiteral("t[%1]").arg(id % 50000 + 1));
    }
}

void ScriptNamesTest::long_and_strange_names_are_made_presentable() {
    const Trace trace = run(R"(a = malloc(1, "two\nlines\0\xff") b = malloc(1, ("x"):rep(1000)) note(#b.name))");
    QCOMPARE(text(trace.names[0]), QString::fromUtf8("two lines \xEF\xBF\xBD"));
    QCOMPARE(trace.names[1].size(), std::size_t{64});
    QVERIFY(text(trace.names[1]).endsWith(QChar(0x2026)));
    QCOMPARE(notes(trace), QStringLiteral("64"));
}

QTEST_APPLESS_MAIN(ScriptNamesTest)
#include "script_names_test.moc"
