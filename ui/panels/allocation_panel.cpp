// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/allocation_panel.h"

#include "ui/panels/alignment_delegate.h"
#include "ui/panels/resize_form.h"
#include "ui/panels/size_field.h"
#include "ui/panels/split_button.h"
#include "ui/panels/tone_label.h"
#include "ui/panels/undo_pass.h"
#include "ui/render/theme.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedLayout>

namespace firstfit {

namespace {

constexpr std::uint64_t firstSize = 12; ///< three blocks of the default heap: enough to see a split

} // namespace

AllocationPanel::AllocationPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("allocation"), tr("By hand"), parent),
      workbench_(workbench),
      pages_(new QStackedLayout(this)),
      size_(new SizeField(QStringLiteral("allocation.size"), QStringLiteral("allocation.unit"), this)),
      alignment_(new QComboBox(this)),
      name_(new QLineEdit(this)),
      allocate_(new QPushButton(tr("Allocate"), this)),
      menu_(new QMenu(this)),
      freeButton_(new SplitButton(tr("Free"), menu_, this)),
      hint_(new ToneLabel(&Palette::ink2, 11, QFont::Normal, this)),
      resize_(new ResizeForm(workbench, this)),
      free_(new QAction(this)),
      clear_(new QAction(tr("Clear the heap"), this)) {
    makeMenu();
    assemble();
    connectAll();
    size_->setSize(firstSize, SizeUnit::bytes);
    showTrace();
    showPosition();
    showSelection();
}

void AllocationPanel::makeMenu() {
    free_->setObjectName(QStringLiteral("allocation.freeAction"));
    menu_->addAction(free_);
    menu_->addSeparator();
    addResize(QStringLiteral("allocation.grow"), ResizeKind::grow);
    addResize(QStringLiteral("allocation.growUpTo"), ResizeKind::growUpTo);
    addResize(QStringLiteral("allocation.shrink"), ResizeKind::shrink);
    addResize(QStringLiteral("allocation.reallocate"), ResizeKind::reallocate);
    menu_->addSeparator();
    clear_->setObjectName(QStringLiteral("allocation.clear"));
    menu_->addAction(clear_);
    menu_->setToolTipsVisible(true);
    clear_->setToolTip(tr("Gives every block back at once"));
}

void AllocationPanel::addResize(const QString& name, ResizeKind kind) {
    const auto [text, tip] = [kind]() -> std::pair<QString, QString> {
        switch (kind) {
        case ResizeKind::grow:
            return {tr("Grow %1…"), tr("Takes blocks from the chunk right behind it, or fails")};
        case ResizeKind::growUpTo:
            return {tr("Grow %1 up to…"), tr("Takes as many blocks right behind it as there are")};
        case ResizeKind::shrink:
            return {tr("Shrink %1…"), tr("Gives its last blocks back")};
        default:
            return {tr("Reallocate %1…"), tr("Grows or shrinks in place, or else moves to another chunk")};
        }
    }();
    auto* action = menu_->addAction(QString());
    action->setObjectName(name);
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, [this, kind] { resizeSelected(kind); });
    resizes_.push_back({action, text});
}

QWidget* AllocationPanel::makeAllocatePage() {
    auto* page = new QWidget(this);
    const auto label = [page](const QString& text, QWidget* buddy) {
        auto* made = new ToneLabel(&Palette::ink2, 12, QFont::Normal, page);
        made->setText(text);
        made->setWordWrap(false);
        made->setBuddy(buddy);
        return made;
    };
    alignment_->setObjectName(QStringLiteral("allocation.alignment"));
    alignment_->setAccessibleName(tr("Alignment"));
    alignment_->setToolTip(tr("The address of its first block is a multiple of this"));
    alignment_->setItemDelegate(new AlignmentDelegate(alignment_));
    name_->setObjectName(QStringLiteral("allocation.name"));
    name_->setAccessibleName(tr("Name"));
    name_->setToolTip(tr("Empty: the next letter that is not taken"));
    name_->setMaxLength(40);
    passUndoWhenEmpty(*name_);
    allocate_->setObjectName(QStringLiteral("allocation.allocate"));
    allocate_->setToolTip(tr("Asks the heap for it (Enter in a field)"));
    markPrimary(*allocate_);
    freeButton_->setObjectName(QStringLiteral("allocation.free"));
    hint_->setObjectName(QStringLiteral("allocation.hint"));

    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(alignment_);
    second->addSpacing(4);
    second->addWidget(label(tr("Name"), name_));
    second->addWidget(name_, 1);
    auto* third = new QHBoxLayout;
    third->setSpacing(8);
    third->addWidget(allocate_);
    third->addWidget(freeButton_);
    third->addWidget(hint_, 1);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setSpacing(8);
    grid->addWidget(label(tr("Size"), size_), 0, 0);
    grid->addWidget(size_, 0, 1);
    grid->addWidget(label(tr("Align"), alignment_), 1, 0);
    grid->addLayout(second, 1, 1);
    grid->addLayout(third, 2, 0, 1, 2);
    grid->setRowStretch(3, 1);
    grid->setColumnStretch(1, 1);
    return page;
}

