// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/request_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(firstfit::RequestWords)
};

constexpr int mostCallers = 12; ///< of a tooltip

/// Does the request ask for more than every request of this trace gets anyway?
bool asksAlignment(const Operation& operation, const Trace& trace) {
    const std::uint32_t usual = trace.recording ? trace.recording->default_alignment : 0;
    return operation.alignment > usual;
}

} // namespace

QString figureText(std::uint64_t value) { return QLocale().toString(static_cast<qulonglong>(value)); }

QString countedText(std::uint64_t count, const QString& one, const QString& many) {
    return (count == 1 ? one : many).arg(figureText(count));
}

QString functionWord(const Operation& operation, const Trace& trace) {
    switch (operation.kind) {
    case OperationKind::allocate:
        if (operation.unit == SizeUnit::blocks)
            return QStringLiteral("blocks");
        return asksAlignment(operation, trace) ? QStringLiteral("aligned_alloc") : QStringLiteral("malloc");
    case OperationKind::deallocate:
        return QStringLiteral("free");
    case OperationKind::grow_in_place:
        return QStringLiteral("grow");
    case OperationKind::grow_up_to:
        return QStringLiteral("grow_up_to");
    case OperationKind::shrink_in_place:
        return QStringLiteral("shrink");
    case OperationKind::reallocate:
        return QStringLiteral("realloc");
    case OperationKind::clear:
        return QStringLiteral("clear");
    }
    return {};
}

QString callText(const Operation& operation, const Trace& trace) {
    const QString function = functionWord(operation, trace);
    // As in a program: a comma would divide the number into two arguments.
    const QString size = QString::number(operation.size);
    const QString name = QString::fromStdString(trace.name_of(operation.allocation));
    switch (operation.kind) {
    case OperationKind::allocate:
        if (operation.unit == SizeUnit::bytes && asksAlignment(operation, trace))
            return QStringLiteral("%1(%2, %3)").arg(function, QString::number(operation.alignment), size);
        return QStringLiteral("%1(%2)").arg(function, size);
    case OperationKind::reallocate:
        return QStringLiteral("%1(%2, %3)").arg(function, name, size);
    case OperationKind::deallocate:
        return QStringLiteral("%1(%2)").arg(function, name);
    case OperationKind::clear:
        return QStringLiteral("%1()").arg(function);
    default:
        return QStringLiteral("%1:%2(%3)").arg(name, function, size);
    }
}

CallSiteId siteOfOperation(const Trace& trace, OperationIndex n) {
    return n.value == 0 || n.value > trace.sites.size() ? no_call_site : trace.sites[n.value - 1];
}

QString callSiteName(const Trace& trace, CallSiteId site) {
    if (site.value >= trace.call_sites.size())
        return Words::tr("not known");
    const CallSite& place = trace.call_sites[site.value];
    return QString::fromStdString(place.function.empty() ? to_string(place) : place.function);
}

QString callSiteStory(const Trace& trace, CallSiteId site) {
    if (site.value >= trace.call_sites.size())
        return Words::tr("call site not known");
    QStringList lines;
    for (CallSiteId at = site; at.value < trace.call_sites.size();) {
        if (lines.size() == mostCallers) {
            lines << QStringLiteral("…");
            break;
        }
        const CallSite& place = trace.call_sites[at.value];
        const QString words = QString::fromStdString(to_string(place));
        lines << (lines.isEmpty() ? words : Words::tr("called by %1").arg(words));
        if (place.caller.value >= at.value)
            break;
        at = place.caller;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace firstfit
