// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/script_words.h"

#include <QCoreApplication>

namespace firstfit {

namespace {

/// A function: how it is called, and what it does.
struct Call {
    const char* behind; ///< "": anywhere; "*": behind any name; else behind that one
    const char* name;
    const char* arguments;
    const char* meaning;
};

constexpr Call calls[] = {
    {"", "heap", "options",
     QT_TRANSLATE_NOOP("ScriptWords", "The heap, first and once: heap{blocks = 32, block_size = 4}")},
    {"", "malloc", "bytes, name",
     QT_TRANSLATE_NOOP("ScriptWords", "Allocates; nil when nothing fits. The name may be left out.")},
    {"", "calloc", "count, bytes, name", QT_TRANSLATE_NOOP("ScriptWords", "Allocates count times so many bytes.")},
    {"", "aligned_alloc", "alignment, bytes, name",
     QT_TRANSLATE_NOOP("ScriptWords", "Allocates; the alignment is in bytes, a power of two.")},
    {"", "blocks", "count, options",
     QT_TRANSLATE_NOOP("ScriptWords", "Allocates blocks: blocks(5, {align = 2}), align in blocks, too.")},
    {"", "realloc", "allocation, bytes", QT_TRANSLATE_NOOP("ScriptWords", "Resizes in place, or else moves.")},
    {"", "free", "allocation", QT_TRANSLATE_NOOP("ScriptWords", "Gives its blocks back.")},
    {"", "clear", "", QT_TRANSLATE_NOOP("ScriptWords", "Gives all blocks back.")},
    {"", "note", "text", QT_TRANSLATE_NOOP("ScriptWords", "Shows a sentence when the run reaches it.")},
    {"", "expect", "condition, text",
     QT_TRANSLATE_NOOP("ScriptWords", "Ends the run with a diagnostic unless it holds.")},
    {"", "predict", "function", QT_TRANSLATE_NOOP("ScriptWords", "Runs it; what it does is to be predicted.")},
    {"", "pause", "", QT_TRANSLATE_NOOP("ScriptWords", "Play stops here.")},
    {"", "print", "values", QT_TRANSLATE_NOOP("ScriptWords", "Shows values as a note.")},
    {"*", "grow", "blocks", QT_TRANSLATE_NOOP("ScriptWords", "Grows in place to so many blocks; false if it cannot.")},
    {"*", "grow_up_to", "blocks",
     QT_TRANSLATE_NOOP("ScriptWords", "Grows in place as far as it goes; the blocks it has then.")},
    {"*", "shrink", "blocks", QT_TRANSLATE_NOOP("ScriptWords", "Keeps so many blocks and gives the rest back.")},
    {"math", "random", "from, to", QT_TRANSLATE_NOOP("ScriptWords", "The same numbers in every run, unless seeded.")},
    {"math", "randomseed", "seed", QT_TRANSLATE_NOOP("ScriptWords", "Other numbers, but the same for the same seed.")},
};

/// Words without a call: what stands in front of the dot, and what behind.
struct Words {
    const char* behind;
    const char* words;
};

constexpr Words words[] = {
    {"",
     "block_size base_address align and break do else elseif end false for function goto if in local nil not or repeat "
     "return then true until while ipairs pairs select tonumber tostring type math string table"},
    {"*", "index blocks bytes address name alive"},
    {"math", "abs ceil floor huge max min pi tointeger"},
    {"string", "byte char find format gsub len lower match rep reverse sub upper"},
    {"table", "concat insert move pack remove sort unpack"},
};

bool standsBehind(const char* rule, const QString& before) {
    const QLatin1String wanted(rule);
    if (before.isEmpty())
        return wanted.isEmpty();
    const bool isLibrary =
        before == QLatin1String("math") || before == QLatin1String("string") || before == QLatin1String("table");
    return isLibrary ? before == wanted : wanted == QLatin1String("*");
}

QString beforeLast(const QStringList& context) { return context.size() < 2 ? QString() : context[context.size() - 2]; }

} // namespace

ScriptWords::ScriptWords(QsciLexer* lexer) : QsciAbstractAPIs(lexer) {}

void ScriptWords::updateAutoCompletionList(const QStringList& context, QStringList& list) {
    if (context.isEmpty())
        return;
    const QString& begun = context.last();
    const QString before = beforeLast(context);
    const auto offer = [&](const QString& word) {
        if (word.startsWith(begun) && word != begun && !list.contains(word))
            list << word;
    };
    for (const Call& call : calls)
        if (standsBehind(call.behind, before))
            offer(QLatin1String(call.name));
    for (const Words& group : words)
        if (standsBehind(group.behind, before))
            for (const QString& word : QString::fromLatin1(group.words).split(QLatin1Char(' ')))
                offer(word);
}

QStringList ScriptWords::callTips(const QStringList& context, int, QsciScintilla::CallTipsStyle, QList<int>& shifts) {
    // The function is the last whole word; behind it comes an empty one for the argument that is being typed.
    QStringList names = context;
    if (!names.isEmpty() && names.last().isEmpty())
        names.removeLast();
    if (names.isEmpty())
        return {};
    QStringList tips;
    for (const Call& call : calls)
        if (names.last() == QLatin1String(call.name) && standsBehind(call.behind, beforeLast(names))) {
            const QString meaning = QCoreApplication::translate("ScriptWords", call.meaning);
            tips << QStringLiteral("%1(%2)\n%3").arg(QLatin1String(call.name), QLatin1String(call.arguments), meaning);
            shifts << 0;
        }
    return tips;
}

} // namespace firstfit
