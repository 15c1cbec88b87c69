// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compare_window.h"

#include "allocator/replay/stop_condition.h"
#include "app/compared_heap.h"
#include "ui/panels/heap_fields.h"
#include "ui/panels/transport_actions.h"
#include "ui/panels/transport_readout.h"
#include "ui/render/theme.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_view.h"
#include "ui/workbench_player.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <utility>

namespace firstfit {

namespace {

constexpr QSize firstSize(1360, 820);

QToolButton* buttonFor(QAction* action, Qt::ToolButtonStyle style, QWidget* parent) {
    auto* made = new QToolButton(parent);
    made->setDefaultAction(action);
    made->setToolButtonStyle(style);
    made->setFocusPolicy(Qt::TabFocus);
    made->setAutoRaise(true);
    const auto name = [made, action] { made->setAccessibleName(action->text().remove(u'&')); };
    QObject::connect(action, &QAction::changed, made, name);
    name();
    return made;
}

bool isReplaying(const Workbench& bench) { return bench.isLoading() || bench.isScriptRunning(); }

} // namespace

CompareWindow::CompareWindow(const Workbench& source, const QString& name, const HeapGeometry& other, Policy policy,
                             QWidget* parent)
    : QWidget(parent, Qt::Window),
      begin_(source.position().operation),
      all_{source.wholeSize()},
      transport_(new TransportActions(benches_[0], this)),
      sides_{new ComparedHeap(benches_[0], QStringLiteral("left"), tr("First heap"), this),
             new ComparedHeap(benches_[1], QStringLiteral("right"), tr("Second heap"), this)},
      words_(new QLabel(this)) {
    setObjectName(QStringLiteral("compare-window"));
    setWindowTitle(tr("Two heaps – %1 – Firstfit").arg(name));
    resize(firstSize.boundedTo(screen()->availableSize()));
    assemble();
    for (Workbench& bench : benches_) {
        bench.setPlaysMicroSteps(false);
        bench.setStopConditions(source.stopConditions());
        bench.setColouring(source.colouring());
        connect(&bench, &Workbench::traceChanged, this, &CompareWindow::runArrived);
        connect(&bench, &Workbench::stopped, this, &CompareWindow::say);
    }
    left().setSpeed(source.speed());
    follow(left(), right());
    follow(right(), left());
    left().showRunOf(source, source.geometry(), source.policy());
    right().showRunOf(source, other, policy);
    applyLook();
    runArrived();
}

CompareWindow::~CompareWindow() {
    hide();
    // What looks at the workbenches goes before them.
    while (QWidget* child = findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        delete child;
    }
    delete transport_;
    for (Workbench& bench : benches_) {
        disconnect(&bench, nullptr, this, nullptr);
    }
}

void CompareWindow::assemble() {
    words_->setObjectName(QStringLiteral("difference-words"));
    words_->setWordWrap(true);
    words_->setContentsMargins(12, 0, 12, 0);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 6, 8, 0);
    head->setSpacing(4);
    addButtons(*head);
    auto* both = new QSplitter(Qt::Horizontal, this);
    both->setChildrenCollapsible(false);
    for (ComparedHeap* side : sides_) {
        both->addWidget(side);
        both->setStretchFactor(both->indexOf(side), 1);
    }
    both->setSizes({firstSize.width(), firstSize.width()}); // whatever their words: two halves
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(words_);
    column->addWidget(both, 1);
    auto* close = new QAction(this);
    close->setShortcuts({QKeySequence::Close, QKeySequence(Qt::Key_Escape)});
    connect(close, &QAction::triggered, this, &QWidget::close);
    addAction(close);
    setTabOrder(&sides_[0]->heap(), &sides_[1]->heap());
    sides_[0]->heap().setFocus(Qt::OtherFocusReason);
}

void CompareWindow::addButtons(QHBoxLayout& row) {
    const QList<std::pair<QAction*, QKeySequence>> moves{
        {transport_->start, QKeySequence(Qt::CTRL | Qt::Key_Home)},
        {transport_->previousOperation, QKeySequence(Qt::CTRL | Qt::Key_Left)},
        {transport_->play, QKeySequence(Qt::CTRL | Qt::Key_Space)},
        {transport_->nextOperation, QKeySequence(Qt::CTRL | Qt::Key_Right)},
        {transport_->end, QKeySequence(Qt::CTRL | Qt::Key_End)}};
    for (const auto& [action, key] : moves) {
        action->setShortcut(key);
        addAction(action);
        QToolButton* button = buttonFor(action, Qt::ToolButtonTextUnderIcon, this);
        row.addWidget(button);
        if (action == transport_->play) {
            markPrimary(*button);
            button->setFixedWidth(static_cast<int>(std::lround(46 * Fonts::ofDesktop().scale)));
        }
    }
    row.addSpacing(12);
    row.addWidget(new PositionReadout(benches_[0], this));
    row.addSpacing(12);
    auto* speed = new SpeedSlider(benches_[0], this);
    speed->setFastest(fastest_play);
    row.addWidget(speed);
    row.addSpacing(24);
    first_ = addDifferenceAction(row, "first-difference", tr("&First difference"), QKeySequence(Qt::CTRL | Qt::Key_D),
                                 tr("The first operation that ends differently in the two heaps"));
    previous_ = addDifferenceAction(row, "previous-difference", tr("&Previous difference"),
                                    QKeySequence(Qt::SHIFT | Qt::Key_F4), tr("The one before this operation"));
    next_ = addDifferenceAction(row, "next-difference", tr("&Next difference"), QKeySequence(Qt::Key_F4),
                                tr("The next one behind this operation"));
    connect(first_, &QAction::triggered, this, &CompareWindow::goToFirstDifference);
    connect(previous_, &QAction::triggered, this, &CompareWindow::goToPreviousDifference);
    connect(next_, &QAction::triggered, this, &CompareWindow::goToNextDifference);
    row.addStretch(1);
}

