// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "The same script gives the same trace, always": fixed orders, fixed seeds, no addresses.
#include "tests/allocator/script/running.h"

#include <QRegularExpression>
#include <QTest>

#include <sys/personality.h>

using namespace firstfit;
using namespace firstfit::test;

class ScriptDeterminismTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pairs_goes_in_order();
    void next_goes_in_order();
    void tables_may_change_while_they_are_gone_through();
    void metamethods_of_pairs_count();
    void globals_are_an_ordinary_table();
    void no_addresses_are_shown();
    void chance_is_fixed_unless_seeded();
    void there_is_no_clock();
    void a_script_full_of_chance_is_the_same_every_time();
};

void ScriptDeterminismTest::pairs_goes_in_order() {
    const Trace trace = run(R"(
local t1, t2, f, c, a = {}, {}, function() end, coroutine.create(print), malloc(1)
local t = {}
t[a] = 'alloc' t[c] = 'thread' t[f] = 'function' t[t2] = 't2' t[t1] = 't1'
t[true] = 'true' t[false] = 'false'
t.b = 'b' t.a = 'a' t[''] = 'empty' t['a\0'] = 'a0' t['\xff'] = 'ff' t.B = 'B'
t[3] = '3' t[1] = '1' t[2.5] = '2.5' t[-1] = '-1' t[1e300] = 'big' t[-math.huge] = '-inf' t[math.mininteger] = 'min'
t[math.maxinteger] = 'max' t[2^53] = '2^53'
local all = {}
for k, v in pairs(t) do assert(rawequal(t[k], v)) all[#all + 1] = v end
note(table.concat(all, ' ')))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace),
             QStringLiteral("-inf min -1 1 2.5 3 2^53 max big empty B a a0 b ff false true t1 t2 function "
                            "thread alloc"));
}

