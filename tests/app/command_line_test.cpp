// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace firstfit;

namespace {

Command parse(const QString& words) { return parseCommandLine(words.split(QLatin1Char(' '), Qt::SkipEmptyParts)); }

QString error(const QString& words) {
    const Command command = parse(words);
    const auto* usage = std::get_if<UsageError>(&command);
    return usage ? usage->message : QStringLiteral("(no error)");
}

QString printed(const QString& words) {
    const Command command = parse(words);
    const auto* print = std::get_if<PrintCommand>(&command);
    return print ? print->text : QStringLiteral("(nothing)");
}

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensTheWindow();
    void printsHelpAndVersion();
    void readsReplay();
    void readsWhatOfARecordingIsWanted();
    void readsSize();
    void readsRecord();
    void readsExport();
    void readsReport();
    void readsBench();
    void explainsMistakes_data();
    void explainsMistakes();
    void laysOptionsOverAHeap();
};

void CommandLineTest::opensTheWindow() {
    QVERIFY(std::get<WindowCommand>(parse(QString())).file.isEmpty());
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("-odd.lua")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Command command = parseCommandLine({QStringLiteral("--"), file.fileName()});
    QCOMPARE(std::get<WindowCommand>(command).file, file.fileName());
    QCOMPARE(std::get<WindowCommand>(parse(QStringLiteral("-"))).file, QStringLiteral("-"));
}

void CommandLineTest::printsHelpAndVersion() {
    QVERIFY(printed(QStringLiteral("--help")).startsWith(QStringLiteral("Usage: firstfit [FILE]")));
    QCOMPARE(printed(QStringLiteral("--version")), QStringLiteral("firstfit " FIRSTFIT_VERSION "\n"));
    QVERIFY(printed(QStringLiteral("replay --help")).contains(QStringLiteral("--json")));
    QVERIFY(printed(QStringLiteral("export x.lua -h")).contains(QStringLiteral("--scale")));
    QVERIFY(printed(QStringLiteral("size x.mtrace --help")).contains(QStringLiteral("--headroom")));
    QVERIFY(printed(QStringLiteral("record --help")).contains(QStringLiteral("heaptrack")));
    // What does not exist yet is not offered.
    QVERIFY(printed(QStringLiteral("--help")).contains(QStringLiteral("bench")));
    QVERIFY(printed(QStringLiteral("bench --workload pair --help")).contains(QStringLiteral("--contender")));
}

void CommandLineTest::readsReplay() {
    const auto command = std::get<ReplayCommand>(parse(
        QStringLiteral("replay --blocks=64 x.lua --block-size 16 --policy best-fit --base-address 0x2000 --json")));
    QCOMPARE(command.file, QStringLiteral("x.lua"));
    QCOMPARE(command.heap.blocks->value, 64U);
    QCOMPARE(*command.heap.blockSize, 16U);
    QCOMPARE(*command.heap.baseAddress, 0x2000U);
    QVERIFY(command.heap.policy == Policy::best_fit);
    QVERIFY(command.json);
}

