// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scripts that try to break out: of time, of memory, of the count of operations, of the sandbox.
#include "tests/allocator/script/running.h"

#include <QTest>

using namespace firstfit;
using namespace firstfit::test;

class ScriptSandboxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endless_scripts_end_data();
    void endless_scripts_end();
    void greedy_scripts_end_data();
    void greedy_scripts_end();
    void busy_scripts_end();
    void the_limits_are_adjustable();
    void deep_recursion_is_an_error_data();
    void deep_recursion_is_an_error();
    void what_is_not_there_data();
    void what_is_not_there();
    void byte_code_is_refused();
    void finalisers_are_refused();
    void allocations_are_protected();
    void the_report_cannot_be_forged();
    void floods_end_data();
    void floods_end();
    void ten_million_operations();
};

void ScriptSandboxTest::endless_scripts_end_data() {
    QTest::addColumn<QByteArray>("source"); // hangs on line 2, after an operation
    const auto row = [](const char* what, const char* source) { QTest::newRow(what) << QByteArray(source); };
    row("loop", "\nwhile true do end");
    row("goto", "\n::again:: goto again");
    row("for", "\nfor i = 1, math.huge do end");
    row("tail calls", "local function f()\nreturn f() end\nf()");
    row("inside pcall", "\nwhile true do pcall(function() while true do end end) end");
    row("pcall of pcall", "\nlocal function f() while true do pcall(f) end end f()");
    row("xpcall", "\nwhile true do xpcall(error, function() while true do end end) end");
    row("inside a coroutine", "\ncoroutine.wrap(function() while true do end end)()");
    row("inside a coroutine resumed elsewhere", "c = coroutine.wrap(function()\nwhile true do end end)\nc()");
    row("pattern inside a coroutine resumed elsewhere",
        "c = coroutine.wrap(function()\nstring.find(('a'):rep(40), ('.-'):rep(40) .. 'b') end)\nc()");
    row("inside pcall inside coroutines", "\ncoroutine.wrap(function() coroutine.wrap(function() while true do "
                                          "pcall(function() while true do end end) end "
                                          "end)() end)()");
    row("new coroutines for ever", "\nwhile true do coroutine.wrap(function() end)() end");
    row("yields for ever",
        "\nlocal c = coroutine.wrap(function() while true do coroutine.yield() end end) while true do c() end");
    row("closing a coroutine",
        "local c = coroutine.create(function() local x <close> = setmetatable({}, {__close = function()\n"
        "while true do end end}) coroutine.yield() end) coroutine.resume(c) coroutine.close(c)");
    row("pattern", "\nstring.find(('a'):rep(40), ('.-'):rep(40) .. 'b')");
    row("pattern inside pcall", "\nwhile true do pcall(string.find, ('a'):rep(40), ('.-'):rep(40) .. 'b') end");
    row("pattern inside a coroutine",
        "\ncoroutine.wrap(function() string.find(('a'):rep(40), ('.-'):rep(40) .. 'b') end)()");
    row("gsub", "\nstring.gsub(('a'):rep(40), ('.-'):rep(40) .. 'b', '')");
    row("move", "\ntable.move({}, 1, 1e15, 2)");
    row("concat", "\ntable.concat(setmetatable({}, {__index = function() return '' end}), '', 1, 1 << 60)");
    row("unpack by __index",
        "\nsetmetatable({}, {__index = function(t, k) return t[k .. ''] end, __len = function() while true do end "
        "end})[1] = #setmetatable({}, {__len = function() while true do end end})");
    row("sort", "\ntable.sort(setmetatable({}, {__len = function() return 1e9 // 1 | 0 end, __index = function(_, i) "
                "return i end}))");
    row("metamethod", "\nlocal t = setmetatable({}, {__index = function() while true do end end}) return t.x");
    row("tostring", "\nnote(setmetatable({}, {__tostring = function() while true do end end}))");
    row("error value", "\nerror(setmetatable({}, {__tostring = function() while true do end end}))");
    row("close", "\ndo local x <close> = setmetatable({}, {__close = function() while true do end end}) end");
    row("pairs", "\nwhile true do for k in pairs(_G) do end end");
    row("iterator", "\nfor _ in next, setmetatable({}, {}), nil do end for _ in function() return 1 end do end");
    row("load", "\nload(function() while true do end end)");
    row("loaded", "\nload('while true do end')()");
    row("load of a long text", "\nload(function() return ' ' end)");
    row("inside predict", "\npredict(function() while true do pcall(function() while true do end end) end end)");
    row("while a name is searched", "\nlocal function f(x) while true do end end f(malloc(1))");
    row("sum of utf8", "\nlocal s = ('x'):rep(1000000) while true do utf8.len(s) end");
}

