// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The script language, sentence by sentence of the design. Expected places follow from first fit, by hand.
#include "tests/allocator/script/running.h"

#include <QTest>

using namespace firstfit;
using namespace firstfit::test;

class ScriptLanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_script_of_the_design_runs();
    void without_heap_it_is_32_x_4_at_0x100000();
    void heap_says_the_geometry();
    void options_override_heap();
    void the_policy_of_the_options_is_used();
    void malloc_counts_bytes_and_rounds_up();
    void zero_bytes_take_one_block();
    void aligned_alloc_aligns_the_address();
    void blocks_counts_blocks();
    void what_does_not_fit_is_nil_and_the_script_goes_on();
    void calloc_multiplies_and_never_wraps();
    void free_of_nil_warns_and_does_nothing();
    void realloc_keeps_the_allocation();
    void realloc_of_nil_allocates();
    void realloc_that_fails_leaves_the_allocation();
    void grow_shrink_and_grow_up_to();
    void sizes_in_the_other_unit();
    void fields_of_an_allocation();
    void dead_allocations_say_so();
    void clear_frees_everything();
    void notes_and_pauses_come_after_their_operations();
    void print_is_a_note();
    void expect_lets_its_values_through();
    void predict_marks_its_operations();
    void operations_remember_their_lines();
    void windows_lines_shell_lines_and_byte_order_marks();
    void an_empty_script_has_a_heap();
};

void ScriptLanguageTest::the_script_of_the_design_runs() {
    const Trace trace = run(R"(
heap{blocks = 32, block_size = 4}   -- the geometry; optional base_address
a = malloc(30)                      -- bytes; 8 blocks
b = aligned_alloc(16, 20)
free(a)
b = realloc(b, 40)
c = blocks(5, {align = 2})          -- Stalloc's own unit
c:grow(8)  c:grow_up_to(99)  c:shrink(2)
t = {}
for i = 1, 10 do t[i] = malloc(i * 4) end
note("look how the hole is reused")
expect(b.index == 8, "b lands in the hole")
predict(function() d = malloc(12) end)   -- runs it, and marks its operations as to be predicted
pause()
)");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(trace.operations.size(), std::size_t{19});
    QCOMPARE(trace.notes.size(), std::size_t{1});
    QCOMPARE(trace.pauses.size(), std::size_t{1});
    QCOMPARE(names(trace), QStringLiteral("a b c t[1] t[2] t[3] t[4] t[5] t[6] t[7] t[8] t[9] t[10] d"));
    QVERIFY(trace.kind == TraceKind::lua);
    QCOMPARE(text(trace.file), QStringLiteral("test.lua"));
}

void ScriptLanguageTest::without_heap_it_is_32_x_4_at_0x100000() {
    const Trace trace = run("a = malloc(1) note(a.address)");
    QVERIFY(trace.geometry == (HeapGeometry{BlockCount{32}, 4, 0x100000}));
    QCOMPARE(notes(trace), QStringLiteral("1048576"));
}

void ScriptLanguageTest::heap_says_the_geometry() {
    const Trace trace = run("heap{blocks = 65535, block_size = 16, base_address = 0x1000}");
    QCOMPARE(diagnostics(trace), QString());
    QVERIFY(trace.geometry == (HeapGeometry{BlockCount{65535}, 16, 0x1000}));
}

void ScriptLanguageTest::options_override_heap() {
    ScriptOptions options;
    options.blocks = BlockCount{64};
    options.block_size = 8;
    options.base_address = 0x2000;
    const Trace trace = run("heap{blocks = 32, block_size = 4} a = malloc(30) note(a.blocks)", options);
    QVERIFY(trace.geometry == (HeapGeometry{BlockCount{64}, 8, 0x2000}));
    QCOMPARE(notes(trace), QStringLiteral("4"));
    const Trace without_heap = run("a = malloc(30) note(a.address)", options);
    QVERIFY(without_heap.geometry == (HeapGeometry{BlockCount{64}, 8, 0x2000}));
    QCOMPARE(notes(without_heap), QStringLiteral("8192"));
}

