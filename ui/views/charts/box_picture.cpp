// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/box_picture.h"

#include "ui/models/timing_words.h"

#include <QBarCategoryAxis>
#include <QBoxPlotSeries>
#include <QBoxSet>
#include <QChart>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Timing)
};

constexpr double boxShare = 0.62; ///< of a column

/// log10 of a time; what is no time is a thousandth of a ns.
double logOf(double ns) { return std::log10(std::max(ns, 1e-3)); }

bool isDrawn(const Cell* cell) { return cell != nullptr && cell->summary.count > 0; }

} // namespace

void BoxPicture::setResults(std::shared_ptr<const Results> results, bool unfinished) {
    results_ = std::move(results);
    unfinished_ = unfinished;
    contenders_ = contendersIn(*results_);
    groups_ = workloadGroups(*results_);
    changed();
}

QString BoxPicture::emptySentence() const {
    for (const WorkloadGroup& group : groups_) {
        for (const Cell* cell : group.cells) {
            if (isDrawn(cell)) {
                return {};
            }
        }
    }
    return Words::tr("Nothing has been measured yet. Choose contenders and workloads, then run.");
}

double BoxPicture::preferredWidth(double scale) const {
    // Names in two lines, and boxes beside each other.
    const double group = std::max(80.0, static_cast<double>(contenders_.size() + 2) * 13);
    return std::max(520.0, 70 + group * static_cast<double>(groups_.size())) * scale;
}

// One column for each contender and half of one at both sides of a group: the first and the last series are empty.
double BoxPicture::columnAt(std::size_t group, std::size_t contender) const {
    const double columns = static_cast<double>(contenders_.size() + 2);
    return static_cast<double>(group) - 0.5 + (static_cast<double>(contender) + 1.5) / columns;
}

QRectF BoxPicture::groupRect(std::size_t group) const {
    const double left = xOf(static_cast<double>(group) - 0.5);
    const double right = xOf(static_cast<double>(group) + 0.5);
    const double top = yOf(spanY().high);
    return {left, top, right - left, yOf(spanY().low) - top};
}

QRectF BoxPicture::boxAt(std::size_t group, std::size_t contender) const {
    const Cell* cell = groups_.at(group).cells.at(contender);
    if (!isDrawn(cell)) {
        return {};
    }
    const double width = (xOf(1) - xOf(0)) / static_cast<double>(contenders_.size() + 2) * boxShare;
    const double top = yOf(logOf(cell->summary.upper_quartile));
    return {xOf(columnAt(group, contender)) - width / 2, top, width, yOf(logOf(cell->summary.lower_quartile)) - top};
}

QBoxSet* BoxPicture::boxSetOf(const Cell* cell) const {
    if (!isDrawn(cell)) {
        const double low = spanY().low;
        auto* none = new QBoxSet(low, low, low, low, low);
        none->setPen(QPen(QColor(0, 0, 0, 0)));
        none->setBrush(QColor(0, 0, 0, 0));
        return none;
    }
    const Summary& s = cell->summary;
    auto* set =
        new QBoxSet(logOf(s.p5), logOf(s.lower_quartile), logOf(s.median), logOf(s.upper_quartile), logOf(s.p95));
    const ContenderLook look = contenderLook(cell->contender, palette());
    set->setPen(QPen(look.edge, 1.3));
    set->setBrush(look.filling == Filling::hollow ? palette().panel : look.fill);
    return set;
}