void ScriptSandboxTest::endless_scripts_end() {
#ifdef __SANITIZE_THREAD__
    QSKIP("ThreadSanitizer holds signals back, the timer's too, while a program computes");
#endif
    QFETCH(const QByteArray, source);
    ScriptOptions options;
    options.limits.run_time = std::chrono::milliseconds(100);
    const Trace trace = run("z = malloc(1) " + source.toStdString(), options);
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), QStringLiteral("The script ran longer than 100 ms"));
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::limit);
    QCOMPARE(trace.diagnostics[0].line, 2U);
    QVERIFY(!trace.operations.empty());
    QCOMPARE(text(trace.names.at(0)), QStringLiteral("z"));
}

void ScriptSandboxTest::greedy_scripts_end_data() {
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char* what, const char* source) { QTest::newRow(what) << QByteArray(source); };
    row("one huge string", "\nlocal s = ('x'):rep(1e9)");
    row("doubling", "\nlocal s = 'x' while true do s = s .. s end");
    row("inside pcall", "\nwhile true do pcall(function() local s = 'x' while true do s = s .. s end end) end");
    row("swallowed and then nothing", "\npcall(string.rep, 'x', 15 << 20) pcall(string.rep, 'x', 17 << 20)");
    row("swallowed, then idle",
        "\nlocal t = {} pcall(function() for i = 1, 1e9 do t[i] = i end end) while true do end");
    row("swallowed, in pieces", "\nlocal t = {} for i = 1, 40 do pcall(function() t[i] = ('x'):rep(1 << 20) end) end");
    row("table", "\nlocal t = {} while true do t[#t + 1] = {} end");
    row("preallocated",
        "\nlocal t = table.pack(('x'):rep(1 << 20):byte(1, 500000)) local u = {} for i = 1, 1e7 do u[i] = t end");
    row("keys", "\nlocal t = {} for i = 1, 1e9 do t[-i] = i end");
    row("concat", "\nlocal t = {} for i = 1, 100 do t[i] = ('x'):rep(1 << 18) end local s = table.concat(t)");
    row("format", "\nlocal s = string.format('%s%s', ('x'):rep(6 << 20), ('y'):rep(6 << 20))");
    row("gsub", "\nlocal s = string.gsub(('x'):rep(1 << 20), 'x', ('y'):rep(1 << 10))");
    row("coroutines", "\nlocal t = {} while true do t[#t + 1] = coroutine.create(function() end) end");
    row("closures", "\nlocal t = {} while true do t[#t + 1] = function() return t end end");
    row("allocations held", "\nlocal t = {} while true do t[#t + 1] = malloc(1) clear() end");
    row("code", "\nload(function() return 'x=x ' end)");
    row("sorted keys", "\nlocal t = {} for i = 1, 400000 do t[i] = i end local a, b, c = pairs(t), pairs(t), pairs(t)");
    row("error with a huge text", "\nerror(('x'):rep(1 << 24))");
}

void ScriptSandboxTest::greedy_scripts_end() {
    QFETCH(const QByteArray, source);
    ScriptOptions options;
    options.limits.memory_bytes = std::uint64_t{16} << 20;
    const Trace trace = run("z = malloc(1) " + source.toStdString(), options);
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), QStringLiteral("The script needs more than 16 MiB of memory"));
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::limit);
    QCOMPARE(trace.diagnostics[0].line, 2U);
    QVERIFY(!trace.operations.empty());
}

