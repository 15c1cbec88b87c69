// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The built program, run as a person runs it in a terminal without a display.
#include "tests/app/program_run.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace firstfit::test;

class ProgramTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answersReferenceCasesExactly();
    void keepsItsExitStatuses_data();
    void keepsItsExitStatuses();
    void namesFileLineAndColumn();
    void sumsUpAsJson();
    void obeysTheHeapOptions();
    void refusesOtherKindsOfFile_data();
    void refusesOtherKindsOfFile();
    void drawsWithoutADisplay();
    void drawsEachFormat();
    void drawsTheMomentAskedFor();
    void leavesThePictureAloneWhenItFails();
    void saysThatThereIsNoDisplay();
    void runsTheLessons();

private:
    QString write(const QString& name, const QByteArray& content);

    QTemporaryDir folder_;
};

void ProgramTest::initTestCase() {
    QVERIFY(folder_.isValid());
    QVERIFY2(QFile::exists(QStringLiteral(FIRSTFIT_PROGRAM)), FIRSTFIT_PROGRAM);
}

QString ProgramTest::write(const QString& name, const QByteArray& content) {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        return {};
    }
    return file.fileName();
}

void ProgramTest::answersReferenceCasesExactly() {
    const QDir cases(QStringLiteral(FIRSTFIT_TEST_DATA "/reference"));
    const QStringList traces = cases.entryList({words("*.trace")});
    QVERIFY(traces.size() >= 30);
    for (const QString& trace : traces) {
        QFile expected(cases.filePath(QFileInfo(trace).completeBaseName() + words(".expected")));
        QVERIFY2(expected.open(QIODevice::ReadOnly), qPrintable(expected.fileName()));
        const Finished ran = runFirstfit({words("replay"), cases.filePath(trace)});
        QCOMPARE(ran.status, 0);
        QVERIFY2(ran.out == expected.readAll(), qPrintable(trace));
        QVERIFY2(ran.err.isEmpty(), ran.err.constData());
    }
}

void ProgramTest::keepsItsExitStatuses_data() {
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("status");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("fine") << QByteArray("a = malloc(8)\n") << 0;
    QTest::newRow("nil is a result") << QByteArray("a = malloc(4000)\nassert(a == nil)\n") << 0;
    QTest::newRow("freeing nil is a warning") << QByteArray("free(nil)\n") << 0;
    QTest::newRow("double free") << QByteArray("a = malloc(8)\nfree(a)\nfree(a)\n") << 1;
    QTest::newRow("failed expect") << QByteArray("expect(false, 'no')\n") << 1;
    QTest::newRow("run-time error") << QByteArray("local t = nil\nt.x = 1\n") << 1;
    QTest::newRow("bad heap") << QByteArray("heap{blocks = 0}\n") << 1;
    QTest::newRow("syntax error") << QByteArray("a = = malloc(8)\n") << 2;
}

void ProgramTest::keepsItsExitStatuses() {
    QFETCH(QByteArray, script);
    QFETCH(int, status);
    const QString path = write(words("status.lua"), script);
    const Finished ran = runFirstfit({words("replay"), path});
    QVERIFY2(ran.status == status, ran.err.constData());
    QCOMPARE(ran.err.isEmpty(), status == 0 && !script.startsWith("free(nil)"));
    QCOMPARE(ran.out.isEmpty(), status == 2); // nothing ran, so there is nothing to sum up
}

void ProgramTest::namesFileLineAndColumn() {
    const QString path = write(words("twice.lua"), "a = malloc(8)\nfree(a)\nfree(a)\n");
    const Finished ran = runFirstfit({words("replay"), path});
    QVERIFY2(ran.err.startsWith(path.toUtf8() + ":3:"), ran.err.constData());
    QVERIFY(ran.err.contains("2")); // the line that freed it first
    QVERIFY(ran.out.contains("2: 1 allocation, 1 free"));
}

