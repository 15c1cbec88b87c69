// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings on the command line: replay, size and record.
#include "tests/app/program_run.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace firstfit::test;

namespace {

// 20, 10 and 48 bytes, the second is freed, 17 bytes: in blocks of 16 they lie at 0-1, 2, 3-5 and 6-7.
const QByteArray smallRecording = "= Start\n"
                                  "@ ./a:(first+1)[0x1] + 0x1000 0x14\n"
                                  "@ ./a:(second+2)[0x2] + 0x2000 0xa\n"
                                  "@ ./a:(third+3)[0x3] + 0x3000 0x30\n"
                                  "@ ./a:(second+4)[0x4] - 0x2000\n"
                                  "@ ./a:(fourth+5)[0x5] + 0x4000 0x11\n"
                                  "this is no line of mtrace\n"
                                  "@ ./a:(third+6)[0x6] - 0x9000\n"
                                  "@ ./a:(first+7)[0x7] - 0x1000\n"
                                  "= End\n";

QJsonObject object(const Finished& ran) { return QJsonDocument::fromJson(ran.out).object(); }

} // namespace

class ProgramRecordingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sumsUpARecording();
    void failsWhereARequestDoes();
    void readsStandardInput();
    void refusesWhatIsEmpty();
    void readsPartOfARecording();
    void refusesPartsOfAScript();
    void stopsWhenTold();
    void writesCsv();
    void reportsARecording();
    void sizesARecording();
    void sizesAScript();
    void sizesRealRecordings_data();
    void sizesRealRecordings();
    void recordsAProgram();
    void handsStatusAndSignalsOn();
    void saysHowToGetHeaptrack();
    void takesAnyHeaptrack();

private:
    QString write(const QString& name, const QByteArray& content);
    QString small() { return write(words("small.mtrace"), smallRecording); }

    QTemporaryDir folder_;
};

void ProgramRecordingsTest::initTestCase() { QVERIFY(folder_.isValid()); }

QString ProgramRecordingsTest::write(const QString& name, const QByteArray& content) {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        return {};
    }
    return file.fileName();
}

void ProgramRecordingsTest::refusesWhatIsEmpty() {
    const QString empty = write(words("empty.mtrace"), {});
    for (const char* command : {"replay", "size"}) {
        for (const QString& input : {empty, words("-")}) {
            const Finished ran = runFirstfit({words(command), input});
            QCOMPARE(ran.status, 2);
            QVERIFY2(ran.err.contains("is empty"), ran.err.constData());
            QVERIFY(ran.out.isEmpty());
        }
    }
}

void ProgramRecordingsTest::sumsUpARecording() {
    const Finished ran = runFirstfit({words("replay"), small(), words("--json")});
    QCOMPARE(ran.status, 0);
    QVERIFY2(ran.err.contains("small.mtrace:7:"), ran.err.constData());
    const QJsonObject sum = object(ran);
    QCOMPARE(sum[words("kind")].toString(), words("mtrace"));
    QCOMPARE(sum[words("operations")].toInt(), 6);
    QCOMPARE(sum[words("peak_bytes")].toInt(), 85); // 20 + 48 + 17
    QCOMPARE(sum[words("skipped_lines")].toInt(), 1);
    QCOMPARE(sum[words("recording")].toObject()[words("unmatched_frees")].toInt(), 1);
    QVERIFY(sum[words("failures")].toArray().isEmpty());
    const QJsonObject leaks = sum[words("leaks")].toObject();
    QCOMPARE(leaks[words("count")].toInt(), 2);
    QCOMPARE(leaks[words("bytes")].toInt(), 65);
    const QJsonObject most = leaks[words("call_sites")].toArray().at(0).toObject();
    QCOMPARE(most[words("bytes")].toInt(), 48);
    QVERIFY(most[words("call_site")].toString().startsWith(words("third")));
    // A heap of its own choice holds it; 16-byte blocks suffice.
    QCOMPARE(sum[words("heap")].toObject()[words("block_size")].toInt(), 16);
    const Finished text = runFirstfit({words("replay"), small()});
    QVERIFY2(text.out.contains("10 lines, 1 line skipped, 1 free of an unknown address"), text.out.constData());
}

