// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/failure_cause_panel.h"

#include "ui/models/request_words.h"
#include "ui/panels/cause_facts.h"
#include "ui/panels/failure_banner.h"
#include "ui/panels/failure_moves.h"
#include "ui/panels/link_label.h"
#include "ui/panels/task_progress.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace firstfit {

namespace {

/// Operations of a run that the other policies replay without being asked.
constexpr std::uint32_t triedAtOnce = 50'000;
constexpr std::size_t mostNeighbours = 8; ///< that are named
constexpr int padding = ExplanationPart::padding;

} // namespace

FailureCausePanel::FailureCausePanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("failure-cause"), tr("Why it failed"), parent),
      workbench_(workbench),
      banner_(new FailureBanner(this)),
      bars_(new NeedsBars(this)),
      facts_(new FactsView(this)),
      remediesTitle_(new ToneLabel(&Palette::ink2, 12, QFont::DemiBold, this)),
      remedies_(new LinkLabel(this)),
      policies_(new QWidget(this)),
      policyFacts_(new FactsView(this)),
      try_(new QPushButton(tr("Try the other policies"), this)),
      progress_(new TaskProgress(task_, tr("Trying the other policies"), this)),
      nothing_(new ToneLabel(&Palette::ink2, 13, QFont::Normal, this)),
      moves_(new FailureMoves(workbench, this)) {
    bars_->setObjectName(QStringLiteral("failure.bars"));
    facts_->setDense(true);
    facts_->setObjectName(QStringLiteral("failure.facts"));
    facts_->setAccessibleName(tr("Figures of the failure"));
    remedies_->setObjectName(QStringLiteral("failure.remedies"));
    policyFacts_->setDense(true);
    policyFacts_->setObjectName(QStringLiteral("failure.policyFacts"));
    policyFacts_->setAccessibleName(tr("The other policies"));
    try_->setObjectName(QStringLiteral("failure.try"));
    nothing_->setObjectName(QStringLiteral("failure.nothing"));
    remediesTitle_->setText(tr("What would have helped"));
    assemble();
    connectAll();
    showPosition();
}

void FailureCausePanel::assemble() {
    remedies_->setWordWrap(true);
    for (QLabel* label : std::initializer_list<QLabel*>{remediesTitle_, remedies_, nothing_})
        label->setContentsMargins(padding, label == nothing_ ? padding : 0, padding, 0);
    auto* tryRow = new QHBoxLayout;
    tryRow->setContentsMargins(padding, 0, padding, 0);
    tryRow->addWidget(try_);
    tryRow->addStretch();
    auto* policies = new QVBoxLayout(policies_);
    policies->setContentsMargins(0, 0, 0, 0);
    policies->setSpacing(6);
    policies->addWidget(policyFacts_);
    policies->addLayout(tryRow);
    policies->addWidget(progress_);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(6);
    column->addWidget(banner_);
    column->addSpacing(2);
    column->addWidget(bars_);
    column->addSpacing(2);
    // What helps comes first: where the panel is low, it is the figures that one scrolls to.
    column->addWidget(remediesTitle_);
    column->addWidget(remedies_);
    column->addWidget(policies_);
    column->addSpacing(4);
    column->addWidget(facts_);
    column->addWidget(nothing_);
    column->addStretch();
    addScrolled(*this, content);
}

void FailureCausePanel::connectAll() {
    connect(&workbench_, &Workbench::traceChanged, this, &FailureCausePanel::forgetPolicies);
    auto* seen = new WhileSeen(*this, [this] { showPosition(); });
    connect(&workbench_, &Workbench::positionChanged, seen, &WhileSeen::update);
    connect(remedies_, &QLabel::linkActivated, this, &FailureCausePanel::follow);
    connect(try_, &QPushButton::clicked, this, &FailureCausePanel::tryPolicies);
    connect(&task_, &BackgroundTask::started, this, &FailureCausePanel::showPolicies);
    connect(&task_, &BackgroundTask::finished, this, &FailureCausePanel::showPolicies);
}

QWidget* FailureCausePanel::titleExtra() { return moves_; }
QSize FailureCausePanel::sizeHint() const { return {340, 330}; }

void FailureCausePanel::forgetPolicies() {
    task_.cancel();
    others_.reset();
    wasAsked_ = false;
}

void FailureCausePanel::showPosition() {
    const OperationIndex now = workbench_.position().operation;
    const bool failed = now.value > 0 && workbench_.timeline().failed(now);
    for (QWidget* part : std::initializer_list<QWidget*>{banner_, facts_, remediesTitle_, remedies_, policies_})
        part->setVisible(failed);
    nothing_->setVisible(!failed);
    if (failed)
        showCause();
    else
        showNoFailure();
    showPolicies();
}