void ScriptSandboxTest::busy_scripts_end() {
    ScriptOptions options;
    options.limits.operations = 1000;
    const Trace trace = run("while true do\npcall(function() local a = malloc(1) free(a) end) end", options);
    QCOMPARE(trace.operations.size(), std::size_t{1000});
    QCOMPARE(diagnostics(trace),
             QStringLiteral("test.lua:2: The script has done 1,000 operations. That is the limit. The "
                            "1,000 operations before this line are kept.\n"));
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::limit);
    const Trace exact = run("for i = 1, 1000 do malloc(1) end", options);
    QCOMPARE(diagnostics(exact), QString());
    QCOMPARE(exact.operations.size(), std::size_t{1000});
}

void ScriptSandboxTest::the_limits_are_adjustable() {
    const ScriptLimits limits;
    QCOMPARE(limits.operations, 10'000'000U);
    QCOMPARE(limits.memory_bytes, std::uint64_t{256} << 20);
    QCOMPARE(limits.run_time, std::chrono::milliseconds(10'000));
    ScriptOptions options;
    options.limits.memory_bytes = std::uint64_t{64} << 20;
    QCOMPARE(diagnostics(run("local s = ('x'):rep(20 << 20)", options)), QString());
    options.limits.memory_bytes = 1000; // not even enough for Lua itself
    const Trace trace = run("a = malloc(1)", options);
    QCOMPARE(text(trace.diagnostics.at(0).title), QStringLiteral("The script needs more than 1,000 bytes of memory"));
}

void ScriptSandboxTest::deep_recursion_is_an_error_data() {
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char* what, const char* source) { QTest::newRow(what) << QByteArray(source); };
    row("functions", "\nlocal function f() return 1 + f() end f()");
    row("metamethods",
        "\nlocal m = {} m.__index = function(t, k) return t[k] end local t = setmetatable({}, m) return t.x");
    row("concat", "\nlocal t = setmetatable({}, {__concat = function(a, b) return a .. b end}) return t .. t");
    row("tostring",
        "\nlocal t t = setmetatable({}, {__tostring = function() return tostring(t) end}) return tostring(t)");
    row("gsub", "\nlocal function f() return ('x'):gsub('x', f) end f()");
    row("sort", "\nlocal function f() table.sort({1, 2, 3}, f) end f()");
    row("coroutines", "\nlocal function f() coroutine.wrap(f)() end f()");
    row("pattern", "\nreturn (('('):rep(300000)):find(('(.'):rep(300000))");
    row("parser", "\nassert(load(('('):rep(300000)))");
    row("pairs", "\nlocal t t = setmetatable({}, {__pairs = function() return pairs(t) end}) pairs(t)");
    row("predict", "\nlocal function f() predict(f) end f()");
    row("load", "\nlocal function f() load(f) error('x') end f()");
    row("close", "\nlocal function f() local x <close> = setmetatable({}, {__close = f}) end f()");
}

void ScriptSandboxTest::deep_recursion_is_an_error() {
    QFETCH(const QByteArray, source);
    const Trace trace = run("z = malloc(1) " + source.toStdString());
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QVERIFY2(trace.diagnostics[0].kind == DiagnosticKind::run_time, trace.diagnostics[0].title.c_str());
    QCOMPARE(trace.diagnostics[0].line, 2U);
    QCOMPARE(trace.operations.size(), std::size_t{1});
}

void ScriptSandboxTest::what_is_not_there_data() {
    QTest::addColumn<QByteArray>("expression");
    for (const char* name : {"io", "os", "require", "package", "debug", "dofile", "loadfile", "collectgarbage", "warn",
                             "string.dump", "loadstring", "getfenv", "setfenv", "module", "unpack"}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

void ScriptSandboxTest::what_is_not_there() {
    QFETCH(const QByteArray, expression);
    const Trace trace = run("note(tostring(" + expression.toStdString() + "))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("nil"));
}

void ScriptSandboxTest::byte_code_is_refused() {
    const Trace trace = run(R"(print(load("\27Lua"))
print(load("\27Lua", "x", "b"))
print(load("\27Lua", "x", "bt"))
local once = true
print(load(function() local piece = once and "\27Lua" once = false return piece end, "x", "bt"))
print(load("return 1 + 1")(), load("return x", "n", "t", {x = 5})(), load("return x", "n", "t", nil) ~= nil))");
    QCOMPARE(diagnostics(trace), QString());
    const QString refused = QStringLiteral("nil attempt to load a binary chunk (mode is 't')\n");
    QCOMPARE(notes(trace), refused + refused + refused + refused + QStringLiteral("2 5 true"));
}

void ScriptSandboxTest::finalisers_are_refused() {
    const Trace trace = run(R"(local function attempt(mt) print(select(2, pcall(setmetatable, {}, mt))) end
attempt{__gc = function() end}
attempt{__gc = true}
attempt(setmetatable({}, {__index = {__gc = function() note('ran') end}}) and {} )
local mt = {} local t = setmetatable({}, mt) mt.__gc = function() note('ran') end
t = nil for i = 1, 1e6 do local x = {} end)");
    QCOMPARE(diagnostics(trace), QString());
    QVERIFY(!notes(trace).contains(QStringLiteral("ran")));
    QCOMPARE(notes(trace).count(QStringLiteral("scripts have no finalisers")), 2);
}

void ScriptSandboxTest::allocations_are_protected() {
    const Trace trace = run(R"(a = malloc(1)
print(pcall(setmetatable, a, {}))
print(getmetatable(a))
print(pcall(rawset, a, 'id', 1))
print(pcall(getmetatable(a) == 'allocation' and a.grow, 'x')))");
    // The last one is no error of Lua but a mistake, and ends the run.
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), QStringLiteral("grow needs an allocation"));
    const QStringList lines = notes(trace).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith(QStringLiteral("false ")));
    QCOMPARE(lines[1], QStringLiteral("allocation"));
    QVERIFY(lines[2].startsWith(QStringLiteral("false ")));
}

void ScriptSandboxTest::the_report_cannot_be_forged() {
    // What a script writes is text, however much it looks like the protocol.
    std::string source = "local bytes = ''\nfor i = 0, 255 do bytes = bytes .. string.char(i) end\n";
    source += "for i = 1, 200 do note(bytes:rep(i)) print(bytes) a = malloc(1, bytes) clear() end\nerror(bytes)";
    const Trace trace = run(source);
    QCOMPARE(trace.operations.size(), std::size_t{400});
    QCOMPARE(trace.notes.size(), std::size_t{400});
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(trace.diagnostics[0].line, 4U);
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::run_time);
    for (const Note& note : trace.notes) {
        QVERIFY(note.text.size() <= 4096);
        QVERIFY(text(note.text).toUtf8() == QByteArray::fromStdString(note.text)); // valid UTF-8
    }
}

