// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/script_editor.h"

#include "ui/panels/lua_lexer.h"
#include "ui/panels/script_marks.h"
#include "ui/panels/script_words.h"
#include "ui/render/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QToolTip>

#include <cmath>

namespace firstfit {

ScriptEditor::ScriptEditor(QWidget* parent)
    : QsciScintilla(parent), lexer_(new LuaLexer(this)), fonts_(Fonts::ofDesktop()) {
    setObjectName(QStringLiteral("script.editor"));
    setAccessibleName(tr("Script"));
    setAccessibleDescription(
        tr("Tab indents once you have typed or clicked here; Escape, then Tab, or F6 leaves the editor. "
           "F9 sets a breakpoint."));
    setUpText();
    setUpMargins();
    setUpWords();
    applyLook();
    connect(this, &QsciScintilla::marginClicked, this,
            [this](int, int line, Qt::KeyboardModifiers) { toggleBreakpoint(line + 1); });
    connect(this, &QsciScintilla::textChanged, this, [this] {
        if (!loading_)
            tabLeaves_ = false;
    });
    connect(this, &QsciScintilla::linesChanged, this, &ScriptEditor::fitNumbers);
    connect(this, &QsciScintillaBase::SCN_ZOOM, this, &ScriptEditor::fitNumbers);
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int, const char*, int, int added, int, int, int, int, int) {
                if (added != 0)
                    linesMoved(position, added);
            });
}

void ScriptEditor::setUpText() {
    setUtf8(true);
    setEolMode(QsciScintilla::EolUnix);
    setLexer(lexer_);
    setTabWidth(4);
    setIndentationsUseTabs(false);
    setTabIndents(true);
    setBackspaceUnindents(true);
    setAutoIndent(true);
    setBraceMatching(QsciScintilla::SloppyBraceMatch);
    setFrameShape(QFrame::NoFrame);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    auto* corner = new QWidget(this); // else the style outlines the square between the scroll bars
    corner->setBackgroundRole(QPalette::Window);
    corner->setAutoFillBackground(true);
    setCornerWidget(corner);
    setCaretWidth(2);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 0L); // the gap is a margin of its own, which marks can fill
    indicatorDefine(QsciScintilla::SquiggleIndicator, errorWave);
    indicatorDefine(QsciScintilla::SquiggleIndicator, warningWave);
}

void ScriptEditor::setUpMargins() {
    setMargins(3);
    setMarginType(symbolMargin, QsciScintilla::SymbolMarginColor);
    setMarginType(numberMargin, QsciScintilla::NumberMargin);
    setMarginType(gapMargin, QsciScintilla::SymbolMarginDefaultBackgroundColor);
    // Scintilla keeps the marks and moves them with their lines; paintEvent() draws them, sharp at every scale.
    for (const int mark : {int{breakpointMark}, int{currentMark}, int{errorMark}, int{warningMark}})
        markerDefine(QsciScintilla::Invisible, mark);
    for (const int ground : {int{currentGround}, int{errorGround}, int{warningGround}})
        markerDefine(QsciScintilla::Background, ground);
    setMarginMarkerMask(symbolMargin, (1 << firstGroundMark) - 1);
    setMarginMarkerMask(numberMargin, 0);
    setMarginMarkerMask(gapMargin, 0);
    for (const int margin : {int{symbolMargin}, int{numberMargin}})
        setMarginSensitivity(margin, true);
}

void ScriptEditor::setUpWords() {
    new ScriptWords(lexer_); // makes itself known to the lexer, which owns it
    setAutoCompletionSource(QsciScintilla::AcsAll);
    setAutoCompletionThreshold(2);
    setAutoCompletionCaseSensitivity(true);
    setAutoCompletionReplaceWord(false);
    setCallTipsStyle(QsciScintilla::CallTipsNoContext);
    setCallTipsVisible(1);
}