void ProgramRecordingsTest::failsWhereARequestDoes() {
    const QStringList heap{words("replay"), small(), words("--block-size"), words("16"), words("--blocks")};
    QCOMPARE(runFirstfit(heap + QStringList{words("8")}).status, 0);
    const Finished ran = runFirstfit(heap + QStringList{words("7"), words("--json")});
    QCOMPARE(ran.status, 1);
    const QJsonArray failures = object(ran)[words("failures")].toArray();
    QCOMPARE(failures.size(), 1);
    const QJsonObject failure = failures.at(0).toObject();
    QCOMPARE(failure[words("operation")].toInt(), 5);
    QCOMPARE(failure[words("line")].toInt(), 6);
    QCOMPARE(failure[words("bytes")].toInt(), 17);
    QCOMPARE(failure[words("alignment")].toInt(), 16);
    QCOMPARE(failure[words("free_blocks")].toInt(), 2); // block 2 and block 6
    QCOMPARE(failure[words("chunks")].toInt(), 2);
    QCOMPARE(failure[words("largest_fitting_bytes")].toInt(), 16);
    QVERIFY(failure[words("call_site")].toString().startsWith(words("fourth")));
    const Finished text = runFirstfit(heap + QStringList{words("7")});
    QVERIFY2(text.out.contains("the first "), text.out.constData());
    // Only the block size is given: as many bytes as in the proposed heap.
    QCOMPARE(runFirstfit({words("replay"), small(), words("--block-size"), words("64")}).status, 0);
}

void ProgramRecordingsTest::readsStandardInput() {
    const Finished recording = runFirstfit({words("replay"), words("-"), words("--json")}, smallRecording);
    QCOMPARE(object(recording)[words("operations")].toInt(), 6);
    QCOMPARE(object(recording)[words("file")].toString(), words("-"));
    const Finished script = runFirstfit({words("replay"), words("-"), words("--json")}, "a = malloc(8)\n");
    QCOMPARE(object(script)[words("kind")].toString(), words("lua"));
    QCOMPARE(object(script)[words("operations")].toInt(), 1);
    const Finished picture = runFirstfit({words("replay"), words("-")}, "\x89PNG\r\n\x1a\n");
    QCOMPARE(picture.status, 2);
    QVERIFY2(picture.err.contains("a picture"), picture.err.constData());
}

void ProgramRecordingsTest::readsPartOfARecording() {
    const auto operations = [this](const char* option, const char* value) {
        return object(runFirstfit(
            {words("replay"), small(), words("--json"), words(option), words(value)}))[words("operations")]
            .toInt();
    };
    QCOMPARE(operations("--range", "1-3"), 3);
    QCOMPARE(operations("--sizes", "16-"), 4); // without the second and its free
    QCOMPARE(operations("--align", "8"), 6);
    const Finished thread = runFirstfit({words("replay"), small(), words("--thread"), words("1")});
    QCOMPARE(thread.status, 2);
    QVERIFY2(thread.err.contains("only ltrace"), thread.err.constData());
}

void ProgramRecordingsTest::refusesPartsOfAScript() {
    const QString script = write(words("part.lua"), "a = malloc(8)\n");
    const Finished ran = runFirstfit({words("replay"), script, words("--range"), words("1-2")});
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.contains("are for recordings"), ran.err.constData());
}

