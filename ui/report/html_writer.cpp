// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/writers.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QXmlStreamWriter>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString word(const char* text) { return QString::fromLatin1(text); }

/// Sharp on screens with twice the pixels, too.
constexpr int pixelsPerUnit = 2;

/// Without what XML has no place for: names come from recordings and may hold anything.
QString clean(QString text) {
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair) {
            ++i;
        } else if ((c.unicode() < 0x20 && c != QLatin1Char('\n') && c != QLatin1Char('\t')) || c.isSurrogate() ||
                   c.unicode() >= 0xFFFE) {
            text[i] = QChar(QChar::ReplacementCharacter);
        }
    }
    return text;
}

QByteArray pngOf(const ReportPicture& picture, bool dark) {
    QImage image((picture.size * pixelsPerUnit).toSize(), QImage::Format_RGB32);
    QByteArray png;
    if (image.isNull()) {
        return png;
    }
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(pixelsPerUnit, pixelsPerUnit);
    picture.paint(painter, dark);
    painter.end();
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return png;
}

QString dataOf(const QByteArray& png) { return word("data:image/png;base64,") + QString::fromLatin1(png.toBase64()); }

class HtmlWriter {
public:
    HtmlWriter(QIODevice& device, const WriterWatch& watch, std::uint64_t pictures)
        : xml_(&device), watch_(watch), pictures_(pictures) {}

    bool write(const ReportDocument& document);
    [[nodiscard]] bool hasError() const { return xml_.hasError(); }

private:
    void head(const ReportDocument& document);
    void operator()(const ReportHeading& heading) {
        line();
        element(heading.level == 2 ? "h2" : "h3", heading.text);
    }
    void operator()(const ReportParagraph& paragraph);
    void operator()(const ReportList& list);
    void operator()(const ReportFacts& facts);
    void operator()(const ReportTable& table);
    void operator()(const ReportPicture& picture);
    void row(const ReportTable& table, const QStringList& cells, const char* cell);
    void element(const char* name, const QString& text, const char* style = nullptr) {
        open(name, style);
        xml_.writeCharacters(clean(text));
        xml_.writeEndElement();
    }
    void open(const char* name, const char* style = nullptr) {
        xml_.writeStartElement(word(name));
        if (style != nullptr) {
            xml_.writeAttribute(word("class"), word(style));
        }
    }
    void line() { xml_.writeCharacters(word("\n")); }

    QXmlStreamWriter xml_;
    const WriterWatch& watch_;
    std::uint64_t pictures_;
    std::uint64_t drawn_ = 0;
    bool cancelled_ = false;
};

void HtmlWriter::head(const ReportDocument& document) {
    xml_.writeStartElement(word("head"));
    xml_.writeEmptyElement(word("meta"));
    xml_.writeAttribute(word("charset"), word("utf-8"));
    xml_.writeEmptyElement(word("meta"));
    xml_.writeAttribute(word("name"), word("viewport"));
    xml_.writeAttribute(word("content"), word("width=device-width, initial-scale=1"));
    xml_.writeEmptyElement(word("meta"));
    xml_.writeAttribute(word("name"), word("generator"));
    xml_.writeAttribute(word("content"), word("Firstfit"));
    element("title", document.title);
    xml_.writeTextElement(word("style"), htmlStyle());
    xml_.writeEndElement();
}

bool HtmlWriter::write(const ReportDocument& document) {
    xml_.writeDTD(word("<!DOCTYPE html>\n"));
    xml_.writeStartElement(word("html"));
    xml_.writeDefaultNamespace(word("http://www.w3.org/1999/xhtml"));
    xml_.writeAttribute(word("lang"), word("en"));
    head(document);
    xml_.writeStartElement(word("body"));
    xml_.writeStartElement(word("main"));
    element("h1", document.title);
    element("p", document.subtitle, "subtitle");
    for (const ReportBlock& block : document.blocks) {
        std::visit([this](const auto& each) { (*this)(each); }, block);
        if (cancelled_ || xml_.hasError()) {
            return false;
        }
    }
    xml_.writeEndDocument();
    return !xml_.hasError();
}

