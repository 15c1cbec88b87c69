// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/cause_facts.h"

#include "ui/models/request_words.h"
#include "ui/render/percent.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(firstfit::CauseFacts)
};

QString blocks(std::uint64_t count) { return countedText(count, Words::tr("%1 block"), Words::tr("%1 blocks")); }
QString bytes(std::uint64_t count) { return countedText(count, Words::tr("%1 byte"), Words::tr("%1 bytes")); }
QString chunks(std::uint64_t count) { return countedText(count, Words::tr("%1 chunk"), Words::tr("%1 chunks")); }

/// "741 bytes = 93 blocks, aligned to 2".
QString requestOf(const FailureCause& cause) {
    const QString size = Words::tr("%1 = %2").arg(bytes(cause.asked_bytes), blocks(cause.asked_blocks));
    return cause.alignment_blocks > 1 ? Words::tr("%1, aligned to %2").arg(size, figureText(cause.alignment_blocks))
                                      : size;
}

/// "8,357 blocks in 3,961 chunks, the longest 41".
QString freeOf(const FailureCause& cause) {
    if (cause.free_blocks == 0)
        return Words::tr("nothing");
    const QString free = Words::tr("%1 in %2").arg(blocks(cause.free_blocks), chunks(cause.chunks));
    return cause.chunks == 1 ? free : Words::tr("%1, the longest %2").arg(free, figureText(cause.largest_chunk));
}

double fragmentationOf(const FailureCause& cause) {
    return cause.free_blocks == 0 ? 0 : 1 - static_cast<double>(cause.largest_chunk) / cause.free_blocks;
}

QString policyName(Policy policy) {
    switch (policy) {
    case Policy::first_fit:
        return Words::tr("first fit");
    case Policy::next_fit:
        return Words::tr("next fit");
    case Policy::best_fit:
        return Words::tr("best fit");
    case Policy::worst_fit:
        return Words::tr("worst fit");
    }
    return {};
}

std::uint32_t clamped(std::uint64_t value) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, std::numeric_limits<std::uint32_t>::max()));
}

} // namespace

QList<Fact> factsOf(const FailureCause& cause) {
    QList<Fact> facts{{Words::tr("request"), requestOf(cause)}};
    facts << Fact{Words::tr("free"), freeOf(cause)};
    if (cause.chunks_misaligned > 0)
        facts << Fact{Words::tr("long enough, but not aligned"), chunks(cause.chunks_misaligned)};
    if (cause.alignment_loss_blocks > 0)
        facts << Fact{Words::tr("lost to this alignment"), blocks(cause.alignment_loss_blocks),
                      Words::tr("Free blocks in front of the first aligned block of their chunk")};
    if (cause.request_rounding_bytes + cause.live_rounding_bytes > 0)
        facts << Fact{Words::tr("lost by rounding up"),
                      Words::tr("%1 here, %2 in all")
                          .arg(figureText(cause.request_rounding_bytes),
                               bytes(cause.request_rounding_bytes + cause.live_rounding_bytes)),
                      Words::tr("Bytes between what is asked for and whole blocks: of this request, and with all that "
                                "is alive")};
    if (cause.free_blocks > 0)
        facts << Fact{Words::tr("fragmentation"), percentText(fragmentationOf(cause)),
                      Words::tr("1 - longest chunk / free blocks")};
    return facts;
}

std::optional<NeedsAndHas> barsOf(const FailureCause& cause) {
    if (cause.asked_blocks == 0 || cause.block_size == 0)
        return std::nullopt;
    const std::uint64_t needed = cause.asked_blocks * cause.block_size;
    const std::uint64_t has = cause.largest_fitting_bytes;
    NeedsAndHas bars;
    bars.has_label = Words::tr("best chunk").toStdString();
    bars.needs = clamped(cause.asked_blocks);
    bars.has = clamped(has / cause.block_size);
    bars.needs_text = bytes(needed).toStdString();
    bars.has_text =
        (has >= needed ? bytes(has) : Words::tr("%1: %2 short").arg(figureText(has), figureText(needed - has)))
            .toStdString();
    return bars;
}

QList<Fact> factsOf(const std::vector<PolicyVerdict>& verdicts) {
    QList<Fact> facts;
    for (const PolicyVerdict& verdict : verdicts) {
        QString words = verdict.holds ? Words::tr("holds it") : Words::tr("fails, too");
        if (verdict.earlier_failures > 0)
            words = Words::tr("%1; %2").arg(words, countedText(verdict.earlier_failures, Words::tr("%1 fails earlier"),
                                                               Words::tr("%1 fail earlier")));
        facts << Fact{Words::tr("with %1").arg(policyName(verdict.policy)), words,
                      Words::tr("The run up to this request in the same heap, searched in another way"),
                      verdict.holds ? &Palette::success : &Palette::ink};
    }
    return facts;
}

} // namespace firstfit
