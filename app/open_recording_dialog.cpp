// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/open_recording_dialog.h"

#include "allocator/stalloc/header.h"
#include "ui/panels/heap_fields.h"
#include "ui/render/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

#include <limits>

namespace firstfit {

namespace {

constexpr int largestNumber = std::numeric_limits<int>::max();
constexpr std::uint64_t noLimit = std::numeric_limits<std::uint64_t>::max();

/// A number from 1 or 0 upwards; the smallest may read as a word.
QSpinBox* numberField(const QString& name, const QString& accessible, int lowest, const QString& word,
                      QWidget* parent) {
    auto* made = new QSpinBox(parent);
    made->setObjectName(name);
    made->setAccessibleName(accessible);
    made->setRange(lowest, largestNumber);
    made->setGroupSeparatorShown(true);
    made->setSpecialValueText(word);
    made->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    return made;
}

int asField(std::uint64_t value, int ofNoLimit) {
    return value > static_cast<std::uint64_t>(largestNumber) ? ofNoLimit : static_cast<int>(value);
}

/// "from [1] to [the end]"
QWidget* fromTo(const QString& before, QWidget* first, const QString& between, QWidget* last, const QString& behind,
                QWidget* parent) {
    auto* made = new QWidget(parent);
    auto* row = new QHBoxLayout(made);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto word = [&](const QString& text) {
        if (!text.isEmpty()) {
            row->addWidget(new QLabel(text, made));
        }
    };
    word(before);
    row->addWidget(first, 1);
    word(between);
    row->addWidget(last, 1);
    word(behind);
    return made;
}

} // namespace

OpenRecordingDialog::OpenRecordingDialog(const QString& name, std::optional<FileKind> kind, const QString& button,
                                         const RecordingChoice& choice, QWidget* parent)
    : QDialog(parent),
      kind_(kind),
      base_(choice.geometry.value_or(HeapGeometry{}).base_address),
      hint_(new QLabel(this)) {
    setObjectName(QStringLiteral("open-recording"));
    setWindowTitle(tr("Open a recording"));
    makeFields(choice);
    makeHeap(choice);
    hint_->setObjectName(QStringLiteral("recording-hint"));
    hint_->setWordWrap(true);
    open_ = new QPushButton(button, this);
    open_->setObjectName(QStringLiteral("recording-open"));
    open_->setDefault(true);
    markPrimary(*open_);
    arrange(name);
    for (QSpinBox* field : {first_, last_, least_, most_, blocks_, static_cast<QSpinBox*>(blockSize_)}) {
        connect(field, &QSpinBox::valueChanged, this, &OpenRecordingDialog::check);
    }
    connect(own_, &QRadioButton::toggled, this, &OpenRecordingDialog::check);
    connect(thread_, &QComboBox::editTextChanged, this, &OpenRecordingDialog::check);
    check();
    open_->setFocus(Qt::OtherFocusReason);
}

void OpenRecordingDialog::makeFields(const RecordingChoice& choice) {
    const ReadOptions& options = choice.options;
    first_ = numberField(QStringLiteral("recording-first"), tr("First operation"), 1, QString(), this);
    first_->setValue(asField(options.first, largestNumber));
    last_ = numberField(QStringLiteral("recording-last"), tr("Last operation"), 0, tr("the end"), this);
    last_->setValue(asField(options.last, 0));
    least_ = numberField(QStringLiteral("recording-least"), tr("Smallest request in bytes"), 0, QString(), this);
    least_->setValue(asField(options.min_bytes, largestNumber));
    most_ = numberField(QStringLiteral("recording-most"), tr("Largest request in bytes"), 0, tr("any"), this);
    most_->setValue(asField(options.max_bytes, 0));
    thread_ = new QComboBox(this);
    thread_->setObjectName(QStringLiteral("recording-thread"));
    thread_->setEditable(true);
    thread_->addItem(tr("all threads"));
    for (const std::uint32_t thread : choice.threads) {
        thread_->addItem(QString::number(thread));
    }
    thread_->setCurrentText(options.thread ? QString::number(*options.thread) : tr("all threads"));
    // Of these kinds only ltrace writes down who called.
    const bool tellsThreads = !kind_ || *kind_ == FileKind::ltrace;
    thread_->setEnabled(tellsThreads);
    thread_->setToolTip(tellsThreads ? tr("The number that ltrace wrote in front of the calls: [pid N]")
                                     : tr("Only ltrace recordings tell threads apart."));
    alignment_ = new PowerOfTwoSpinBox(this);
    alignment_->setObjectName(QStringLiteral("recording-alignment"));
    alignment_->setValue(static_cast<int>(options.alignment));
    alignment_->setToolTip(tr("Of requests that do not tell theirs. malloc promises 16 on 64-bit machines, 8 on most "
                              "32-bit ones."));
}

void OpenRecordingDialog::makeHeap(const RecordingChoice& choice) {
    const HeapGeometry start = choice.geometry.value_or(HeapGeometry{BlockCount{65'535}, 16});
    proposed_ = new QRadioButton(tr("&Proposed from the recording’s peak"), this);
    proposed_->setObjectName(QStringLiteral("recording-proposed"));
    proposed_->setToolTip(tr("Room for the most that is alive at the same time, and an eighth more"));
    own_ = new QRadioButton(tr("This o&ne:"), this);
    own_->setObjectName(QStringLiteral("recording-own"));
    (choice.geometry ? own_ : proposed_)->setChecked(true);
    blocks_ = numberField(QStringLiteral("recording-blocks"), tr("Blocks"), 1, QString(), this);
    blocks_->setMaximum(static_cast<int>(stalloc::max_block_count));
    blocks_->setValue(static_cast<int>(start.blocks.value));
    blocks_->setMinimumWidth(static_cast<int>(92 * Fonts::ofDesktop().scale)); // 65,535 and the arrows
    blockSize_ = new PowerOfTwoSpinBox(this);
    blockSize_->setObjectName(QStringLiteral("recording-block-size"));
    blockSize_->setAccessibleName(tr("Block size in bytes"));
    blockSize_->setValue(static_cast<int>(start.block_size));
    // To type a number means to want it.
    connect(blocks_, &QSpinBox::valueChanged, own_, [this] { own_->setChecked(true); });
    connect(blockSize_, &QSpinBox::valueChanged, own_, [this] { own_->setChecked(true); });
}

void OpenRecordingDialog::arrange(const QString& name) {
    auto* title = new QLabel(name, this);
    title->setTextFormat(Qt::PlainText);
    title->setFont(Fonts::ofDesktop().text(15, QFont::DemiBold));
    auto* looks = new QLabel(kind_ ? tr("It looks like %1.").arg(QString::fromLatin1(describe(*kind_)))
                                   : tr("Its kind is recognised when it is read."),
                             this);
    auto* heap = new QVBoxLayout;
    heap->setSpacing(4);
    heap->addWidget(proposed_);
    auto* row = new QHBoxLayout;
    row->addWidget(own_);
    row->addWidget(fromTo(QString(), blocks_, tr("blocks of"), blockSize_, tr("bytes"), this), 1);
    heap->addLayout(row);
    auto* threadNote = new QLabel(tr("Only ltrace recordings tell threads apart."), this);
    threadNote->setVisible(!thread_->isEnabled());
    QPalette quiet = threadNote->palette();
    quiet.setColor(QPalette::WindowText, paletteOf(*this).ink3);
    threadNote->setPalette(quiet);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(tr("Operations"), fromTo(QString(), first_, tr("to"), last_, QString(), this));
    form->addRow(tr("Request sizes"), fromTo(QString(), least_, tr("to"), most_, tr("bytes"), this));
    form->addRow(tr("&Thread"), thread_);
    form->addRow(QString(), threadNote);
    form->addRow(tr("&Alignment"), alignment_);
    form->addRow(tr("Heap"), heap);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(open_, QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &OpenRecordingDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &OpenRecordingDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(looks);
    column->addSpacing(8);
    column->addLayout(form);
    column->addWidget(hint_);
    column->addSpacing(8);
    column->addWidget(buttons);
}

ReadOptions OpenRecordingDialog::options() const {
    ReadOptions options;
    options.first = static_cast<std::uint64_t>(first_->value());
    options.last = last_->value() == 0 ? noLimit : static_cast<std::uint64_t>(last_->value());
    options.min_bytes = static_cast<std::uint64_t>(least_->value());
    options.max_bytes = most_->value() == 0 ? noLimit : static_cast<std::uint64_t>(most_->value());
    bool isNumber = false;
    const uint thread = thread_->currentText().trimmed().toUInt(&isNumber);
    if (isNumber && thread_->isEnabled()) {
        options.thread = thread;
    }
    options.alignment = static_cast<std::uint32_t>(alignment_->value());
    return options;
}

std::optional<HeapGeometry> OpenRecordingDialog::geometry() const {
    if (proposed_->isChecked()) {
        return std::nullopt;
    }
    HeapGeometry geometry;
    geometry.blocks = BlockCount{static_cast<std::uint32_t>(blocks_->value())};
    geometry.block_size = static_cast<std::uint32_t>(blockSize_->value());
    geometry.base_address = base_;
    return geometry;
}

QString OpenRecordingDialog::problem() const {
    const ReadOptions now = options();
    if (now.first > now.last) {
        return tr("The last operation comes before the first.");
    }
    if (now.min_bytes > now.max_bytes) {
        return tr("The largest request is smaller than the smallest.");
    }
    const QString thread = thread_->currentText().trimmed();
    if (thread_->isEnabled() && !now.thread && thread != tr("all threads") && !thread.isEmpty()) {
        return tr("A thread is a number.");
    }
    const auto wrong = geometry() ? geometry()->problem() : std::nullopt;
    return wrong ? QString::fromStdString(*wrong) : QString();
}

void OpenRecordingDialog::check() {
    const QString wrong = problem();
    open_->setEnabled(wrong.isEmpty());
    hint_->setText(wrong);
    hint_->setVisible(!wrong.isEmpty());
}

} // namespace firstfit
