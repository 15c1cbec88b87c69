// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/scan.h"

#include <algorithm>
#include <string>

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
        scan.rejected.push_back({BlockIndex{step.block}, step.length, 0, step.size});
        break;
    case MicroKind::misaligned:
        scan.rejected.push_back({BlockIndex{step.block}, step.length, step.front, step.size});
        break;
    case MicroKind::chosen:
        scan.chosen = BlockIndex{step.block};
        break;
    default:
        break;
    }
}

/// Drops links that the operation has changed: written anew, or of a chunk that was cut or merged away.
/// O(links * events), and events are few.
void keep_valid_links(Scan& scan, const Moment& moment) {
    std::vector<FollowedLink> written;
    std::vector<BlockIndex> vanished;
    for (const std::uint32_t position : moment.events) {
        const MicroStep& step = (*moment.steps)[position];
        const bool of_base = step.kind == MicroKind::base_written;
        if ((of_base || step.kind == MicroKind::header_written) && step.field == stalloc::HeaderField::next) {
            written.push_back({BlockIndex{of_base ? moment.base() : step.block}, BlockIndex{step.new_value}});
        } else if (step.kind == MicroKind::split && step.front == 0) {
            vanished.emplace_back(step.block);
        } else if (step.kind == MicroKind::merged_with_next) {
            vanished.emplace_back(step.next);
        }
    }
    std::erase_if(scan.followed, [&](const FollowedLink& link) {
        return std::any_of(written.begin(), written.end(),
                           [&](const FollowedLink& now) { return now.from == link.from && now.to != link.to; }) ||
               std::any_of(vanished.begin(), vanished.end(),
                           [&](BlockIndex chunk) { return chunk == link.from || chunk == link.to; });
    });
}

} // namespace

std::string Rejection::reason() const {
    return front == 0 ? std::to_string(length) + " < " + std::to_string(size)
                      : "needs " + std::to_string(front) + " in front";
}

Scan scan_at(const Moment& moment) {
    Scan scan;
    // A chunk passed over is three steps: visited, rejected, moved on from.
    scan.rejected.reserve(moment.part_steps().size() / 3);
    scan.followed.reserve(moment.part_steps().size() / 3);
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
