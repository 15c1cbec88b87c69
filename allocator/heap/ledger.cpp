// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/heap/ledger.h"

#include <algorithm>
#include <bit>

namespace firstfit {

namespace {

constexpr std::uint32_t empty_slot = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t first_capacity = 16;

} // namespace

Ledger::Ledger() : slots_(first_capacity, empty_slot) {}

std::size_t Ledger::home(AllocationId id) const noexcept {
    // Fibonacci hashing: ids are small and dense, the upper bits of the product are not.
    const std::uint32_t mixed = id.value * 0x9E3779B9U;
    return mixed >> (32 - std::countr_zero(slots_.size()));
}

std::size_t Ledger::slot_of(AllocationId id) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = home(id);
    while (slots_[slot] != empty_slot && entries_[slots_[slot]].id != id) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

const LedgerEntry* Ledger::find(AllocationId id) const noexcept {
    const std::uint32_t position = slots_[slot_of(id)];
    return position == empty_slot ? nullptr : &entries_[position];
}

void Ledger::add(const LedgerEntry& entry) {
    if ((entries_.size() + 1) * 2 > slots_.size()) {
        widen();
    }
    slots_[slot_of(entry.id)] = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back(entry);
    blocks_ += entry.blocks;
    bytes_ += entry.bytes;
}

void Ledger::update(const LedgerEntry& entry) noexcept {
    LedgerEntry& old = entries_[slots_[slot_of(entry.id)]];
    blocks_ = blocks_ - old.blocks + entry.blocks;
    bytes_ = bytes_ - old.bytes + entry.bytes;
    old = entry;
}

void Ledger::remove(AllocationId id) noexcept {
    const std::size_t slot = slot_of(id);
    const std::uint32_t position = slots_[slot];
    if (position == empty_slot) {
        return;
    }
    blocks_ -= entries_[position].blocks;
    bytes_ -= entries_[position].bytes;
    if (position + 1 != entries_.size()) {
        const std::size_t last = slot_of(entries_.back().id);
        entries_[position] = entries_.back();
        slots_[last] = position;
    }
    entries_.pop_back();
    close_hole(slot);
}

void Ledger::close_hole(std::size_t hole) noexcept {
    // Whoever was pushed past the hole by probing moves back, so that no probe ends too early.
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hole;
    for (;;) {
        slot = (slot + 1) & mask;
        if (slots_[slot] == empty_slot) {
            break;
        }
        const std::size_t from_home = (slot - home(entries_[slots_[slot]].id)) & mask;
        if (from_home >= ((slot - hole) & mask)) {
            slots_[hole] = slots_[slot];
            hole = slot;
        }
    }
    slots_[hole] = empty_slot;
}

void Ledger::clear() noexcept {
    entries_.clear();
    std::fill(slots_.begin(), slots_.end(), empty_slot);
    blocks_ = 0;
    bytes_ = 0;
}

std::size_t Ledger::footprint() const noexcept {
    return entries_.capacity() * sizeof(LedgerEntry) + slots_.capacity() * sizeof(std::uint32_t);
}

void Ledger::widen() {
    slots_.assign(slots_.size() * 2, empty_slot);
    for (std::uint32_t position = 0; position < entries_.size(); ++position) {
        // All ids differ, so the search ends at an empty slot.
        slots_[slot_of(entries_[position].id)] = position;
    }
}

} // namespace firstfit