void ProgramRecordingsTest::stopsWhenTold() {
    const Finished ran = runFirstfit({words("replay"), small(), words("--json"), words("--block-size"), words("16"),
                                      words("--stop-when"), words("fails"), words("--stop-when"), words("touches=3")});
    QCOMPARE(ran.status, 0);
    const QJsonObject stopped = object(ran)[words("stopped")].toObject();
    QCOMPARE(stopped[words("operation")].toInt(), 3);
    QCOMPARE(stopped[words("condition")].toString(), words("touches=3"));
    QCOMPARE(object(ran)[words("operations")].toInt(), 3);
    const Finished text =
        runFirstfit({words("replay"), small(), words("--block-size=16"), words("--stop-when"), words("touches=3")});
    QVERIFY2(text.out.contains("stopped         operation 3: "), text.out.constData());
    const Finished never =
        runFirstfit({words("replay"), small(), words("--json"), words("--stop-when"), words("fails")});
    QVERIFY(!object(never).contains(words("stopped")));
    QCOMPARE(object(never)[words("operations")].toInt(), 6);
}

void ProgramRecordingsTest::writesCsv() {
    const Finished ran = runFirstfit({words("replay"), small(), words("--csv"), words("-")});
    QCOMPARE(ran.status, 0);
    const QList<QByteArray> lines = ran.out.split('\n');
    QCOMPARE(lines.size(), 8); // names, six operations, and nothing behind the last line end
    QVERIFY(lines[0].startsWith("operation,line,call,bytes,"));
    QVERIFY(lines[5].startsWith("5,6,allocate,17,6,2,1,"));
    const QString path = folder_.filePath(words("figures.csv"));
    const Finished both = runFirstfit({words("replay"), small(), words("--json"), words("--csv"), path});
    QCOMPARE(object(both)[words("operations")].toInt(), 6);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), ran.out);
    const Finished nowhere =
        runFirstfit({words("replay"), small(), words("--csv"), folder_.filePath(words("no/such/folder.csv"))});
    QCOMPARE(nowhere.status, 2);
    QVERIFY(nowhere.out.isEmpty());
}

void ProgramRecordingsTest::reportsARecording() {
    const QString html = folder_.filePath(words("r.html"));
    const QStringList asked{words("report"), small(), words("-o"), html, words("--block-size"), words("16")};
    const Finished held = runFirstfit(asked);
    QCOMPARE(held.status, 0);
    QCOMPARE(held.out, QByteArray());
    QFile file(html);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("<title>small.mtrace</title>"));
    file.close();
    // 20, 10 and 48 bytes are alive together: six blocks, and five have no room.
    const Finished failed = runFirstfit(asked + QStringList{words("--blocks"), words("5")});
    QCOMPARE(failed.status, 1);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("found no room in a heap of 5 blocks of 16 bytes"));
    const QString pdf = folder_.filePath(words("r.pdf"));
    QCOMPARE(runFirstfit({words("report"), words("-"), words("-o"), pdf}, smallRecording).status, 0);
    QFile printed(pdf);
    QVERIFY(printed.open(QIODevice::ReadOnly));
    QVERIFY(printed.readAll().startsWith("%PDF-"));
    const Finished nowhere = runFirstfit({words("report"), small(), words("-o"), folder_.filePath(words("no/r.pdf"))});
    QCOMPARE(nowhere.status, 2);
    QVERIFY2(nowhere.err.contains("no/r.pdf cannot be written"), nowhere.err.constData());
    const Finished wrong = runFirstfit({words("report"), words("missing.mtrace"), words("-o"), html});
    QCOMPARE(wrong.status, 2);
}