void ScriptDeterminismTest::next_goes_in_order() {
    const Trace trace = run(R"(
local t = {}
for i = 1, 40 do t['k' .. i] = i end
local by_next, by_pairs = {}, {}
local k, v = next(t)
while k do by_next[#by_next + 1] = k k, v = next(t, k) end
for k in pairs(t) do by_pairs[#by_pairs + 1] = k end
expect(table.concat(by_next) == table.concat(by_pairs))
expect(by_next[1] == 'k1' and by_next[2] == 'k10' and by_next[40] == 'k9')
expect(next({}) == nil)
expect(next(t, 'k9') == nil)
expect(next(t, 'k10') == 'k11')
t.k105 = 1
expect(next(t) == 'k1' and next(t, 'k10') == 'k105') -- seen as soon as a walk starts anew
local nested = 0
for a in next, t do for b in next, t do nested = nested + 1 end end
expect(nested == 41 * 41)
)");
    QCOMPARE(diagnostics(trace), QString());
}

void ScriptDeterminismTest::tables_may_change_while_they_are_gone_through() {
    const Trace trace = run(R"(
local t = {a = 1, b = 2, c = 3, d = 4}
local seen = ''
for k, v in pairs(t) do seen = seen .. k t[k] = nil t.c = nil end
note(seen)
t = {1, 2, 3}
seen = ''
for k in next, t do seen = seen .. k t[k] = nil end
note(seen .. tostring(next(t)))
t = {x = 1, y = 2}
for k, v in pairs(t) do t[k] = v * 10 end
note(t.x + t.y))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("abd\n123nil\n30"));
}

void ScriptDeterminismTest::metamethods_of_pairs_count() {
    const Trace trace = run(R"(
local t = setmetatable({}, {__pairs = function(t) return function(_, k) if not k then return 1, 'one' end end, t, nil end})
for k, v in pairs(t) do note(k .. v) end
note(tostring(pcall(pairs, 12))))");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("1one\nfalse"));
}

void ScriptDeterminismTest::globals_are_an_ordinary_table() {
    const Trace trace = run(R"(
zz, aa = 1, 2
local found = ''
for k in pairs(_G) do if #k == 2 and k ~= '_G' then found = found .. k end end
expect(found == 'aazz', found)
local count = 0
for k in next, _G do count = count + 1 end
expect(count > 30)
expect(rawget(_G, 'zz') == 1 and _G.zz == 1 and _ENV.zz == 1)
rawset(_G, 'zz', 5) expect(zz == 5)
zz = nil expect(rawget(_G, 'zz') == nil)
expect(_G._G == _G and rawlen(_G) == 0 and rawequal(_G, _ENV))
expect(getmetatable(_G) == nil)
setmetatable(_G, {__index = function(_, k) return k .. '?' end, __newindex = function(t, k, v) rawset(t, k, v * 2) end})
expect(nowhere == 'nowhere?')
fresh = 21 expect(fresh == 42)
setmetatable(_G, {__metatable = 'mine'})
expect(getmetatable(_G) == 'mine' and not pcall(setmetatable, _G, nil))
)");
    QCOMPARE(diagnostics(trace), QString());
}

void ScriptDeterminismTest::no_addresses_are_shown() {
    const Trace trace = run(R"(
local t, f, c = {}, function() end, coroutine.create(print)
print(t, f, c, print, string, io, coroutine.running())
print(string.format('%s %10s %-40s|%p %p %p %q', t, f, c, t, print, 1, 'q'))
print(('%5.1f %d %% %s'):format(1, 2, malloc(1)))
print(setmetatable({}, {__name = 'Kind'}), setmetatable({}, {__tostring = function() return 'own' end}))
print(tostring(setmetatable({}, {__name = 'Kind'})), string.format('%s', setmetatable({}, {__name = 'Kind'})))
print(pcall(error, t))
print(select(2, pcall(function() return t < f end)), select(2, pcall(string.rep)), select(2, pcall(ipairs)))
print(pcall(string.format, '%d', 'x'))
print(pcall(string.format, '%s'))
print(xpcall(error, tostring, t)))");
    QCOMPARE(diagnostics(trace), QString());
    const QString shown = notes(trace);
    QVERIFY(shown.startsWith(QStringLiteral("table: #1 function: #2 thread: #3 function: built in #")));
    QVERIFY2(!shown.contains(QRegularExpression(QStringLiteral("0x[0-9a-f]|[0-9a-f]{7,}"))), qPrintable(shown));
    QVERIFY(shown.contains(QStringLiteral("thread: #3").leftJustified(40) + QStringLiteral("|#1 built in #")));
    QVERIFY(shown.contains(QStringLiteral(" (null) \"q\"")));
    QVERIFY(shown.contains(QStringLiteral("Kind: #")));
    QVERIFY(shown.contains(QStringLiteral("  1.0 2 % #1 (1 block at 0)")));
    QVERIFY(shown.contains(QStringLiteral("own")));
    QVERIFY(shown.contains(QStringLiteral("bad argument #2 to 'format' (number expected, got string)")));
}

void ScriptDeterminismTest::chance_is_fixed_unless_seeded() {
    constexpr auto draw = "local s = '' for i = 1, 8 do s = s .. ' ' .. math.random(1000) end note(s) ";
    const QString fixed = notes(run(draw));
    QCOMPARE(notes(run(draw)), fixed);
    QCOMPARE(notes(run(std::string("math.randomseed() ") + draw)), fixed);
    const QString seeded = notes(run(std::string("math.randomseed(42) ") + draw));
    QVERIFY(seeded != fixed);
    QCOMPARE(notes(run(std::string("math.randomseed(42) ") + draw)), seeded);
    QVERIFY(notes(run(std::string("math.randomseed(42, 1) ") + draw)) != seeded);
    QVERIFY(notes(run(std::string("math.randomseed(0.5) ") + draw)) != fixed);
    // And the numbers are spread over what was asked for.
    QVERIFY(fixed.split(QLatin1Char(' '), Qt::SkipEmptyParts).removeDuplicates() <= 2);
}

void ScriptDeterminismTest::there_is_no_clock() {
    const Trace trace =
        run("note(tostring(os)) for k, v in pairs(_G) do if type(v) == 'table' and v ~= _G then\n"
            "for n in pairs(v) do if tostring(n):find('time') or tostring(n):find('clock') then note(n) end "
            "end end end");
    QCOMPARE(diagnostics(trace), QString());
    QCOMPARE(notes(trace), QStringLiteral("nil"));
}

/// May a process here switch off the random placement of its memory? Docker's default profile forbids it.
static bool addressesCanBeFixed() {
    constexpr unsigned long ask = 0xFFFFFFFF;
    const int current = personality(ask);
    if (current < 0 || personality(static_cast<unsigned long>(current) | ADDR_NO_RANDOMIZE) < 0) {
        return false;
    }
    personality(static_cast<unsigned long>(current));
    return true;
}

void ScriptDeterminismTest::a_script_full_of_chance_is_the_same_every_time() {
    // Everything whose order Lua leaves open: hashes of strings and objects, sorting equal elements, weak tables, the
    // length of tables with holes.
    constexpr auto common = R"(
heap{blocks = 4096, block_size = 8}
local held, weak = {}, setmetatable({}, {__mode = 'k'})
for round = 1, 3000 do
  local key = ({('s' .. round), {}, function() return round end, round * 0.5, round})[math.random(5)]
  held[key] = malloc(math.random(0, 64))
  weak[{}] = round
  if math.random(3) == 1 then
    local n = math.random(20)
    for k, v in pairs(held) do
      n = n - 1
      if n == 0 then free(v) held[k] = nil break end
    end
  end
end
local holes = {}
for i = 1, 500 do holes[math.random(1000)] = i holes['x' .. i] = i end
local list = {}
for i = 1, 2000 do list[i] = {math.random(3)} end
table.sort(list, function(a, b) return a[1] < b[1] end)
for i = 1, 2000, 100 do note(tostring(list[i])) end
-- The median of the first three that Lua's sort looks at is nearly the least: then it chooses by chance.
list = {}
for i = 1, 20000 do list[i] = {2 + math.random(3), i} end
list[1][1], list[5000][1], list[20000][1] = 0, 1, 2
table.sort(list, function(a, b) return a[1] < b[1] end)
for i = 1, 20000, 500 do note(list[i][2]) end
)";
    // These two also depend on addresses, which a container may forbid the worker to fix.
    constexpr auto byAddress = R"(
malloc(#holes)
local count = 0
for k in pairs(weak) do count = count + 1 end
note(count)
)";
    const std::string source = std::string(common) + (addressesCanBeFixed() ? byAddress : "");
    qputenv("FIRSTFIT_NOISE", QByteArray(1, 'x'));
    const Trace first = run(source);
    QCOMPARE(diagnostics(first), QString());
    QVERIFY(first.operations.size() > 3000);
    for (int length = 100; length < 2000; length += 333) {
        qputenv("FIRSTFIT_NOISE", QByteArray(length, 'x')); // moves the stack
        const Trace again = run(source);
        QVERIFY(again.operations == first.operations);
        QVERIFY(again.names == first.names);
        QVERIFY(again.notes == first.notes);
    }
    qunsetenv("FIRSTFIT_NOISE");
}

QTEST_APPLESS_MAIN(ScriptDeterminismTest)
#include "script_determinism_test.moc"
