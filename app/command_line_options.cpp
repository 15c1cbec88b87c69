// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line_options.h"

#include "ui/report/report.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace firstfit {

std::optional<std::uint64_t> toNumber(const QString& text, std::uint64_t least, std::uint64_t most) {
    bool ok = false;
    const bool hex = text.startsWith(QStringLiteral("0x"), Qt::CaseInsensitive);
    const qulonglong value = text.toULongLong(&ok, hex ? 16 : 10);
    // toULongLong takes "-1" and " 1", which nobody means.
    if (!ok || !text.front().isDigit() || value < least || value > most) {
        return std::nullopt;
    }
    return value;
}

Option flag(const char* name, bool& target) {
    return {QString::fromLatin1(name), {}, false, [&target](const QString&) -> Problem {
                target = true;
                return std::nullopt;
            }};
}

Option text(const char* name, QString& target, const char* shortName) {
    return {QString::fromLatin1(name), QString::fromLatin1(shortName), true,
            [&target](const QString& value) -> Problem {
                target = value;
                return std::nullopt;
            }};
}

namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

template <class Number, class Target>
std::function<Problem(const QString&)> numberInto(Target& target, Number least, Number most, const QString& expected) {
    return [&target, least, most, expected](const QString& text) -> Problem {
        const auto number = toNumber(text, least, most);
        if (!number) {
            return expected;
        }
        target = typename Target::value_type(static_cast<Number>(*number));
        return std::nullopt;
    };
}

/// "3-7", "3-", "-7", "3"; nothing if it is none of them.
std::optional<std::pair<std::uint64_t, std::uint64_t>> toRange(const QString& text, std::uint64_t least) {
    const QStringList parts = text.split(QLatin1Char('-'));
    if (parts.size() > 2 || (parts.size() == 2 && parts[0].isEmpty() && parts[1].isEmpty())) {
        return std::nullopt;
    }
    const QString& last = parts.back();
    const auto from = parts[0].isEmpty() ? std::optional(least) : toNumber(parts[0], least, unlimited);
    const auto to = last.isEmpty() ? std::optional(unlimited) : toNumber(last, least, unlimited);
    return from && to && *from <= *to ? std::optional(std::pair(*from, *to)) : std::nullopt;
}

bool isPowerOfTwo(std::uint64_t number) { return (number & (number - 1)) == 0; }

std::optional<std::uint32_t> toBlockSize(const QString& text) {
    const auto size = text.isEmpty() ? std::nullopt : toNumber(text, 4, std::uint64_t{1} << 28);
    return size && isPowerOfTwo(*size) ? std::optional(static_cast<std::uint32_t>(*size)) : std::nullopt;
}

} // namespace