void ProgramTest::sumsUpAsJson() {
    const QString path = write(words("sum.lua"), "heap{blocks = 16, block_size = 8}\n"
                                                 "a = malloc(20)\nb = malloc(8)\nfree(a)\nc = malloc(1000)\n"
                                                 "b = realloc(b, 16)\n");
    const Finished ran = runFirstfit({words("replay"), path, words("--json")});
    QCOMPARE(ran.status, 0);
    const QJsonObject sum = QJsonDocument::fromJson(ran.out).object();
    const QStringList keys{words("file"),        words("kind"),          words("heap"),          words("operations"),
                           words("allocations"), words("frees"),         words("reallocations"), words("peak_bytes"),
                           words("peak_blocks"), words("highest_block"), words("final"),         words("fragmentation"),
                           words("scan_length"), words("failures"),      words("leaks"),         words("skipped_lines"),
                           words("diagnostics")};
    QStringList sorted = keys;
    sorted.sort();
    QCOMPARE(sum.keys(), sorted);
    QCOMPARE(sum[words("file")].toString(), path);
    QCOMPARE(sum[words("kind")].toString(), words("lua"));
    QCOMPARE(sum[words("heap")].toObject(), (QJsonObject{{words("blocks"), 16},
                                                         {words("block_size"), 8},
                                                         {words("base_address"), 0x100000},
                                                         {words("policy"), words("first-fit")}}));
    QCOMPARE(sum[words("operations")].toInt(), 5);
    QCOMPARE(sum[words("allocations")].toInt(), 3);
    QCOMPARE(sum[words("frees")].toInt(), 1);
    QCOMPARE(sum[words("reallocations")].toInt(), 1);
    QCOMPARE(sum[words("peak_bytes")].toInt(), 28);
    QCOMPARE(sum[words("peak_blocks")].toInt(), 4);
    QCOMPARE(sum[words("highest_block")].toInt(), 4);
    QCOMPARE(sum[words("final")].toObject(),
             (QJsonObject{{words("used"), 2}, {words("free"), 14}, {words("chunks"), 2}, {words("largest"), 11}}));
    const QJsonObject failure = sum[words("failures")].toArray().at(0).toObject();
    QCOMPARE(failure[words("operation")].toInt(), 4);
    QCOMPARE(failure[words("line")].toInt(), 5);
    QCOMPARE(failure[words("bytes")].toInt(), 1000);
    QCOMPARE(failure[words("free_blocks")].toInt(), 15);
    QCOMPARE(failure[words("largest_fitting_bytes")].toInt(), 96);
    QCOMPARE(sum[words("leaks")].toObject(), (QJsonObject{{words("count"), 1}, {words("bytes"), 16}}));
    QVERIFY(sum[words("diagnostics")].toArray().isEmpty());
}

void ProgramTest::obeysTheHeapOptions() {
    const QString path = write(words("options.lua"), "heap{blocks = 16, block_size = 8}\na = malloc(8)\n");
    const Finished ran = runFirstfit({words("replay"), path, words("--blocks"), words("100"), words("--block-size=64"),
                                      words("--policy"), words("best-fit"), words("--json")});
    const QJsonObject heap = QJsonDocument::fromJson(ran.out).object()[words("heap")].toObject();
    QCOMPARE(heap[words("blocks")].toInt(), 100);
    QCOMPARE(heap[words("block_size")].toInt(), 64);
    QCOMPARE(heap[words("policy")].toString(), words("best-fit"));
}

void ProgramTest::refusesOtherKindsOfFile_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("looks");
    QTest::newRow("interpreted") << QByteArray("v 10400 3\ns 9 /bin/true\nX true\nI 1000 0\na 10 1\n+ 0\n- 0\n")
                                 << QByteArray("heaptrack --raw");
    QTest::newRow("nothing in it") << QByteArray("= Start\n= End\n") << QByteArray("holds no operation");
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n") << QByteArray("a picture");
    QTest::newRow("bytecode") << QByteArray("\x1bLuaT") << QByteArray("compiled Lua");
    QTest::newRow("binary") << QByteArray("ab\0cd", 5) << QByteArray("binary data");
    QTest::newRow("latin-1") << QByteArray("-- caf\xe9\n") << QByteArray("UTF-8");
}

void ProgramTest::refusesOtherKindsOfFile() {
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, looks);
    // The name lies: content alone counts.
    const Finished ran = runFirstfit({words("replay"), write(words("lies.lua"), content)});
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.contains(looks), ran.err.constData());
    QVERIFY(ran.out.isEmpty());
}

