// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lua_lexer.h"

#include "ui/render/palette.h"

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

} // namespace firstfit