void FailureCausePanel::showCause() {
    const OperationIndex now = workbench_.position().operation;
    cause_ = failure_cause(workbench_.timeline(), now);
    const QString call = callText(workbench_.timeline().operation(now), workbench_.trace());
    const QString sentence = QString::fromStdString(cause_sentence(cause_));
    setCaption(tr("operation %1").arg(figureText(now.value)));
    setAccessibleDescription(sentence);
    banner_->setFailure(call, sentence);
    bars_->setValues(barsOf(cause_));
    facts_->setFacts(factsOf(cause_));
    showRemedies();
    tryPoliciesIfShort();
}

void FailureCausePanel::showNoFailure() {
    cause_ = {};
    bars_->setValues(std::nullopt);
    facts_->setFacts({});
    const std::uint32_t now = workbench_.position().operation.value;
    if (workbench_.timeline().size().value == 0) {
        nothing_->setText(tr("A request that gets no memory is explained here."));
    } else if (!workbench_.isWhole()) {
        nothing_->setText(now == 0
                              ? tr("The run is still being replayed.")
                              : tr("Operation %1 did not fail. The run is still being replayed.").arg(figureText(now)));
    } else {
        nothing_->setText(noFailureWords(workbench_.summary(), now));
    }
    setCaption({});
    setAccessibleDescription(nothing_->text());
}

QString FailureCausePanel::noFailureWords(const RunSummary& summary, std::uint32_t now) {
    if (summary.failures.empty())
        return tr("Every request of this run got its memory.");
    if (now == 0)
        return countedText(summary.failures.size(), tr("%1 request fails in this run."),
                           tr("%1 requests fail in this run."));
    return tr("Operation %1 did not fail. %2")
        .arg(figureText(now),
             countedText(summary.failures.size(), tr("%1 request of the run did."), tr("%1 requests of the run did.")));
}

void FailureCausePanel::showRemedies() {
    QString text;
    for (const std::string& sentence : cause_remedies(cause_)) {
        QString words = QString::fromStdString(sentence).toHtmlEscaped();
        // The first one is about freeing where anything could be freed.
        if (text.isEmpty() && !cause_.to_free.empty())
            words += QLatin1Char(' ') + neighbours();
        text += QStringLiteral("<p style=\"margin: 0 0 3px 0\">%1</p>").arg(words);
    }
    remedies_->setText(text);
}

QString FailureCausePanel::neighbours() const {
    QStringList links;
    for (std::size_t i = 0; i < std::min(cause_.to_free.size(), mostNeighbours); ++i) {
        const LiveAllocation& each = cause_.to_free[i];
        const QString name = QString::fromStdString(each.name).toHtmlEscaped();
        links << QStringLiteral("<a href=\"%1\">%2</a>").arg(QString::number(each.index.value), name);
    }
    const QString listed = tr("Show %1").arg(links.join(QStringLiteral(", ")));
    return cause_.to_free.size() <= mostNeighbours
               ? listed
               : tr("%1 and %2 more").arg(listed, figureText(cause_.to_free.size() - mostNeighbours));
}

void FailureCausePanel::follow(const QString& link) { workbench_.select(BlockIndex{link.toUInt()}); }

void FailureCausePanel::tryPoliciesIfShort() {
    if (!wasAsked_ && workbench_.wholeSize() <= triedAtOnce)
        tryPolicies();
}

void FailureCausePanel::tryPolicies() {
    wasAsked_ = true; // once it was cancelled, only the button starts it again
    const auto compute = [operations = workbench_.trace().operations, geometry = workbench_.geometry(),
                          policy = workbench_.policy()](const BackgroundTask::Watch& watch) {
        return policy_failures(operations, geometry, policy, watch);
    };
    task_.start(compute, [this](PolicyFailures others) { others_ = std::move(others); });
}

void FailureCausePanel::showPolicies() {
    const bool failed = cause_.operation.value > 0;
    policyFacts_->setFacts(failed && others_ ? factsOf(others_->verdicts(cause_.operation)) : QList<Fact>());
    try_->setVisible(failed && !others_ && !task_.isRunning());
}

QString FailureCausePanel::asText() const {
    if (cause_.operation.value == 0)
        return {};
    QStringList parts{banner_->headline(), banner_->sentence(), facts_->asText()};
    for (const std::string& sentence : cause_remedies(cause_))
        parts << QString::fromStdString(sentence);
    if (others_)
        parts << QString::fromStdString(policies_sentence(others_->verdicts(cause_.operation)));
    return parts.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void FailureCausePanel::contextMenuEvent(QContextMenuEvent* event) {
    if (cause_.operation.value == 0)
        return;
    QMenu menu(this);
    menu.addAction(tr("Copy everything"), this, [this] { QApplication::clipboard()->setText(asText()); });
    menu.exec(event->globalPos());
}

} // namespace firstfit
