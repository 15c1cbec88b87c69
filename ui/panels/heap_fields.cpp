// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/heap_fields.h"

#include "ui/panels/undo_pass.h"
#include "ui/render/fonts.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <bit>
#include <cmath>

namespace firstfit {

namespace {

constexpr int smallestBlock = 4;
constexpr int largestBlock = 1 << 28;
constexpr int mostBlocks = 65535;

QLabel* label(const QString& text, QWidget* buddy, QWidget* parent) {
    auto* made = new QLabel(text, parent);
    made->setProperty("look", QStringLiteral("label"));
    made->setBuddy(buddy);
    return made;
}

int scaled(double px) { return static_cast<int>(std::lround(px * Fonts::ofDesktop().scale)); }

bool isBlockCount(const QString& text) {
    bool known = false;
    const qlonglong count = QLocale().toLongLong(text.trimmed(), &known);
    return known && count >= 1 && count <= mostBlocks;
}

/// Lets a number out of range stand, so that it can be said to be wrong, but never takes it.
class BlockCountSpinBox : public QSpinBox {
public:
    using QSpinBox::QSpinBox;

protected:
    QValidator::State validate(QString& input, int& pos) const override {
        bool known = false;
        const qlonglong count = QLocale().toLongLong(input.trimmed(), &known);
        return known && count > maximum() ? QValidator::Intermediate : QSpinBox::validate(input, pos);
    }