void ProgramTest::drawsWithoutADisplay() {
    const QString script = write(words("draw.lua"), "a = malloc(8)\n");
    const QString out = folder_.filePath(words("draw.png"));
    const Finished ran = runFirstfit(
        {words("export"), script, words("-o"), out, words("--size"), words("800x600"), words("--scale"), words("2")});
    QVERIFY2(ran.status == 0, ran.err.constData());
    QVERIFY2(ran.err.isEmpty(), ran.err.constData());
    const QImage image(out);
    QCOMPARE(image.size(), QSize(1600, 1200));
}

void ProgramTest::drawsEachFormat() {
    const QString script = write(words("formats.lua"), "a = malloc(8)\n");
    const QList<std::pair<QString, QByteArray>> formats{{words("png"), QByteArray("\x89PNG")},
                                                        {words("svg"), QByteArray("<?xml")},
                                                        {words("pdf"), QByteArray("%PDF-")}};
    for (const auto& [suffix, magic] : formats) {
        const QString out = folder_.filePath(words("formats.") + suffix);
        QCOMPARE(runFirstfit({words("export"), script, words("-o"), out}).status, 0);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll().startsWith(magic), qPrintable(suffix));
    }
}

void ProgramTest::drawsTheMomentAskedFor() {
    const QString script = write(words("moment.lua"), "a = malloc(8)\nb = malloc(8)\nfree(a)\n");
    const auto picture = [&](const QString& at, const QString& theme) {
        const QString out = folder_.filePath(words("at-") + at + theme + words(".png"));
        const Finished ran =
            runFirstfit({words("export"), script, words("-o"), out, words("--at"), at, words("--theme"), theme});
        return ran.status == 0 ? QImage(out) : QImage();
    };
    const QImage fresh = picture(words("0"), words("light"));
    const QImage first = picture(words("1"), words("light"));
    const QImage inside = picture(words("1.1"), words("light"));
    const QImage dark = picture(words("1"), words("dark"));
    QVERIFY(!fresh.isNull() && !first.isNull() && !inside.isNull() && !dark.isNull());
    QVERIFY(fresh != first);
    QVERIFY(inside != first);
    QVERIFY(dark.pixelColor(2, 2).lightness() < 60);
    QVERIFY(first.pixelColor(2, 2).lightness() > 200);
    for (const char* nowhere : {"4", "1.99", "0.1", "1.0"}) {
        const Finished ran = runFirstfit(
            {words("export"), script, words("-o"), folder_.filePath(words("no.png")), words("--at"), words(nowhere)});
        QVERIFY2(ran.status == 2, nowhere);
        QVERIFY2(ran.err.contains("there is no"), ran.err.constData());
    }
    QVERIFY(!QFile::exists(folder_.filePath(words("no.png"))));
}

void ProgramTest::leavesThePictureAloneWhenItFails() {
    const QString broken = write(words("broken.lua"), "a = = 1\n");
    const QString out = write(words("kept.png"), "as it was");
    QCOMPARE(runFirstfit({words("export"), broken, words("-o"), out}).status, 2);
    QFile kept(out);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("as it was"));
    const QString twice = write(words("twice2.lua"), "a = malloc(8)\nfree(a)\nfree(a)\n");
    QCOMPARE(runFirstfit({words("export"), twice, words("-o"), out}).status, 1);
    QVERIFY(!QImage(out).isNull()); // drawn as far as it came
    QCOMPARE(runFirstfit({words("export"), twice, words("-o"), folder_.filePath(words("no/such/folder.png"))}).status,
             2);
}

void ProgramTest::saysThatThereIsNoDisplay() {
    const Finished ran = runFirstfit({});
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.contains("no display"), ran.err.constData());
}

void ProgramTest::runsTheLessons() {
    const QDir lessons(QStringLiteral(FIRSTFIT_LESSONS));
    const QStringList names = lessons.entryList({words("*.lua")});
    QVERIFY(names.size() >= 8);
    for (const QString& name : names) {
        const Finished ran = runFirstfit({words("replay"), lessons.filePath(name)});
        QVERIFY2(ran.status == 0, ran.err.constData());
        QVERIFY2(ran.err.isEmpty(), ran.err.constData());
    }
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "program_test.moc"