void ProgramRecordingsTest::sizesARecording() {
    const Finished ran = runFirstfit({words("size"), small(), words("--json"), words("--block-sizes"), words("16,64")});
    QCOMPARE(ran.status, 0);
    const QJsonObject report = object(ran);
    QCOMPARE(report[words("file")].toString(), small());
    QCOMPARE(report[words("alignment")].toInt(), 16);
    QCOMPARE(report[words("peak_bytes")].toInt(), 85);
    QVERIFY(report[words("from_64_bit")].toBool());
    QCOMPARE(report[words("results")].toArray().size(), 2);
    const QJsonObject result = report[words("results")].toArray().at(0).toObject();
    QCOMPARE(result[words("block_size")].toInt(), 16);
    QCOMPARE(result[words("blocks")].toInt(), 8);
    QCOMPARE(result[words("needed_blocks")].toInt(), 8);
    QCOMPARE(result[words("bytes")].toInt(), 144);
    QVERIFY(result[words("proved_smallest")].toBool());
    QCOMPARE(result[words("rounding_waste")].toInt(), 27);
    QCOMPARE(result[words("type")].toString(), words("stalloc::Stalloc<8, 16>"));
    const Finished text =
        runFirstfit({words("size"), small(), words("--block-sizes=16"), words("--headroom"), words("50")});
    QVERIFY2(text.out.contains("stalloc::Stalloc<12, 16> heap;"), text.out.constData());
    QVERIFY(text.out.contains("64-bit machine"));
    // 32 * 65,535 bytes: a thousandth too many for blocks of 16.
    const QString large = write(words("large.mtrace"), "= Start\n@ a:[0x1] + 0x1000 0x1fffe0\n@ a:[0x1] - 0x1000\n");
    const QJsonArray results =
        object(runFirstfit({words("size"), large, words("--json"), words("--block-sizes=16,32")}))[words("results")]
            .toArray();
    QVERIFY(results.at(0).toObject()[words("blocks")].isNull());
    QCOMPARE(results.at(0).toObject()[words("needed_blocks")].toInt(), 131'070);
    QCOMPARE(results.at(1).toObject()[words("blocks")].toInt(), 65'535);
}

void ProgramRecordingsTest::sizesAScript() {
    const QString script = write(words("size.lua"), "a = malloc(30)\nfree(a)\nb = malloc(33)\n");
    const Finished ran = runFirstfit({words("size"), script, words("--json"), words("--block-sizes=4")});
    QCOMPARE(ran.status, 0);
    QCOMPARE(object(ran)[words("results")].toArray().at(0).toObject()[words("blocks")].toInt(), 9);
    QVERIFY(!object(ran)[words("from_64_bit")].toBool());
}

void ProgramRecordingsTest::sizesRealRecordings_data() {
    QTest::addColumn<QString>("file");
    for (const char* name : {"bash", "jq", "lua", "sqlite"}) {
        QTest::newRow(name) << QStringLiteral(FIRSTFIT_TEST_DATA "/traces/%1.mtrace.gz").arg(words(name));
    }
}

void ProgramRecordingsTest::sizesRealRecordings() {
    QFETCH(QString, file);
    const QJsonArray results =
        object(runFirstfit({words("size"), file, words("--json"), words("--block-sizes=16,64")}))[words("results")]
            .toArray();
    QCOMPARE(results.size(), 2);
    for (const QJsonValue& value : results) {
        const QJsonObject result = value.toObject();
        QVERIFY(result[words("proved_smallest")].toBool());
        const int blocks = result[words("blocks")].toInt();
        const auto status_in = [&](int count) {
            return runFirstfit({words("replay"), file, words("--block-size"),
                                QString::number(result[words("block_size")].toInt()), words("--blocks"),
                                QString::number(count)})
                .status;
        };
        QCOMPARE(status_in(blocks), 0);
        QCOMPARE(status_in(blocks - 1), 1);
    }
}

void ProgramRecordingsTest::recordsAProgram() {
    if (QStandardPaths::findExecutable(words("heaptrack")).isEmpty()) {
        QSKIP("heaptrack is not installed");
    }
    // Input and output are the program's alone.
    const QString out = folder_.filePath(words("sort.raw"));
    const Finished ran =
        runFirstfit({words("record"), words("-o"), out, words("--"), words("sort"), words("-r")}, "a\nc\nb\n");
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.out, QByteArray("c\nb\na\n"));
    QVERIFY2(ran.err.contains("recorded sort in " + out.toUtf8()), ran.err.constData());
    const Finished replayed = runFirstfit({words("replay"), out, words("--json")});
    QCOMPARE(replayed.status, 0);
    QCOMPARE(object(replayed)[words("kind")].toString(), words("heaptrack"));
    QVERIFY(object(replayed)[words("operations")].toInt() > 10);
    // Without a name the recording gets the program's, and nothing is written over.
    for (const char* name : {"ls.raw", "ls-2.raw"}) {
        const Finished named = runFirstfit({words("record"), words("--"), words("ls")}, {}, terminal(), folder_.path());
        QCOMPARE(named.status, 0);
        QVERIFY2(named.err.contains(name), named.err.constData());
        QVERIFY(QFileInfo(folder_.filePath(words(name))).size() > 0);
    }
}

void ProgramRecordingsTest::handsStatusAndSignalsOn() {
    if (QStandardPaths::findExecutable(words("heaptrack")).isEmpty()) {
        QSKIP("heaptrack is not installed");
    }
    const QString out = folder_.filePath(words("status.raw"));
    QCOMPARE(
        runFirstfit({words("record"), words("-o"), out, words("--"), words("sh"), words("-c"), words("exit 7")}).status,
        7);
    const Finished none = runFirstfit({words("record"), words("-o"), out, words("--"), words("no-such-program")});
    QCOMPARE(none.status, 2);
    QVERIFY2(none.err.contains("there is no program no-such-program"), none.err.constData());
    const Finished folder =
        runFirstfit({words("record"), words("-o"), folder_.filePath(words("no/such/place")), words("--"), words("ls")});
    QCOMPARE(folder.status, 2);
    QVERIFY(folder.out.isEmpty());
    // A signal sent to firstfit reaches the program, which says so; then firstfit ends like the program.
    QProcess process;
    process.setProcessEnvironment(terminal());
    process.start(
        QStringLiteral(FIRSTFIT_PROGRAM),
        {words("record"), words("-o"), out, words("--"), words("sh"), words("-c"),
         words("trap 'echo asked; trap - TERM; kill -TERM $$' TERM; echo ready; while :; do sleep 0.1; done")});
    QVERIFY(process.waitForReadyRead(60'000));
    QCOMPARE(process.readAllStandardOutput(), QByteArray("ready\n"));
    process.terminate();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.readAllStandardOutput(), QByteArray("asked\n"));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QCOMPARE(process.exitCode(), SIGTERM);
}

void ProgramRecordingsTest::saysHowToGetHeaptrack() {
    QProcessEnvironment environment = terminal();
    environment.insert(words("PATH"), folder_.path());
    const Finished ran = runFirstfit({words("record"), words("--"), words("/bin/ls")}, {}, environment);
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.contains("apt install heaptrack"), ran.err.constData());
    QVERIFY(ran.out.isEmpty());
}

void ProgramRecordingsTest::takesAnyHeaptrack() {
    // One that keeps its library elsewhere: then it does the work itself, in raw mode.
    QTemporaryDir bin;
    QFile script(bin.filePath(words("heaptrack")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\n[ \"$1 $2\" = '--raw -o' ] || exit 99\nout=$3\nshift 3\n"
                 "printf '+ 10 0 1000\\n' > \"$out.raw.gz\"\nexec \"$@\"\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QProcessEnvironment environment = terminal();
    environment.insert(words("PATH"), bin.path() + words(":") + environment.value(words("PATH")));
    const QString out = folder_.filePath(words("other"));
    const Finished ran = runFirstfit(
        {words("record"), words("-o"), out, words("--"), words("sh"), words("-c"), words("echo done; exit 5")}, {},
        environment);
    QCOMPARE(ran.status, 5);
    QCOMPARE(ran.out, QByteArray("done\n"));
    QVERIFY2(ran.err.contains("other.raw.gz"), ran.err.constData());
}

QTEST_GUILESS_MAIN(ProgramRecordingsTest)
#include "program_recordings_test.moc"