void ScriptEditor::applyLook() {
    const Palette& palette = paletteOf(*this);
    fonts_ = Fonts::ofDesktop();
    lexer_->apply(palette, inPoints(fonts_.code(12)));
    setPaper(palette.panel);
    setColor(palette.ink);
    setCaretForegroundColor(palette.ink);
    setSelectionBackgroundColor(palette.accentTintStrong);
    resetSelectionForegroundColor();
    setMatchedBraceBackgroundColor(palette.accentTintStrong);
    setMatchedBraceForegroundColor(palette.ink);
    setUnmatchedBraceForegroundColor(palette.failure);
    setUnmatchedBraceBackgroundColor(palette.failureGround);
    setMarginsFont(inPoints(fonts_.code(11)));
    setMarginsForegroundColor(palette.ink3);
    setMarginsBackgroundColor(palette.panel);
    setMarginBackgroundColor(symbolMargin, palette.head);
    setMarkerBackgroundColor(palette.accentTint, currentGround);
    setMarkerBackgroundColor(palette.failureGround, errorGround);
    setMarkerBackgroundColor(palette.cautionGround, warningGround);
    setIndicatorForegroundColor(palette.failure, errorWave);
    setIndicatorForegroundColor(palette.caution, warningWave);
    setCallTipsBackgroundColor(palette.head);
    setCallTipsForegroundColor(palette.ink);
    setCallTipsHighlightColor(palette.accent);

    // Lines of 20 px whatever the font: what it lacks goes above and below, half each.
    setExtraAscent(0);
    setExtraDescent(0);
    const int wanted = static_cast<int>(std::lround(20 * fonts_.scale));
    const int lacking = wanted - static_cast<int>(SendScintilla(SCI_TEXTHEIGHT, 0UL));
    setExtraAscent(lacking - lacking / 2);
    setExtraDescent(lacking / 2);
    fitNumbers();
}

QFont ScriptEditor::inPoints(QFont font) const {
    font.setPointSizeF(font.pixelSize() * 72.0 / logicalDpiY());
    return font;
}

void ScriptEditor::fitNumbers() {
    const QString widest(std::max(2, static_cast<int>(QString::number(lines()).size())), QLatin1Char('9'));
    setMarginWidth(symbolMargin, static_cast<int>(std::lround(18 * fonts_.scale)));
    setMarginWidth(numberMargin, QLatin1Char('9') + widest);
    setMarginWidth(gapMargin, 8);
}

void ScriptEditor::load(const QString& text) {
    {
        const QScopedValueRollback guard(loading_, true);
        markerDeleteAll(breakpointMark);
        setDiagnostics({});
        setCurrentLine(0);
        setText(text);
        SendScintilla(SCI_EMPTYUNDOBUFFER);
        setModified(false);
        setCursorPosition(0, 0);
        ranLines_.reset(0);
    }
    Q_EMIT breakpointsEdited();
}

void ScriptEditor::markRan() {
    ranLines_.reset(lines());
    setCurrentLine(currentLine_);
}

void ScriptEditor::unmark(Mark mark) { markerDeleteAll(mark); }

void ScriptEditor::setCurrentLine(std::uint32_t line) {
    unmark(currentMark);
    markerDeleteAll(currentGround);
    const std::uint32_t shown = ranLines_.now(line);
    if (shown != 0 && static_cast<int>(shown) <= lines()) {
        markerAdd(static_cast<int>(shown) - 1, currentMark);
        markerAdd(static_cast<int>(shown) - 1, currentGround);
        if (line != currentLine_) {
            forgetLongLines();
            showLine(static_cast<int>(shown) - 1);
        }
    }
    currentLine_ = line;
    viewport()->update();
}

// The scroll bar reaches as far as the longest line that was ever shown. Moving on, those that are gone no longer
// count.
void ScriptEditor::forgetLongLines() {
    if (SendScintilla(SCI_GETXOFFSET) == 0)
        setScrollWidth(1);
}

void ScriptEditor::showLine(int line, double share) {
    const long first = SendScintilla(SCI_GETFIRSTVISIBLELINE);
    const long onScreen = SendScintilla(SCI_LINESONSCREEN);
    const long room = std::lround(static_cast<double>(onScreen) * share);
    if (line < first || line >= first + room)
        SendScintilla(SCI_SETFIRSTVISIBLELINE, std::max(0L, line - onScreen / 3));
}

