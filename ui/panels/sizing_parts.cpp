// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sizing_parts.h"

#include "ui/models/request_words.h"
#include "ui/models/sizing_model.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/panel.h"
#include "ui/panels/run_table.h"
#include "ui/panels/task_progress.h"
#include "ui/panels/tone_label.h"
#include "ui/panels/undo_pass.h"
#include "ui/render/theme.h"
#include "ui/views/sizing_chart.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(firstfit::SizingParts)
};

constexpr int padding = 12;

QPushButton* button(const QString& text, const char* name, QWidget* parent) {
    auto* made = new QPushButton(text, parent);
    made->setObjectName(QLatin1String(name));
    return made;
}

/// The first sentence in bold: it is the answer.
QString withBoldStart(const QString& text) {
    const qsizetype end = text.indexOf(QLatin1String(". "));
    if (end < 0)
        return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
    return QStringLiteral("<b>%1</b>%2").arg(text.left(end + 1).toHtmlEscaped(), text.mid(end + 1).toHtmlEscaped());
}

SizingScene sceneOf(const SizingReport& report) {
    SizingScene scene;
    scene.peakBytes = report.peak_bytes;
    scene.recommended = report.recommended;
    for (const SizingResult& result : report.results)
        scene.bars.push_back({result.block_size, result.blocks ? std::optional(result.bytes) : std::nullopt,
                              result.rounding_waste, result.mean_scan_length, result.proved_smallest});
    return scene;
}

} // namespace

SizingParts::SizingParts(QWidget& panel, BackgroundTask& task)
    : table(new RunTable(std::vector<CellKind>(SizingModel::ColumnCount, CellKind::figure), &panel)),
      chart(new SizingChart(&panel)),
      headroom(new QSpinBox(&panel)),
      find(button(Words::tr("Find"), "sizing.find", &panel)),
      use(button(QString(), "sizing.use", &panel)),
      compare(button(Words::tr("Replay and compare"), "sizing.compare", &panel)),
      copy(button(Words::tr("Copy"), "sizing.copy", &panel)),
      recommendation_(new QLabel(&panel)),
      certainty_(new ToneLabel(&Palette::ink2, 12, QFont::Normal, &panel)),
      caution_(new ToneLabel(&Palette::caution, 12, QFont::Normal, &panel)),
      type_(new ElidedLabel(&panel)),
      state_(new ToneLabel(&Palette::ink2, 12, QFont::Normal, &panel)),
      progress_(new TaskProgress(task, Words::tr("Looking for the smallest heap"), &panel)),
      answer_(nullptr) {
    table->setObjectName(QStringLiteral("sizing.table"));
    table->setAccessibleName(Words::tr("Smallest heap by block size"));
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart->setObjectName(QStringLiteral("sizing.chart"));
    headroom->setObjectName(QStringLiteral("sizing.headroom"));
    headroom->setRange(0, 900);
    headroom->setSingleStep(5);
    headroom->setSuffix(Words::tr(" %"));
    headroom->setKeyboardTracking(false);
    headroom->setAccessibleName(Words::tr("Headroom"));
    headroom->setToolTip(Words::tr("Blocks on top of those that the run needs"));
    passUndoWhenEmpty(*headroom);
    find->setToolTip(Words::tr("Look for the smallest heap of every block size"));
    compare->setToolTip(Words::tr("Show the run in this heap beside the present one"));
    copy->setToolTip(Words::tr("Copy this line of C++"));
    recommendation_->setObjectName(QStringLiteral("sizing.recommendation"));
    certainty_->setObjectName(QStringLiteral("sizing.certainty"));
    caution_->setObjectName(QStringLiteral("sizing.caution"));
    type_->setObjectName(QStringLiteral("sizing.type"));
    state_->setObjectName(QStringLiteral("sizing.state"));
    markPrimary(*use);
    assemble(panel);
}

