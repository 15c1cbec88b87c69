// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the bytes come from: files, pipes, packed and damaged ones, and ones that are no recordings at all.
#include "tests/allocator/trace/packing.h"
#include "tests/allocator/trace/recording_text.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace firstfit;
using namespace firstfit::test;

namespace {

/// A recording of `pairs` allocations and frees: long enough for several pieces.
std::string long_recording(int pairs) {
    std::string text = "= Start\n";
    for (int i = 1; i <= pairs; ++i) {
        const std::string address = std::to_string(i) + "0";
        text +=
            "@ prog:(f+" + std::to_string(i % 7 + 1) + ")[0x" + std::to_string(i % 7) + "] + 0x" + address + " 0x40\n";
        text += "- 0x" + address + "\n";
    }
    return text;
}

std::string all_of(ByteSource& source) {
    std::string text;
    std::string piece(1000, '\0');
    for (;;) {
        const std::optional<std::size_t> count = source.read(piece);
        if (count && *count == 0) {
            return text;
        }
        text.append(piece, 0, count.value_or(0));
    }
}

std::string unpacked(const std::string& packed, std::string* damage = nullptr) {
    UnpackedSource source(bytes_of(packed));
    const std::string text = all_of(source);
    if (damage != nullptr) {
        *damage = source.damage();
    } else if (!source.damage().empty()) {
        QTest::qFail(source.damage().c_str(), __FILE__, __LINE__);
    }
    return text;
}

} // namespace

class ByteSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unpacks_data();
    void unpacks();
    void several_packed_pieces_are_one();
    void tells_what_is_damaged_data();
    void tells_what_is_damaged();
    void what_comes_before_the_damage_is_read();
    void bears_every_cut_of_packed_data();
    void reads_files_and_refuses_what_is_none();
    void reads_a_pipe_as_it_comes();
    void reads_standard_input();
    void can_be_cancelled();
    void keeps_what_was_read_before_a_cancel();
    void does_not_miss_what_a_cancel_left_out();
    void tells_its_progress();
    void refuses_wrong_kinds_data();
    void refuses_wrong_kinds();
    void recognises_a_recording_that_begins_anywhere();

private:
    QString write(const QString& name, const std::string& bytes) {
        const QString path = folder_.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size())) {
            qFatal("cannot write a test file");
        }
        return path;
    }

    QTemporaryDir folder_;
};

void ByteSourceTest::unpacks_data() {
    QTest::addColumn<int>("pairs");
    QTest::newRow("less than a magic number") << -1;
    QTest::newRow("one piece") << 10;
    QTest::newRow("many pieces") << 100'000;
}

void ByteSourceTest::unpacks() {
    QFETCH(const int, pairs);
    const std::string plain = pairs < 0 ? "ab" : long_recording(pairs);
    QVERIFY(unpacked(plain) == plain);
    QVERIFY(unpacked(gzipped(plain)) == plain);
    QVERIFY(unpacked(zstd_packed(plain)) == plain);
    // What was looked at is read all the same.
    const std::string packed = gzipped(plain);
    UnpackedSource source(bytes_of(packed));
    const std::optional<std::string_view> head = source.head();
    QVERIFY(head && !head->empty() && plain.starts_with(*head));
    QVERIFY(all_of(source) == plain);
    QCOMPARE(source.consumed(), packed.size());
    QCOMPARE(source.total(), packed.size());
}

