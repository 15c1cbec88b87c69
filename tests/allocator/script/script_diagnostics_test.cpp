// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every failure of a script is a diagnostic with line and reason, ends the run, and keeps what ran before.
#include "tests/allocator/script/running.h"

#include <QTest>

using namespace firstfit;
using namespace firstfit::test;

class ScriptDiagnosticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mistakes_data();
    void mistakes();
    void mistakes_cannot_be_caught_data() { mistakes_data(); }
    void mistakes_cannot_be_caught();
    void errors_of_lua_data();
    void errors_of_lua();
    void errors_of_lua_can_be_caught();
    void syntax_errors_data();
    void syntax_errors();
    void what_ran_before_is_kept();
    void a_bad_geometry_of_the_options_is_told();
    void a_nil_may_be_the_answer_of_a_request();
    void warnings_do_not_flood();
};

void ScriptDiagnosticsTest::mistakes_data() {
    QTest::addColumn<QByteArray>("source"); // the mistake is on line 3, after two lines that run
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("reason"); // how the message begins
    QTest::addColumn<std::uint32_t>("related");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* what, const char* source, const char* title, const char* reason,
                        std::uint32_t related = 0, DiagnosticKind kind = DiagnosticKind::misuse) {
        QTest::newRow(what) << QByteArray(source) << QString::fromLatin1(title) << QString::fromLatin1(reason)
                            << related << static_cast<int>(kind);
    };
    row("double free", "b = malloc(4)\nfree(b)\nfree(b)", "b is freed twice", "Line 2 freed it first. ", 2);
    row("freed after realloc", "b = malloc(4)\nc = realloc(b, 8)\nfree(b)", "b is freed after realloc moved it",
        "Line 2 moved it; what realloc returned there is to be used instead. ", 2);
    row("freed after clear", "b = malloc(4)\nclear()\nfree(b)", "b is freed after the heap was cleared",
        "Line 2 cleared it. ", 2);
    row("grown after free", "b = malloc(4)\nfree(b)\nb:grow(4)", "b is used after it was freed", "Line 2 freed it. ",
        2);
    row("realloc after free", "b = malloc(4)\nfree(b)\nb = realloc(b, 9)", "b is used after it was freed",
        "Line 2 freed it. ", 2);
    row("index after free", "b = malloc(4)\nfree(b)\nnote(b.index)", "b is used after it was freed",
        "Line 2 freed it. ", 2);
    row("address after realloc", "b = malloc(4)\nc = realloc(b, 9)\nnote(b.address)",
        "b is used after realloc moved it", "Line 2 moved it; ", 2);
    row("without a name", "\n(function(...) free((...))\nfree((...)) end)(malloc(4))", "#1 is freed twice",
        "Line 2 freed it first. ", 2);
    row("free of a number", "\n\nfree(12)", "free needs an allocation", "It got the number 12. ");
    row("free of nothing", "\n\nfree()", "free needs an allocation", "It got nothing. ");
    row("free of a table", "\n\nfree({})", "free needs an allocation", "It got a table. ");
    row("realloc of a text", "\n\nrealloc('a', 4)", "realloc needs an allocation", "It got a string. ");
    row("method with a dot", "a = malloc(4)\n\na.grow(8)", "grow needs an allocation",
        "It got the number 8. Methods are called with a colon: a:grow(8). ");
    row("negative", "\n\nmalloc(-5)", "malloc is asked for -5 bytes",
        "A number of bytes or blocks is never negative. ");
    row("negative float", "\n\nmalloc(-5.5)", "malloc is asked for -5.5 bytes",
        "A number of bytes or blocks is never negative. ");
    row("minus infinity", "\n\nblocks(-math.huge)", "blocks is asked for -inf blocks",
        "A number of bytes or blocks is never negative. ");
    row("fraction", "\n\nmalloc(2.5)", "malloc is asked for 2.5 bytes",
        "A number of bytes or blocks is a whole number. ");
    row("not a number", "\n\nmalloc(-(0/0))", "malloc is asked for nan bytes",
        "A number of bytes or blocks is a whole number. ");
    row("no size", "\n\nmalloc()", "malloc needs a size", "A number of bytes is missing: it got nothing. ");
    row("text as size", "\n\nmalloc('30')", "malloc needs a size", "A number of bytes is expected: it got a string. ");
    row("allocation as size", "a = malloc(1)\n\nmalloc(a)", "malloc needs a size",
        "A number of bytes is expected: it got the allocation a. ");
    row("negative realloc", "a = malloc(4)\n\nrealloc(a, -1)", "realloc is asked for -1 bytes", "A number of ");
    row("negative shrink", "a = malloc(4)\n\na:shrink(-1)", "shrink is asked for -1 blocks", "A number of ");
    row("bad alignment", "\n\naligned_alloc(3, 4)", "aligned_alloc is asked for alignment 3",
        "An alignment is a power of two, from 1 to 536,870,912 bytes. ");
    row("alignment 0", "\n\naligned_alloc(0, 4)", "aligned_alloc is asked for alignment 0",
        "An alignment is a power of two, from 1 to 536,870,912 bytes. ");
    row("huge alignment", "\n\naligned_alloc(1 << 40, 4)", "aligned_alloc is asked for alignment 1099511627776",
        "An alignment is a power of two, from 1 to 536,870,912 bytes. ");
    row("bad alignment in blocks", "\n\nblocks(1, {align = 6})", "blocks is asked for alignment 6",
        "An alignment is a power of two, from 1 to 134,217,728 blocks. ");
    row("unknown option", "\n\nblocks(1, {allign = 2, beware = 1})", "blocks has no option allign",
        "Its options are align, name. ");
    row("options without a table", "\n\nblocks(1, 2)", "blocks needs its options in a table", "As in blocks(5, {align");
    row("name that is no text", "\n\nmalloc(1, {})", "malloc needs a text as the name", "It got a table. ");
    row("heap twice", "heap{blocks = 8}\n\nheap{blocks = 8}", "heap is called twice", "Line 1 called it first. ", 1);
    row("heap late", "\na = malloc(1)\nheap{blocks = 8}", "heap comes after the first operation",
        "Line 2 used the heap already", 2);
    row("heap without table", "\n\nheap(32, 4)", "heap needs a table", "As in heap{blocks = 32, block_size = 4}. ");
    row("heap with a wrong option", "\n\nheap{block = 3}", "heap has no option block",
        "Its options are blocks, block_size, base_address. ");
    row("heap without blocks", "\n\nheap{blocks = 0}", "There is no such heap", "");
    row("heap too long", "\n\nheap{blocks = 65536}", "There is no such heap", "");
    row("block size 3", "\n\nheap{block_size = 3}", "There is no such heap", "");
    row("block size 2", "\n\nheap{block_size = 2}", "There is no such heap", "");
    row("block size too large", "\n\nheap{block_size = 1 << 29}", "There is no such heap", "");
    row("crooked base", "\n\nheap{base_address = 0x1001}", "There is no such heap", "");
    row("negative blocks", "\n\nheap{blocks = -1}", "heap is asked for blocks -1", "A number of ");
    row("expect", "a = malloc(8)\n\nexpect(a.index == 3, 'a lies at 3')", "Not as expected: a lies at 3",
        "This is false here. ", 0, DiagnosticKind::expectation);
    row("expect without words", "a = malloc(8)\n\nexpect((a.index) == 3) -- (so)", "Not as expected: (a.index) == 3",
        "This is false here. ", 0, DiagnosticKind::expectation);
    row("expect nothing", "\n\nexpect()", "expect needs a condition", "As in expect(a.index == 0). ");
    row("note nothing", "\n\nnote(nil)", "note needs a text", "It got nil. ");
    row("predict nothing", "\n\npredict(malloc(8))", "predict needs a function", "As in predict(");
    row("in a coroutine", "b = malloc(4) free(b)\nc = coroutine.wrap(function()\nfree(b) end) c()", "b is freed twice",
        "Line 1 freed it first. ", 1);
}

