// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/explanation_panel.h"

#include "ui/panels/explanation_parts.h"
#include "ui/panels/size_field.h"
#include "ui/panels/tone_label.h"
#include "ui/render/theme.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace firstfit {

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

QString number(std::uint64_t value) { return QLocale().toString(static_cast<qulonglong>(value)); }

/// "40 bytes asked, 10 blocks · 11 blocks free in 3 chunks, the largest 7 · 7 fit at most".
QString factsOf(const FailureReport& failure) {
    const auto blocks = [](std::uint64_t count) {
        return count == 1 ? ExplanationPanel::tr("1 block") : ExplanationPanel::tr("%1 blocks").arg(number(count));
    };
    const QString chunks = failure.chunks == 1 ? ExplanationPanel::tr("1 chunk")
                                               : ExplanationPanel::tr("%1 chunks").arg(number(failure.chunks));
    QString asked =
        ExplanationPanel::tr("Asked: %1 = %2").arg(bytesText(failure.asked_bytes), blocks(failure.needed_blocks));
    if (failure.alignment_blocks > 1)
        asked += ExplanationPanel::tr(", aligned to %1").arg(blocks(failure.alignment_blocks));
    QString free = failure.free_blocks == 0
                       ? ExplanationPanel::tr("Free: nothing")
                       : ExplanationPanel::tr("Free: %1 in %2, the largest %3")
                             .arg(blocks(failure.free_blocks), chunks, number(failure.largest_chunk));
    if (failure.largest_fitting != failure.largest_chunk)
        free += ExplanationPanel::tr(", at most %1 behind the front remainder").arg(number(failure.largest_fitting));
    return asked + QLatin1Char('\n') + free;
}

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setContextMenuPolicy(Qt::NoContextMenu); // the panel's menu has all
    label->setContentsMargins(ExplanationPart::padding, 0, ExplanationPart::padding, 0);
    return label;
}

} // namespace

ExplanationPanel::ExplanationPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("explanation"), tr("What is happening"), parent),
      workbench_(workbench),
      scroll_(new QScrollArea(this)),
      lesson_(new ToneLabel(&Palette::ink, 15, QFont::DemiBold, this)),
      goal_(new ToneLabel(&Palette::ink2, 13, QFont::Normal, this)),
      sentence_(plainLabel(this)),
      facts_(new ToneLabel(&Palette::ink2, 11, QFont::Normal, this)),
      bars_(new NeedsBars(this)),
      code_(new PseudocodeView(this)),
      variables_(new VariablesView(this)) {
    sentence_->setObjectName(QStringLiteral("explanation.sentence"));
    for (ToneLabel* label : {lesson_, goal_, facts_})
        label->setContentsMargins(ExplanationPart::padding, 0, ExplanationPart::padding, 0);
    lesson_->setObjectName(QStringLiteral("explanation.lesson"));
    goal_->setObjectName(QStringLiteral("explanation.goal"));
    facts_->setObjectName(QStringLiteral("explanation.facts"));
    bars_->setObjectName(QStringLiteral("explanation.bars"));
    code_->setObjectName(QStringLiteral("explanation.pseudocode"));
    variables_->setObjectName(QStringLiteral("explanation.variables"));
    assemble();
    applyLook();
    auto* seen = new WhileSeen(*this, [this] { showPosition(); });
    connect(&workbench_, &Workbench::positionChanged, seen, &WhileSeen::update);
    showPosition();
}

void ExplanationPanel::assemble() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 12, 0, 12);
    column->setSpacing(12);
    for (QWidget* part : {static_cast<QWidget*>(lesson_), static_cast<QWidget*>(goal_),
                          static_cast<QWidget*>(sentence_), static_cast<QWidget*>(bars_), static_cast<QWidget*>(facts_),
                          static_cast<QWidget*>(code_), static_cast<QWidget*>(variables_)})
        column->addWidget(part);
    column->addStretch();
    scroll_->setWidget(content);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->viewport()->setBackgroundRole(QPalette::Base);
    // What is shown takes its new height only when the events are back in hand.
    connect(scroll_->verticalScrollBar(), &QScrollBar::rangeChanged, this, &ExplanationPanel::showRunningLine);
    content->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll_);
}

