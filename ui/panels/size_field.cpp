// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/size_field.h"

#include "ui/panels/tone_label.h"
#include "ui/panels/undo_pass.h"
#include "ui/render/fonts.h"
#include "ui/render/theme.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <limits>

namespace firstfit {

namespace {

QString number(std::uint64_t value) { return QLocale().toString(static_cast<qulonglong>(value)); }

/// Ready to be typed over whenever the program gives it the focus, as Qt's own is only after Tab.
class NumberBox : public QSpinBox {
public:
    using QSpinBox::QSpinBox;

protected:
    void focusInEvent(QFocusEvent* event) override {
        QSpinBox::focusInEvent(event);
        if (event->reason() == Qt::OtherFocusReason || event->reason() == Qt::ShortcutFocusReason)
            selectAll();
    }
};

} // namespace

QString blocksText(std::uint64_t count) {
    return count == 1 ? SizeField::tr("1 block") : SizeField::tr("%1 blocks").arg(number(count));
}

QString bytesText(std::uint64_t count) {
    return count == 1 ? SizeField::tr("1 byte") : SizeField::tr("%1 bytes").arg(number(count));
}

SizeField::SizeField(const QString& name, const QString& unitName, QWidget* parent)
    : QWidget(parent),
      number_(new NumberBox(this)),
      unit_(new QComboBox(this)),
      meaning_(new ToneLabel(&Palette::ink2, 12, QFont::Normal, this)) {
    number_->setObjectName(name);
    number_->setRange(0, std::numeric_limits<int>::max());
    number_->setAccessibleName(tr("Size"));
    number_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    number_->setFixedWidth(static_cast<int>(std::lround(74 * Fonts::ofDesktop().scale)));
    unit_->setObjectName(unitName);
    unit_->addItems({tr("bytes"), tr("blocks")});
    unit_->setAccessibleName(tr("Unit of the size"));
    // Only as wide as its words: the panel stands in a narrow dock.
    unit_->setFixedWidth(unit_->fontMetrics().horizontalAdvance(tr("blocks")) + 34);
    unit_->setToolTip(tr("Bytes, as malloc takes them, or blocks, as Stalloc does"));
    meaning_->setObjectName(name + QStringLiteral(".meaning"));
    assemble();
    setFocusProxy(number_);
    connect(number_, &QSpinBox::valueChanged, this, &SizeField::showMeaning);
    connect(number_, &QSpinBox::valueChanged, this, &SizeField::changed);
    connect(unit_, &QComboBox::activated, this, &SizeField::changeUnit);
    passUndoWhenEmpty(*number_);
    connect(lineEditOf(*number_), &QLineEdit::returnPressed, this, &SizeField::submitted);
    showMeaning();
}

void SizeField::assemble() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(number_);
    row->addWidget(unit_);
    row->addWidget(meaning_, 1);
}

void SizeField::setGeometry(const HeapGeometry& geometry) {
    if (geometry == geometry_)
        return;
    geometry_ = geometry;
    showMeaning();
    Q_EMIT changed();
}

void SizeField::setRange(std::uint64_t fewest, std::uint64_t most) {
    fewest_ = fewest;
    most_ = most;
    showMeaning();
}

void SizeField::setSize(std::uint64_t size, SizeUnit unit) {
    unit_->setCurrentIndex(unit == SizeUnit::bytes ? 0 : 1);
    number_->setValue(static_cast<int>(std::min<std::uint64_t>(size, std::numeric_limits<int>::max())));
    showMeaning();
}

void SizeField::setBytesOnly(bool bytesOnly) {
    if (bytesOnly)
        unit_->setCurrentIndex(0);
    unit_->setEnabled(!bytesOnly);
    showMeaning();
}

std::uint64_t SizeField::size() const { return static_cast<std::uint64_t>(number_->value()); }
SizeUnit SizeField::unit() const { return unit_->currentIndex() == 0 ? SizeUnit::bytes : SizeUnit::blocks; }

std::uint64_t SizeField::blocks() const { return unit() == SizeUnit::blocks ? size() : geometry_.blocks_for(size()); }

QString SizeField::problem() const {
    if (blocks() >= fewest_ && blocks() <= most_)
        return {};
    if (fewest_ == most_)
        return tr("only %1").arg(blocksText(most_));
    return tr("%1 to %2").arg(number(fewest_), blocksText(most_));
}

void SizeField::forgetTyping() { forgetEdits(*lineEditOf(*number_)); }

void SizeField::selectNumber() {
    number_->setFocus();
    number_->selectAll();
}

void SizeField::changeUnit(int index) {
    // The same size in the other unit, as nearly as it goes.
    const std::uint64_t old = size();
    const bool toBytes = index == 0;
    setSize(toBytes ? old * geometry_.block_size : geometry_.blocks_for(old),
            toBytes ? SizeUnit::bytes : SizeUnit::blocks);
    Q_EMIT changed();
}

void SizeField::showMeaning() {
    const QString sentence = problem();
    const bool inBytes = unit() == SizeUnit::bytes;
    const QString other = inBytes ? blocksText(blocks()) : bytesText(blocks() * geometry_.block_size);
    meaning_->setTone(sentence.isEmpty() ? &Palette::ink2 : &Palette::failure);
    meaning_->setSize(sentence.isEmpty() ? 12 : 11); // the sentence is longer and stands on two lines
    meaning_->setText(sentence.isEmpty() ? tr("= %1").arg(other) : sentence);
    markWrong(*number_, sentence);
    if (sentence.isEmpty())
        number_->setToolTip(inBytes ? tr("How many bytes to ask for") : tr("How many blocks to ask for"));
}

} // namespace firstfit
