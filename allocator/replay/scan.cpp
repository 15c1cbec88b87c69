// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/scan.h"

#include <algorithm>

namespace firstfit {

namespace {

std::optional<BlockIndex> as_index(std::optional<std::uint32_t> value) {
    return value ? std::optional(BlockIndex{*value}) : std::nullopt;
}

void follow(Scan& scan, std::uint32_t from, std::uint32_t to) {
    const FollowedLink link{BlockIndex{from}, BlockIndex{to}};
    // A visit comes after the moved_on that led there.
    if (scan.followed.empty() || scan.followed.back() != link) {
        scan.followed.push_back(link);
    }
}

void take(Scan& scan, const MicroStep& step) {
    switch (step.kind) {
    case MicroKind::visit:
    case MicroKind::moved_on:
        follow(scan, step.prev, step.block);
        break;
    case MicroKind::too_small:
        scan.rejected.push_back({BlockIndex{step.block}, step.length, 0, step.size,
                                 std::to_string(step.length) + " < " + std::to_string(step.size)});
        break;
    case MicroKind::misaligned:
        scan.rejected.push_back({BlockIndex{step.block}, step.length, step.front, step.size,
                                 "needs " + std::to_string(step.front) + " in front"});
        break;
    case MicroKind::chosen:
        scan.chosen = BlockIndex{step.block};
        break;
    default:
        break;
    }
}

/// Drops links that the operation has changed. O(chunks + steps).
void keep_valid_links(Scan& scan, const Moment& moment) {
    std::vector<std::pair<std::uint32_t, std::uint16_t>> written;
    for (const MicroStep& step : *moment.steps) {
        const bool write = step.kind == MicroKind::header_written || step.kind == MicroKind::base_written;
        if (write && step.field == stalloc::HeaderField::next) {
            written.emplace_back(step.kind == MicroKind::base_written ? moment.base() : step.block, step.new_value);
        }
    }
    std::erase_if(scan.followed, [&](const FollowedLink& link) {
        return std::any_of(written.begin(), written.end(), [&](const auto& write) {
            return write.first == link.from.value && write.second != link.to.value;
        });
    });
    // The header that was cut or merged away holds no link any more.
    const Snapshot after = moment.timeline.snapshot(Position::after(moment.number));
    std::erase_if(scan.followed, [&](const FollowedLink& link) {
        return link.from.value != moment.base() && after.run_at(link.from).index != link.from;
    });
    std::erase_if(scan.followed, [&](const FollowedLink& link) {
        return after.run_at(link.to).kind != Run::Kind::chunk || after.run_at(link.to).index != link.to;
    });
}

} // namespace

Scan scan_at(const Moment& moment) {
    Scan scan;
    for (const MicroStep& step : moment.part_steps()) {
        take(scan, step);
    }
    const MicroStep& last = moment.step();
    if (last.kind == MicroKind::header_written) {
        scan.changed.emplace_back(last.block);
    } else if (last.kind == MicroKind::base_written) {
        scan.changed.emplace_back(moment.base());
    }
    if (moment.done() && moment.outcome.ok()) {
        keep_valid_links(scan, moment);
        return scan;
    }
    const Hands hands = moment.hands(moment.part_steps().size());
    scan.prev = as_index(hands.prev);
    scan.curr = as_index(hands.curr);
    return scan;
}

} // namespace firstfit
