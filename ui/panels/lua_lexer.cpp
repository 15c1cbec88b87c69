// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lua_lexer.h"

#include "ui/render/palette.h"

#include <QCoreApplication>

namespace firstfit {

LuaLexer::LuaLexer(QObject* parent) : QsciLexerLua(parent) { setFoldCompact(false); }

void LuaLexer::apply(const Palette& palette, const QFont& font) {
    setDefaultFont(font);
    setDefaultColor(palette.ink);
    setDefaultPaper(palette.panel);
    setFont(font, -1);
    setColor(palette.ink, -1);
    setPaper(palette.panel, -1);
    for (const int style : {Comment, LineComment})
        setColor(palette.luaComment, style);
    for (const int style : {String, Character, LiteralString})
        setColor(palette.luaString, style);
    setColor(palette.luaKeyword, Keyword);
    setColor(palette.luaNumber, Number);
    setColor(palette.failure, UnclosedString);
    for (int style = Comment; style <= Label; ++style)
        setEolFill(false, style);
}

const char* LuaLexer::keywords(int set) const {
    // Lua 5.4's words only: the other sets of the base class colour library functions, which a script may not have.
    return set == 1 ? "and break do else elseif end false for function goto if in local nil not or repeat return then "
                      "true until while"
                    : nullptr;
}

QStringList scriptWords() {
    const auto tip = [](const char* text) { return QCoreApplication::translate("ScriptWords", text); };
    QStringList words;
    for (const char* call :
         {QT_TRANSLATE_NOOP("ScriptWords",
                            "heap(options)\nThe geometry, first and once: heap{blocks = 32, block_size = 4}"),
          QT_TRANSLATE_NOOP("ScriptWords",
                            "malloc(bytes, name)\nAllocates; nil when nothing fits. The name may be left out."),
          QT_TRANSLATE_NOOP("ScriptWords",
                            "aligned_alloc(alignment, bytes, name)\nThe alignment is in bytes, a power of two."),
          QT_TRANSLATE_NOOP("ScriptWords", "realloc(allocation, bytes)\nResizes in place, or else moves."),
          QT_TRANSLATE_NOOP("ScriptWords", "free(allocation)\nGives its blocks back."),
          QT_TRANSLATE_NOOP("ScriptWords",
                            "blocks(count, options)\nAllocates blocks: blocks(5, {align = 2}), align in blocks too."),
          QT_TRANSLATE_NOOP("ScriptWords", "note(text)\nShows a sentence when the run reaches it."),
          QT_TRANSLATE_NOOP("ScriptWords", "expect(condition, text)\nEnds the run with a diagnostic unless it holds."),
          QT_TRANSLATE_NOOP("ScriptWords", "predict(function)\nRuns it; what it does is to be predicted."),
          QT_TRANSLATE_NOOP("ScriptWords", "pause()\nPlay stops here."),
          QT_TRANSLATE_NOOP("ScriptWords", "grow(blocks)\nGrows in place to so many blocks; false if it cannot."),
          QT_TRANSLATE_NOOP("ScriptWords",
                            "grow_up_to(blocks)\nGrows in place as far as it goes; the blocks it has then."),
          QT_TRANSLATE_NOOP("ScriptWords", "shrink(blocks)\nKeeps so many blocks and gives the rest back.")})
        words << tip(call);
    for (const char* word : {"block_size",
                             "base_address",
                             "align",
                             "index",
                             "bytes",
                             "address",
                             "name",
                             "alive",
                             "and",
                             "break",
                             "do",
                             "else",
                             "elseif",
                             "end",
                             "false",
                             "for",
                             "function",
                             "goto",
                             "if",
                             "in",
                             "local",
                             "nil",
                             "not",
                             "or",
                             "repeat",
                             "return",
                             "then",
                             "true",
                             "until",
                             "while",
                             "ipairs",
                             "pairs",
                             "print",
                             "tostring",
                             "tonumber",
                             "math.random",
                             "math.randomseed",
                             "math.floor",
                             "math.max",
                             "math.min",
                             "string.format",
                             "table.insert",
                             "table.remove"})
        words << QString::fromLatin1(word);
    return words;
}

} // namespace firstfit