QAction* CompareWindow::addDifferenceAction(QHBoxLayout& row, const char* name, const QString& text,
                                            const QKeySequence& key, const QString& tip) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(key);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, key.toString(QKeySequence::NativeText)));
    addAction(action);
    auto* button = new QPushButton(text, this);
    button->setToolTip(action->toolTip());
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::enabledChanged, button, &QPushButton::setEnabled);
    row.addWidget(button);
    return action;
}

void CompareWindow::follow(Workbench& leader, Workbench& follower) {
    connect(&leader, &Workbench::positionChanged, this, [this, &leader, &follower] {
        if (following_ || !arrived_) {
            return;
        }
        following_ = true;
        if (leader.position().operation > compared()) {
            leader.goTo(Position::after(compared())); // behind it one side would walk alone
        }
        const Position at = leader.position();
        const bool whole = at == leader.timeline().normalised(Position::after(at.operation));
        follower.goTo(whole ? Position::after(at.operation) : at);
        following_ = false;
        if (at.operation != saidAt_) {
            say({});
        }
    });
}

bool CompareWindow::isComplete() const { return std::ranges::none_of(benches_, isReplaying); }

OperationIndex CompareWindow::compared() const {
    return std::min(benches_[0].timeline().size(), benches_[1].timeline().size());
}

void CompareWindow::cancelBoth() {
    const auto isCut = [this](const Workbench& bench) { return !isReplaying(bench) && bench.timeline().size() < all_; };
    if (!arrived_ && std::ranges::any_of(benches_, isCut)) {
        for (Workbench& bench : benches_) {
            bench.cancelLoading();
            bench.cancelScript();
        }
    }
}

QString CompareWindow::cancelledWords() const {
    return compared() == all_
               ? QString()
               : tr("Cancelled: the first %L1 of %L2 operations are compared. ").arg(compared().value).arg(all_.value);
}

void CompareWindow::runArrived() {
    cancelBoth();
    const bool complete = isComplete() && compared().value > 0;
    for (QAction* action : {first_, previous_, next_}) {
        action->setEnabled(complete);
    }
    for (const ComparedHeap* side : sides_) { // another heap is for a run that is there
        side->findChild<ShapeFields*>()->setEnabled(complete || arrived_);
        side->findChild<PlacementFields*>()->setEnabled(complete || arrived_);
    }
    if (!complete) {
        if (isComplete() && all_.value > 0) {
            say(tr("Cancelled before there was anything to compare."));
        }
        return;
    }
    // At first both stand where the source did; later the one that was replayed comes to where the other is.
    const OperationIndex here =
        std::min(compared(), std::exchange(arrived_, true) ? left().position().operation : begin_);
    left().goTo(Position::after(here));
    right().goTo(Position::after(here));
    const auto difference = next_difference(left().timeline(), right().timeline(), OperationIndex{0});
    say(cancelledWords() + (difference ? tr("The two heaps part at operation %L1.").arg(difference->operation.value)
                                       : tr("Every operation ends alike in both heaps.")));
}

void CompareWindow::goToFirstDifference() {
    goTo(next_difference(left().timeline(), right().timeline(), OperationIndex{0}),
         tr("Every operation ends alike in both heaps."));
}

void CompareWindow::goToNextDifference() {
    goTo(next_difference(left().timeline(), right().timeline(), left().position().operation),
         tr("No difference behind operation %L1.").arg(left().position().operation.value));
}

void CompareWindow::goToPreviousDifference() {
    goTo(previous_difference(left().timeline(), right().timeline(), left().position().operation),
         tr("No difference in front of operation %L1.").arg(left().position().operation.value));
}

void CompareWindow::goTo(const std::optional<Difference>& difference, const QString& otherwise) {
    if (!difference) {
        say(otherwise);
        return;
    }
    left().goTo(Position::after(difference->operation));
    const QString call =
        QString::fromStdString(describe(left().timeline().operation(difference->operation), left().trace()));
    say(tr("Operation %L1, %2: %3")
            .arg(difference->operation.value)
            .arg(call, QString::fromStdString(difference->words)));
    for (Workbench& bench : benches_) {
        bench.selectAllocation(left().timeline().operation(difference->operation).allocation);
    }
}

QString CompareWindow::words() const { return words_->text(); }

void CompareWindow::say(const QString& words) {
    saidAt_ = left().position().operation;
    words_->setText(words.isEmpty() ? QStringLiteral(" ") : words);
}

void CompareWindow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) {
        applyLook();
    }
}

void CompareWindow::paintEvent(QPaintEvent* /*event*/) { QPainter(this).fillRect(rect(), paletteOf(*this).head); }

void CompareWindow::applyLook() { words_->setFont(Fonts::ofDesktop().text(14)); }

} // namespace firstfit