void BoxPicture::populate() {
    double low = 1e300;
    double high = 0;
    for (const WorkloadGroup& group : groups_) {
        for (const Cell* cell : group.cells) {
            if (isDrawn(cell)) {
                low = std::min(low, cell->summary.p5);
                high = std::max(high, cell->summary.p95);
            }
        }
    }
    low = std::max(low, 1e-2);
    const std::vector<double> steps = roundSteps(low * 0.93, std::max(high, low) * 1.25);
    setFull({-0.5, static_cast<double>(groups_.size()) - 0.5}, {std::log10(steps.front()), std::log10(steps.back())});

    auto* across = new QBarCategoryAxis;
    for (const WorkloadGroup& group : groups_) {
        across->append(QString::fromStdString(group.workload));
    }
    styleAxis(*across);
    across->setLabelsVisible(false);
    across->setGridLineVisible(false);
    chart().addAxis(across, Qt::AlignBottom);
    QAbstractAxis* up = addAxis(Qt::AlignLeft, Scale::logTimes);
    for (std::size_t column = 0; column < contenders_.size() + 2; ++column) {
        auto* series = new QBoxPlotSeries;
        series->setBoxWidth(boxShare);
        const bool isGap = column == 0 || column == contenders_.size() + 1;
        for (const WorkloadGroup& group : groups_) {
            series->append(boxSetOf(isGap ? nullptr : group.cells[column - 1]));
        }
        addSeries(series, {across, up});
    }
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        for (std::size_t i = 0; i < contenders_.size(); ++i) {
            const Cell* cell = groups_[group].cells[i];
            if (!isDrawn(cell)) {
                continue;
            }
            const QRectF box = boxAt(group, i);
            const double top = yOf(logOf(cell->summary.p95));
            const QRectF whole(box.left(), top, box.width(), yOf(logOf(cell->summary.p5)) - top);
            addMark({whole.adjusted(-3, -4, 3, 4), cellSentence(*cell, *results_), group * contenders_.size() + i});
        }
    }
}

void BoxPicture::drawBehind(QPainter& painter) {
    for (std::size_t group = 0; group < groups_.size(); group += 2) {
        painter.fillRect(groupRect(group), palette().head);
    }
}

void BoxPicture::drawCell(QPainter& painter, const Cell& cell, const QRectF& box) const {
    const ContenderLook look = contenderLook(cell.contender, palette());
    painter.save();
    painter.setClipRect(groupRect(0).united(groupRect(groups_.size() - 1)).adjusted(0, -24, 0, 1));
    fillAs(painter, box.adjusted(0.7, 0.7, -0.7, -0.7), look, palette().panel);
    const double middle = yOf(logOf(cell.summary.median));
    painter.setPen(QPen(palette().ink, 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(box.left() - 2, middle), QPointF(box.right() + 2, middle));
    painter.restore();
}

// Above the box, or below it where another number stands; none where there is no room: tooltip and table have it.
void BoxPicture::drawNumber(QPainter& painter, const Cell& cell, const QRectF& box, std::vector<QRectF>& taken) {
    const QString words = nsText(cell.summary.median);
    painter.setFont(fonts().text(11, QFont::Medium));
    const QSizeF room(QFontMetricsF(painter.font()).horizontalAdvance(words) + 2, px(12));
    const double top = yOf(logOf(cell.summary.p95));
    const double bottom = yOf(logOf(cell.summary.p5));
    const QPointF above(box.center().x() - room.width() / 2, top - px(4) - room.height());
    const QPointF below(above.x(), bottom + px(4));
    const QRectF within = plot().adjusted(0, -px(24), 0, 0);
    for (const QPointF& at : {above, below}) {
        const QRectF place(at, room);
        const bool free = std::ranges::none_of(taken, [&](const QRectF& other) { return other.intersects(place); });
        if (!free || !within.contains(place)) {
            continue;
        }
        taken.push_back(place);
        painter.setPen(cell.failure.empty() ? palette().ink : palette().failure);
        drawWords(painter, place.center(), Qt::AlignCenter, words);
        if (cell.noisy) {
            const double r = px(4);
            const QPointF mark(place.center().x(), at == above ? place.top() - r - 2 : place.bottom() + r + 2);
            painter.setPen(QPen(palette().caution, 1.4));
            painter.setBrush(palette().panel);
            painter.drawPolygon(
                QPolygonF({mark + QPointF(-r, r * 0.8), mark + QPointF(0, -r), mark + QPointF(r, r * 0.8)}));
        }
        return;
    }
}

void BoxPicture::drawNames(QPainter& painter) const {
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        const QRectF room = groupRect(group);
        const double width = room.width() - 6;
        painter.setFont(fonts().text(12, QFont::Medium));
        painter.setPen(palette().ink);
        const std::string& id = groups_[group].workload;
        const QString name = workloadName(id, *results_);
        // A name that is too long takes the note's line, too.
        const qsizetype space = name.lastIndexOf(u' ', (name.size() * 2) / 3);
        const bool inTwo = space > 0 && QFontMetricsF(painter.font()).horizontalAdvance(name) > width;
        const auto line = [&](double below, const QString& words) {
            drawWords(painter, QPointF(room.center().x(), room.bottom() + px(below)), Qt::AlignHCenter, words, width);
        };
        line(7, inTwo ? name.left(space) : name);
        if (inTwo) {
            line(22, name.mid(space + 1));
            continue;
        }
        painter.setFont(fonts().text(11));
        painter.setPen(palette().ink3);
        line(23, workloadNote(id, *results_));
    }
    painter.setFont(fonts().text(11));
    painter.setPen(palette().ink3);
    const QRectF last = groupRect(groups_.size() - 1);
    drawWords(
        painter, QPointF(groupRect(0).left(), last.bottom() + px(42)), Qt::AlignLeft,
        Words::tr("Box: middle half of the rounds. Line and number: median, in ns. Whiskers: 5 to 95 %. Log scale."),
        last.right() - groupRect(0).left());
}