void AllocationPanel::assemble() {
    pages_->setContentsMargins(0, 0, 0, 0);
    pages_->addWidget(makeAllocatePage());
    pages_->addWidget(resize_);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setTabOrder(size_, alignment_);
    setTabOrder(alignment_, name_);
    setTabOrder(name_, allocate_);
    setTabOrder(allocate_, freeButton_);
    setFocusProxy(size_);
}

void AllocationPanel::connectAll() {
    connect(size_, &SizeField::changed, this, [this] { showHint(); });
    connect(size_, &SizeField::submitted, this, &AllocationPanel::allocate);
    connect(name_, &QLineEdit::returnPressed, this, &AllocationPanel::allocate);
    connect(allocate_, &QPushButton::clicked, this, &AllocationPanel::allocate);
    connect(freeButton_, &QPushButton::clicked, this, &AllocationPanel::freeSelected);
    connect(free_, &QAction::triggered, this, &AllocationPanel::freeSelected);
    connect(clear_, &QAction::triggered, this, [this] { showHint(workbench_.clear()); });
    connect(resize_, &ResizeForm::finished, this, [this] {
        const bool hadFocus = resize_->isAncestorOf(focusWidget());
        pages_->setCurrentIndex(0);
        if (hadFocus)
            size_->setFocus();
    });
    connect(&workbench_, &Workbench::traceChanged, this, &AllocationPanel::showTrace);
    auto* seen = new WhileSeen(*this, [this] { showPosition(); });
    connect(&workbench_, &Workbench::positionChanged, seen, &WhileSeen::update);
    connect(&workbench_, &Workbench::selectionChanged, this, &AllocationPanel::showSelection);
}

void AllocationPanel::fillAlignments() {
    const HeapGeometry geometry = workbench_.geometry();
    const int chosen = std::max(alignment_->currentIndex(), 0);
    const QSignalBlocker quiet(alignment_);
    alignment_->clear();
    for (std::uint64_t blocks = 1; blocks <= geometry.blocks.value; blocks *= 2) {
        const std::uint64_t bytes = blocks * geometry.block_size;
        if (blocks > 1 && bytes > stalloc::max_alignment_bytes)
            break;
        alignment_->addItem(blocksText(blocks), static_cast<quint32>(blocks));
        alignment_->setItemData(alignment_->count() - 1, bytesText(bytes), AlignmentDelegate::BytesRole);
    }
    alignment_->setCurrentIndex(std::min(chosen, alignment_->count() - 1));
}

void AllocationPanel::showTrace() {
    size_->setGeometry(workbench_.geometry());
    fillAlignments();
}

void AllocationPanel::showPosition() {
    name_->setPlaceholderText(workbench_.nextName());
    showHint();
}

void AllocationPanel::showSelection() {
    const LiveAllocation* selected = workbench_.selectedAllocation();
    const QString name = selected == nullptr ? tr("the selected allocation") : QString::fromStdString(selected->name);
    freeButton_->setMenuOnly(selected == nullptr);
    freeButton_->setToolTip(selected == nullptr
                                ? tr("Select an allocation on the map or in a table to free or resize it")
                                : tr("Frees %1; the arrow offers more (Down)").arg(name));
    freeButton_->setAccessibleName(tr("Free %1").arg(name));
    free_->setText(tr("Free %1").arg(name));
    free_->setEnabled(selected != nullptr);
    for (const ResizeAction& resize : resizes_) {
        resize.action->setText(resize.text.arg(name));
        resize.action->setEnabled(selected != nullptr);
    }
    // What was to be resized is not selected any more.
    if (pages_->currentWidget() == resize_ && (selected == nullptr || selected->id != resize_->allocation()))
        pages_->setCurrentIndex(0);
}

void AllocationPanel::showHint(const QString& refusal) {
    allocate_->setEnabled(size_->problem().isEmpty());
    hint_->setTone(refusal.isEmpty() ? &Palette::ink2 : &Palette::failure);
    if (!refusal.isEmpty())
        hint_->setText(refusal);
    else
        hint_->setText(startsNewFuture(workbench_) ? tr("starts a new future") : QString());
    hint_->setToolTip(refusal.isEmpty() && !hint_->text().isEmpty()
                          ? tr("Operations follow this position; working by hand replaces them. Undo brings them back.")
                          : QString());
}

void AllocationPanel::allocate() {
    if (!size_->problem().isEmpty())
        return;
    HandRequest request;
    request.size = size_->size();
    request.unit = size_->unit();
    request.name = name_->text().trimmed();
    const auto blocks = alignment_->currentData().value<quint32>();
    if (blocks > 1)
        request.alignment = request.unit == SizeUnit::blocks ? blocks : blocks * workbench_.geometry().block_size;
    const QString refusal = workbench_.allocate(request);
    if (refusal.isEmpty()) {
        // What was typed is done: undo now means the allocation, not the typing.
        name_->setText(QString());
        size_->forgetTyping();
    }
    showHint(refusal);
}

void AllocationPanel::freeSelected() {
    if (const LiveAllocation* selected = workbench_.selectedAllocation())
        showHint(workbench_.deallocate(selected->id));
}

void AllocationPanel::resizeSelected(ResizeKind kind) {
    const LiveAllocation* selected = workbench_.selectedAllocation();
    if (selected == nullptr)
        return;
    pages_->setCurrentWidget(resize_);
    resize_->begin(kind, *selected);
}

} // namespace firstfit
