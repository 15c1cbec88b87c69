// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The PDF of a report, where its pieces come to lie, and files that stay whole whatever happens.
#include "tests/ui/report/sample_run.h"
#include "ui/report/pdf_layout.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace firstfit;
using test::SampleRun;

namespace {

Piece piece(double height, bool withNext = false, double before = 0) {
    Piece made;
    made.height = height;
    made.withNext = withNext;
    made.before = before;
    return made;
}

/// "page:y page:y ..."
QString places(const std::vector<Piece>& pieces, double pageHeight) {
    QStringList all;
    for (const PlacedPiece& each : placePieces(pieces, pageHeight)) {
        all << QStringLiteral("%1:%2").arg(each.page).arg(each.y);
    }
    return all.join(QLatin1Char(' '));
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class PdfTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    const SampleRun run_;

    [[nodiscard]] QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] std::optional<QString> save(const QString& path, const ReportWatch& watch = {}) const {
        return saveReport(run_.timeline, run_.trace, SampleRun::request(), path, watch);
    }

private Q_SLOTS:
    void fillsPages() {
        QCOMPARE(places({}, 100), QString());
        QCOMPARE(places({piece(60), piece(40), piece(1)}, 100), QStringLiteral("0:0 0:60 1:0"));
        // No space at the top of a page, and a piece that only fits without it goes on.
        QCOMPARE(places({piece(60), piece(40, false, 5), piece(10, false, 5)}, 100), QStringLiteral("0:0 1:0 1:45"));
    }

    void keepsHeadingsWithWhatFollows() {
        QCOMPARE(places({piece(70), piece(10, true), piece(30)}, 100), QStringLiteral("0:0 1:0 1:10"));
        QCOMPARE(places({piece(60), piece(10, true), piece(30)}, 100), QStringLiteral("0:0 0:60 0:70"));
        // More than a page in one: it begins a page and goes on at the next.
        QCOMPARE(places({piece(10), piece(50, true), piece(40, true), piece(30)}, 100),
                 QStringLiteral("0:0 1:0 1:50 2:0"));
        QCOMPARE(places({piece(10), piece(10, true)}, 100), QStringLiteral("0:0 0:10")); // nothing follows
        QCOMPARE(places({piece(10), piece(500), piece(10)}, 100), QStringLiteral("0:0 1:0 2:0"));
    }

    void repeatsTheHeadOfATable() {
        const auto head = std::make_shared<const Piece>(piece(10));
        std::vector<Piece> rows{piece(10, true)};
        for (int i = 0; i < 5; ++i) {
            rows.push_back(piece(30));
            rows.back().head = head;
        }
        QCOMPARE(places(rows, 100), QStringLiteral("0:0 0:10 0:40 0:70 1:0 1:10 1:40"));
    }

    void writesPages() {
        const QString pdf = path("a.pdf");
        QCOMPARE(save(pdf), QString());
        const QByteArray content = contentOf(pdf);
        QVERIFY(content.startsWith("%PDF-"));
        static const QRegularExpression aPage(QStringLiteral("/Type /Page\\b"));
        const qsizetype pages = QString::fromLatin1(content).count(aPage);
        QVERIFY(pages >= 2);
        const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
        if (reader.isEmpty()) {
            QSKIP("pdftotext is not here: the words are not read.");
        }
        QProcess process;
        process.start(reader, {QStringLiteral("-layout"), pdf, QStringLiteral("-")});
        QVERIFY(process.waitForFinished());
        const QString text = QString::fromUtf8(process.readAllStandardOutput());
        for (qsizetype page = 1; page <= pages; ++page) {
            QVERIFY(text.contains(QStringLiteral("page %1 of %2").arg(page).arg(pages)));
        }
        for (const char* words : {"1 request found no room in a heap of 6 blocks of 16 bytes",
                                  "Operation 5: malloc(17)", "2 allocations, 78 bytes", "third+3 in a"}) {
            QVERIFY2(text.contains(QString::fromLatin1(words)), words);
        }
    }

    void saysWhatIsWrong() {
        const QString nowhere = folder_.filePath(QStringLiteral("no/such/folder.html"));
        const std::optional<QString> problem = save(nowhere);
        QVERIFY(problem && problem->contains(nowhere));
        const std::optional<QString> ending = save(path("a.doc"));
        QVERIFY(ending && ending->contains(QStringLiteral(".html or .pdf")));
        QVERIFY(!QFile::exists(path("a.doc")));
    }

    void leavesWhatWasThere_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("html") << QStringLiteral("kept.html");
        QTest::newRow("pdf") << QStringLiteral("kept.pdf");
    }

    // Cancelled at each of the moments at which it asks.
    void leavesWhatWasThere() {
        QFETCH(QString, name);
        const QTemporaryDir alone;
        const QString kept = alone.filePath(name);
        QFile file(kept);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        int asked = 0;
        std::uint64_t last = 0;
        bool forwards = true;
        QCOMPARE(save(alone.filePath(QStringLiteral("whole.") + QFileInfo(name).suffix()),
                      [&](std::uint64_t done, std::uint64_t total) {
                          ++asked;
                          forwards = forwards && done >= last && done <= total;
                          last = done;
                          return true;
                      }),
                 QString());
        QVERIFY(forwards);
        QVERIFY(asked > 5);
        for (const int end : {1, asked / 2, asked - 1}) {
            int left = end;
            QVERIFY(!save(kept, [&left](std::uint64_t, std::uint64_t) { return --left > 0; }));
            QCOMPARE(contentOf(kept), QByteArray("mine"));
        }
        QCOMPARE(QDir(alone.path()).entryList(QDir::Files | QDir::Hidden).size(), 2);
    }
};

QTEST_MAIN(PdfTest)
#include "pdf_test.moc"
