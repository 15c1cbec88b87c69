// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/resize_form.h"

#include "ui/panels/size_field.h"
#include "ui/panels/tone_label.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace firstfit {

bool startsNewFuture(const Workbench& workbench) {
    const Timeline& timeline = workbench.timeline();
    return workbench.position().operation < timeline.size();
}

ResizeForm::ResizeForm(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      title_(new ToneLabel(&Palette::ink, 12, QFont::DemiBold, this)),
      size_(new SizeField(QStringLiteral("allocation.newSize"), QStringLiteral("allocation.newUnit"), this)),
      apply_(new QPushButton(this)),
      cancel_(new QPushButton(tr("Cancel"), this)),
      hint_(new ToneLabel(&Palette::ink2, 11, QFont::Normal, this)) {
    apply_->setObjectName(QStringLiteral("allocation.apply"));
    cancel_->setObjectName(QStringLiteral("allocation.cancel"));
    cancel_->setToolTip(tr("Back to allocating (Esc)"));
    cancel_->setAutoDefault(false);
    hint_->setObjectName(QStringLiteral("allocation.resizeHint"));
    markPrimary(*apply_);
    assemble();
    connect(size_, &SizeField::changed, this, &ResizeForm::showState);
    connect(size_, &SizeField::submitted, this, &ResizeForm::apply);
    connect(apply_, &QPushButton::clicked, this, &ResizeForm::apply);
    connect(cancel_, &QPushButton::clicked, this, &ResizeForm::finished);
}

void ResizeForm::assemble() {
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(apply_);
    buttons->addWidget(cancel_);
    buttons->addWidget(hint_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(title_);
    column->addWidget(size_);
    column->addLayout(buttons);
    column->addStretch();
}

void ResizeForm::begin(ResizeKind kind, const LiveAllocation& allocation) {
    kind_ = kind;
    id_ = allocation.id;
    const HeapGeometry geometry = workbench_.geometry();
    const std::uint64_t now = allocation.blocks.value;
    const QString name = QString::fromStdString(allocation.name);
    size_->setGeometry(geometry);
    size_->setBytesOnly(kind == ResizeKind::reallocate);
    switch (kind) {
    case ResizeKind::grow:
    case ResizeKind::growUpTo:
        title_->setText(
            (kind == ResizeKind::grow ? tr("Grow %1, now %2, in place") : tr("Grow %1, now %2, as far as it goes"))
                .arg(name, blocksText(now)));
        apply_->setText(tr("Grow"));
        size_->setRange(now, stalloc::max_block_count);
        size_->setSize(now + 1, SizeUnit::blocks);
        break;
    case ResizeKind::shrink:
        title_->setText(tr("Shrink %1, now %2, in place").arg(name, blocksText(now)));
        apply_->setText(tr("Shrink"));
        size_->setRange(1, now);
        size_->setSize(std::max<std::uint64_t>(now - 1, 1), SizeUnit::blocks);
        break;
    case ResizeKind::reallocate:
        title_->setText(tr("Reallocate %1, now %2").arg(name, bytesText(allocation.bytes)));
        apply_->setText(tr("Reallocate"));
        size_->setRange(1, stalloc::max_block_count);
        size_->setSize(allocation.bytes + geometry.block_size, SizeUnit::bytes);
        break;
    }
    showState();
    size_->selectNumber();
}

void ResizeForm::showState() {
    apply_->setEnabled(size_->problem().isEmpty());
    hint_->setTone(&Palette::ink2);
    hint_->setText(startsNewFuture(workbench_) ? tr("starts a new future") : QString());
}

QString ResizeForm::ask() {
    switch (kind_) {
    case ResizeKind::shrink:
        return workbench_.shrink(id_, size_->size(), size_->unit());
    case ResizeKind::reallocate:
        return workbench_.reallocate(id_, size_->size());
    default:
        return workbench_.grow(id_, size_->size(), size_->unit(), kind_ == ResizeKind::growUpTo);
    }
}

void ResizeForm::apply() {
    if (!size_->problem().isEmpty())
        return;
    const QString refusal = ask();
    if (refusal.isEmpty()) {
        Q_EMIT finished();
        return;
    }
    hint_->setTone(&Palette::failure);
    hint_->setText(refusal);
}

void ResizeForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT finished();
    else
        QWidget::keyPressEvent(event);
}

} // namespace firstfit
