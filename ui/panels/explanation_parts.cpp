// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/explanation_parts.h"

#include "ui/render/hatching.h"
#include "ui/render/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr int columnGap = 24;
constexpr int barGap = 10;

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

/// Centred on the device's pixels, so that a line of 1 px is sharp.
QRectF strokeOf(const QRectF& rect, qreal width) { return rect.adjusted(width / 2, width / 2, -width / 2, -width / 2); }

} // namespace

ExplanationPart::ExplanationPart(QWidget* parent) : QWidget(parent), fonts_(Fonts::ofDesktop()) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

int ExplanationPart::px(double length) const { return static_cast<int>(std::lround(length * fonts_.scale)); }

void ExplanationPart::contentChanged() {
    updateGeometry();
    update();
}

void ExplanationPart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange) {
        fonts_ = Fonts::ofDesktop();
        contentChanged();
    }
}

void NeedsBars::setValues(const std::optional<NeedsAndHas>& values) {
    shown_ = values.has_value();
    values_ = values.value_or(NeedsAndHas{});
    setVisible(shown_);
    setAccessibleName(
        shown_ ? tr("needs %1, %2 %3").arg(text(values_.needs_text), text(values_.has_label), text(values_.has_text))
               : QString());
    contentChanged();
}

int NeedsBars::contentHeight() const { return shown_ ? px(16) * 2 + px(8) : 0; }

void NeedsBars::paintEvent(QPaintEvent*) {
    if (!shown_)
        return;
    const Palette& palette = paletteOf(*this);
    const QFont labelFont = fonts().text(12);
    const QFont valueFont = fonts().text(12, QFont::DemiBold);
    const auto widest = [](const QFont& font, const QString& a, const QString& b) {
        return std::max(QFontMetrics(font).horizontalAdvance(a), QFontMetrics(font).horizontalAdvance(b));
    };
    const QString needs = tr("needs");
    const int labels = widest(labelFont, needs, text(values_.has_label));
    const int figures = widest(valueFont, text(values_.needs_text), text(values_.has_text));
    const int left = padding + labels + barGap;
    const int room = std::max(width() - padding - figures - barGap - left, 24);
    const double perBlock = room / static_cast<double>(std::max({values_.needs, values_.has, 1U}));

    QPainter painter(this);
    const auto row = [&](int top, const QString& label, const std::string& figure) {
        const QRect line(padding, top, width() - 2 * padding, px(16));
        painter.setFont(labelFont);
        painter.setPen(palette.ink2);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, label);
        painter.setFont(valueFont);
        painter.setPen(palette.ink);
        painter.drawText(QRect(left + room + barGap, top, figures + 2, px(16)), Qt::AlignLeft | Qt::AlignVCenter,
                         text(figure));
    };
    const int second = px(16) + px(8);
    row(0, needs, values_.needs_text);
    paintNeeds(painter, QRectF(left, 0, room, px(16)), perBlock);
    row(second, text(values_.has_label), values_.has_text);
    paintHas(painter, QRectF(left, second, room, px(16)), perBlock);
}

void NeedsBars::paintTicks(QPainter& painter, const QRectF& bar, std::uint32_t blocks, double perBlock,
                           const QColor& colour) const {
    if (perBlock < 6)
        return;
    const qreal height = px(8);
    const qreal top = bar.center().y() - height / 2;
    for (std::uint32_t block = 1; block < blocks; ++block)
        painter.fillRect(QRectF(std::floor(bar.left() + block * perBlock), top, 1, height), colour);
}

void NeedsBars::paintNeeds(QPainter& painter, const QRectF& bar, double perBlock) const {
    const Palette& palette = paletteOf(*this);
    const QRectF wanted(bar.left(), bar.top(), std::max(values_.needs * perBlock, 2.0), bar.height());
    QPen dashes(palette.ink2, 1, Qt::CustomDashLine, Qt::FlatCap, Qt::MiterJoin);
    dashes.setDashPattern({4, 3});
    painter.setPen(dashes);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(strokeOf(wanted, 1));
    paintTicks(painter, wanted, values_.needs, perBlock, palette.strongLine);
}

void NeedsBars::paintHas(QPainter& painter, const QRectF& bar, double perBlock) const {
    const Palette& palette = paletteOf(*this);
    const qreal end = std::max(values_.needs, values_.has) * perBlock;
    const QRectF whole(bar.left(), bar.top(), end, bar.height());
    const QRectF filled(bar.left(), bar.top(), values_.has * perBlock, bar.height());
    if (values_.has < values_.needs) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(texturePath(Texture::freeHatch, whole.adjusted(filled.width(), 0, 0, 0)), palette.hatch);
        painter.restore();
        painter.setPen(palette.hatch);
        painter.drawRect(strokeOf(whole, 1));
    }
    if (values_.has == 0)
        return;
    painter.setPen(palette.accent);
    painter.setBrush(palette.accentTintStrong);
    painter.drawRect(strokeOf(filled, 1));
    paintTicks(painter, filled, values_.has, perBlock, palette.accent);
}