void ScriptDiagnosticsTest::mistakes() {
    QFETCH(const QByteArray, source);
    QFETCH(const QString, title);
    QFETCH(const QString, reason);
    QFETCH(const std::uint32_t, related);
    QFETCH(const int, kind);
    const Trace trace = run(source.toStdString() + "\nnote('never')");
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    const Diagnostic& diagnostic = trace.diagnostics[0];
    QCOMPARE(text(diagnostic.title), title);
    QVERIFY2(text(diagnostic.message).startsWith(reason), diagnostic.message.c_str());
    QCOMPARE(diagnostic.line, 3U);
    QCOMPARE(diagnostic.related_line, related);
    QCOMPARE(static_cast<int>(diagnostic.kind), kind);
    QVERIFY(diagnostic.severity == Severity::error);
    QCOMPARE(notes(trace), QString());
    QVERIFY(!is_syntax_error(trace));
}

void ScriptDiagnosticsTest::mistakes_cannot_be_caught() {
    QFETCH(const QByteArray, source);
    QFETCH(const QString, title);
    // The third line, inside pcall inside a coroutine inside xpcall.
    std::string caught = source.toStdString();
    const std::size_t third = caught.find('\n', caught.find('\n') + 1) + 1;
    std::string statement = caught.substr(third);
    const std::size_t comment = statement.find(" -- ");
    statement = statement.substr(0, comment);
    if (statement.rfind("free(", 0) == 0 && statement.find(" end)") != std::string::npos) {
        QSKIP("its third line is no statement");
    }
    caught = caught.substr(0, third) + "xpcall(coroutine.wrap(function() pcall(function() " + statement +
             " end) end), print)\nnote('never')";
    const Trace trace = run(caught);
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(text(trace.diagnostics[0].title), title);
    QCOMPARE(trace.diagnostics[0].line, 3U);
    QCOMPARE(notes(trace), QString());
}

