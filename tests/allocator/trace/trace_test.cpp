// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How operations, diagnostics and whole runs are written.
#include "allocator/trace/script_text.h"
#include "allocator/trace/trace.h"

#include <QTest>

using namespace firstfit;

namespace {

QString text(const std::string& words) { return QString::fromStdString(words); }

Operation operation(OperationKind kind, std::uint32_t id, std::uint64_t size = 0, SizeUnit unit = SizeUnit::bytes,
                    std::uint32_t alignment = 0) {
    Operation made;
    made.kind = kind;
    made.allocation = AllocationId{id};
    made.size = size;
    made.unit = unit;
    made.alignment = alignment;
    return made;
}

Operation clearing() {
    Operation made;
    made.kind = OperationKind::clear;
    return made;
}

/// What to_script writes behind the heap's line.
QString script(const Trace& trace) {
    QString all = text(to_script(trace, HeapGeometry{}));
    const QString heap = QStringLiteral("heap{blocks = 32, block_size = 4}\n");
    return all.startsWith(heap) ? all.mid(heap.size()) : all;
}

} // namespace

class TraceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void operations_read_like_the_script_language();
    void nameless_allocations_are_numbered();
    void diagnostics_leave_out_what_is_not_known();
    void texts_are_quoted_byte_for_byte();
    void names_that_hide_something_are_not_free();
    void a_run_becomes_a_script();
    void a_variable_is_used_again_once_nothing_needs_it();
    void names_that_cannot_be_variables_are_passed_along();
    void notes_and_pauses_keep_their_places();
    void the_head_holds_title_goal_and_heap();
    void predictions_are_kept();
};

void TraceTest::operations_read_like_the_script_language() {
    Trace trace;
    trace.names = {"k", "t[3]"};
    const auto said = [&](const Operation& made) { return text(describe(made, trace)); };
    QCOMPARE(said(operation(OperationKind::allocate, 0, 30)), QStringLiteral("k = malloc(30)"));
    QCOMPARE(said(operation(OperationKind::allocate, 1, 20, SizeUnit::bytes, 16)),
             QStringLiteral("t[3] = aligned_alloc(16, 20)"));
    QCOMPARE(said(operation(OperationKind::allocate, 0, 5, SizeUnit::blocks)), QStringLiteral("k = blocks(5)"));
    QCOMPARE(said(operation(OperationKind::allocate, 0, 5, SizeUnit::blocks, 2)),
             QStringLiteral("k = blocks(5, {align = 2})"));
    QCOMPARE(said(operation(OperationKind::deallocate, 0)), QStringLiteral("free(k)"));
    QCOMPARE(said(operation(OperationKind::reallocate, 0, 40)), QStringLiteral("k = realloc(k, 40)"));
    QCOMPARE(said(operation(OperationKind::grow_in_place, 0, 8, SizeUnit::blocks)), QStringLiteral("k:grow(8)"));
    QCOMPARE(said(operation(OperationKind::grow_up_to, 0, 99, SizeUnit::blocks)), QStringLiteral("k:grow_up_to(99)"));
    QCOMPARE(said(operation(OperationKind::shrink_in_place, 0, 2, SizeUnit::blocks)), QStringLiteral("k:shrink(2)"));
    QCOMPARE(said(operation(OperationKind::grow_in_place, 0, 30)), QStringLiteral("k:grow{bytes = 30}"));
    QCOMPARE(said(clearing()), QStringLiteral("clear()"));
}

