// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The HTML of a report, read as a browser would and compared with what follows from the recording by hand.
#include "allocator/replay/failure_cause.h"
#include "tests/ui/report/sample_run.h"
#include "ui/render/palette.h"

#include <QBuffer>
#include <QImage>
#include <QTest>
#include <QXmlStreamReader>

using namespace firstfit;
using test::SampleRun;

namespace {

struct Picture {
    QImage light, dark;
    QSize size;
    QString alt;
};

/// What stands in a page.
struct Page {
    QString error;
    QString title;
    QStringList headings, parts, paragraphs, items, cells, links;
    QHash<QString, QString> facts;
    QList<Picture> pictures;
    QSet<QString> elements;

    explicit Page(const QByteArray& html) {
        QXmlStreamReader xml(html);
        QString term;
        QImage dark;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) {
                continue;
            }
            const QString name = xml.name().toString();
            elements << name;
            for (const QXmlStreamAttribute& each : xml.attributes()) {
                const bool leads = each.name() == QLatin1String("src") || each.name() == QLatin1String("href") ||
                                   each.name() == QLatin1String("srcset");
                if (leads && !each.value().startsWith(QLatin1String("data:image/png;base64,"))) {
                    links << each.value().toString();
                }
            }
            if (name == QLatin1String("source")) {
                dark = decoded(xml.attributes().value(QLatin1String("srcset")).toString());
            } else if (name == QLatin1String("img")) {
                const QXmlStreamAttributes all = xml.attributes();
                pictures.append(
                    {decoded(all.value(QLatin1String("src")).toString()), dark,
                     QSize(all.value(QLatin1String("width")).toInt(), all.value(QLatin1String("height")).toInt()),
                     all.value(QLatin1String("alt")).toString()});
            } else if (name == QLatin1String("dt")) {
                term = xml.readElementText();
            } else if (name == QLatin1String("dd")) {
                facts[term] = xml.readElementText();
            } else {
                take(name, xml);
            }
        }
        error = xml.hasError() ? xml.errorString() : QString();
    }

    /// The cells from the one that reads `first` on.
    [[nodiscard]] QStringList row(const QString& first, qsizetype count) const {
        return cells.mid(cells.indexOf(first), count);
    }

private:
    static QImage decoded(const QString& data) {
        return QImage::fromData(QByteArray::fromBase64(data.section(QLatin1Char(','), 1).toLatin1()), "PNG");
    }
    void take(const QString& name, QXmlStreamReader& xml) {
        const QHash<QString, QStringList*> lists{{QStringLiteral("h2"), &headings},
                                                 {QStringLiteral("h3"), &parts},
                                                 {QStringLiteral("p"), &paragraphs},
                                                 {QStringLiteral("li"), &items},
                                                 {QStringLiteral("td"), &cells}};
        if (QStringList* list = lists.value(name)) {
            *list << xml.readElementText();
        } else if (name == QLatin1String("h1")) {
            title = xml.readElementText();
        }
    }
};

QByteArray htmlOf(const SampleRun& run, const ReportRequest& request = SampleRun::request()) {
    QByteArray html;
    QBuffer buffer(&html);
    buffer.open(QIODevice::WriteOnly);
    const auto problem = writeReport(run.timeline, run.trace, request, ReportFormat::html, buffer);
    return problem && problem->isEmpty() ? html : QByteArray();
}

/// By trying one after the other.
std::uint32_t smallestHeap(const SampleRun& run, std::uint32_t blockSize) {
    for (std::uint32_t blocks = 1; blocks < 100; ++blocks) {
        HeapGeometry geometry = SampleRun::geometryOf(blocks);
        geometry.block_size = blockSize;
        Timeline tried(geometry);
        tried.append_all(run.trace.operations, run.trace.names);
        bool holds = true;
        for (std::uint32_t n = 1; n <= tried.size().value; ++n) {
            holds = holds && !tried.failed(OperationIndex{n});
        }
        if (holds) {
            return blocks;
        }
    }
    return 0;
}

} // namespace

class HtmlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsTheFigures() {
        const Page page(htmlOf(SampleRun()));
        QCOMPARE(page.error, QString());
        QVERIFY(page.paragraphs.contains(
            QStringLiteral("1 request found no room in a heap of 6 blocks of 16 bytes; operation 5 was the first.")));
        QCOMPARE(page.facts[QStringLiteral("Operations")],
                 QStringLiteral("7: 5 allocations, 2 frees, 0 reallocations"));
        QCOMPARE(page.facts[QStringLiteral("Failed requests")], QStringLiteral("1"));
        QCOMPARE(page.facts[QStringLiteral("Heap")],
                 QStringLiteral("6 blocks of 16 bytes at 0x100000, first-fit; 112 bytes with the base header"));
        QCOMPARE(page.facts[QStringLiteral("Peak")],
                 QStringLiteral("78 bytes asked for at the same time; 6 blocks in use at the same time (operation 3)"));
        QCOMPARE(page.facts[QStringLiteral("At the end")],
                 QStringLiteral("5 blocks in use, 1 free in 1 chunk, the largest of 1 block"));
        QCOMPARE(page.facts[QStringLiteral("Never freed")], QStringLiteral("2 allocations, 78 bytes"));
    }

    void explainsFailures() {
        const SampleRun run;
        const Page page(htmlOf(run));
        QVERIFY(page.parts.contains(QStringLiteral("Operation 5: malloc(17)")));
        // Operation, call, bytes, free blocks, chunks, the largest, the most bytes that fit.
        const QStringList expected{QStringLiteral("5"), QStringLiteral("malloc(17)"), QStringLiteral("17"),
                                   QStringLiteral("1"), QStringLiteral("1"),          QStringLiteral("1"),
                                   QStringLiteral("16")};
        QCOMPARE(page.row(QStringLiteral("5"), 7), expected);
        const QString why = QString::fromStdString(cause_sentence(failure_cause(run.timeline, OperationIndex{5})));
        QVERIFY(page.paragraphs.contains(why));
        // The first allocation and the chunk behind it make three blocks; what is appended begins a chunk of its own.
        QCOMPARE(page.items.value(0), QStringLiteral("Freeing #1 (2 blocks from block 0 on) would have been enough."));
        QCOMPARE(page.items.value(1), QStringLiteral("With 2 more blocks at its end the heap would have held it."));
    }

    void sizesTheHeap() {
        const SampleRun run;
        const Page page(htmlOf(run));
        for (const std::uint32_t blockSize : {4U, 16U, 64U}) {
            const std::uint32_t blocks = smallestHeap(run, blockSize);
            QVERIFY(blocks != 0);
            const qsizetype chapter =
                page.cells.indexOf(QStringLiteral("4"), page.cells.indexOf(QStringLiteral("malloc(17)")));
            const qsizetype row = page.cells.indexOf(QString::number(blockSize), chapter);
            QCOMPARE(page.cells.value(row + 1), QString::number(blocks));
            QCOMPARE(page.cells.value(row + 2), QString::number((blocks + 1) * blockSize));
        }
    }

    void listsLeaksBySite() {
        const Page page(htmlOf(SampleRun()));
        QCOMPARE(page.row(QStringLiteral("third+3 in a"), 3),
                 QStringList({QStringLiteral("third+3 in a"), QStringLiteral("1"), QStringLiteral("48")}));
        QCOMPARE(page.row(QStringLiteral("last+7 in a"), 3),
                 QStringList({QStringLiteral("last+7 in a"), QStringLiteral("1"), QStringLiteral("30")}));
        QVERIFY(!page.cells.contains(QStringLiteral("second+2 in a"))); // that was given back
    }

    void standsAlone() {
        const Page page(htmlOf(SampleRun()));
        QCOMPARE(page.links, QStringList());
        QVERIFY(!page.elements.contains(QStringLiteral("script")));
        // Timeline, the map at the peak (nothing is free then), map and free chunks at the failure, the sizes.
        QCOMPARE(page.pictures.size(), 5);
        for (const Picture& picture : page.pictures) {
            QVERIFY(!picture.alt.isEmpty());
            QCOMPARE(picture.light.size(), picture.size * 2);
            QCOMPARE(picture.dark.size(), picture.size * 2);
            const QPoint corner(2, 2);
            QVERIFY(picture.light.pixelColor(corner).lightnessF() > 0.9F);
            QVERIFY(picture.dark.pixelColor(corner).lightnessF() < 0.3F);
        }
        QVERIFY(
            page.pictures[1].alt.startsWith(QStringLiteral("Heap map after operation 3: 6 blocks in use, 0 blocks")));
        QVERIFY(page.pictures[3].alt.contains(QStringLiteral("1 chunk of 1 block")));
    }

    void takesNamesAsText() {
        const QByteArray html = htmlOf(SampleRun());
        QVERIFY(!html.contains("<i>") && !html.contains("<b>"));
        QVERIFY(!html.contains('\x01') && !html.contains('\x02'));
        const Page page(html);
        QCOMPARE(page.title, QStringLiteral("a<i>&amp;\uFFFD.mtrace"));
        QVERIFY2(page.cells.contains(QStringLiteral("op<b>&\"'\uFFFD+5 in a")),
                 qPrintable(page.cells.join(QLatin1Char('|'))));
    }

    void bindsTheNumberOfPictures() {
        QByteArray recording = "= Start\n@ ./a:(f+1)[0x1] + 0x1000 0x60\n";
        for (int i = 0; i < 5; ++i) {
            recording += "@ ./a:(f+2)[0x2] + 0x" + QByteArray::number(0x2000 + 16 * i, 16) + " 0x20\n";
        }
        ReportRequest request = SampleRun::request();
        request.mostFailures = 2;
        request.findsSmallest = false;
        const Page page(htmlOf(SampleRun(recording), request));
        QCOMPARE(page.facts[QStringLiteral("Failed requests")], QStringLiteral("5"));
        QCOMPARE(page.parts.size(), 2);
        QVERIFY(
            page.paragraphs.contains(QStringLiteral("Of 5 failures the first 2 are explained here; 3 more are not.")));
        QVERIFY(!page.headings.contains(QStringLiteral("The smallest heap that holds this run")));
        request.mostFailures = 0;
        QCOMPARE(Page(htmlOf(SampleRun(recording), request)).parts.size(), 0);
    }

    void saysThatAllIsWell() {
        const Page page(htmlOf(SampleRun(smallRecording(), 40)));
        QVERIFY(
            page.paragraphs.contains(QStringLiteral("Every request found room in a heap of 40 blocks of 16 bytes.")));
        QVERIFY(!page.headings.contains(QStringLiteral("Requests that found no room")));
        QVERIFY(page.parts.isEmpty());
    }

    void showsAnEmptyRun() {
        const Timeline empty;
        QByteArray html;
        QBuffer buffer(&html);
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        QCOMPARE(writeReport(empty, Trace{}, SampleRun::request(), ReportFormat::html, buffer), QString());
        QCOMPARE(Page(html).error, QString());
    }

private:
    static const QByteArray& smallRecording() { return test::smallRecording; }
};

QTEST_MAIN(HtmlTest)
#include "html_test.moc"