void ScriptDiagnosticsTest::errors_of_lua_data() {
    QTest::addColumn<QByteArray>("source"); // wrong on line 2
    QTest::addColumn<QString>("title");
    const auto row = [](const char* what, const char* source, const char* title) {
        QTest::newRow(what) << QByteArray(source) << QString::fromLatin1(title);
    };
    row("index nil", "\na.x = 1", "attempt to index a nil value (global 'a')");
    row("call nil", "\nlocal x = os.time()", "attempt to index a nil value (global 'os')");
    row("error", "\nerror('my own words')", "my own words");
    row("error without position", "\nerror('my own words', 0)", "my own words");
    row("error one up", "local function f() error('who called?', 2) end\nf()", "who called?");
    row("error raised again", "\nlocal ok, e = pcall(error, 'first') error(e)", "first");
    row("error of a coroutine", "local c = coroutine.wrap(function()\nerror('inside') end)\nc()", "inside");
    row("error nil", "\nerror()", "The script raised an error that is no text but nil");
    row("error with a table", "\nerror({})", "The script raised an error that is no text but a table");
    row("error with a speaking table", "\nerror(setmetatable({}, {__tostring = function() return 'spoken' end}))",
        "spoken");
    row("error with a liar", "\nerror(setmetatable({}, {__tostring = function() error('liar') end}))", "liar");
    row("error with a number", "\nerror(12)", "12");
    row("error in error handler", "local function h(e) error(e) end\nerror(select(2, xpcall(error, h, 'x')), 0)",
        ""); // its words differ between versions of Lua
    row("assert", "\nassert(false)", "assertion failed!");
    row("assert with words", "\nassert(nil, 'so not')", "so not");
    row("arithmetic", "\nlocal x = {} + 1", "attempt to perform arithmetic on a table value");
    row("bad argument", "\nlocal x = ('x'):rep({})", "bad argument #1 to 'rep' (number expected, got table)");
    row("no such field", "a = malloc(1)\nnote(a.size)",
        "an allocation has no field 'size' (it has index, blocks, bytes, address, name, alive)");
    row("stack", "local function f()\nreturn 1 + f() end f()", "stack overflow");
    row("inside load", "\nassert(load('\\n\\nlocal x = nil .. 1'))()", "load:3: attempt to concatenate a nil value");
}

void ScriptDiagnosticsTest::errors_of_lua() {
    QFETCH(const QByteArray, source);
    QFETCH(const QString, title);
    const Trace trace = run("z = malloc(1) " + source.toStdString());
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QVERIFY2(text(trace.diagnostics[0].title).startsWith(title), trace.diagnostics[0].title.c_str());
    QCOMPARE(trace.diagnostics[0].line, 2U);
    QVERIFY(trace.diagnostics[0].kind == DiagnosticKind::run_time);
    QVERIFY(!trace.operations.empty());
    QVERIFY(!is_syntax_error(trace));
}