void TraceTest::nameless_allocations_are_numbered() {
    Trace trace;
    trace.names = {"", "b"};
    QCOMPARE(text(trace.name_of(AllocationId{0})), QStringLiteral("#1"));
    QCOMPARE(text(trace.name_of(AllocationId{1})), QStringLiteral("b"));
    QCOMPARE(text(trace.name_of(AllocationId{7})), QStringLiteral("#8"));
    QCOMPARE(text(describe(operation(OperationKind::allocate, 0, 1), trace)), QStringLiteral("#1 = malloc(1)"));
    // What malloc promised where it was recorded was not asked for.
    Operation recorded = operation(OperationKind::allocate, 0, 1);
    recorded.alignment = 16;
    QCOMPARE(text(describe(recorded, trace)), QStringLiteral("#1 = aligned_alloc(16, 1)"));
    trace.recording.emplace().default_alignment = 16;
    QCOMPARE(text(describe(recorded, trace)), QStringLiteral("#1 = malloc(1)"));
    recorded.alignment = 32;
    QCOMPARE(text(describe(recorded, trace)), QStringLiteral("#1 = aligned_alloc(32, 1)"));
}

void TraceTest::diagnostics_leave_out_what_is_not_known() {
    Diagnostic diagnostic;
    diagnostic.title = "b is freed twice";
    diagnostic.message = "Line 13 freed it first.";
    QCOMPARE(text(to_string(diagnostic, "a.lua")), QStringLiteral("a.lua: b is freed twice. Line 13 freed it first."));
    diagnostic.line = 18;
    QCOMPARE(text(to_string(diagnostic, "a.lua")),
             QStringLiteral("a.lua:18: b is freed twice. Line 13 freed it first."));
    diagnostic.column = 3;
    diagnostic.message.clear();
    QCOMPARE(text(to_string(diagnostic, "a.lua")), QStringLiteral("a.lua:18:3: b is freed twice"));
    QCOMPARE(text(to_string(diagnostic, "")), QStringLiteral("18:3: b is freed twice"));
    diagnostic.severity = Severity::warning;
    QCOMPARE(text(to_string(diagnostic, "a.lua")), QStringLiteral("a.lua:18:3: warning: b is freed twice"));
}

void TraceTest::texts_are_quoted_byte_for_byte() {
    QCOMPARE(text(lua_quoted("plain")), QStringLiteral("\"plain\""));
    QCOMPARE(text(lua_quoted("say \"no\"\\\n")), QStringLiteral("\"say \\\"no\\\"\\\\\\n\""));
    QCOMPARE(text(lua_quoted(std::string_view("\0001", 2))), QStringLiteral("\"\\0001\""));
    QCOMPARE(text(lua_quoted("\r\x7F")), QStringLiteral("\"\\013\\127\""));
    QCOMPARE(text(lua_quoted("höhe ·")), QStringLiteral("\"höhe ·\""));
}

void TraceTest::names_that_hide_something_are_not_free() {
    for (const char* name : {"a", "_x", "node_7", "Heap", "grow"}) {
        QVERIFY2(is_free_lua_name(name), name);
    }
    for (const char* name : {"", "7a", "a b", "t[3]", "#4", "end", "malloc", "free", "heap", "math", "nil", "xpcall",
                             "_ENV", "and", "calloc", "naïve"}) {
        QVERIFY2(!is_free_lua_name(name), name);
    }
}

void TraceTest::a_run_becomes_a_script() {
    Trace trace;
    trace.names = {"a", "b", "c"};
    trace.operations = {operation(OperationKind::allocate, 0, 30),
                        operation(OperationKind::allocate, 1, 20, SizeUnit::bytes, 16),
                        operation(OperationKind::allocate, 2, 5, SizeUnit::blocks, 2),
                        operation(OperationKind::reallocate, 1, 40),
                        operation(OperationKind::grow_in_place, 2, 8, SizeUnit::blocks),
                        operation(OperationKind::grow_up_to, 2, 100),
                        operation(OperationKind::shrink_in_place, 2, 2, SizeUnit::blocks),
                        operation(OperationKind::deallocate, 0),
                        clearing()};
    QCOMPARE(script(trace), QStringLiteral("a = malloc(30)\n"
                                           "b = aligned_alloc(16, 20)\n"
                                           "c = blocks(5, {align = 2})\n"
                                           "b = realloc(b, 40) or b\n"
                                           "c:grow(8)\n"
                                           "c:grow_up_to{bytes = 100}\n"
                                           "c:shrink(2)\n"
                                           "free(a)\n"
                                           "clear()\n"));
}