    void keyPressEvent(QKeyEvent* event) override {
        const bool submits = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        if (submits && !cleanText().isEmpty() && !isBlockCount(cleanText()))
            selectAll(); // stays as it is, marked, to be typed over
        else
            QSpinBox::keyPressEvent(event);
    }
};

int nextSmallerPower(int value) {
    return value < smallestBlock ? smallestBlock : static_cast<int>(std::bit_floor(static_cast<unsigned>(value)));
}

} // namespace

PowerOfTwoSpinBox::PowerOfTwoSpinBox(QWidget* parent) : QSpinBox(parent) { setRange(smallestBlock, largestBlock); }

void PowerOfTwoSpinBox::stepBy(int steps) {
    const int exponent = std::countr_zero(static_cast<unsigned>(nextSmallerPower(value())));
    setValue(1 << std::clamp(exponent + steps, 2, 28));
    selectAll();
}

QSize PowerOfTwoSpinBox::sizeHint() const {
    const int text = fontMetrics().horizontalAdvance(this->text());
    return {std::max(scaled(62), text + scaled(38)), QSpinBox::sizeHint().height()};
}

QValidator::State PowerOfTwoSpinBox::validate(QString& input, int&) const {
    const QString text = input.trimmed();
    if (text.isEmpty()) {
        return QValidator::Intermediate;
    }
    const int number = valueFromText(text);
    if (number < 0 || number > largestBlock) {
        return QValidator::Invalid;
    }
    const bool usable = number >= smallestBlock && std::has_single_bit(static_cast<unsigned>(number));
    return usable ? QValidator::Acceptable : QValidator::Intermediate;
}

void PowerOfTwoSpinBox::fixup(QString& input) const { input = textFromValue(nextSmallerPower(valueFromText(input))); }

int PowerOfTwoSpinBox::valueFromText(const QString& text) const {
    QString digits = text.trimmed();
    qint64 unit = 1;
    if (digits.endsWith(u'i', Qt::CaseInsensitive)) {
        digits.chop(1);
    }
    if (digits.endsWith(u'k', Qt::CaseInsensitive) || digits.endsWith(u'm', Qt::CaseInsensitive)) {
        unit = digits.endsWith(u'k', Qt::CaseInsensitive) ? 1 << 10 : 1 << 20;
        digits.chop(1);
    }
    bool known = false;
    const qint64 number = digits.trimmed().toLongLong(&known) * unit;
    return known && number >= 0 && number <= largestBlock ? static_cast<int>(number) : -1;
}

QString PowerOfTwoSpinBox::textFromValue(int value) const {
    if (value >= 1 << 20) {
        return QStringLiteral("%1 Mi").arg(value >> 20);
    }
    return value >= 1 << 13 ? QStringLiteral("%1 Ki").arg(value >> 10) : QString::number(value);
}

ShapeFields::ShapeFields(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      blocks_(new BlockCountSpinBox(this)),
      blockSize_(new PowerOfTwoSpinBox(this)) {
    blocks_->setObjectName(QStringLiteral("blocks"));
    blocks_->setRange(1, mostBlocks);
    blocks_->setKeyboardTracking(false);
    blocks_->setMinimumWidth(scaled(76));
    blocks_->setAccessibleName(tr("Blocks"));
    blockSize_->setObjectName(QStringLiteral("block-size"));
    blockSize_->setKeyboardTracking(false);
    blockSize_->setAccessibleName(tr("Block size in bytes"));
    blockSize_->setToolTip(tr("Bytes of a block: a power of two from 4 to 256 Mi"));

    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(label(tr("bloc&ks"), blocks_, this));
    row->addWidget(blocks_);
    row->addSpacing(6);
    row->addWidget(label(QStringLiteral("×"), nullptr, this));
    row->addWidget(blockSize_);
    row->addWidget(label(tr("bytes"), nullptr, this));

    passUndoWhenEmpty(*blocks_);
    passUndoWhenEmpty(*blockSize_);
    markBlocks(false);
    connect(lineEditOf(*blocks_), &QLineEdit::textEdited, this,
            [this](const QString& text) { markBlocks(!text.trimmed().isEmpty() && !isBlockCount(text)); });
    connect(blocks_, &QSpinBox::editingFinished, this, [this] {
        if (outOfRange_)
            markBlocks(false); // the field has its last good number again
    });
    connect(blocks_, &QSpinBox::valueChanged, this, [this] { commit(*blocks_); });
    connect(blockSize_, &QSpinBox::valueChanged, this, [this] { commit(*blockSize_); });
    connect(&workbench, &Workbench::traceChanged, this, &ShapeFields::show);
    show();
}

void ShapeFields::show() {
    const HeapGeometry geometry = workbench_.geometry();
    const QSignalBlocker quietBlocks(blocks_);
    const QSignalBlocker quietSize(blockSize_);
    blocks_->setValue(static_cast<int>(geometry.blocks.value));
    blockSize_->setValue(static_cast<int>(geometry.block_size));
    blockSize_->updateGeometry();
    if (isMarkedWrong(*blocks_)) {
        markBlocks(false);
    }
    if (isMarkedWrong(*blockSize_)) {
        markWrong(*blockSize_, QString());
    }
}

void ShapeFields::markBlocks(bool outOfRange) {
    outOfRange_ = outOfRange;
    markWrong(*blocks_, outOfRange ? tr("1 to %L1 blocks").arg(mostBlocks) : QString());
    if (!outOfRange) {
        blocks_->setToolTip(tr("How many blocks the heap has: 1 to %L1").arg(mostBlocks));
    }
}

void ShapeFields::commit(QWidget& edited) {
    HeapGeometry geometry = workbench_.geometry();
    geometry.blocks = BlockCount{static_cast<std::uint32_t>(blocks_->value())};
    geometry.block_size = static_cast<std::uint32_t>(blockSize_->value());
    blockSize_->updateGeometry();
    const QString problem = workbench_.setGeometry(geometry);
    markWrong(edited, problem);
    if (&edited == blocks_ && problem.isEmpty()) {
        markBlocks(false);
    }
    forgetEdits(*lineEditOf(edited)); // undo now means the heap, not the typing
}

PlacementFields::PlacementFields(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      grid_(new QGridLayout(this)),
      policy_(new QComboBox(this)),
      base_(new QLineEdit(this)) {
    policyLabel_ = label(tr("polic&y"), policy_, this);
    baseLabel_ = label(tr("b&ase"), base_, this);
    policy_->setObjectName(QStringLiteral("policy"));
    policy_->addItem(tr("First fit"), static_cast<int>(Policy::first_fit));
    policy_->addItem(tr("Next fit"), static_cast<int>(Policy::next_fit));
    policy_->addItem(tr("Best fit"), static_cast<int>(Policy::best_fit));
    policy_->addItem(tr("Worst fit"), static_cast<int>(Policy::worst_fit));
    policy_->setAccessibleName(tr("Placement policy"));
    policy_->setToolTip(tr("Which chunk a request gets: the first, the next, the smallest or the largest that fits"));
    policy_->setMinimumWidth(scaled(96));
    base_->setObjectName(QStringLiteral("base-address"));
    base_->setAccessibleName(tr("Base address"));
    base_->setFont(Fonts::ofDesktop().code(12));
    passUndoWhenEmpty(*base_);
    base_->setFixedWidth(QFontMetrics(base_->font()).horizontalAdvance(QStringLiteral("0x100000")) + scaled(24));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setStacked(false);

    connect(policy_, &QComboBox::activated, this,
            [this] { workbench_.setPolicy(static_cast<Policy>(policy_->currentData().toInt())); });
    connect(base_, &QLineEdit::textEdited, this, &PlacementFields::check);
    connect(base_, &QLineEdit::editingFinished, this, &PlacementFields::commit);
    connect(&workbench, &Workbench::traceChanged, this, &PlacementFields::show);
    show();
}

void PlacementFields::setStacked(bool stacked) {
    QWidget* const fields[] = {policyLabel_, policy_, baseLabel_, base_};
    for (QWidget* field : fields) {
        grid_->removeWidget(field);
    }
    for (int i = 0; i < 4; ++i) {
        grid_->addWidget(fields[i], stacked ? i / 2 : 0, stacked ? i % 2 : i);
    }
    grid_->setContentsMargins(stacked ? QMargins(12, 8, 12, 8) : QMargins(0, 0, 0, 0));
    grid_->setHorizontalSpacing(stacked ? 8 : 7);
    base_->setMinimumWidth(stacked ? scaled(160) : 0);
    base_->setMaximumWidth(
        stacked ? scaled(160) : QFontMetrics(base_->font()).horizontalAdvance(QStringLiteral("0x100000")) + scaled(24));
}

void PlacementFields::show() {
    policy_->setCurrentIndex(policy_->findData(static_cast<int>(workbench_.policy())));
    if (!base_->hasFocus() || !base_->isModified()) {
        base_->setText(QStringLiteral("0x") + QString::number(workbench_.geometry().base_address, 16).toUpper());
        check(base_->text());
    }
}

bool PlacementFields::read(const QString& text, HeapGeometry& geometry) const {
    QString digits = text.trimmed();
    if (digits.startsWith(QStringLiteral("0x"), Qt::CaseInsensitive)) {
        digits.remove(0, 2);
    }
    bool known = false;
    geometry = workbench_.geometry();
    geometry.base_address = digits.toULongLong(&known, 16);
    return known;
}

void PlacementFields::check(const QString& text) {
    HeapGeometry geometry;
    QString wrong;
    if (!read(text, geometry)) {
        wrong = tr("An address is a hexadecimal number: 0x1000, say");
    } else if (const auto problem = geometry.problem()) {
        wrong = QString::fromStdString(*problem);
    }
    markWrong(*base_, wrong);
    if (wrong.isEmpty()) {
        base_->setToolTip(tr("Where block 0 pretends to lie, so that a run is the same on every machine"));
    }
}

void PlacementFields::commit() {
    HeapGeometry geometry;
    if (!base_->isModified() || !read(base_->text(), geometry) || isMarkedWrong(*base_)) {
        return;
    }
    base_->setModified(false);
    const QString problem = workbench_.setGeometry(geometry);
    if (problem.isEmpty()) {
        show();
    } else {
        markWrong(*base_, problem);
    }
}

} // namespace firstfit