void ScriptDiagnosticsTest::errors_of_lua_can_be_caught() {
    const Trace trace =
        run("note(tostring(pcall(error, 'x'))) note(select(2, pcall(function() local x = nil .. 1 end)))");
    QCOMPARE(diagnostics(trace), QString());
    QVERIFY(notes(trace).startsWith(QStringLiteral("false\nscript:1: attempt to concatenate a nil value")));
}

void ScriptDiagnosticsTest::syntax_errors_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<std::uint32_t>("line");
    QTest::addColumn<std::uint32_t>("column");
    QTest::addColumn<QString>("title");
    const auto row = [](const char* what, const char* source, std::uint32_t line, std::uint32_t column,
                        const char* title) {
        QTest::newRow(what) << QByteArray(source) << line << column << QString::fromLatin1(title);
    };
    row("symbol", "a = malloc(1)\nb = = 3", 2, 0, "unexpected symbol near '='");
    row("word", "a = malloc(1)\nx = 1 then", 2, 7, "unexpected symbol near 'then'");
    row("end of file", "for i = 1, 3 do", 1, 16, "'end' expected near <eof>");
    row("text", "\n\nnote('abc", 3, 10, "unfinished string near <eof>");
    row("goto", "goto nowhere", 1, 0, "no visible label 'nowhere'");
    row("byte code", "\x1bLua\x54", 1, 0, "This is compiled Lua, not a script");
    row("depth", "return ((((((((((((((((((((((((((((((((((((((((", 1, 48, "unexpected symbol near <eof>");
}

void ScriptDiagnosticsTest::syntax_errors() {
    QFETCH(const QByteArray, source);
    QFETCH(const QString, title);
    const Trace trace = run(source.toStdString());
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QVERIFY2(text(trace.diagnostics[0].title).startsWith(title), trace.diagnostics[0].title.c_str());
    QTEST(trace.diagnostics[0].line, "line");
    QTEST(trace.diagnostics[0].column, "column");
    QVERIFY(is_syntax_error(trace));
    QVERIFY(trace.operations.empty());
    QVERIFY(trace.geometry.has_value()); // there is still a heap to look at
}

void ScriptDiagnosticsTest::what_ran_before_is_kept() {
    const Trace none = run("free(12)");
    QVERIFY(text(none.diagnostics.at(0).message).endsWith(QStringLiteral("Nothing ran before this line.")));
    const Trace one = run("a = malloc(1) error('x')");
    QVERIFY(text(one.diagnostics.at(0).message).endsWith(QStringLiteral("The operation before this line is kept.")));
    const Trace many = run("for i = 1, 600 do a = malloc(1) free(a) end\nnote('here') pause()\nfree(a)\nb = malloc(1)");
    QCOMPARE(text(many.diagnostics.at(0).message),
             QStringLiteral("Line 1 freed it first. The 1,200 operations before this line are kept."));
    QCOMPARE(many.operations.size(), std::size_t{1200});
    QCOMPARE(notes(many), QStringLiteral("here"));
    QCOMPARE(many.pauses.size(), std::size_t{1});
}

void ScriptDiagnosticsTest::a_bad_geometry_of_the_options_is_told() {
    ScriptOptions options;
    options.block_size = 3;
    for (const char* source : {"a = malloc(1)", "heap{blocks = 8}", ""}) {
        const Trace trace = run(source, options);
        QCOMPARE(trace.diagnostics.size(), std::size_t{1});
        QCOMPARE(text(trace.diagnostics[0].title), QStringLiteral("There is no such heap"));
        QVERIFY(!trace.geometry.has_value());
        QVERIFY(trace.operations.empty());
    }
}

void ScriptDiagnosticsTest::a_nil_may_be_the_answer_of_a_request() {
    const Trace trace = run("n = malloc(1000)\nnote(n.index)");
    QCOMPARE(text(trace.diagnostics.at(0).message),
             QStringLiteral("An allocation that did not fit is nil. The operation before this line is kept."));
}

void ScriptDiagnosticsTest::warnings_do_not_flood() {
    std::string source;
    for (int line = 0; line < 1000; ++line) {
        source += "free(nil)\n";
    }
    const Trace trace = run(source + "free(1)");
    QCOMPARE(trace.diagnostics.size(), std::size_t{101});
    QVERIFY(trace.diagnostics.back().severity == Severity::error);
    QCOMPARE(trace.diagnostics.back().line, 1001U);
}

QTEST_APPLESS_MAIN(ScriptDiagnosticsTest)
#include "script_diagnostics_test.moc"