void ScriptLanguageTest::the_policy_of_the_options_is_used() {
    // Holes of 3 blocks at 0 and of 2 at 4; the rest is used up to 8, and free from there.
    constexpr auto source = R"(a = blocks(3) b = blocks(1) c = blocks(2) d = blocks(2)
free(a) free(c)
e = blocks(2) note(e.index))";
    ScriptOptions options;
    QCOMPARE(notes(run(source, options)), QStringLiteral("0"));
    options.policy = Policy::best_fit;
    QCOMPARE(notes(run(source, options)), QStringLiteral("4"));
    options.policy = Policy::worst_fit;
    QCOMPARE(notes(run(source, options)), QStringLiteral("8"));
}

void ScriptLanguageTest::malloc_counts_bytes_and_rounds_up() {
    const Trace trace = run("a = malloc(30) b = malloc(4.0) note(a.blocks .. ' ' .. b.index .. ' ' .. b.blocks)");
    QCOMPARE(notes(trace), QStringLiteral("8 8 1"));
    QCOMPARE(trace.operations[0].size, std::uint64_t{30});
    QVERIFY(trace.operations[0].unit == SizeUnit::bytes);
    QCOMPARE(trace.operations[0].alignment, 0U);
}

void ScriptLanguageTest::zero_bytes_take_one_block() {
    const Trace trace = run("a = malloc(0) note(a.blocks .. ' ' .. a.bytes) a = realloc(a, 0) note(a.blocks)");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("1 0\n1"));
}

void ScriptLanguageTest::aligned_alloc_aligns_the_address() {
    const Trace trace = run("a = malloc(1) b = aligned_alloc(16, 20) c = aligned_alloc(1, 1)\n"
                            "note(b.address % 16 .. ' ' .. b.index .. ' ' .. c.index)");
    QCOMPARE(notes(trace), QStringLiteral("0 4 1"));
    QCOMPARE(trace.operations[1].alignment, 16U);
    QVERIFY(trace.operations[1].unit == SizeUnit::bytes);
}

void ScriptLanguageTest::blocks_counts_blocks() {
    const Trace trace = run("x = blocks(1) c = blocks(5, {align = 2, name = 'five'})\n"
                            "note(c.index .. ' ' .. c.blocks .. ' ' .. c.bytes .. ' ' .. c.name)");
    QCOMPARE(notes(trace), QStringLiteral("2 5 20 five"));
    QVERIFY(trace.operations[1].unit == SizeUnit::blocks);
    QCOMPARE(trace.operations[1].alignment, 2U);
}

void ScriptLanguageTest::what_does_not_fit_is_nil_and_the_script_goes_on() {
    const Trace trace = run(R"(
for _, size in ipairs{129, 1 << 40, math.maxinteger, 2.0^64, 1e300, math.huge} do note(tostring(malloc(size))) end
note(tostring(blocks(33)) .. tostring(aligned_alloc(16, math.maxinteger)))
a = malloc(128) note(a.blocks))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("nil\nnil\nnil\nnil\nnil\nnil\nnilnil\n32"));
    QCOMPARE(trace.operations.size(), std::size_t{9});
    QCOMPARE(trace.operations[2].size, static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
    QCOMPARE(trace.operations[5].size, std::numeric_limits<std::uint64_t>::max());
}

