// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include "app/command_line_help.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

namespace firstfit {

namespace {

// A sentence about what is wrong with a value, or nothing.
using Problem = std::optional<QString>;

/// One "--name VALUE" or "--flag" of a command.
struct Option {
    QString name;
    QString shortName; ///< may be empty
    bool takesValue = true;
    std::function<Problem(const QString&)> take;
};

template <class Number>
std::optional<Number> toNumber(const QString& text, Number least, Number most) {
    bool ok = false;
    const bool hex = text.startsWith(QStringLiteral("0x"), Qt::CaseInsensitive);
    const qulonglong value = text.toULongLong(&ok, hex ? 16 : 10);
    // toULongLong takes "-1" and " 1", which nobody means.
    if (!ok || !text.front().isDigit() || value < least || value > most) {
        return std::nullopt;
    }
    return static_cast<Number>(value);
}

template <class Number, class Target>
std::function<Problem(const QString&)> numberInto(Target& target, Number least, Number most, const QString& expected) {
    return [&target, least, most, expected](const QString& text) -> Problem {
        const auto number = toNumber<Number>(text, least, most);
        if (!number) {
            return expected;
        }
        target = typename Target::value_type(*number);
        return std::nullopt;
    };
}

std::vector<Option> heapOptions(HeapOptions& heap) {
    const auto blockSize = [&heap](const QString& text) -> Problem {
        const auto size = toNumber<std::uint32_t>(text, 4, std::uint32_t{1} << 28);
        if (!size || (*size & (*size - 1)) != 0) {
            return QStringLiteral("a power of two from 4 to 268435456");
        }
        heap.blockSize = *size;
        return std::nullopt;
    };
    const auto policy = [&heap](const QString& text) -> Problem {
        const auto known = policy_from(text.toStdString());
        if (!known) {
            return QStringLiteral("first-fit, next-fit, best-fit or worst-fit");
        }
        heap.policy = *known;
        return std::nullopt;
    };
    return {
        {QStringLiteral("--blocks"),
         {},
         true,
         numberInto<std::uint32_t>(heap.blocks, 1, 65535, QStringLiteral("a number from 1 to 65535"))},
        {QStringLiteral("--block-size"), {}, true, blockSize},
        {QStringLiteral("--base-address"),
         {},
         true,
         numberInto<std::uint64_t>(heap.baseAddress, 0, std::numeric_limits<std::uint64_t>::max(),
                                   QStringLiteral("an address such as 0x100000"))},
        {QStringLiteral("--policy"), {}, true, policy},
    };
}

std::vector<Option> exportOptions(ExportCommand& command) {
    const auto output = [&command](const QString& text) -> Problem {
        command.output = text;
        return std::nullopt;
    };
    const auto at = [&command](const QString& text) -> Problem {
        const QStringList parts = text.split(QLatin1Char('.'));
        constexpr std::uint32_t most = std::numeric_limits<std::uint32_t>::max() - 1;
        const auto operation = parts[0].isEmpty() ? std::nullopt : toNumber<std::uint32_t>(parts[0], 0, most);
        const auto micro =
            parts.size() == 2 && !parts[1].isEmpty() ? toNumber<std::uint32_t>(parts[1], 0, most) : std::nullopt;
        if (!operation || parts.size() > 2 || (parts.size() == 2 && !micro)) {
            return QStringLiteral("a moment such as 12 or 12.8");
        }
        command.operation = operation;
        command.micro = micro;
        return std::nullopt;
    };
    const auto size = [&command](const QString& text) -> Problem {
        const QStringList parts = text.toLower().split(QLatin1Char('x'));
        const auto side = [&](qsizetype i) {
            return parts[i].isEmpty() ? std::nullopt : toNumber<std::uint32_t>(parts[i], 64, 16384);
        };
        const auto width = side(0);
        const auto height = parts.size() == 2 ? side(1) : std::nullopt;
        if (!width || !height) {
            return QStringLiteral("a size such as 1920x1080, each side from 64 to 16384");
        }
        command.size = QSize(static_cast<int>(*width), static_cast<int>(*height));
        return std::nullopt;
    };
    const auto scale = [&command](const QString& text) -> Problem {
        const auto times = toNumber<std::uint32_t>(text, 1, 4);
        if (!times) {
            return QStringLiteral("a number from 1 to 4");
        }
        command.scale = static_cast<int>(*times);
        return std::nullopt;
    };
    const auto theme = [&command](const QString& text) -> Problem {
        if (text != QStringLiteral("light") && text != QStringLiteral("dark")) {
            return QStringLiteral("light or dark");
        }
        command.dark = text == QStringLiteral("dark");
        return std::nullopt;
    };
    return {
        {QStringLiteral("--output"), QStringLiteral("-o"), true, output},
        {QStringLiteral("--at"), {}, true, at},
        {QStringLiteral("--size"), {}, true, size},
        {QStringLiteral("--scale"), {}, true, scale},
        {QStringLiteral("--theme"), {}, true, theme},
    };
}

int editDistance(const QString& a, const QString& b) {
    std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j) {
        row[j] = static_cast<int>(j);
    }
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0]++;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const int change = diagonal + (a[i] == b[static_cast<qsizetype>(j) - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return row.back();
}

// " Did you mean replay?", or nothing.
QString suggestion(const QString& word, const QStringList& known) {
    QString best;
    int distance = std::max(1, static_cast<int>(word.size()) / 3) + 1;
    for (const QString& candidate : known) {
        if (const int d = editDistance(word, candidate); d < distance) {
            distance = d;
            best = candidate;
        }
    }
    return best.isEmpty() ? QString() : QStringLiteral(" Did you mean %1?").arg(best);
}

UsageError unknownOption(const QString& word, const std::vector<Option>& options, const QString& help) {
    QStringList known{QStringLiteral("--help")};
    for (const Option& option : options) {
        known << option.name;
    }
    return {QStringLiteral("unknown option %1.%2 See %3.").arg(word, suggestion(word, known), help)};
}

/// Reads the words behind a command: options in any order, one file. Returns what is wrong, or nothing.
std::optional<UsageError> readWords(const QStringList& words, const std::vector<Option>& options, QString& file,
                                    const QString& help) {
    bool onlyFiles = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words[i];
        if (!onlyFiles && word == QStringLiteral("--")) {
            onlyFiles = true;
            continue;
        }
        if (onlyFiles || !word.startsWith(QLatin1Char('-')) || word == QStringLiteral("-")) {
            if (!file.isEmpty()) {
                return UsageError{QStringLiteral("one file at a time: %1 is one too many. See %2.").arg(word, help)};
            }
            file = word;
            continue;
        }
        const QString name = word.section(QLatin1Char('='), 0, 0);
        const auto option = std::ranges::find_if(options, [&](const Option& o) {
            return o.name == name || (!o.shortName.isEmpty() && o.shortName == name);
        });
        if (option == options.end()) {
            return unknownOption(name, options, help);
        }
        QString value;
        if (option->takesValue) {
            const bool inside = word.contains(QLatin1Char('='));
            value = inside ? word.section(QLatin1Char('='), 1) : words.value(i + 1);
            i += inside ? 0 : 1;
            if (value.isEmpty()) {
                return UsageError{QStringLiteral("%1 needs a value. See %2.").arg(name, help)};
            }
        }
        if (const Problem expected = option->take(value)) {
            return UsageError{QStringLiteral("%1 takes %2, not %3.").arg(name, *expected, value)};
        }
    }
    if (file.isEmpty()) {
        return UsageError{QStringLiteral("no file given. See %1.").arg(help)};
    }
    return std::nullopt;
}

bool asksForHelp(const QStringList& words) {
    const qsizetype end = words.indexOf(QStringLiteral("--"));
    const QStringList before = words.mid(0, end);
    return before.contains(QStringLiteral("--help")) || before.contains(QStringLiteral("-h"));
}

// A first word that is no file: one of a later version's commands, or one with something behind it to act on.
bool isMeantAsCommand(const QStringList& words) {
    static const QStringList later{QStringLiteral("size"), QStringLiteral("bench"), QStringLiteral("record")};
    const QString& first = words.front();
    static const QRegularExpression plainWord(QStringLiteral("^[A-Za-z][A-Za-z0-9_-]*$"));
    return plainWord.match(first).hasMatch() && !QFileInfo::exists(first) &&
           (words.size() > 1 || later.contains(first));
}

Command parseReplay(const QStringList& words) {
    if (asksForHelp(words)) {
        return PrintCommand{replayHelp()};
    }
    ReplayCommand command;
    std::vector<Option> options = heapOptions(command.heap);
    options.push_back({QStringLiteral("--json"), {}, false, [&](const QString&) -> Problem {
                           command.json = true;
                           return std::nullopt;
                       }});
    if (const auto error = readWords(words, options, command.file, QStringLiteral("firstfit replay --help"))) {
        return *error;
    }
    return command;
}

Command parseExport(const QStringList& words) {
    if (asksForHelp(words)) {
        return PrintCommand{exportHelp()};
    }
    ExportCommand command;
    std::vector<Option> options = heapOptions(command.heap);
    std::ranges::move(exportOptions(command), std::back_inserter(options));
    if (const auto error = readWords(words, options, command.file, QStringLiteral("firstfit export --help"))) {
        return *error;
    }
    if (command.output.isEmpty()) {
        return UsageError{QStringLiteral("where to? Add -o OUT.png. See firstfit export --help.")};
    }
    static const QStringList endings{QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")};
    if (!endings.contains(QFileInfo(command.output).suffix().toLower())) {
        return UsageError{QStringLiteral("%1 must end in .png, .svg or .pdf.").arg(command.output)};
    }
    return command;
}

} // namespace

HeapGeometry HeapOptions::over(HeapGeometry own) const {
    own.blocks = blocks.value_or(own.blocks);
    own.block_size = blockSize.value_or(own.block_size);
    own.base_address = baseAddress.value_or(own.base_address);
    return own;
}

Command parseCommandLine(const QStringList& arguments) {
    const QString first = arguments.value(0);
    if (first == QStringLiteral("replay")) {
        return parseReplay(arguments.mid(1));
    }
    if (first == QStringLiteral("export")) {
        return parseExport(arguments.mid(1));
    }
    if (asksForHelp(arguments)) {
        return PrintCommand{generalHelp()};
    }
    if (first == QStringLiteral("--version") || first == QStringLiteral("-V")) {
        return PrintCommand{versionText()};
    }
    WindowCommand command;
    if (arguments.isEmpty()) {
        return command;
    }
    const QStringList commands{QStringLiteral("replay"), QStringLiteral("export")};
    if (isMeantAsCommand(arguments)) {
        return UsageError{
            QStringLiteral("no command '%1' in this version; try --help.%2").arg(first, suggestion(first, commands))};
    }
    if (const auto error = readWords(arguments, {}, command.file, QStringLiteral("firstfit --help"))) {
        return *error;
    }
    if (!QFileInfo::exists(command.file)) {
        return UsageError{QStringLiteral("there is no file and no command %1.%2 See firstfit --help.")
                              .arg(command.file, suggestion(command.file, commands))};
    }
    return command;
}

} // namespace firstfit
