// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A hash table from 64-bit keys, in one piece of memory: a recording of millions of operations asks it for each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace firstfit {

/// Value needs `bool is_empty() const` and, made from nothing, is empty. Open addressing, linear probing, at most three
/// quarters full. Everything is O(1) on average.
template <class Value>
class FlatTable {
public:
    FlatTable() : slots_(smallest) {}

    /// The key's value, or null. Good until the next insert or erase.
    [[nodiscard]] Value* find(std::uint64_t key) noexcept {
        const std::size_t at = place_of(key);
        return slots_[at].value.is_empty() ? nullptr : &slots_[at].value;
    }

    /// `value` must not be empty, the key must not be there.
    void insert(std::uint64_t key, Value value) {
        if ((count_ + 1) * 4 > slots_.size() * 3) {
            grow();
        }
        slots_[place_of(key)] = {key, value};
        ++count_;
    }

    /// The key must be there.
    void erase(std::uint64_t key) noexcept {
        std::size_t hole = place_of(key);
        // What was pushed back by the erased one moves forward, so that no search ends too early.
        for (std::size_t at = next(hole); !slots_[at].value.is_empty(); at = next(at)) {
            const std::size_t home = home_of(slots_[at].key);
            if (((at - home) & (slots_.size() - 1)) >= ((at - hole) & (slots_.size() - 1))) {
                slots_[hole] = slots_[at];
                hole = at;
            }
        }
        slots_[hole].value = Value{};
        --count_;
    }

    [[nodiscard]] std::size_t size() const noexcept { return count_; }

private:
    struct Slot {
        std::uint64_t key = 0;
        Value value;
    };

    static constexpr std::size_t smallest = 1024;

    [[nodiscard]] std::size_t home_of(std::uint64_t key) const noexcept {
        // Addresses differ in their middle bits; the product's upper half depends on all of them.
        key ^= key >> 32;
        return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32) & (slots_.size() - 1);
    }
    [[nodiscard]] std::size_t next(std::size_t at) const noexcept { return (at + 1) & (slots_.size() - 1); }
    [[nodiscard]] std::size_t place_of(std::uint64_t key) const noexcept {
        std::size_t at = home_of(key);
        while (!slots_[at].value.is_empty() && slots_[at].key != key) {
            at = next(at);
        }
        return at;
    }
    void grow() {
        std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
        for (const Slot& slot : old) {
            if (!slot.value.is_empty()) {
                slots_[place_of(slot.key)] = slot;
            }
        }
    }

    std::vector<Slot> slots_;
    std::size_t count_ = 0;
};

} // namespace firstfit
