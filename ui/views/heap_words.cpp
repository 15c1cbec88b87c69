// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heap_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(HeapWords)
};

QString number(std::uint64_t value) { return QLocale().toString(static_cast<qulonglong>(value)); }

QString blocks(std::uint32_t count) {
    return count == 1 ? Words::tr("1 block") : Words::tr("%1 blocks").arg(number(count));
}

QString bytes(std::uint64_t count) {
    return count == 1 ? Words::tr("1 byte") : Words::tr("%1 bytes").arg(number(count));
}

/// "blocks 5 to 6 · 0x1014".
QString placeLine(const Snapshot& snapshot, BlockIndex first, BlockCount count) {
    const QString address = addressText(snapshot.geometry(), first);
    if (count.value < 2) {
        return Words::tr("block %1 · %2").arg(number(first.value), address);
    }
    return Words::tr("blocks %1 to %2 · %3").arg(number(first.value), number(first.value + count.value - 1), address);
}

QString rawLine(const Snapshot& snapshot, BlockIndex index) {
    QStringList pairs;
    for (const unsigned char byte : snapshot.raw_bytes(index)) {
        pairs << QStringLiteral("%1").arg(uint{byte}, 2, 16, QLatin1Char('0')).toUpper();
    }
    return Words::tr("raw bytes %1").arg(pairs.join(QLatin1Char(' ')));
}

QString nextLine(std::uint16_t next) {
    return next == 0 ? Words::tr("next 0: the last chunk")
                     : Words::tr("next %1: the next chunk starts there").arg(number(next));
}

BlockWords baseWords(const Snapshot& snapshot) {
    const stalloc::Header header = snapshot.base_header();
    const BlockIndex base{snapshot.geometry().blocks.value};
    BlockWords words;
    words.title = Words::tr("base header");
    words.lines << Words::tr("4 bytes behind block %1 · %2")
                       .arg(number(base.value - 1), addressText(snapshot.geometry(), base));
    if (header.length == stalloc::out_of_memory_mark) {
        words.lines << Words::tr("length FFFF: no block is free");
    } else {
        words.lines << Words::tr("next %1: the first chunk starts there").arg(number(header.next))
                    << Words::tr("length %1").arg(number(header.length));
    }
    words.lines << rawLine(snapshot, base);
    return words;
}

BlockWords allocationWords(const Snapshot& snapshot, const LiveAllocation& allocation) {
    BlockWords words;
    words.title =
        Words::tr("%1: allocation of %2").arg(QString::fromStdString(allocation.name), blocks(allocation.blocks.value));
    words.lines << placeLine(snapshot, allocation.index, allocation.blocks);
    const std::uint64_t taken = std::uint64_t{allocation.blocks.value} * snapshot.geometry().block_size;
    const std::uint64_t waste = taken - std::min(taken, allocation.bytes);
    words.lines << (waste == 0
                        ? Words::tr("%1 asked for, nothing wasted").arg(bytes(allocation.bytes))
                        : Words::tr("%1 asked for, %2 lost to rounding").arg(bytes(allocation.bytes), bytes(waste)));
    if (allocation.alignment > 0) {
        words.lines << Words::tr("aligned to %1").arg(bytes(allocation.alignment));
    }
    const QString born = Words::tr("allocated by operation %1").arg(number(allocation.born.value));
    words.lines << (allocation.line > 0 ? Words::tr("%1, line %2").arg(born, number(allocation.line)) : born);
    return words;
}

/// The call site, if the trace tells any.
QString siteText(const LiveAllocation& allocation, const Trace& trace) {
    const CallSiteId site = siteOf(allocation, trace);
    return site.value < trace.call_sites.size() ? QString::fromStdString(to_string(trace.call_sites[site.value]))
                                                : QString();
}

BlockWords chunkWords(const Snapshot& snapshot, const Run& run) {
    const stalloc::Header header = snapshot.header(run.index);
    BlockWords words;
    words.title = Words::tr("chunk %1: %2 free").arg(number(run.index.value), blocks(run.blocks.value));
    words.lines << placeLine(snapshot, run.index, run.blocks) << nextLine(header.next)
                << Words::tr("length %1").arg(number(header.length)) << rawLine(snapshot, run.index);
    return words;
}

BlockWords lostWords(const Snapshot& snapshot, const Run& run, bool insideOperation) {
    BlockWords words;
    words.title = insideOperation ? Words::tr("%1 taken from the list").arg(blocks(run.blocks.value))
                                  : Words::tr("%1 lost").arg(blocks(run.blocks.value));
    words.lines << placeLine(snapshot, run.index, run.blocks)
                << (insideOperation ? Words::tr("the operation is not done yet")
                                    : Words::tr("in no chunk and in no allocation"));
    return words;
}

} // namespace