void ScriptLanguageTest::calloc_multiplies_and_never_wraps() {
    const Trace trace = run("a = calloc(3, 5) note(a.bytes) note(tostring(calloc(1 << 62, 8)))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("15\nnil"));
}

void ScriptLanguageTest::free_of_nil_warns_and_does_nothing() {
    const Trace trace = run("a = malloc(1)\nfor i = 1, 1000 do free(nil) end\nfree(nil) free(a)");
    QCOMPARE(trace.operations.size(), std::size_t{2});
    QCOMPARE(trace.diagnostics.size(), std::size_t{2}); // once for each line
    QVERIFY(trace.diagnostics[0].severity == Severity::warning);
    QCOMPARE(trace.diagnostics[0].line, 2U);
    QCOMPARE(trace.diagnostics[1].line, 3U);
    QCOMPARE(text(trace.diagnostics[0].title), QStringLiteral("free(nil) does nothing"));
}

void ScriptLanguageTest::realloc_keeps_the_allocation() {
    const Trace trace = run(R"(a = malloc(4) b = malloc(4)
c = realloc(a, 8)
note(c.index .. ' ' .. c.name .. ' ' .. tostring(a.alive) .. ' ' .. tostring(c.alive) .. ' ' .. c.bytes))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("2 a false true 8"));
    QVERIFY(trace.operations[2].kind == OperationKind::reallocate);
    QCOMPARE(trace.operations[2].allocation.value, 0U);
    QCOMPARE(names(trace), QStringLiteral("a b"));
}

void ScriptLanguageTest::realloc_of_nil_allocates() {
    const Trace trace = run("a = realloc(nil, 8) note(a.blocks)");
    QCOMPARE(notes(trace), QStringLiteral("2"));
    QCOMPARE(operations(trace), QStringLiteral("a = malloc(8)"));
}

void ScriptLanguageTest::realloc_that_fails_leaves_the_allocation() {
    const Trace trace = run("a = malloc(4) note(tostring(realloc(a, 1000))) note(tostring(a.alive)) free(a)");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("nil\ntrue"));
    QCOMPARE(trace.operations.size(), std::size_t{3});
}

void ScriptLanguageTest::grow_shrink_and_grow_up_to() {
    const Trace trace = run(R"(c = blocks(5) d = malloc(4)
note(tostring(c:grow(8)))
free(d)
note(tostring(c:grow(8)) .. ' ' .. c.blocks .. ' ' .. c.bytes)
e = blocks(1)
note(c:grow_up_to(99) .. ' ' .. tostring(c:shrink(2)) .. ' ' .. c.blocks)
note(c:grow_up_to(4) .. ' ' .. tostring(c:shrink(9)) .. tostring(c:grow(1))))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("false\ntrue 8 32\n8 true 2\n4 falsefalse"));
    QVERIFY(trace.operations[2].kind == OperationKind::grow_in_place);
    QVERIFY(trace.operations[2].unit == SizeUnit::blocks);
    QVERIFY(trace.operations[6].kind == OperationKind::grow_up_to);
    QVERIFY(trace.operations[7].kind == OperationKind::shrink_in_place);
    QCOMPARE(trace.operations[7].size, std::uint64_t{2});
}

void ScriptLanguageTest::sizes_in_the_other_unit() {
    const Trace trace =
        run("a = malloc(4) a:grow{bytes = 30} note(a.blocks) a = realloc(a, {blocks = 10}) note(a.bytes)");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("8\n40"));
    QCOMPARE(operations(trace), QStringLiteral("a = malloc(4)\na:grow{bytes = 30}\na = realloc(a, {blocks = 10})"));
}

void ScriptLanguageTest::fields_of_an_allocation() {
    const Trace trace = run(R"(heap{blocks = 16, block_size = 8, base_address = 0x40}
x = malloc(8) a = malloc(10)
note(table.concat({a.index, a.blocks, a.bytes, a.address, a.name, tostring(a.alive)}, ' '))
note(tostring(a))
note(select(2, pcall(function() return a.length end)))
note(select(2, pcall(function() a.index = 0 end)))
note(tostring(getmetatable(a))))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(
        notes(trace),
        QStringLiteral("1 2 10 72 a true\na (2 blocks at 1)\n"
                       "script:5: an allocation has no field 'length' (it has index, blocks, bytes, address, name, "
                       "alive)\nscript:6: the fields of an allocation cannot be set\nallocation"));
}