void ScriptEditor::setBreakpoints(const QSet<std::uint32_t>& lines) {
    if (lines == breakpointLines())
        return;
    markerDeleteAll(breakpointMark);
    for (const std::uint32_t line : lines)
        if (line >= 1 && static_cast<int>(line) <= this->lines())
            markerAdd(static_cast<int>(line) - 1, breakpointMark);
    viewport()->update();
}

QSet<std::uint32_t> ScriptEditor::breakpointLines() const {
    QSet<std::uint32_t> found;
    for (int line = markerFindNext(0, 1U << breakpointMark); line >= 0;
         line = markerFindNext(line + 1, 1U << breakpointMark))
        found.insert(static_cast<std::uint32_t>(line) + 1);
    return found;
}

void ScriptEditor::toggleBreakpoint(int line) {
    if (line < 1 || line > lines())
        return;
    if ((markersAtLine(line - 1) & (1U << breakpointMark)) != 0)
        markerDelete(line - 1, breakpointMark);
    else
        markerAdd(line - 1, breakpointMark);
    viewport()->update();
    Q_EMIT breakpointsEdited();
}

void ScriptEditor::linesMoved(int position, int added) {
    const long line = SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(position));
    const long start = SendScintilla(SCI_POSITIONFROMLINE, static_cast<unsigned long>(line));
    ranLines_.edited(static_cast<int>(line) + 1, start == position, added);
    if (!loading_)
        Q_EMIT breakpointsEdited();
}

void ScriptEditor::setDiagnostics(const std::vector<Diagnostic>& diagnostics) {
    for (const Mark mark : {errorMark, warningMark, errorGround, warningGround})
        unmark(mark);
    for (const int indicator : {int{errorWave}, int{warningWave}})
        clearIndicatorRange(0, 0, lines() - 1, lineLength(lines() - 1), indicator);
    int firstError = -1;
    for (const Diagnostic& diagnostic : diagnostics) {
        const int line = static_cast<int>(diagnostic.line) - 1;
        if (line < 0 || line >= lines())
            continue;
        const bool error = diagnostic.severity == Severity::error;
        markerAdd(line, error ? errorMark : warningMark);
        markerAdd(line, error ? errorGround : warningGround);
        wave(diagnostic, line);
        if (error && firstError < 0)
            firstError = line;
    }
    if (firstError >= 0)
        showLine(firstError, 0.5); // the box below is about to take room
    viewport()->update();
}

void ScriptEditor::wave(const Diagnostic& diagnostic, int line) {
    const CodeRange code = codeRange(text(line), diagnostic.column);
    fillIndicatorRange(line, code.from, line, code.to,
                       diagnostic.severity == Severity::error ? errorWave : warningWave);
}

void ScriptEditor::goToLine(std::uint32_t line) {
    const int wanted = std::clamp(static_cast<int>(line), 1, lines()) - 1;
    setCursorPosition(wanted, 0);
    showLine(wanted);
    setFocus();
}

QRect ScriptEditor::rowOf(int line) const {
    const long start = SendScintilla(SCI_POSITIONFROMLINE, static_cast<unsigned long>(line));
    const long top = SendScintilla(SCI_POINTYFROMPOSITION, 0UL, start);
    const long height = SendScintilla(SCI_TEXTHEIGHT, static_cast<unsigned long>(line));
    return {0, static_cast<int>(top), viewport()->width(), static_cast<int>(height)};
}

void ScriptEditor::paintEvent(QPaintEvent* event) {
    QsciScintilla::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const int first = firstVisibleLine();
    const int last = std::min(first + static_cast<int>(SendScintilla(SCI_LINESONSCREEN)) + 1, lines() - 1);
    for (int line = first; line <= last; ++line)
        if (const unsigned marks = markersAtLine(line); marks != 0)
            paintMarks(painter, line, rowOf(line), marks);
}

void ScriptEditor::paintMarks(QPainter& painter, int line, const QRect& row, unsigned marks) const {
    const Palette& palette = paletteOf(*this);
    const auto has = [marks](int mark) { return (marks & (1U << mark)) != 0; };
    if (has(errorGround))
        paintNumber(painter, line, row, palette.failureGround);
    else if (has(warningGround))
        paintNumber(painter, line, row, palette.cautionGround);
    else if (has(currentGround))
        paintNumber(painter, line, row, palette.accentTint);

    const QRectF cell(0, row.top(), marginWidth(symbolMargin), row.height());
    const ScriptMarks marker(painter, palette, cell, fonts_.scale);
    if (has(currentMark) && has(breakpointMark))
        marker.currentAtBreakpoint();
    else if (has(errorMark))
        marker.error();
    else if (has(currentMark))
        marker.current();
    else if (has(breakpointMark))
        marker.breakpoint();
    else if (has(warningMark))
        marker.warning();
}