void ByteSourceTest::several_packed_pieces_are_one() {
    const std::string first = long_recording(10'000);
    const std::string second = "- 0x10\n";
    QVERIFY(unpacked(gzipped(first) + gzipped(second)) == first + second);
    QVERIFY(unpacked(zstd_packed(first) + zstd_packed(second)) == first + second);
    QVERIFY(unpacked(gzipped(first) + std::string(512, '\0')) == first);
}

void ByteSourceTest::tells_what_is_damaged_data() {
    QTest::addColumn<QByteArray>("packed");
    QTest::addColumn<QString>("damage");
    const auto row = [](const char* name, const std::string& packed, const char* damage) {
        QTest::newRow(name) << QByteArray::fromStdString(packed) << QString::fromLatin1(damage);
    };
    const std::string plain = long_recording(1000);
    const std::string gz = gzipped(plain);
    const std::string zst = zstd_packed(plain);
    row("gz cut", gz.substr(0, gz.size() / 2), "the compressed data end in the middle");
    row("gz without its sum", gz.substr(0, gz.size() - 4), "the compressed data end in the middle");
    row("zst cut", zst.substr(0, zst.size() / 2), "the compressed data end in the middle");
    row("gz followed", gz + "more", "something else follows the compressed data");
    std::string bad_gz = gz;
    bad_gz[bad_gz.size() - 6] = static_cast<char>(bad_gz[bad_gz.size() - 6] ^ 1);
    row("gz with another sum", bad_gz, "the compressed data are damaged (incorrect data check)");
    row("zst followed", zst + "more", "the compressed data are damaged (Unknown frame descriptor)");
}

void ByteSourceTest::tells_what_is_damaged() {
    QFETCH(const QByteArray, packed);
    QFETCH(const QString, damage);
    std::string told;
    const std::string plain = long_recording(1000);
    const std::string text = unpacked(packed.toStdString(), &told);
    COMPARE_TEXT(told, damage.toStdString());
    QVERIFY(plain.starts_with(text));
}

void ByteSourceTest::what_comes_before_the_damage_is_read() {
    const std::string packed = gzipped(long_recording(1000));
    const Trace trace = trace_of(read_text(packed.substr(0, packed.size() - packed.size() / 4)));
    QVERIFY(trace.recording->cut_off);
    QVERIFY(trace.operations.size() > 100 && trace.operations.size() < 2000);
    QVERIFY(problems(trace).find("the compressed data end in the middle") != std::string::npos);
    COMPARE_TEXT(refusal_of(read_text(packed.substr(0, 8))).title, "test.file cannot be read");
}

void ByteSourceTest::bears_every_cut_of_packed_data() {
    for (const std::string& packed : {gzipped(long_recording(20)), zstd_packed(long_recording(20))}) {
        for (std::size_t length = 0; length < packed.size(); ++length) {
            const ReadRecording part = read_text(std::string_view(packed).substr(0, length));
            const Trace* const trace = std::get_if<Trace>(&part);
            QVERIFY(trace == nullptr || trace->recording->cut_off);
            QVERIFY(trace == nullptr || trace->operations.size() <= 40);
        }
    }
}

void ByteSourceTest::reads_files_and_refuses_what_is_none() {
    const QString path = write(QStringLiteral("prog.mtrace.gz"), gzipped(long_recording(5)));
    const Trace trace = trace_of(read_recording(path.toStdString()));
    QCOMPARE(trace.operations.size(), std::size_t{10});
    COMPARE_TEXT(trace.file, path.toStdString());

    const std::string folder = folder_.path().toStdString();
    COMPARE_TEXT(refusal_of(read_recording(folder + "/absent.mtrace")).title, "absent.mtrace does not exist");
    COMPARE_TEXT(refusal_of(read_recording(path.toStdString() + "/below")).title, "below does not exist");
    const ReadRefusal is_folder = refusal_of(read_recording(folder));
    QVERIFY(is_folder.title.ends_with(" is a folder"));
    COMPARE_TEXT(is_folder.advice, "Open a file in it.");
    if (::geteuid() != 0) { // root reads everything
        const QString secret = write(QStringLiteral("secret"), "+ 0x10 0x1\n");
        QVERIFY(QFile::setPermissions(secret, QFile::Permissions{}));
        COMPARE_TEXT(refusal_of(read_recording(secret.toStdString())).title, "secret may not be read");
    }
    COMPARE_TEXT(refusal_of(read_recording(write(QStringLiteral("nothing"), "").toStdString())).title,
                 "nothing is empty");
}

void ByteSourceTest::reads_a_pipe_as_it_comes() {
    const std::string path = folder_.filePath(QStringLiteral("pipe")).toStdString();
    QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    const std::string text = gzipped(long_recording(50'000));
    // It opens the pipe only when somebody reads, and hands over little at a time.
    std::thread writer([&] {
        QFile pipe(QString::fromStdString(path));
        if (pipe.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
            for (std::size_t at = 0; at < text.size(); at += 1000) {
                pipe.write(text.data() + at, static_cast<qint64>(std::min<std::size_t>(1000, text.size() - at)));
            }
        }
    });
    const ReadRecording recording = read_recording(path);
    writer.join();
    QCOMPARE(trace_of(recording).operations.size(), std::size_t{100'000});
}

void ByteSourceTest::reads_standard_input() {
    std::array<int, 2> ends{};
    QCOMPARE(::pipe(ends.data()), 0);
    const int before = ::dup(STDIN_FILENO);
    QVERIFY(::dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    const std::string text = long_recording(10);
    const bool written = ::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(ends[1]);
    const ReadRecording recording = read_recording("-");
    const ReadRecording again = read_recording("-");
    ::dup2(before, STDIN_FILENO);
    ::close(before);
    ::close(ends[0]);
    QVERIFY(written);
    QCOMPARE(trace_of(recording).operations.size(), std::size_t{20});
    COMPARE_TEXT(refusal_of(again).title, "standard input is empty");
}

void ByteSourceTest::can_be_cancelled() {
    const std::string text = long_recording(200'000);
    int calls = 0;
    const ReadRefusal refused = refusal_of(read_text(text, {}, [&](const ReadProgress&) { return ++calls < 2; }));
    QVERIFY(refused.cancelled);
    QCOMPARE(calls, 2);
    // A pipe that nobody writes to can be left, too.
    const std::string path = folder_.filePath(QStringLiteral("silent")).toStdString();
    QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    QVERIFY(refusal_of(read_recording(path, {}, [](const ReadProgress&) { return false; })).cancelled);
}

void ByteSourceTest::keeps_what_was_read_before_a_cancel() {
    const std::string text = long_recording(200'000);
    const Trace whole = trace_of(read_text(text));
    const Trace part =
        trace_of(read_text(text, {}, [](const ReadProgress& progress) { return progress.operations == 0; }));
    const std::size_t kept = part.operations.size();
    QVERIFY(kept > 0 && kept < whole.operations.size());
    QVERIFY(std::equal(part.operations.begin(), part.operations.end(), whole.operations.begin()));
    QVERIFY(part.recording->cut_off && !whole.recording->cut_off);
    QCOMPARE(part.diagnostics.size(), std::size_t{1});
    QVERIFY(part.diagnostics[0].kind == DiagnosticKind::cancelled);
    QCOMPARE(part.diagnostics[0].line, part.operations[kept - 1].line);
}

void ByteSourceTest::does_not_miss_what_a_cancel_left_out() {
    std::string text = "100 100000 200000 0\n";
    for (int i = 0; i < 100'000; ++i) {
        text += "a " + std::to_string(i) + " 16\nf " + std::to_string(i) + "\n";
    }
    const Trace part =
        trace_of(read_text(text, {}, [](const ReadProgress& progress) { return progress.operations == 0; }));
    QVERIFY(part.recording->cut_off);
    QCOMPARE(part.diagnostics.size(), std::size_t{1}); // and none that the header promised more
    QVERIFY(part.diagnostics[0].kind == DiagnosticKind::cancelled);
}

void ByteSourceTest::tells_its_progress() {
    const std::string text = long_recording(200'000);
    ReadProgress last;
    const Trace trace = trace_of(read_text(text, {}, [&](const ReadProgress& progress) {
        const bool forward = progress.bytes >= last.bytes && progress.operations >= last.operations;
        last = progress;
        return forward;
    }));
    QCOMPARE(last.bytes, text.size());
    QCOMPARE(last.bytes_total, text.size());
    QVERIFY(last.operations > 0 && last.operations <= trace.operations.size());
}

void ByteSourceTest::refuses_wrong_kinds_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("looks_like");
    const auto row = [](const char* name, const std::string& bytes, const char* looks) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromLatin1(looks);
    };
    row("Lua", "-- title: First fit\nheap{blocks = 32}\na = malloc(30)\nfree(a)\n", "a Lua script");
    row("packed Lua", gzipped("a = malloc(30)\n"), "a Lua script");
    row("reference", "8 4\na 1 3 1\nf 1\n", "a reference trace");
    row("picture", "\x89PNG\r\n\x1a\n", "a picture");
    row("program",
        zstd_packed("\x7f"
                    "ELF\x02\x01"),
        "a program");
    row("xz",
        "\xfd"
        "7zXZ\x01",
        "a compressed file");
    row("packed twice", gzipped(gzipped("+ 0x10 0x1\n")), "a compressed file");
    row("binary", std::string("ab\0cd\n", 6), "binary data");
    row("prose", "Dear reader,\nthis is free (as in speech).\n", "a Lua script, or some other text");
}

void ByteSourceTest::refuses_wrong_kinds() {
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, looks_like);
    const ReadRefusal refused = refusal_of(read_text(bytes.toStdString()));
    COMPARE_TEXT(refused.title, "test.file is not a recording");
    QVERIFY2(QString::fromStdString(refused.advice).startsWith(QStringLiteral("It looks like ") + looks_like),
             refused.advice.c_str());
    QVERIFY(!refused.cancelled);
}

void ByteSourceTest::recognises_a_recording_that_begins_anywhere() {
    const std::string mtrace = long_recording(10);
    QCOMPARE(recognise(mtrace.substr(20)), FileKind::mtrace);
    const std::string ltrace = "Hello, World\n__libc_start_main(0x401136, 1) = 0\nmalloc(5 <unfinished ...>\n"
                               "<... malloc resumed> ) = 0x10\nmalloc(6) = 0x20\nfree(0x10) = <void>\n";
    QCOMPARE(recognise(ltrace), FileKind::ltrace);
    QCOMPARE(recognise("+ 0x10 0x1\n" + std::string(9, '\0') + "- 0x10\n"), FileKind::mtrace);
    QCOMPARE(recognise("x = malloc(8)\ny = malloc(9)\nfree(x)\nfree(y)\n"), FileKind::lua);
}

QTEST_GUILESS_MAIN(ByteSourceTest)
#include "byte_source_test.moc"