void PseudocodeView::setLines(const std::vector<std::string>& lines, std::optional<std::size_t> running, bool failed) {
    lines_.clear();
    for (const std::string& line : lines)
        lines_ << text(line);
    running_ = running && *running < lines.size() ? running : std::nullopt;
    failed_ = failed;
    setVisible(!lines_.isEmpty());
    setAccessibleName(tr("Pseudocode"));
    const QString now = running_ ? lines_[static_cast<qsizetype>(*running_)].trimmed() : QString();
    setAccessibleDescription(now.isEmpty() ? QString() : tr("running: %1").arg(now));
    contentChanged();
}

int PseudocodeView::contentHeight() const { return static_cast<int>(lines_.size()) * lineHeight(); }

QRect PseudocodeView::runningLineRect() const {
    return running_ ? QRect(0, static_cast<int>(*running_) * lineHeight(), width(), lineHeight()) : QRect();
}

QFont PseudocodeView::fontThatFits() const {
    int longest = 0;
    for (const double size : {12.0, 11.0, 10.0}) {
        const QFont font = fonts().code(size, QFont::DemiBold);
        longest = 0;
        for (const QString& line : lines_)
            longest = std::max(longest, QFontMetrics(font).horizontalAdvance(line));
        if (longest <= width() - 2 * padding)
            return fonts().code(size);
    }
    return fonts().code(10);
}

void PseudocodeView::paintEvent(QPaintEvent* event) {
    const Palette& palette = paletteOf(*this);
    QPainter painter(this);
    QFont font = fontThatFits();
    for (qsizetype i = 0; i < lines_.size(); ++i) {
        const QRect line(0, static_cast<int>(i) * lineHeight(), width(), lineHeight());
        if (!event->rect().intersects(line))
            continue;
        const bool runs = running_ == static_cast<std::size_t>(i);
        if (runs) {
            painter.fillRect(line, failed_ ? palette.failureGround : palette.accentTint);
            painter.fillRect(QRect(0, line.top(), 3, line.height()), failed_ ? palette.failure : palette.accent);
        }
        font.setWeight(runs ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(runs ? palette.ink : palette.ink2);
        const QRect room = line.adjusted(padding, 0, -padding, 0);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(lines_[i], Qt::ElideRight, room.width()));
    }
}

bool PseudocodeView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        // Only a line that does not fit has more to say than one can read.
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString line = lines_.value(help->pos().y() / lineHeight());
        const bool cut = QFontMetrics(fontThatFits()).horizontalAdvance(line) > width() - 2 * padding;
        QToolTip::showText(help->globalPos(), cut ? line.trimmed() : QString(), this);
        return true;
    }
    return ExplanationPart::event(event);
}

void VariablesView::setVariables(const std::vector<Variable>& variables) {
    variables_ = variables;
    setVisible(!variables_.empty());
    QStringList said;
    for (const Variable& variable : variables_)
        said << (variable.changed ? tr("%1 is now %2") : tr("%1 is %2")).arg(text(variable.name), text(variable.value));
    setAccessibleName(tr("Variables"));
    setAccessibleDescription(said.join(QStringLiteral(", ")));
    contentChanged();
}

int VariablesView::contentHeight() const { return static_cast<int>(variables_.size() - firstOfRight()) * px(21); }

int VariablesView::widthOf(std::size_t first, std::size_t end) const {
    const QFontMetrics plain(fonts().code(12));
    const QFontMetrics bold(fonts().code(12, QFont::DemiBold));
    int widest = 0;
    for (std::size_t i = first; i < end; ++i)
        widest = std::max(widest, plain.horizontalAdvance(text(variables_[i].name)) + px(16) +
                                      bold.horizontalAdvance(text(variables_[i].value)));
    return widest;
}

void VariablesView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int room = width() - 2 * padding - columnGap;
    // The right column has the longer names ("length(curr)"): it gets what the left one does not need.
    const int left = std::clamp(widthOf(0, firstOfRight()), room / 3, room / 2);
    paintColumn(painter, QRect(padding, 0, left, height()), 0, firstOfRight());
    paintColumn(painter, QRect(padding + left + columnGap, 0, room - left, height()), firstOfRight(),
                variables_.size());
}

void VariablesView::paintColumn(QPainter& painter, const QRect& column, std::size_t first, std::size_t end) const {
    const Palette& palette = paletteOf(*this);
    const QFont bold = fonts().code(12, QFont::DemiBold);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = first; i < end; ++i) {
        const Variable& variable = variables_[i];
        const QRect row(column.left(), static_cast<int>(i - first) * px(21), column.width(), px(21));
        const int value = QFontMetrics(bold).horizontalAdvance(text(variable.value));
        painter.setFont(fonts().code(12));
        painter.setPen(palette.ink2);
        const QRect name = row.adjusted(0, 0, -value - px(10), 0);
        painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(painter.font()).elidedText(text(variable.name), Qt::ElideRight, name.width()));
        if (variable.changed) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(palette.accentTint);
            painter.drawRoundedRect(QRect(row.right() - value - 5, row.top() + 1, value + 12, row.height() - 2), 3, 3);
        }
        painter.setFont(bold);
        painter.setPen(variable.changed ? palette.accent : palette.ink);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, text(variable.value));
    }
}

} // namespace firstfit
