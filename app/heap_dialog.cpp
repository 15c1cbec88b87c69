// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/heap_dialog.h"

#include "allocator/stalloc/header.h"
#include "ui/render/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

#include <bit>
#include <utility>

namespace firstfit {

HeapDialog::HeapDialog(const QString& title, const QString& button, const HeapGeometry& geometry,
                       std::function<QString(const HeapGeometry&)> accepting, QWidget* parent)
    : QDialog(parent),
      accepting_(std::move(accepting)),
      blocks_(new QSpinBox(this)),
      blockSize_(new QComboBox(this)),
      base_(new QLineEdit(this)),
      summary_(new QLabel(this)) {
    setWindowTitle(title);
    setObjectName(QStringLiteral("heap-dialog"));
    blocks_->setObjectName(QStringLiteral("heap-blocks"));
    blocks_->setRange(1, static_cast<int>(stalloc::max_block_count));
    blocks_->setValue(static_cast<int>(geometry.blocks.value));
    blockSize_->setObjectName(QStringLiteral("heap-block-size"));
    for (std::uint32_t size = stalloc::min_block_size; size <= stalloc::max_block_size; size *= 2) {
        blockSize_->addItem(tr("%1 bytes").arg(QLocale().toString(size)), size);
    }
    blockSize_->setCurrentIndex(std::countr_zero(geometry.block_size) - std::countr_zero(stalloc::min_block_size));
    base_->setObjectName(QStringLiteral("heap-base"));
    base_->setText(QStringLiteral("0x") + QString::number(geometry.base_address, 16).toUpper());
    base_->setFont(Fonts::ofDesktop().code(13));
    summary_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    accept_ = buttons->addButton(button, QDialogButtonBox::AcceptRole);
    accept_->setDefault(true);
    markPrimary(*accept_);
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Blocks"), blocks_);
    form->addRow(tr("Block &size"), blockSize_);
    form->addRow(tr("Base &address"), base_);
    form->addRow(summary_);
    form->addRow(buttons);
    connect(blocks_, &QSpinBox::valueChanged, this, &HeapDialog::check);
    connect(blockSize_, &QComboBox::currentIndexChanged, this, &HeapDialog::check);
    connect(base_, &QLineEdit::textChanged, this, &HeapDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &HeapDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &HeapDialog::reject);
    check();
}

std::optional<HeapGeometry> HeapDialog::chosen() const {
    bool ok = false;
    const QString text = base_->text().trimmed();
    const bool hex = text.startsWith(QStringLiteral("0x"), Qt::CaseInsensitive);
    HeapGeometry geometry;
    geometry.blocks = BlockCount{static_cast<std::uint32_t>(blocks_->value())};
    geometry.block_size = blockSize_->currentData().toUInt();
    geometry.base_address = (hex ? text.mid(2) : text).toULongLong(&ok, hex ? 16 : 10);
    return ok ? std::optional(geometry) : std::nullopt;
}

void HeapDialog::check() {
    const auto geometry = chosen();
    const auto problem = geometry ? geometry->problem() : std::nullopt;
    const QString wrong = !geometry ? tr("An address is a number such as 0x100000.")
                          : problem ? QString::fromStdString(*problem)
                                    : QString();
    markWrong(*base_, wrong);
    accept_->setEnabled(wrong.isEmpty());
    summary_->setText(!wrong.isEmpty() ? wrong
                                       : tr("%1 bytes for allocations; with the base header the heap takes %2 bytes.")
                                             .arg(QLocale().toString(qulonglong{geometry->capacity_bytes()}),
                                                  QLocale().toString(qulonglong{geometry->size_of()})));
}

void HeapDialog::accept() {
    const auto geometry = chosen();
    if (!geometry) {
        return;
    }
    if (const QString problem = accepting_(*geometry); !problem.isEmpty()) {
        summary_->setText(problem);
        return;
    }
    QDialog::accept();
}

} // namespace firstfit
