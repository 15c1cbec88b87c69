// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/qsci.h"

namespace firstfit {

/// What the editor completes and explains while one types: the script language's words and Lua's own.
class ScriptWords : public QsciAbstractAPIs {
    Q_OBJECT

public:
    explicit ScriptWords(QsciLexer* lexer);

    /// Adds the words that begin with the last of `context`; those before it say behind what it stands.
    void updateAutoCompletionList(const QStringList& context, QStringList& list) override;
    /// "malloc(bytes, name)" and a sentence, for the function that the context ends in.
    QStringList callTips(const QStringList& context, int commas, QsciScintilla::CallTipsStyle style,
                         QList<int>& shifts) override;
};

} // namespace firstfit