void TraceTest::a_variable_is_used_again_once_nothing_needs_it() {
    Trace trace;
    trace.names = {"n", "n", "n"};
    // The first n is never used again (it failed, say); the second is, after the third has come.
    trace.operations = {operation(OperationKind::allocate, 0, 40), operation(OperationKind::allocate, 1, 4),
                        operation(OperationKind::allocate, 2, 8), operation(OperationKind::deallocate, 1),
                        operation(OperationKind::deallocate, 2)};
    QCOMPARE(script(trace), QStringLiteral("n = malloc(40)\n"
                                           "n = malloc(4)\n"
                                           "n_2 = malloc(8, \"n\")\n"
                                           "free(n)\n"
                                           "free(n_2)\n"));
}

void TraceTest::names_that_cannot_be_variables_are_passed_along() {
    Trace trace;
    trace.names = {"t[3]", "", "end", "na\"me", "t_3"};
    trace.operations = {
        operation(OperationKind::allocate, 0, 4),
        operation(OperationKind::allocate, 1, 4, SizeUnit::bytes, 8),
        operation(OperationKind::allocate, 2, 4, SizeUnit::blocks),
        operation(OperationKind::allocate, 3, 4, SizeUnit::blocks, 2),
        operation(OperationKind::allocate, 4, 4),
        operation(OperationKind::deallocate, 0),
    };
    QCOMPARE(script(trace), QStringLiteral("t_3 = malloc(4, \"t[3]\")\n"
                                           "p2 = aligned_alloc(8, 4, \"#2\")\n"
                                           "end_ = blocks(4, {name = \"end\"})\n"
                                           "na_me = blocks(4, {align = 2, name = \"na\\\"me\"})\n"
                                           "t_3_2 = malloc(4, \"t_3\")\n"
                                           "free(t_3)\n"));
}

void TraceTest::notes_and_pauses_keep_their_places() {
    Trace trace;
    trace.names = {"a"};
    trace.operations = {operation(OperationKind::allocate, 0, 4), operation(OperationKind::deallocate, 0)};
    trace.notes = {
        {OperationIndex{0}, 2, "first"}, {OperationIndex{1}, 5, "a \"quoted\"\nline"}, {OperationIndex{2}, 9, "last"}};
    trace.pauses = {{OperationIndex{1}, 4}, {OperationIndex{2}, 10}};
    QCOMPARE(script(trace), QStringLiteral("note(\"first\")\n"
                                           "a = malloc(4)\n"
                                           "pause()\n"
                                           "note(\"a \\\"quoted\\\"\\nline\")\n"
                                           "free(a)\n"
                                           "note(\"last\")\n"
                                           "pause()\n"));
}

void TraceTest::the_head_holds_title_goal_and_heap() {
    Trace trace;
    trace.title = "A title\nos.exit()";
    trace.goal = "A goal";
    HeapGeometry heap;
    heap.blocks = BlockCount{8};
    heap.block_size = 16;
    heap.base_address = 0xABC0;
    QCOMPARE(text(to_script(trace, heap)),
             QStringLiteral("-- title: A title os.exit()\n"
                            "-- goal: A goal\n"
                            "heap{blocks = 8, block_size = 16, base_address = 0xABC0}\n"));
}

void TraceTest::predictions_are_kept() {
    Trace trace;
    trace.names = {"d"};
    trace.operations = {operation(OperationKind::allocate, 0, 12)};
    trace.operations.edit()[0].to_be_predicted = true;
    QCOMPARE(script(trace), QStringLiteral("predict(function() d = malloc(12, \"d\") end)\n"));
}

QTEST_GUILESS_MAIN(TraceTest)
#include "trace_test.moc"
