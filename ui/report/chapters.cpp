// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/chapters.h"

#include "ui/models/request_words.h"
#include "ui/report/pictures.h"
#include "ui/report/tables.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

using Tone = ReportParagraph::Tone;

// A report is for reading; replay --json and --csv have everything.
constexpr std::size_t mostFailureRows = 50;
constexpr std::size_t mostSites = 40;

QString fromStd(const std::string& text) { return QString::fromStdString(text); }

/// Puts the chapters one behind the other.
class Chapters {
public:
    Chapters(const Timeline& timeline, const Trace& trace, const Findings& found, const Fonts& fonts, double width)
        : timeline_(timeline), trace_(trace), found_(found), frame_{timeline, trace, fonts, width} {}

    [[nodiscard]] std::vector<ReportBlock> all() {
        summary();
        timeline();
        peak();
        failures();
        sizing();
        leaks();
        diagnostics();
        return std::move(blocks_);
    }

private:
    void summary();
    void timeline();
    void peak();
    void failures();
    void failure(std::size_t number);
    void chunks(OperationIndex n, std::uint64_t request, const QString& caption);
    void sizing();
    void leaks();
    void diagnostics();

    void heading(const QString& text, int level = 2) { blocks_.emplace_back(ReportHeading{level, text}); }
    void say(const QString& text, Tone tone = Tone::plain) { blocks_.emplace_back(ReportParagraph{text, tone}); }
    /// Says that a table of `all` shows only the first.
    void sayMore(std::size_t all, std::size_t shown) {
        if (all > shown) {
            say(Words::tr("and %1 more").arg(figureText(all - shown)));
        }
    }
    [[nodiscard]] QString verdict() const;

    const Timeline& timeline_;
    const Trace& trace_;
    const Findings& found_;
    PictureFrame frame_;
    std::vector<ReportBlock> blocks_;
};

QString Chapters::verdict() const {
    const HeapGeometry& geometry = timeline_.geometry();
    const QString heap = Words::tr("%1 of %2")
                             .arg(countedText(geometry.blocks.value, Words::tr("%1 block"), Words::tr("%1 blocks")),
                                  countedText(geometry.block_size, Words::tr("%1 byte"), Words::tr("%1 bytes")));
    const std::size_t failed = found_.summary.failures.size();
    if (failed == 0) {
        return Words::tr("Every request found room in a heap of %1.").arg(heap);
    }
    return Words::tr("%1 found no room in a heap of %2; operation %3 was the first.")
        .arg(countedText(failed, Words::tr("%1 request"), Words::tr("%1 requests")), heap,
             figureText(found_.summary.failures.front().operation.value));
}

void Chapters::summary() {
    heading(Words::tr("Summary"));
    say(verdict(), found_.summary.failures.empty() ? Tone::good : Tone::failure);
    if (!trace_.goal.empty()) {
        say(fromStd(trace_.goal));
    }
    blocks_.emplace_back(summaryFacts(timeline_, trace_, found_));
}

void Chapters::timeline() {
    heading(Words::tr("Timeline"));
    blocks_.emplace_back(stripPicture(frame_, found_.summary.failures.size()));
}

void Chapters::peak() {
    const QString caption =
        found_.peak.value == 0
            ? Words::tr("The fresh heap: no block was ever in use.")
            : Words::tr("When most blocks were in use: after operation %1.").arg(figureText(found_.peak.value));
    heading(Words::tr("The heap at its peak"));
    blocks_.emplace_back(mapPicture(frame_, found_.peak, false, caption));
    chunks(found_.peak, 0, Words::tr("How long the free chunks were at that moment."));
}

void Chapters::failures() {
    const std::vector<FailedRequest>& all = found_.summary.failures;
    if (all.empty()) {
        return;
    }
    heading(Words::tr("Requests that found no room"));
    blocks_.emplace_back(failuresTable(trace_, found_.summary, mostFailureRows));
    sayMore(all.size(), mostFailureRows);
    if (trace_.call_sites.size() > 1) {
        blocks_.emplace_back(sitesTable(trace_, found_.failedSites, true, mostSites));
        sayMore(found_.failedSites.size(), mostSites);
    }
    for (std::size_t i = 0; i < found_.causes.size(); ++i) {
        failure(i);
    }
    if (all.size() > found_.causes.size() && !found_.causes.empty()) {
        const std::size_t more = all.size() - found_.causes.size();
        say(Words::tr("Of %1 the first %2 are explained here; %3.")
                .arg(countedText(all.size(), Words::tr("%1 failure"), Words::tr("%1 failures")),
                     figureText(found_.causes.size()),
                     countedText(more, Words::tr("%1 more is not"), Words::tr("%1 more are not"))));
    }
}

