// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The code editor: Lua colours, line numbers, breakpoints, the line that runs, diagnostics where they are.
#pragma once

#include "allocator/trace/trace.h"
#include "ui/panels/line_map.h"
#include "ui/panels/qsci.h"
#include "ui/render/fonts.h"

#include <QSet>

namespace firstfit {

class LuaLexer;
struct Palette;

class ScriptEditor : public QsciScintilla {
    Q_OBJECT

public:
    explicit ScriptEditor(QWidget* parent = nullptr);

    /// Another document: no undo back into the old one, no breakpoints, no diagnostics.
    void load(const QString& text);
    /// The text as it is has just run: the lines of the run are counted in it.
    void markRan();

    /// The line that runs, counted in the text that ran; 0 = none. Scrolls to it when it changes.
    void setCurrentLine(std::uint32_t line);
    void setBreakpoints(const QSet<std::uint32_t>& lines);
    [[nodiscard]] QSet<std::uint32_t> breakpointLines() const;
    /// Breakpoint of a line on or off, where there is such a line.
    void toggleBreakpoint(int line);
    /// Marks each at its line until the next call.
    void setDiagnostics(const std::vector<Diagnostic>& diagnostics);
    /// Puts the caret at the start of a line, shows it, and takes the focus.
    void goToLine(std::uint32_t line);
    /// Where a line of the text that ran is now; 0 = deleted.
    [[nodiscard]] std::uint32_t lineNow(std::uint32_t ran) const { return ranLines_.now(ran); }

Q_SIGNALS:
    /// By a click, by F9, or because lines before them came or went.
    void breakpointsEdited();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum Mark { breakpointMark, currentMark, errorMark, warningMark, firstGroundMark, errorGround, warningGround };
    static constexpr int currentGround = firstGroundMark;
    enum Wave { errorWave = 8, warningWave };
    enum Margin { symbolMargin, numberMargin, gapMargin };

    void setUpText();
    void setUpMargins();
    void setUpWords();
    void applyLook();
    void fitNumbers();
    /// Scintilla knows sizes in points only.
    [[nodiscard]] QFont inPoints(QFont font) const;
    void linesMoved(int position, int added);
    void unmark(Mark mark);
    void wave(const Diagnostic& diagnostic, int line);
    void forgetLongLines();
    /// Scrolls so that the line stands in the first `share` of the window, where it does not.
    void showLine(int line, double share = 1);
    void paintMarks(QPainter& painter, int line, const QRect& row, unsigned marks) const;
    void paintNumber(QPainter& painter, int line, const QRect& row, const QColor& ground) const;
    [[nodiscard]] QRect rowOf(int line) const;

    LuaLexer* lexer_;
    Fonts fonts_;
    LineMap ranLines_;
    std::uint32_t currentLine_ = 0;
    bool loading_ = false;
    bool tabLeaves_ = false; ///< came here by Tab, or pressed Escape, and has not typed or clicked since
};

} // namespace firstfit
