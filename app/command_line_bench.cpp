// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line_bench.h"

#include "allocator/timing/contender.h"
#include "app/command_line_options.h"

#include <QFileInfo>

#include <algorithm>

namespace firstfit {

namespace {

template <class Info>
QStringList idsOf(const std::vector<Info>& infos) {
    QStringList ids;
    for (const Info& info : infos) {
        ids << QString::fromStdString(info.id);
    }
    return ids;
}

/// An option that may be given again and again, or with several names separated by commas.
Option names(const char* name, QStringList& target, const QStringList& known, const QStringList& alsoKnown) {
    return {QString::fromLatin1(name), {}, true, [&target, known, alsoKnown](const QString& text) -> Problem {
                for (const QString& part : text.split(QLatin1Char(','))) {
                    if (!known.contains(part) && !alsoKnown.contains(part)) {
                        return QStringLiteral("names out of %1").arg(known.join(QStringLiteral(", ")));
                    }
                    if (!target.contains(part)) {
                        target << part;
                    }
                }
                return std::nullopt;
            }};
}

/// A positive number, with a factor for those that people write in percent.
Option decimal(const char* name, double& target, double least, double most, double factor, const QString& expected) {
    return {QString::fromLatin1(name), {}, true, [=, &target](const QString& text) -> Problem {
                bool ok = false;
                const double value = text.toDouble(&ok);
                if (!ok || !(value >= least && value <= most)) {
                    return expected;
                }
                target = value * factor;
                return std::nullopt;
            }};
}

Option whole(const char* name, std::uint32_t& target, std::uint32_t least, std::uint32_t most) {
    return {QString::fromLatin1(name), {}, true, [=, &target](const QString& text) -> Problem {
                const auto value = toNumber(text, least, most);
                if (!value) {
                    return QStringLiteral("a number from %1 to %2").arg(least).arg(most);
                }
                target = static_cast<std::uint32_t>(*value);
                return std::nullopt;
            }};
}

Option sizes(ChurnOptions& churn) {
    return {QStringLiteral("--sizes"), {}, true, [&churn](const QString& text) -> Problem {
                const QStringList parts = text.split(QLatin1Char('-'));
                constexpr std::uint64_t most = 1 << 20;
                const auto bytes = [&](qsizetype part) {
                    return part >= parts.size() || parts[part].isEmpty() ? std::nullopt
                                                                         : toNumber(parts[part], 8, most);
                };
                const auto from = bytes(0);
                const auto to = bytes(parts.size() - 1);
                if (!from || !to || parts.size() > 2 || *from > *to) {
                    return QStringLiteral("bytes from 8 to 1048576 such as 8-256");
                }
                churn.min_bytes = static_cast<std::uint32_t>(*from);
                churn.max_bytes = static_cast<std::uint32_t>(*to);
                return std::nullopt;
            }};
}

std::vector<Option> benchOptions(BenchCommand& command) {
    std::vector<Option> options{
        names("--workload", command.workloads, idsOf(workloads()), {}),
        names("--contender", command.contenders, idsOf(known_contenders()), idsOf(self_test_contenders())),
        text("--trace", command.trace),
        decimal("--time", command.seconds, 0.1, 86400, 1, QStringLiteral("seconds from 0.1 to 86400")),
        decimal("--precision", command.precision, 0, 100, 0.01, QStringLiteral("percent from 0 to 100")),
        whole("--live", command.churn.live, 1, 1'000'000),
        sizes(command.churn),
        flag("--json", command.json),
        flag("--csv", command.csv),
        text("--output", command.output, "-o"),
        flag("--list", command.list),
    };
    // Stalloc is first fit; another policy is nothing to time.
    for (Option& option : heapOptions(command.heap)) {
        if (option.name != QStringLiteral("--policy")) {
            options.push_back(std::move(option));
        }
    }
    options.push_back({QStringLiteral("--seed"), {}, true, [&command](const QString& text) -> Problem {
                           const auto seed = toNumber(text, 0, std::numeric_limits<std::uint64_t>::max());
                           if (!seed) {
                               return QStringLiteral("a whole number");
                           }
                           command.seed = *seed;
                           return std::nullopt;
                       }});
    return options;
}

} // namespace

Command parseBench(const QStringList& words) {
    if (words.contains(QStringLiteral("--help")) || words.contains(QStringLiteral("-h"))) {
        return PrintCommand{benchHelp()};
    }
    BenchCommand command;
    const QString help = QStringLiteral("firstfit bench --help");
    if (const auto error = readWords(words, benchOptions(command), nullptr, help)) {
        return *error;
    }
    const QString traceId = QStringLiteral("trace");
    if (command.workloads.contains(traceId) && command.trace.isEmpty()) {
        return UsageError{QStringLiteral("the workload trace needs a file: add --trace FILE. See %1.").arg(help)};
    }
    if (!command.trace.isEmpty() && !command.workloads.isEmpty() && !command.workloads.contains(traceId)) {
        command.workloads << traceId;
    }
    if (command.json && command.csv) {
        return UsageError{QStringLiteral("--json and --csv cannot both be standard output.")};
    }
    static const QStringList endings{QStringLiteral("png"), QStringLiteral("svg")};
    if (!command.output.isEmpty() && !endings.contains(QFileInfo(command.output).suffix().toLower())) {
        return UsageError{QStringLiteral("%1 must end in .png or .svg.").arg(command.output)};
    }
    return command;
}

QString benchHelp() {
    return QStringLiteral(R"(Usage: firstfit bench [OPTION]...

Time the heap against malloc and others, on this machine, in turns and in random order, until
the medians are certain enough or the time is up. Ctrl+C ends it and prints what there is.

What is measured:
  --workload NAME     one of --list; may be given again; without it, all
  --contender NAME    the same
  --trace FILE        also a script or a recording of yours
  --live N            random churn: allocations that are alive, 1 to 1000000 (100)
  --sizes FROM-TO     random churn: bytes of each, 8 to 1048576 (8-256)
  --list              only print the names of workloads and contenders

How:
  --time SECONDS      for everything together (10)
  --precision PERCENT a workload is done when each median is this certain, as half the width
                      of its 95 % interval (2); 0: only time ends it
  --seed N            of the order in which things are done (1)

The heap for --trace, instead of the one that FILE asks for:
  --blocks L          blocks, 1 to 65535
  --block-size B      bytes in a block, a power of two from 4 to 1024, or 4096
  --base-address A    the address of block 0, a multiple of B (0x... for hexadecimal)

Output:
  -o, --output OUT    charts, as OUT.png or OUT.svg, besides the tables
  --json              one JSON object instead of tables
  --csv               one line per result instead of tables

  -h, --help          this text

Exit status: 0 done; 1 some contender failed, or no time was left for it, or Ctrl+C ended it;
2 bad usage, unreadable input, or output that cannot be written.
)");
}

} // namespace firstfit