void ScriptSandboxTest::floods_end_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("title");
    QTest::newRow("notes") << QByteArray("while true do note('x') end")
                           << QStringLiteral("The script has written 100,000 notes");
    QTest::newRow("prints") << QByteArray("local x = ('x'):rep(100000) while true do pcall(print, x) end")
                            << QStringLiteral("The script has written 16 MiB of notes");
    QTest::newRow("pauses") << QByteArray("while true do pause() end")
                            << QStringLiteral("The script has paused 1,000,000 times");
}

void ScriptSandboxTest::floods_end() {
    QFETCH(const QByteArray, source);
    QFETCH(const QString, title);
    ScriptOptions options;
    options.limits.run_time = std::chrono::seconds(60);
    const Trace trace = run(source.toStdString(), options);
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), title);
}

void ScriptSandboxTest::ten_million_operations() {
    ScriptOptions options;
    options.limits.run_time = std::chrono::seconds(200); // for slow builds
    const Trace trace = run("a = malloc(4)\nfor i = 1, 1e7 do a:grow(1) end", options);
    QCOMPARE(trace.operations.size(), std::size_t{10'000'000});
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), QStringLiteral("The script has done 10,000,000 operations"));
    QCOMPARE(trace.diagnostics[0].line, 2U);
}

QTEST_APPLESS_MAIN(ScriptSandboxTest)
#include "script_sandbox_test.moc"