QWidget* SizingParts::makeAnswer() {
    const Fonts fonts = Fonts::ofDesktop();
    recommendation_->setWordWrap(true);
    recommendation_->setTextFormat(Qt::RichText);
    recommendation_->setFont(fonts.text(12));
    recommendation_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    type_->setFont(fonts.code(11));
    for (QLabel* label : {recommendation_, static_cast<QLabel*>(certainty_), static_cast<QLabel*>(caution_)})
        label->setContentsMargins(padding, 0, padding, 0);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(padding, 0, padding, 0);
    buttons->setSpacing(8);
    buttons->addWidget(use);
    buttons->addWidget(compare);
    buttons->addStretch();
    auto* code = new QHBoxLayout;
    code->setContentsMargins(padding, 0, padding, 0);
    code->setSpacing(8);
    code->addWidget(type_, 1);
    code->addWidget(copy);
    answer_ = new QWidget;
    auto* column = new QVBoxLayout(answer_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(table);
    column->addWidget(recommendation_);
    column->addLayout(buttons);
    column->addLayout(code);
    column->addWidget(certainty_);
    column->addWidget(caution_);
    column->addWidget(chart);
    return answer_;
}

QWidget* SizingParts::makeQuestion() {
    auto* label = new QLabel(Words::tr("headroom"));
    label->setProperty("look", QStringLiteral("label"));
    label->setBuddy(headroom);
    auto* question = new QWidget;
    auto* row = new QHBoxLayout(question);
    row->setContentsMargins(padding, 0, padding, 0);
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(headroom);
    row->addStretch();
    row->addWidget(find);
    return question;
}

void SizingParts::assemble(QWidget& panel) {
    state_->setContentsMargins(padding, 0, padding, 0);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(6);
    column->addWidget(makeAnswer());
    column->addSpacing(4);
    column->addWidget(state_);
    column->addWidget(progress_);
    column->addWidget(makeQuestion());
    column->addStretch();
    addScrolled(panel, content);
}

void SizingParts::showReport(const SizingReport& report) {
    const int rows = static_cast<int>(report.results.size());
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height() +
                          rows * table->verticalHeader()->defaultSectionSize());
    for (int row = 0; row < rows; ++row) {
        const bool holds = report.results[static_cast<std::size_t>(row)].blocks.has_value();
        const int span = holds ? 1 : SizingModel::ColumnCount - SizingModel::BytesColumn;
        if (table->columnSpan(row, SizingModel::BytesColumn) != span)
            table->setSpan(row, SizingModel::BytesColumn, 1, span);
    }
    recommendation_->setText(withBoldStart(QString::fromStdString(report.recommendation)));
    recommendation_->setVisible(!report.recommendation.empty());
    caution_->setText(QString::fromStdString(report.caution));
    caution_->setVisible(!report.caution.empty());
    chart->setScene(sceneOf(report));
}

void SizingParts::showChosen(const SizingResult* result) {
    const bool holds = result != nullptr && result->blocks;
    use->setEnabled(holds);
    compare->setEnabled(holds);
    copy->setEnabled(holds);
    use->setText(holds ? Words::tr("Use %1 × %2").arg(figureText(*result->blocks), figureText(result->block_size))
                       : Words::tr("Use"));
    use->setToolTip(holds ? Words::tr("Replay the run in this heap") : QString());
    certainty_->setText(result == nullptr ? QString() : certaintyOf(*result));
    certainty_->setVisible(result != nullptr);
    type_->setText(holds ? QString::fromStdString(result->declaration) : QString());
    type_->setVisible(holds);
    copy->setVisible(holds);
}

void SizingParts::setAnswered(bool answered) {
    answer_->setVisible(answered);
    find->setText(answered ? Words::tr("Find again") : Words::tr("Find it"));
}

void SizingParts::showState(const QString& sentence) {
    state_->setText(sentence);
    state_->setVisible(!sentence.isEmpty());
}

} // namespace firstfit