void BoxPicture::drawUnfinished(QPainter& painter, std::size_t group) const {
    std::size_t finished = 0;
    std::size_t begun = 0;
    for (const Cell* cell : groups_[group].cells) {
        begun += cell != nullptr ? 1 : 0;
        finished += cell != nullptr && cell->finished ? 1 : 0;
    }
    QPen dashes(palette().accent, 1.5, Qt::CustomDashLine, Qt::FlatCap);
    dashes.setDashPattern({3, 2});
    painter.setPen(dashes);
    painter.setBrush(Qt::NoBrush);
    const QRectF room = groupRect(group).adjusted(1, 1, -1, -1);
    painter.drawRect(room);
    const QRectF tag(room.left() + 5, room.bottom() - px(24), room.width() - 10, px(19));
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().accent);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setFont(fonts().text(11, QFont::DemiBold));
    painter.setPen(palette().onAccent);
    drawWords(painter, tag.center(), Qt::AlignCenter,
              tag.width() > px(90) ? Words::tr("%1 of %2 sure").arg(finished).arg(begun)
                                   : Words::tr("%1 of %2").arg(finished).arg(begun),
              tag.width() - 4);
}

void BoxPicture::drawOnTop(QPainter& painter) {
    // No number over a box: all boxes first.
    std::vector<QRectF> taken;
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        for (std::size_t i = 0; i < contenders_.size(); ++i) {
            if (const Cell* cell = groups_[group].cells[i]; isDrawn(cell)) {
                const double top = yOf(logOf(cell->summary.p95));
                const QRectF box = boxAt(group, i);
                taken.emplace_back(box.left(), top, box.width(), yOf(logOf(cell->summary.p5)) - top);
            }
        }
    }
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        for (std::size_t i = 0; i < contenders_.size(); ++i) {
            if (const Cell* cell = groups_[group].cells[i]; isDrawn(cell)) {
                drawCell(painter, *cell, boxAt(group, i));
                drawNumber(painter, *cell, boxAt(group, i), taken);
            }
        }
        if (unfinished_ && !groups_[group].finished) {
            drawUnfinished(painter, group);
        }
    }
    drawNames(painter);
}

} // namespace firstfit