void ScriptLanguageTest::dead_allocations_say_so() {
    const Trace trace = run("a = malloc(1) free(a) note(tostring(a.alive) .. ' ' .. a.name .. ' ' .. tostring(a))");
    QCOMPARE(notes(trace), QStringLiteral("false a a (freed)"));
}

void ScriptLanguageTest::clear_frees_everything() {
    const Trace trace =
        run("a = malloc(8) b = malloc(8) clear() note(tostring(a.alive)) c = malloc(128) note(c.index)");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("false\n0"));
    QVERIFY(trace.operations[2].kind == OperationKind::clear);
    QVERIFY(trace.operations[2].allocation == no_allocation);
}

void ScriptLanguageTest::notes_and_pauses_come_after_their_operations() {
    const Trace trace = run("note('zero')\na = malloc(1)\nnote('one')\npause()\nb = malloc(1)\nnote(2)\nnote(true)");
    QCOMPARE(notes(trace), QStringLiteral("zero\none\n2\ntrue"));
    QCOMPARE(trace.notes[0].after.value, 0U);
    QCOMPARE(trace.notes[1].after.value, 1U);
    QCOMPARE(trace.notes[1].line, 3U);
    QCOMPARE(trace.notes[3].after.value, 2U);
    QCOMPARE(trace.pauses.size(), std::size_t{1});
    QVERIFY(trace.pauses[0] == (Pause{OperationIndex{1}, 4}));
}

void ScriptLanguageTest::print_is_a_note() {
    const Trace trace = run("print('a', 1, nil, true)\nprint()");
    QCOMPARE(trace.notes.size(), std::size_t{2});
    QCOMPARE(text(trace.notes[0].text), QStringLiteral("a 1 nil true")); // a tab is shown as a blank
    QCOMPARE(trace.notes[0].line, 1U);
}

void ScriptLanguageTest::expect_lets_its_values_through() {
    const Trace trace = run("local a, words = expect(malloc(8), 'it fits') note(a.blocks .. words)");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("2it fits"));
}

void ScriptLanguageTest::predict_marks_its_operations() {
    const Trace trace = run(R"(a = malloc(4)
x, y = predict(function(n) b = malloc(n) predict(function() free(a) end) c = malloc(n) return 1, 2 end, 12)
d = malloc(4)
pcall(predict, function() error('x') end)
e = malloc(4)
note(x + y))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("3"));
    QString marks;
    for (const Operation& operation : trace.operations) {
        marks += QLatin1Char(operation.to_be_predicted ? '?' : '.');
    }
    QCOMPARE(marks, QStringLiteral(".???.."));
}

void ScriptLanguageTest::operations_remember_their_lines() {
    const Trace trace = run(R"lua(a = malloc(4)
local function twice()
  local x = malloc(4)

  free(x)
end
twice()
local c = coroutine.wrap(malloc)
b = c(
  8)
assert(load("\n\n\nd = malloc(4)"))()
)lua");
    QCOMPARE(diagnostics(trace), QString());
    std::vector<std::uint32_t> lines;
    lines.reserve(trace.operations.size());
    for (const Operation& operation : trace.operations) {
        lines.push_back(operation.line);
    }
    QCOMPARE(lines, (std::vector<std::uint32_t>{1, 3, 5, 9, 11}));
}

void ScriptLanguageTest::windows_lines_shell_lines_and_byte_order_marks() {
    const Trace trace = run("\xEF\xBB\xBF#!/usr/bin/firstfit\r\na = malloc(4)\r\nfree(a)\r\n");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(trace.operations.size(), std::size_t{2});
    QCOMPARE(trace.operations[1].line, 3U);
}

void ScriptLanguageTest::an_empty_script_has_a_heap() {
    const Trace trace = run("");
    QCOMPARE(diagnostics(trace), QString());
    QVERIFY(trace.operations.empty());
    QVERIFY(trace.geometry == HeapGeometry{});
}

QTEST_APPLESS_MAIN(ScriptLanguageTest)
#include "script_language_test.moc"
