// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/find_bar.h"

#include "ui/panels/script_editor.h"
#include "ui/panels/tone_label.h"
#include "ui/render/icons.h"
#include "ui/render/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace firstfit {

FindBar::FindBar(ScriptEditor& editor, QWidget* parent)
    : QWidget(parent),
      editor_(editor),
      wanted_(new QLineEdit(this)),
      count_(new ToneLabel(&Palette::ink2, 11, QFont::Normal, this)) {
    setObjectName(QStringLiteral("script.find"));
    wanted_->setObjectName(QStringLiteral("script.find.text"));
    wanted_->setPlaceholderText(tr("Find"));
    wanted_->setAccessibleName(tr("Find in the script"));
    count_->setObjectName(QStringLiteral("script.find.count"));
    count_->setWordWrap(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(4);
    row->addWidget(wanted_, 1);
    row->addWidget(count_);
    const auto addButton = [&](const QString& iconName, const QString& name, const QString& tip, auto action) {
        auto* button = new QToolButton(this);
        button->setObjectName(name);
        button->setIcon(themedIcon(iconName));
        button->setAutoRaise(true);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        connect(button, &QToolButton::clicked, this, action);
        row->addWidget(button);
    };
    addButton(QStringLiteral("chevron-up"), QStringLiteral("script.find.previous"), tr("Previous match (Shift+F3)"),
              [this] { findNext(-1); });
    addButton(QStringLiteral("chevron-down"), QStringLiteral("script.find.next"), tr("Next match (F3)"),
              [this] { findNext(1); });
    addButton(QStringLiteral("close"), QStringLiteral("script.find.close"), tr("Close (Esc)"), [this] { finish(); });
    connect(wanted_, &QLineEdit::textEdited, this, &FindBar::search);
    hide();
}

void FindBar::begin() {
    const QString selected = editor_.selectedText();
    if (!selected.isEmpty() && !selected.contains(QLatin1Char('\n')))
        wanted_->setText(selected);
    show();
    wanted_->setFocus(Qt::ShortcutFocusReason);
    wanted_->selectAll();
    search();
}

void FindBar::finish() {
    hide();
    editor_.setFocus();
}

void FindBar::collect() {
    const QString text = editor_.text();
    const QString wanted = wanted_->text();
    matches_.clear();
    length_ = static_cast<int>(wanted.toUtf8().size());
    if (wanted.isEmpty())
        return;
    // Scintilla counts bytes: they are counted along from match to match.
    qsizetype counted = 0;
    qsizetype bytes = 0;
    for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive)) {
        bytes += QStringView(text).mid(counted, at - counted).toUtf8().size();
        counted = at;
        matches_.append(static_cast<int>(bytes));
    }
}

void FindBar::search() {
    collect();
    if (matches_.isEmpty()) {
        count_->setText(wanted_->text().isEmpty() ? QString() : tr("not found"));
        markWrong(*wanted_, wanted_->text().isEmpty() ? QString() : tr("The script does not hold this text."));
        return;
    }
    markWrong(*wanted_, {});
    const long start = editor_.SendScintilla(QsciScintillaBase::SCI_GETSELECTIONSTART);
    const auto at = std::lower_bound(matches_.cbegin(), matches_.cend(), static_cast<int>(start));
    showMatch(at == matches_.cend() ? 0 : at - matches_.cbegin());
}

void FindBar::findNext(int direction) {
    if (wanted_->text().isEmpty()) {
        begin();
        return;
    }
    collect(); // the script may have been edited meanwhile
    if (matches_.isEmpty()) {
        search();
        return;
    }
    const int start = static_cast<int>(editor_.SendScintilla(QsciScintillaBase::SCI_GETSELECTIONSTART));
    const qsizetype count = matches_.size();
    if (direction > 0) {
        const int end = static_cast<int>(editor_.SendScintilla(QsciScintillaBase::SCI_GETSELECTIONEND));
        const auto at = std::lower_bound(matches_.cbegin(), matches_.cend(), end);
        showMatch((at - matches_.cbegin()) % count);
    } else {
        const auto at = std::lower_bound(matches_.cbegin(), matches_.cend(), start);
        showMatch((at - matches_.cbegin() + count - 1) % count);
    }
}

void FindBar::showMatch(qsizetype match) {
    const int from = matches_[match];
    int line = 0;
    int column = 0;
    int endLine = 0;
    int endColumn = 0;
    editor_.lineIndexFromPosition(from, &line, &column);
    editor_.lineIndexFromPosition(from + length_, &endLine, &endColumn);
    editor_.setSelection(line, column, endLine, endColumn);
    editor_.ensureCursorVisible();
    count_->setText(tr("%1 of %2").arg(match + 1).arg(matches_.size()));
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    const bool back = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->key() == Qt::Key_Escape)
        finish();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        findNext(back ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), paletteOf(*this).head);
}

} // namespace firstfit
