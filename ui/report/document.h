// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report before it has a form: what stands in it, in order. All words are plain text.
#pragma once

#include <QList>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <functional>
#include <utility>
#include <variant>
#include <vector>

class QPainter;

namespace firstfit {

struct ReportHeading {
    int level = 2; ///< 2: a chapter, 3: a part of one
    QString text;
};

struct ReportParagraph {
    enum class Tone : std::uint8_t {
        plain,
        good,    ///< all is well
        failure, ///< something got nothing
        caution, ///< what to bear in mind
        code,    ///< to be copied
    };

    QString text;
    Tone tone = Tone::plain;
};

/// Sentences of equal rank.
struct ReportList {
    QStringList items;
};

/// Names and what they are.
struct ReportFacts {
    QList<std::pair<QString, QString>> rows;
};

struct ReportTable {
    QString caption;
    QStringList columns;
    QList<bool> figures; ///< by column: numbers, aligned to the right
    QList<QStringList> rows;
    qsizetype strong = -1; ///< the row that matters most
};

/// A picture that knows its size and paints itself into it, at the painter's origin, in either theme. It refers to the
/// run that it shows.
struct ReportPicture {
    QString alt; ///< what it shows, for those who do not see it
    QString caption;
    QSizeF size; ///< px at 96 dpi
    std::function<void(QPainter& painter, bool dark)> paint;
};

using ReportBlock = std::variant<ReportHeading, ReportParagraph, ReportList, ReportFacts, ReportTable, ReportPicture>;

struct ReportDocument {
    QString title;
    QString subtitle;
    std::vector<ReportBlock> blocks;
};

} // namespace firstfit
