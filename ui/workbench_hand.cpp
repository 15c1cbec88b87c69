// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work by hand: what a person asks the heap for, at the position.
#include "allocator/script/wire.h"
#include "allocator/script/wording.h"
#include "ui/workbench_commands.h"
#include "ui/workbench_data.h"

#include <QLocale>

#include <algorithm>
#include <bit>
#include <string_view>
#include <vector>

namespace firstfit {

namespace {

QString notAlive() { return Workbench::tr("This allocation is not alive here."); }

QString blocksText(std::uint64_t blocks) {
    return blocks == 1 ? Workbench::tr("1 block")
                       : Workbench::tr("%1 blocks").arg(QLocale().toString(static_cast<qulonglong>(blocks)));
}

constexpr std::size_t letters = 26;

// a .. z are 0 .. 25, a2 .. z2 go on from there; other names have no number, nor have those beyond anybody's use.
std::optional<std::size_t> letterNumber(std::string_view name) {
    if (name.empty() || name.size() > 4 || name[0] < 'a' || name[0] > 'z') {
        return std::nullopt;
    }
    std::size_t round = name.size() == 1 ? 1 : 0;
    for (const char digit : name.substr(1)) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
        round = round * 10 + static_cast<std::size_t>(digit - '0');
    }
    return round == 0 ? std::nullopt : std::optional((round - 1) * letters + static_cast<std::size_t>(name[0] - 'a'));
}

} // namespace

std::optional<LiveAllocation> Workbench::Data::alive(AllocationId id) const {
    // A moment inside an operation counts as the one after it, and that may know another ledger.
    const Snapshot after =
        atOperationEnd() ? q.snapshot() : run.timeline.snapshot(Position::after(run.position.operation));
    const LiveAllocation* found = id == no_allocation ? nullptr : after.find(id);
    return found ? std::optional(*found) : std::nullopt;
}

QString Workbench::Data::byHand(Operation operation, std::string name, const QString& text) {
    if (q.isLoading()) {
        // Of the run only a part may be there, and what comes next would replace what is done now.
        return tr("The run is still being replayed: wait for it, or cancel first.");
    }
    q.pause();
    if (job && !job->request().runsScript) {
        // It replays the run that is about to change.
        dropJob();
    }
    if (operation.kind == OperationKind::allocate) {
        operation.allocation = nextAllocation(std::span(run.trace.operations).first(run.position.operation.value));
    }
    undo.push(new HandCommand({run, [this] { runChanged(); }}, operation, std::move(name), text));
    return {};
}

QString Workbench::nextName() const {
    std::vector<bool> taken;
    const std::vector<std::string>& names = trace().names;
    // A recording has no names, and a million operations.
    const std::uint32_t done = names.empty() ? 0 : position().operation.value;
    for (std::uint32_t n = 1; n <= done; ++n) {
        const Operation& operation = timeline().operation(OperationIndex{n});
        const bool named = operation.kind == OperationKind::allocate && operation.allocation.value < names.size();
        if (const auto number = named ? letterNumber(names[operation.allocation.value]) : std::nullopt) {
            taken.resize(std::max<std::size_t>(taken.size(), *number + 1));
            taken[*number] = true;
        }
    }
    const auto free = static_cast<std::size_t>(std::ranges::find(taken, false) - taken.begin());
    const QChar letter(static_cast<char16_t>(u'a' + free % letters));
    return free < letters ? QString(letter) : letter + QString::number(free / letters + 1);
}

QString Workbench::allocate(const HandRequest& request) {
    if (request.alignment != 0 && !std::has_single_bit(request.alignment)) {
        return tr("The alignment must be a power of two.");
    }
    if (request.size == 0 && request.unit == SizeUnit::blocks) {
        return tr("An allocation takes at least one block.");
    }
    // As clean as a script's names: nothing in it turns the direction of the sentences that it stands in.
    const QString asked =
        QString::fromStdString(presentable(request.name.trimmed().toStdString(), wire::max_name, false));
    const QString name = asked.isEmpty() ? nextName() : asked;
    Operation operation;
    operation.kind = OperationKind::allocate;
    operation.size = request.size;
    operation.unit = request.unit;
    operation.alignment = request.alignment;
    return data_->byHand(operation, name.toStdString(), tr("allocating %1").arg(name));
}

QString Workbench::deallocate(AllocationId id) {
    const std::optional<LiveAllocation> allocation = data_->alive(id);
    if (!allocation) {
        return notAlive();
    }
    Operation operation;
    operation.kind = OperationKind::deallocate;
    operation.allocation = id;
    return data_->byHand(operation, {}, tr("freeing %1").arg(QString::fromStdString(allocation->name)));
}

QString Workbench::Data::resize(OperationKind kind, AllocationId id, std::uint64_t size, SizeUnit unit) {
    const std::optional<LiveAllocation> allocation = alive(id);
    if (!allocation) {
        return notAlive();
    }
    // Scripts resize in blocks, and what is done by hand can be saved as one.
    const std::uint64_t blocks = unit == SizeUnit::blocks ? size : run.timeline.geometry().blocks_for(size);
    const std::uint64_t now = allocation->blocks.value;
    const QString name = QString::fromStdString(allocation->name);
    const bool shrinks = kind == OperationKind::shrink_in_place;
    if (shrinks && (blocks == 0 || blocks > now)) {
        return tr("%1 has %2; it can shrink to 1 at the least.").arg(name, blocksText(now));
    }
    if (!shrinks && blocks < now) {
        return tr("%1 has %2 already; growing cannot make it smaller.").arg(name, blocksText(now));
    }
    Operation operation;
    operation.kind = kind;
    operation.allocation = id;
    operation.size = blocks;
    operation.unit = SizeUnit::blocks;
    return byHand(operation, {}, (shrinks ? tr("shrinking %1") : tr("growing %1")).arg(name));
}

QString Workbench::grow(AllocationId id, std::uint64_t size, SizeUnit unit, bool upTo) {
    return data_->resize(upTo ? OperationKind::grow_up_to : OperationKind::grow_in_place, id, size, unit);
}

QString Workbench::shrink(AllocationId id, std::uint64_t size, SizeUnit unit) {
    return data_->resize(OperationKind::shrink_in_place, id, size, unit);
}

QString Workbench::reallocate(AllocationId id, std::uint64_t size) {
    const std::optional<LiveAllocation> allocation = data_->alive(id);
    if (!allocation) {
        return notAlive();
    }
    Operation operation;
    operation.kind = OperationKind::reallocate;
    operation.allocation = id;
    operation.size = size;
    return data_->byHand(operation, {}, tr("reallocating %1").arg(QString::fromStdString(allocation->name)));
}

QString Workbench::clear() {
    Operation operation;
    operation.kind = OperationKind::clear;
    return data_->byHand(operation, {}, tr("clearing the heap"));
}

QString Workbench::asScript() const { return QString::fromStdString(to_script(trace(), geometry())); }

bool Workbench::hasUnsavedHandWork() const { return data_->run.holdsHandWork() && !data_->undo.isClean(); }
void Workbench::handWorkSaved() { data_->undo.setClean(); }

} // namespace firstfit
