// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QLineEdit;

namespace firstfit {

class ScriptEditor;
class ToneLabel;

/// Finds text in the editor, small or capital letters alike, while it is being typed.
class FindBar : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(ScriptEditor& editor, QWidget* parent = nullptr);

    /// Opens the bar, with the selected text if that is within a line.
    void begin();
    void finish(); ///< hides it; the editor has the focus and the last match stays selected
    void findNext(int direction);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void search();  ///< all matches anew; goes to the first at or behind the caret
    void collect(); ///< where the wanted text stands
    void showMatch(qsizetype match);

    ScriptEditor& editor_;
    QLineEdit* wanted_;
    ToneLabel* count_;
    QList<int> matches_; ///< positions in bytes, ascending
    int length_ = 0;     ///< of the wanted text, in bytes
};

} // namespace firstfit