void ScriptEditor::paintNumber(QPainter& painter, int line, const QRect& row, const QColor& ground) const {
    const int left = marginWidth(symbolMargin);
    const int width = marginWidth(numberMargin) + marginWidth(gapMargin);
    QFont font = inPoints(fonts_.code(11, QFont::DemiBold));
    font.setPointSizeF(std::max(2.0, font.pointSizeF() + static_cast<double>(SendScintilla(SCI_GETZOOM))));
    painter.fillRect(QRect(left, row.top(), width, row.height()), ground);
    painter.setFont(font);
    painter.setPen(paletteOf(*this).ink);
    painter.drawText(QRect(left, row.top(), marginWidth(numberMargin) - 3, row.height()),
                     Qt::AlignRight | Qt::AlignVCenter, QString::number(line + 1));
}

void ScriptEditor::keyPressEvent(QKeyEvent* event) {
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool tab = event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab;
    const bool leaves =
        event->key() == Qt::Key_F6 || (tab && (tabLeaves_ || event->modifiers().testFlag(Qt::ControlModifier)));
    if (leaves) {
        // Scintilla keeps Tab to itself; QWidget's own walk through the window is what we want here.
        const bool back = shift || event->key() == Qt::Key_Backtab;
        QWidget::focusNextPrevChild(!back); // NOLINT(bugprone-parent-virtual-call)
    } else if (event->key() == Qt::Key_F9) {
        int line = 0;
        int column = 0;
        getCursorPosition(&line, &column);
        toggleBreakpoint(line + 1);
    } else {
        if (event->key() == Qt::Key_Escape && !isListActive()) // there it closes the list of words
            tabLeaves_ = true;
        QsciScintilla::keyPressEvent(event);
    }
}

void ScriptEditor::mousePressEvent(QMouseEvent* event) {
    tabLeaves_ = false;
    QsciScintilla::mousePressEvent(event);
}

void ScriptEditor::focusInEvent(QFocusEvent* event) {
    const Qt::FocusReason reason = event->reason();
    // A window or a menu that gives the focus back changes nothing.
    if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason && reason != Qt::MenuBarFocusReason)
        tabLeaves_ = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
    QsciScintilla::focusInEvent(event);
}

void ScriptEditor::contextMenuEvent(QContextMenuEvent* event) {
    QMenu* menu = createStandardContextMenu();
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    if (byMouse) {
        const long position = SendScintilla(SCI_POSITIONFROMPOINT, static_cast<unsigned long>(event->pos().x()),
                                            static_cast<long>(event->pos().y()));
        line = static_cast<int>(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(position)));
    }
    const bool on = (markersAtLine(line) & (1U << breakpointMark)) != 0;
    menu->addSeparator();
    QAction* toggle = menu->addAction(on ? tr("Remove breakpoint from line %1").arg(line + 1)
                                         : tr("Set breakpoint at line %1").arg(line + 1));
    toggle->setShortcut(Qt::Key_F9);
    connect(toggle, &QAction::triggered, this, [this, line] { toggleBreakpoint(line + 1); });
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(event->globalPos());
}

bool ScriptEditor::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const bool inMargin = help->pos().x() < marginWidth(symbolMargin) + marginWidth(numberMargin);
        QToolTip::showText(help->globalPos(),
                           inMargin
                               ? tr("Click to set or remove a breakpoint (F9)")
                               : tr("F5 runs the script. Tab indents; F6, or Escape and then Tab, leaves the editor."),
                           this);
        return true;
    }
    return QsciScintilla::event(event);
}

void ScriptEditor::changeEvent(QEvent* event) {
    QsciScintilla::changeEvent(event);
    const QEvent::Type type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::StyleChange || type == QEvent::ApplicationFontChange)
        applyLook();
}

} // namespace firstfit