void ExplanationPanel::applyLook() {
    const Fonts fonts = Fonts::ofDesktop();
    sentence_->setFont(fonts.text(14));
}

QSize ExplanationPanel::sizeHint() const { return {330, 430}; }

void ExplanationPanel::showLesson() {
    const Trace& trace = workbench_.trace();
    const bool fresh = workbench_.position().operation.value == 0;
    lesson_->setVisible(fresh && !trace.title.empty());
    lesson_->setText(text(trace.title));
    goal_->setVisible(fresh && !trace.goal.empty());
    goal_->setText(text(trace.goal));
}

void ExplanationPanel::showPosition() {
    const Explanation& now = workbench_.explanation();
    showLesson();
    sentence_->setText(text(now.sentence));
    sentence_->setAccessibleName(text(now.sentence));
    setAccessibleDescription(text(now.sentence));
    facts_->setVisible(now.failure.has_value());
    facts_->setText(now.failure ? factsOf(*now.failure) : QString());
    bars_->setValues(now.needs_and_has);
    code_->setLines(now.pseudocode, now.running_line, now.failure.has_value());
    variables_->setVariables(now.variables);
    setCaption(now.micro_count == 0 ? QString() : tr("micro-step %1 of %2").arg(now.micro).arg(now.micro_count));
    showRunningLine();
}

void ExplanationPanel::showRunningLine() {
    // From the top whenever that shows the line, the next one included; a dock that is too low is moved as little as
    // possible.
    scroll_->widget()->layout()->activate();
    const QRect line = code_->runningLineRect();
    const int bottom = line.isEmpty() ? 0 : code_->mapTo(scroll_->widget(), line.bottomLeft()).y() + line.height();
    scroll_->verticalScrollBar()->setValue(std::max(0, bottom - scroll_->viewport()->height()));
}

QString ExplanationPanel::asText() const {
    const Explanation& now = workbench_.explanation();
    QStringList lines;
    const auto add = [&](const std::string& line) {
        if (!line.empty())
            lines << text(line);
    };
    add(now.call);
    add(now.request);
    add(now.sentence);
    if (now.needs_and_has) {
        lines << tr("needs: %1").arg(text(now.needs_and_has->needs_text));
        lines << tr("%1: %2").arg(text(now.needs_and_has->has_label), text(now.needs_and_has->has_text));
    }
    if (now.failure)
        lines << factsOf(*now.failure);
    if (!now.pseudocode.empty())
        lines << QString();
    for (std::size_t i = 0; i < now.pseudocode.size(); ++i)
        lines << (now.running_line == i ? QStringLiteral("→ ") : QStringLiteral("  ")) + text(now.pseudocode[i]);
    if (!now.variables.empty())
        lines << QString();
    for (const Variable& variable : now.variables)
        lines << tr("%1 = %2").arg(text(variable.name), text(variable.value));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void ExplanationPanel::copySentence() const {
    QApplication::clipboard()->setText(sentence_->hasSelectedText() ? sentence_->selectedText() : sentence_->text());
}

void ExplanationPanel::copyAll() const { QApplication::clipboard()->setText(asText()); }

void ExplanationPanel::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(sentence_->hasSelectedText() ? tr("Copy selected text") : tr("Copy sentence"), this,
                   &ExplanationPanel::copySentence);
    menu.addAction(tr("Copy everything"), this, &ExplanationPanel::copyAll);
    menu.exec(event->globalPos());
}

void ExplanationPanel::changeEvent(QEvent* event) {
    Panel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        applyLook();
}

} // namespace firstfit
