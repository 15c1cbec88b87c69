// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/facts_view.h"

#include "ui/render/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace firstfit {

namespace {

constexpr int columnGap = 12;

} // namespace

void FactsView::setFacts(QList<Fact> facts) {
    facts_ = std::move(facts);
    setVisible(!facts_.isEmpty());
    setAccessibleDescription(asText());
    contentChanged();
}

void FactsView::setDense(bool dense) {
    dense_ = dense;
    contentChanged();
}

QString FactsView::asText() const {
    QStringList lines;
    for (const Fact& fact : facts_)
        lines << tr("%1: %2").arg(fact.name, fact.value);
    return lines.join(QLatin1Char('\n'));
}

QString FactsView::valueOf(const QString& name) const {
    const auto at = std::find_if(facts_.begin(), facts_.end(), [&](const Fact& fact) { return fact.name == name; });
    return at == facts_.end() ? QString() : at->value;
}

int FactsView::contentHeight() const { return static_cast<int>(facts_.size()) * rowHeight(); }

bool FactsView::isCut(const Fact& fact) const {
    const QFontMetrics metrics(fonts().text(12));
    return metrics.horizontalAdvance(fact.name) + columnGap + metrics.horizontalAdvance(fact.value) >
           width() - 2 * padding;
}

void FactsView::paintEvent(QPaintEvent* event) {
    const Palette& palette = paletteOf(*this);
    QPainter painter(this);
    const QFont font = fonts().text(12);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    for (qsizetype i = 0; i < facts_.size(); ++i) {
        const QRect line(padding, static_cast<int>(i) * rowHeight(), width() - 2 * padding, rowHeight());
        if (!event->rect().intersects(line))
            continue;
        // The figure is what one came for: the name gives way first.
        const QString value = metrics.elidedText(facts_[i].value, Qt::ElideRight, line.width());
        painter.setPen(palette.*facts_[i].tone);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
        const int room = line.width() - metrics.horizontalAdvance(value) - columnGap;
        painter.setPen(palette.ink2);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(facts_[i].name, Qt::ElideRight, std::max(room, 0)));
    }
}

bool FactsView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Fact fact = facts_.value(help->pos().y() / rowHeight());
        QStringList lines;
        if (isCut(fact))
            lines << tr("%1: %2").arg(fact.name, fact.value);
        if (!fact.toolTip.isEmpty())
            lines << fact.toolTip;
        QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
        return true;
    }
    return ExplanationPart::event(event);
}

} // namespace firstfit