std::vector<Option> heapOptions(HeapOptions& heap) {
    const auto blockSize = [&heap](const QString& text) -> Problem {
        const auto size = toBlockSize(text);
        if (!size) {
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
    const auto at = [&command](const QString& text) -> Problem {
        const QStringList parts = text.split(QLatin1Char('.'));
        constexpr std::uint32_t most = std::numeric_limits<std::uint32_t>::max() - 1;
        const auto operation = parts[0].isEmpty() ? std::nullopt : toNumber(parts[0], 0, most);
        const auto micro = parts.size() == 2 && !parts[1].isEmpty() ? toNumber(parts[1], 0, most) : std::nullopt;
        if (!operation || parts.size() > 2 || (parts.size() == 2 && !micro)) {
            return QStringLiteral("a moment such as 12 or 12.8");
        }
        command.operation = static_cast<std::uint32_t>(*operation);
        command.micro = micro ? std::optional(static_cast<std::uint32_t>(*micro)) : std::nullopt;
        return std::nullopt;
    };
    const auto size = [&command](const QString& text) -> Problem {
        const QStringList parts = text.toLower().split(QLatin1Char('x'));
        const auto side = [&](qsizetype i) {
            return parts[i].isEmpty() ? std::nullopt : toNumber(parts[i], 64, 16384);
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
        const auto times = toNumber(text, 1, 4);
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
        text("--output", command.output, "-o"),       {QStringLiteral("--at"), {}, true, at},
        {QStringLiteral("--size"), {}, true, size},   {QStringLiteral("--scale"), {}, true, scale},
        {QStringLiteral("--theme"), {}, true, theme},
    };
}

std::vector<Option> reportOptions(ReportCommand& command) {
    const auto noSizing = [&command](const QString&) -> Problem {
        command.findsSmallest = false;
        return std::nullopt;
    };
    return {
        text("--output", command.output, "-o"),
        {QStringLiteral("--failures"),
         {},
         true,
         numberInto<std::uint32_t>(command.mostFailures, 0, most_reported_failures,
                                   QStringLiteral("a number from 0 to %1").arg(most_reported_failures))},
        {QStringLiteral("--no-sizing"), {}, false, noSizing},
    };
}

std::vector<Option> recordingOptions(RecordingOptions& recording) {
    const auto range = [&recording](const QString& text) -> Problem {
        const auto operations = toRange(text, 1);
        if (!operations) {
            return QStringLiteral("a range of operations such as 1-5000 or 5000-");
        }
        std::tie(recording.read.first, recording.read.last) = *operations;
        recording.given = true;
        return std::nullopt;
    };
    const auto sizes = [&recording](const QString& text) -> Problem {
        const auto bytes = toRange(text, 0);
        if (!bytes) {
            return QStringLiteral("a range of bytes such as 16-256 or 1024-");
        }
        std::tie(recording.read.min_bytes, recording.read.max_bytes) = *bytes;
        recording.given = true;
        return std::nullopt;
    };
    const auto thread = [&recording](const QString& text) -> Problem {
        const auto number = toNumber(text, 0, std::numeric_limits<std::uint32_t>::max());
        if (!number) {
            return QStringLiteral("a thread's number, as the recording has it");
        }
        recording.read.thread = static_cast<std::uint32_t>(*number);
        recording.given = true;
        return std::nullopt;
    };
    const auto align = [&recording](const QString& text) -> Problem {
        const auto bytes = toNumber(text, 1, std::uint64_t{1} << 29);
        if (!bytes || !isPowerOfTwo(*bytes)) {
            return QStringLiteral("a power of two from 1 to 536870912");
        }
        recording.read.alignment = static_cast<std::uint32_t>(*bytes);
        recording.given = true;
        return std::nullopt;
    };
    return {
        {QStringLiteral("--range"), {}, true, range},
        {QStringLiteral("--sizes"), {}, true, sizes},
        {QStringLiteral("--thread"), {}, true, thread},
        {QStringLiteral("--align"), {}, true, align},
    };
}

std::vector<Option> stopOptions(std::vector<StopCondition>& stops) {
    return {{QStringLiteral("--stop-when"), {}, true, [&stops](const QString& text) -> Problem {
                 auto condition = parse_stop_condition(text.toStdString());
                 if (const auto* wrong = std::get_if<std::string>(&condition)) {
                     return QStringLiteral("a condition such as fails or 'fragmentation>50%' (%1)")
                         .arg(QString::fromStdString(*wrong));
                 }
                 stops.push_back(std::get<StopCondition>(std::move(condition)));
                 return std::nullopt;
             }}};
}

std::vector<Option> sizeOptions(SizeCommand& command) {
    const auto blockSizes = [&command](const QString& text) -> Problem {
        command.blockSizes.clear();
        for (const QString& part : text.split(QLatin1Char(','))) {
            const auto size = toBlockSize(part.trimmed());
            if (!size || std::ranges::find(command.blockSizes, *size) != command.blockSizes.end()) {
                return QStringLiteral("different powers of two from 4 to 268435456 such as 8,16,32");
            }
            command.blockSizes.push_back(*size);
        }
        return std::nullopt;
    };
    const auto headroom = [&command](const QString& text) -> Problem {
        bool ok = false;
        const double percent = (text.endsWith(QLatin1Char('%')) ? text.chopped(1) : text).toDouble(&ok);
        if (!ok || !(percent >= 0 && percent <= 1000)) {
            return QStringLiteral("percent from 0 to 1000");
        }
        command.headroom = percent / 100;
        return std::nullopt;
    };
    return {
        {QStringLiteral("--block-sizes"), {}, true, blockSizes},
        {QStringLiteral("--headroom"), {}, true, headroom},
    };
}

namespace {

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

} // namespace

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

namespace {

UsageError unknownOption(const QString& word, const std::vector<Option>& options, const QString& help) {
    QStringList known{QStringLiteral("--help")};
    for (const Option& option : options) {
        known << option.name;
    }
    return {QStringLiteral("unknown option %1.%2 See %3.").arg(word, suggestion(word, known), help)};
}

} // namespace

std::optional<UsageError> readWords(const QStringList& words, const std::vector<Option>& options, QString* file,
                                    const QString& help) {
    bool onlyFiles = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words[i];
        if (!onlyFiles && word == QStringLiteral("--")) {
            onlyFiles = true;
            continue;
        }
        if (onlyFiles || !word.startsWith(QLatin1Char('-')) || word == QStringLiteral("-")) {
            if (file == nullptr || !file->isEmpty()) {
                return UsageError{QStringLiteral("one file at a time: %1 is one too many. See %2.").arg(word, help)};
            }
            *file = word;
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
    if (file != nullptr && file->isEmpty()) {
        return UsageError{QStringLiteral("no file given. See %1.").arg(help)};
    }
    return std::nullopt;
}

} // namespace firstfit