QString BlockWords::spoken() const { return title + QStringLiteral(": ") + lines.join(QStringLiteral("; ")); }

QString BlockWords::html() const {
    QString text = QStringLiteral("<b>%1</b>").arg(title.toHtmlEscaped());
    for (const QString& line : lines) {
        text += QStringLiteral("<br>") + line.toHtmlEscaped();
    }
    return QStringLiteral("<p style='white-space:pre'>%1</p>").arg(text);
}

BlockWords describeBlock(const Snapshot& snapshot, BlockIndex block, bool insideOperation) {
    if (block.value >= snapshot.geometry().blocks.value) {
        return baseWords(snapshot);
    }
    const Run& run = snapshot.run_at(block);
    switch (run.kind) {
    case Run::Kind::allocation:
        return allocationWords(snapshot, snapshot.allocations()[run.allocation]);
    case Run::Kind::chunk:
        return chunkWords(snapshot, run);
    case Run::Kind::lost:
        break;
    }
    return lostWords(snapshot, run, insideOperation);
}

QStringList originLines(const Snapshot& snapshot, BlockIndex block, const Trace& trace, OperationIndex now) {
    QStringList lines;
    if (block.value >= snapshot.geometry().blocks.value) {
        return lines;
    }
    const Run& run = snapshot.run_at(block);
    if (run.kind != Run::Kind::allocation) {
        return lines;
    }
    const LiveAllocation& allocation = snapshot.allocations()[run.allocation];
    const QString site = siteText(allocation, trace);
    if (!site.isEmpty()) {
        lines << Words::tr("call site %1").arg(site);
    }
    const std::uint32_t age = now.value - std::min(now.value, allocation.born.value);
    lines << (age == 1 ? Words::tr("1 operation ago") : Words::tr("%1 operations ago").arg(number(age)));
    return lines;
}

Callout calloutOf(const Snapshot& snapshot, BlockIndex block, std::uint64_t request, const Trace& trace) {
    const Run& run = snapshot.run_at(block);
    Callout callout{run.index, {}, {}};
    const std::uint64_t wholeBytes = std::uint64_t{run.blocks.value} * snapshot.geometry().block_size;
    if (run.kind == Run::Kind::allocation) {
        const LiveAllocation& allocation = snapshot.allocations()[run.allocation];
        callout.title =
            Words::tr("%1: %2 in %3")
                .arg(QString::fromStdString(allocation.name), bytes(allocation.bytes), blocks(run.blocks.value));
        const QString born = Words::tr("allocated by operation %1").arg(number(allocation.born.value));
        const QString site = siteText(allocation, trace);
        callout.detail = site.isEmpty() ? born : Words::tr("%1, %2").arg(born, site);
        return callout;
    }
    callout.title = run.kind == Run::Kind::chunk
                        ? Words::tr("Chunk %1: %2").arg(number(run.index.value), blocks(run.blocks.value))
                        : Words::tr("Block %1: %2 lost").arg(number(run.index.value), blocks(run.blocks.value));
    if (run.blocks.value == snapshot.metrics().largest_chunk.value) {
        callout.title += Words::tr(", the longest");
    }
    callout.detail = bytes(wholeBytes);
    if (request > run.blocks.value) {
        callout.detail +=
            Words::tr(": %1 short of the %2 needed").arg(number(request - run.blocks.value), number(request));
    }
    return callout;
}

QString litSentence(const Snapshot& snapshot, const LengthRange& lengths) {
    std::uint32_t chunks = 0;
    std::uint64_t sum = 0;
    for (const Run& run : snapshot.runs()) {
        if (run.kind == Run::Kind::chunk && lengths.contains(run.blocks.value)) {
            ++chunks;
            sum += run.blocks.value;
        }
    }
    const QString of = lengths.lowest == lengths.highest
                           ? blocks(lengths.lowest)
                           : Words::tr("%1 to %2 blocks").arg(number(lengths.lowest), number(lengths.highest));
    if (chunks == 0) {
        return Words::tr("There is no chunk of %1 now.").arg(of);
    }
    return chunks == 1 ? Words::tr("The one chunk of %1 is lit: %2 blocks.").arg(of, number(sum))
                       : Words::tr("%1 chunks of %2 are lit, %3 blocks in all.").arg(number(chunks), of, number(sum));
}

QString siteName(const Trace& trace, CallSiteId site) {
    if (site.value >= trace.call_sites.size()) {
        return {};
    }
    const CallSite& known = trace.call_sites[site.value];
    if (!known.function.empty()) {
        return QString::fromStdString(known.function);
    }
    return known.address == 0 && known.object.empty() ? QString() : QString::fromStdString(to_string(known));
}

QString addressText(const HeapGeometry& geometry, BlockIndex block) {
    return QStringLiteral("0x") + QString::number(geometry.address_of(block), 16);
}

} // namespace firstfit