void HtmlWriter::operator()(const ReportParagraph& paragraph) {
    switch (paragraph.tone) {
    case ReportParagraph::Tone::plain:
        return element("p", paragraph.text);
    case ReportParagraph::Tone::good:
        return element("p", paragraph.text, "good");
    case ReportParagraph::Tone::failure:
        return element("p", paragraph.text, "failure");
    case ReportParagraph::Tone::caution:
        return element("p", paragraph.text, "caution");
    case ReportParagraph::Tone::code:
        return element("pre", paragraph.text);
    }
}

void HtmlWriter::operator()(const ReportList& list) {
    if (list.items.isEmpty()) {
        return;
    }
    open("ul");
    for (const QString& item : list.items) {
        element("li", item);
    }
    xml_.writeEndElement();
}

void HtmlWriter::operator()(const ReportFacts& facts) {
    open("dl");
    for (const auto& [name, what] : facts.rows) {
        line();
        element("dt", name);
        element("dd", what);
    }
    xml_.writeEndElement();
}

void HtmlWriter::row(const ReportTable& table, const QStringList& cells, const char* cell) {
    const bool heads = qstrcmp(cell, "th") == 0;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        open(cell, table.figures[i] ? "figure" : nullptr);
        if (heads) {
            xml_.writeAttribute(word("scope"), word("col"));
        }
        xml_.writeCharacters(clean(cells[i]));
        xml_.writeEndElement();
    }
}

void HtmlWriter::operator()(const ReportTable& table) {
    line();
    open("div", "wide");
    open("table");
    element("caption", table.caption);
    open("thead");
    open("tr");
    row(table, table.columns, "th");
    xml_.writeEndElement();
    xml_.writeEndElement();
    open("tbody");
    for (qsizetype i = 0; i < table.rows.size(); ++i) {
        line();
        open("tr", i == table.strong ? "strong" : nullptr);
        row(table, table.rows[i], "td");
        xml_.writeEndElement();
    }
    xml_.writeEndElement();
    xml_.writeEndElement();
    xml_.writeEndElement();
}

void HtmlWriter::operator()(const ReportPicture& picture) {
    if (!watch_(drawn_++, pictures_)) {
        cancelled_ = true;
        return;
    }
    line();
    open("figure");
    open("picture");
    xml_.writeEmptyElement(word("source"));
    xml_.writeAttribute(word("media"), word("(prefers-color-scheme:dark)"));
    xml_.writeAttribute(word("srcset"), dataOf(pngOf(picture, true)));
    xml_.writeEmptyElement(word("img"));
    xml_.writeAttribute(word("src"), dataOf(pngOf(picture, false)));
    xml_.writeAttribute(word("alt"), clean(picture.alt));
    xml_.writeAttribute(word("width"), QString::number(std::lround(picture.size.width())));
    xml_.writeAttribute(word("height"), QString::number(std::lround(picture.size.height())));
    xml_.writeEndElement();
    if (!picture.caption.isEmpty()) {
        element("figcaption", picture.caption);
    }
    xml_.writeEndElement();
}

} // namespace

std::optional<QString> writeHtml(const ReportDocument& document, QIODevice& device, const WriterWatch& watch) {
    const auto isPicture = [](const ReportBlock& block) { return std::holds_alternative<ReportPicture>(block); };
    const auto pictures = static_cast<std::uint64_t>(std::ranges::count_if(document.blocks, isPicture));
    HtmlWriter writer(device, watch, pictures);
    if (writer.write(document)) {
        return QString();
    }
    return writer.hasError() ? std::optional(Words::tr("The report cannot be written: %1").arg(device.errorString()))
                             : std::nullopt;
}

} // namespace firstfit