void Chapters::failure(std::size_t number) {
    const FailureCause& cause = found_.causes[number];
    const QString call = callOf(trace_, cause.operation);
    heading(Words::tr("Operation %1: %2").arg(figureText(cause.operation.value), call), 3);
    say(fromStd(cause_sentence(cause)));
    ReportList remedies;
    for (const std::string& remedy : cause_remedies(cause)) {
        remedies.items << fromStd(remedy);
    }
    if (number == 0 && found_.verdicts) {
        remedies.items << fromStd(policies_sentence(*found_.verdicts));
    }
    const CallSiteId site = siteOfOperation(trace_, cause.operation);
    if (site.value < trace_.call_sites.size()) {
        remedies.items << Words::tr("Called from %1.").arg(siteText(trace_, site));
    }
    blocks_.emplace_back(remedies);
    blocks_.emplace_back(
        mapPicture(frame_, cause.operation, true,
                   Words::tr("The heap when operation %1 failed.").arg(figureText(cause.operation.value))));
    chunks(cause.operation, cause.asked_blocks,
           Words::tr("How long the free chunks were, against the %1 that it needs.")
               .arg(countedText(cause.asked_blocks, Words::tr("%1 block"), Words::tr("%1 blocks"))));
}

void Chapters::chunks(OperationIndex n, std::uint64_t request, const QString& caption) {
    if (timeline_.metrics(n).chunks == 0) {
        say(Words::tr("No block was free at that moment."));
        return;
    }
    blocks_.emplace_back(histogramPicture(frame_, n, request, caption));
}

void Chapters::sizing() {
    if (!found_.sizing) {
        return;
    }
    heading(Words::tr("The smallest heap that holds this run"));
    say(fromStd(found_.sizing->recommendation));
    if (found_.sizing->recommended) {
        say(fromStd(found_.sizing->results[*found_.sizing->recommended].declaration), Tone::code);
    }
    if (!found_.sizing->caution.empty()) {
        say(fromStd(found_.sizing->caution), Tone::caution);
    }
    blocks_.emplace_back(sizingPicture(frame_, *found_.sizing));
    blocks_.emplace_back(sizingTable(*found_.sizing));
}

void Chapters::leaks() {
    heading(Words::tr("Never freed"));
    if (found_.leaks.empty()) {
        say(Words::tr("Everything was given back."), Tone::good);
        return;
    }
    say(Words::tr("%1 alive at the end, %2.")
            .arg(countedText(found_.summary.leaks.count, Words::tr("%1 allocation was"),
                             Words::tr("%1 allocations were")),
                 countedText(found_.summary.leaks.bytes, Words::tr("%1 byte"), Words::tr("%1 bytes"))));
    if (trace_.sites.empty()) {
        return; // nothing tells where they were made
    }
    blocks_.emplace_back(sitesTable(trace_, found_.leaks, false, mostSites));
    sayMore(found_.leaks.size(), mostSites);
}

void Chapters::diagnostics() {
    if (trace_.diagnostics.empty()) {
        return;
    }
    heading(Words::tr("What could not be read"));
    ReportList list;
    for (std::size_t i = 0; i < trace_.diagnostics.size() && i < mostSites; ++i) {
        list.items << fromStd(
            to_string(trace_.diagnostics[i], QFileInfo(fromStd(trace_.file)).fileName().toStdString()));
    }
    blocks_.emplace_back(list);
    sayMore(trace_.diagnostics.size(), mostSites);
}

} // namespace

ReportDocument documentOf(const Timeline& timeline, const Trace& trace, const ReportRequest& request,
                          const Findings& found, double width) {
    ReportDocument document;
    document.title = trace.title.empty() ? QFileInfo(request.name).fileName() : fromStd(trace.title);
    if (document.title.isEmpty()) {
        document.title = Words::tr("A run");
    }
    document.subtitle =
        Words::tr("Report of Firstfit, %1").arg(QLocale().toString(request.made, QStringLiteral("yyyy-MM-dd HH:mm")));
    document.blocks = Chapters(timeline, trace, found, request.fonts, width).all();
    return document;
}

} // namespace firstfit