void CommandLineTest::readsWhatOfARecordingIsWanted() {
    const auto all = std::get<ReplayCommand>(parse(QStringLiteral("replay x")));
    QVERIFY(!all.recording.given && all.stops.empty() && all.csv.isEmpty());
    const auto some = std::get<ReplayCommand>(
        parse(QStringLiteral("replay - --range 3-70 --sizes 16- --thread 7 --align 8 --csv out.csv "
                             "--stop-when fragmentation>50% --stop-when fails@xmalloc")));
    QCOMPARE(some.file, QStringLiteral("-"));
    QVERIFY(some.recording.given);
    QCOMPARE(some.recording.read.first, 3U);
    QCOMPARE(some.recording.read.last, 70U);
    QCOMPARE(some.recording.read.min_bytes, 16U);
    QCOMPARE(some.recording.read.max_bytes, std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(*some.recording.read.thread, 7U);
    QCOMPARE(some.recording.read.alignment, 8U);
    QCOMPARE(some.csv, QStringLiteral("out.csv"));
    QCOMPARE(some.stops.size(), 2U);
    QVERIFY(some.stops[0].kind == StopCondition::Kind::fragmentation_above);
    QCOMPARE(some.stops[0].fraction, 0.5);
    QCOMPARE(QString::fromStdString(some.stops[1].site), QStringLiteral("xmalloc"));
    const auto last = std::get<SizeCommand>(parse(QStringLiteral("size x --range -9 --sizes 5")));
    QCOMPARE(last.recording.read.first, 1U);
    QCOMPARE(last.recording.read.last, 9U);
    QCOMPARE(last.recording.read.min_bytes, 5U);
    QCOMPARE(last.recording.read.max_bytes, 5U);
    QVERIFY(std::get<ExportCommand>(parse(QStringLiteral("export x -o o.png --align 4"))).recording.given);
}

void CommandLineTest::readsSize() {
    const auto plain = std::get<SizeCommand>(parse(QStringLiteral("size x.mtrace")));
    QVERIFY(plain.blockSizes.empty() && plain.headroom == 0 && !plain.json);
    const auto command =
        std::get<SizeCommand>(parse(QStringLiteral("size x.mtrace --block-sizes 8,32,4 --headroom 12.5% --json")));
    QCOMPARE(command.file, QStringLiteral("x.mtrace"));
    QVERIFY((command.blockSizes == std::vector<std::uint32_t>{8, 32, 4}));
    QCOMPARE(command.headroom, 0.125);
    QVERIFY(command.json);
    QCOMPARE(std::get<SizeCommand>(parse(QStringLiteral("size x --headroom=10"))).headroom, 0.1);
}

void CommandLineTest::readsRecord() {
    const auto command = std::get<RecordCommand>(parse(QStringLiteral("record -o out.raw -- ls -o --help /")));
    QCOMPARE(command.output, QStringLiteral("out.raw"));
    QCOMPARE(command.program,
             (QStringList{QStringLiteral("ls"), QStringLiteral("-o"), QStringLiteral("--help"), QStringLiteral("/")}));
    const auto bare = std::get<RecordCommand>(parse(QStringLiteral("record --output=x ls -- -l")));
    QCOMPARE(bare.output, QStringLiteral("x"));
    QCOMPARE(bare.program, (QStringList{QStringLiteral("ls"), QStringLiteral("--"), QStringLiteral("-l")}));
    QVERIFY(std::get<RecordCommand>(parse(QStringLiteral("record -- ls"))).output.isEmpty());
}

void CommandLineTest::readsExport() {
    const auto command = std::get<ExportCommand>(
        parse(QStringLiteral("export x.lua -o out.PNG --at 12.8 --size 1920x1080 --scale 2 --theme dark")));
    QCOMPARE(command.output, QStringLiteral("out.PNG"));
    QCOMPARE(*command.operation, 12U);
    QCOMPARE(*command.micro, 8U);
    QCOMPARE(command.size, QSize(1920, 1080));
    QCOMPARE(command.scale, 2);
    QVERIFY(command.dark);
    const auto plain = std::get<ExportCommand>(parse(QStringLiteral("export x.lua -o out.svg")));
    QVERIFY(!plain.operation && !plain.micro && !plain.size.isValid() && plain.scale == 1 && !plain.dark);
}

void CommandLineTest::readsReport() {
    const auto all = std::get<ReportCommand>(
        parse(QStringLiteral("report x.mtrace -o out.PDF --failures 3 --no-sizing --blocks 100 --range 1-50")));
    QCOMPARE(all.file, QStringLiteral("x.mtrace"));
    QCOMPARE(all.output, QStringLiteral("out.PDF"));
    QCOMPARE(all.mostFailures, std::optional(3U));
    QVERIFY(!all.findsSmallest);
    QCOMPARE(all.heap.blocks->value, 100U);
    QCOMPARE(all.recording.read.last, 50U);
    const auto plain = std::get<ReportCommand>(parse(QStringLiteral("report - --output=o.html")));
    QCOMPARE(plain.file, QStringLiteral("-"));
    QVERIFY(!plain.mostFailures);
    QVERIFY(plain.findsSmallest);
    QVERIFY(printed(QStringLiteral("report -h")).contains(QStringLiteral("--failures")));
}

void CommandLineTest::readsBench() {
    const BenchCommand usual = std::get<BenchCommand>(parse(QStringLiteral("bench")));
    QVERIFY(usual.workloads.isEmpty() && usual.contenders.isEmpty() && usual.trace.isEmpty());
    QCOMPARE(usual.seconds, 10.0);
    QCOMPARE(usual.precision, 0.02);
    QCOMPARE(usual.churn, ChurnOptions{});
    QVERIFY(!usual.json && !usual.csv && !usual.list);
    const BenchCommand all = std::get<BenchCommand>(parse(
        QStringLiteral("bench --workload pair --workload churn,pair --contender malloc-copy --trace a.mtrace "
                       "--time 2.5 --precision 5 --live 7 --sizes 16-32 --blocks 9 --block-size 8 --seed 3 --csv")));
    QCOMPARE(all.workloads, QStringList({QStringLiteral("pair"), QStringLiteral("churn"), QStringLiteral("trace")}));
    QCOMPARE(all.contenders, QStringList{QStringLiteral("malloc-copy")});
    QCOMPARE(all.trace, QStringLiteral("a.mtrace"));
    QCOMPARE(all.seconds, 2.5);
    QCOMPARE(all.precision, 0.05);
    QCOMPARE(all.churn, (ChurnOptions{7, 16, 32}));
    QCOMPARE(all.heap.blocks->value, 9U);
    QCOMPARE(*all.heap.blockSize, 8U);
    QCOMPARE(all.seed, std::uint64_t{3});
    QVERIFY(all.csv);
    QCOMPARE(std::get<BenchCommand>(parse(QStringLiteral("bench --sizes 64"))).churn.max_bytes, 64U);
    QVERIFY(std::get<BenchCommand>(parse(QStringLiteral("bench --list"))).list);
}

void CommandLineTest::explainsMistakes_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char* words, const char* expected) {
        QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(expected);
    };
    add("repaly", "Did you mean replay?");
    add("size", "no file given");
    add("size x --block-sizes 16,12", "powers of two");
    add("size x --block-sizes 16,,32", "powers of two");
    add("size x --block-sizes 16,16", "different powers of two");
    add("size x --headroom lots", "percent");
    add("size x --headroom -1", "percent");
    add("size x --headroom %", "percent");
    add("size x --block-size 4", "Did you mean --block-sizes?");
    add("record", "-- PROGRAM");
    add("record -o out.raw", "-- PROGRAM");
    add("record -o", "needs a value");
    add("record --", "-- PROGRAM");
    add("record --jsno -- ls", "unknown option --jsno");
    add("recrod -- ls", "Did you mean record?");
    add("replay x --range 7-3", "range of operations");
    add("replay x --range 0-3", "range of operations");
    add("replay x --range -", "range of operations");
    add("replay x --range 1-2-3", "range of operations");
    add("replay x --sizes a-b", "range of bytes");
    add("replay x --thread main", "thread's number");
    add("replay x --align 24", "power of two");
    add("replay x --stop-when sometimes", "a condition such as");
    add("replay x --csv - --json", "cannot both be standard output");
    add("bensh --list", "no command 'bensh' in this version; try --help. Did you mean bench?");
    const char* const workloadNames = "names out of vectors, string, chained, threads, pair, churn, chunks, trace, not";
    add("bench --workload pear", workloadNames);
    add("bench --workload pair,pear", workloadNames);
    add("bench --workload pair,", workloadNames);
    add("bench --contender moloc", "names out of stalloc, sync-stalloc, chain, malloc, unsynchronized-pool, monotonic");
    add("bench --workload trace", "add --trace FILE");
    add("bench x.lua", "x.lua is one too many");
    add("bench --time 0", "seconds from 0.1");
    add("bench --time nan", "seconds from 0.1");
    add("bench --precision -1", "percent");
    add("bench --live 0", "1 to 1000000");
    add("bench --sizes 4-8", "bytes from 8");
    add("bench --sizes 64-8", "bytes from 8");
    add("bench --sizes 8-", "bytes from 8");
    add("bench --json --csv", "cannot both be standard output");
    add("bench --policy best-fit", "unknown option --policy");
    add("bench -o chart.pdf", ".png or .svg");
    add("repaly x.lua", "Did you mean replay?");
    add("no-such-file.lua", "there is no file");
    add("--colour", "unknown option --colour");
    add("replay", "no file given");
    add("replay a b", "b is one too many");
    add("replay x --jsno", "Did you mean --json?");
    add("replay x --blocks", "needs a value");
    add("replay x --blocks 0", "1 to 65535");
    add("replay x --blocks 65536", "1 to 65535");
    add("replay x --blocks -3", "1 to 65535");
    add("replay x --blocks 12px", "1 to 65535");
    add("replay x --block-size 12", "power of two");
    add("replay x --block-size 2", "power of two");
    add("replay x --policy first", "first-fit");
    add("export x", "-o OUT.png");
    add("report x", "-o OUT.html");
    add("report -o o.pdf", "no file given");
    add("report x -o o.png", ".html or .pdf");
    add("report x -o o.pdf --failures many", "0 to 100");
    add("reprot x -o o.pdf", "report");
    add("export x -o out.gif", ".png, .svg or .pdf");
    add("export x -o out", ".png, .svg or .pdf");
    add("export x -o o.png --at -1", "moment");
    add("export x -o o.png --at 1.2.3", "moment");
    add("export x -o o.png --at 1.", "moment");
    add("export x -o o.png --size 1920", "1920x1080");
    add("export x -o o.png --size 10x10", "1920x1080");
    add("export x -o o.png --scale 5", "1 to 4");
    add("export x -o o.png --theme blue", "light or dark");
}

void CommandLineTest::explainsMistakes() {
    QFETCH(QString, words);
    QFETCH(QString, expected);
    QVERIFY2(error(words).contains(expected), qPrintable(error(words)));
}

void CommandLineTest::laysOptionsOverAHeap() {
    HeapOptions options;
    options.blockSize = 16;
    HeapGeometry own;
    own.blocks = BlockCount{7};
    const HeapGeometry both = options.over(own);
    QCOMPARE(both.blocks.value, 7U);
    QCOMPARE(both.block_size, 16U);
    QCOMPARE(both.base_address, own.base_address);
}

QTEST_APPLESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
