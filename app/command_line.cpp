// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include "app/command_line_bench.h"
#include "app/command_line_help.h"
#include "app/command_line_options.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace firstfit {

namespace {

bool asksForHelp(const QStringList& words) {
    const qsizetype end = words.indexOf(QStringLiteral("--"));
    const QStringList before = words.mid(0, end);
    return before.contains(QStringLiteral("--help")) || before.contains(QStringLiteral("-h"));
}

// A first word that is no file, with something behind it to act on.
bool isMeantAsCommand(const QStringList& words) {
    const QString& first = words.front();
    static const QRegularExpression plainWord(QStringLiteral("^[A-Za-z][A-Za-z0-9_-]*$"));
    return plainWord.match(first).hasMatch() && !QFileInfo::exists(first) && words.size() > 1;
}

Command parseReplay(const QStringList& words) {
    if (asksForHelp(words)) {
        return PrintCommand{replayHelp()};
    }
    ReplayCommand command;
    std::vector<Option> options = heapOptions(command.heap);
    std::ranges::move(recordingOptions(command.recording), std::back_inserter(options));
    std::ranges::move(stopOptions(command.stops), std::back_inserter(options));
    options.push_back(text("--csv", command.csv));
    options.push_back(flag("--json", command.json));
    if (const auto error = readWords(words, options, &command.file, QStringLiteral("firstfit replay --help"))) {
        return *error;
    }
    if (command.json && command.csv == QStringLiteral("-")) {
        return UsageError{QStringLiteral("--json and --csv - cannot both be standard output.")};
    }
    return command;
}

Command parseSize(const QStringList& words) {
    if (asksForHelp(words)) {
        return PrintCommand{sizeHelp()};
    }
    SizeCommand command;
    std::vector<Option> options = sizeOptions(command);
    std::ranges::move(recordingOptions(command.recording), std::back_inserter(options));
    options.push_back(flag("--json", command.json));
    if (const auto error = readWords(words, options, &command.file, QStringLiteral("firstfit size --help"))) {
        return *error;
    }
    return command;
}

// Everything behind -- is the program's own; without it, everything from the first word on that is no option.
Command parseRecord(const QStringList& words) {
    RecordCommand command;
    qsizetype begin = 0;
    while (begin < words.size() && words[begin].startsWith(QLatin1Char('-')) && words[begin] != QStringLiteral("--")) {
        begin += words[begin] == QStringLiteral("-o") || words[begin] == QStringLiteral("--output") ? 2 : 1;
    }
    const QStringList own = words.mid(0, begin);
    if (asksForHelp(own)) {
        return PrintCommand{recordHelp()};
    }
    command.program = words.mid(begin);
    if (!command.program.isEmpty() && command.program.front() == QStringLiteral("--")) {
        command.program.removeFirst();
    }
    if (const auto error = readWords(own, {text("--output", command.output, "-o")}, nullptr,
                                     QStringLiteral("firstfit record --help"))) {
        return *error;
    }
    if (command.program.isEmpty() || command.program.front().isEmpty()) {
        return UsageError{QStringLiteral("which program? Add -- PROGRAM. See firstfit record --help.")};
    }
    return command;
}

Command parseExport(const QStringList& words) {
    if (asksForHelp(words)) {
        return PrintCommand{exportHelp()};
    }
    ExportCommand command;
    std::vector<Option> options = heapOptions(command.heap);
    std::ranges::move(recordingOptions(command.recording), std::back_inserter(options));
    std::ranges::move(exportOptions(command), std::back_inserter(options));
    if (const auto error = readWords(words, options, &command.file, QStringLiteral("firstfit export --help"))) {
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

Command parseReport(const QStringList& words) {
    if (asksForHelp(words)) {
        return PrintCommand{reportHelp()};
    }
    ReportCommand command;
    std::vector<Option> options = heapOptions(command.heap);
    std::ranges::move(recordingOptions(command.recording), std::back_inserter(options));
    std::ranges::move(reportOptions(command), std::back_inserter(options));
    if (const auto error = readWords(words, options, &command.file, QStringLiteral("firstfit report --help"))) {
        return *error;
    }
    if (command.output.isEmpty()) {
        return UsageError{QStringLiteral("where to? Add -o OUT.html or -o OUT.pdf. See firstfit report --help.")};
    }
    static const QStringList endings{QStringLiteral("html"), QStringLiteral("htm"), QStringLiteral("pdf")};
    if (!endings.contains(QFileInfo(command.output).suffix().toLower())) {
        return UsageError{QStringLiteral("%1 must end in .html or .pdf.").arg(command.output)};
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
    if (first == QStringLiteral("report")) {
        return parseReport(arguments.mid(1));
    }
    if (first == QStringLiteral("size")) {
        return parseSize(arguments.mid(1));
    }
    if (first == QStringLiteral("record")) {
        return parseRecord(arguments.mid(1));
    }
    if (first == QStringLiteral("bench")) {
        return parseBench(arguments.mid(1));
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
    const QStringList commands{QStringLiteral("replay"), QStringLiteral("export"), QStringLiteral("size"),
                               QStringLiteral("record"), QStringLiteral("report"), QStringLiteral("bench")};
    if (isMeantAsCommand(arguments)) {
        return UsageError{
            QStringLiteral("no command '%1' in this version; try --help.%2").arg(first, suggestion(first, commands))};
    }
    if (const auto error = readWords(arguments, {}, &command.file, QStringLiteral("firstfit --help"))) {
        return *error;
    }
    if (command.file != QStringLiteral("-") && !QFileInfo::exists(command.file)) {
        return UsageError{QStringLiteral("there is no file and no command %1.%2 See firstfit --help.")
                              .arg(command.file, suggestion(command.file, commands))};
    }
    return command;
}

} // namespace firstfit
