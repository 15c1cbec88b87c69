// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few values used last, each with the operation it belongs to. Stepping goes to and fro between neighbours, so
// a handful is enough.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace firstfit {

template <class Value, std::size_t count>
class Recent {
public:
    struct Slot {
        std::uint32_t at = 0; ///< operation
        std::uint64_t used = 0;
        std::optional<Value> value;
    };

    /// The value of operation `at`, or null; it counts as used now. O(count).
    [[nodiscard]] Value* find(std::uint32_t at) {
        for (Slot& slot : slots_) {
            if (slot.value && slot.at == at) {
                slot.used = ++clock_;
                return &*slot.value;
            }
        }
        return nullptr;
    }

    /// The slot to be given up next: an empty one, or the one not used for longest. O(count).
    [[nodiscard]] Slot& oldest() {
        Slot* oldest = &slots_.front();
        for (Slot& slot : slots_) {
            if (!slot.value) {
                return slot;
            }
            oldest = slot.used < oldest->used ? &slot : oldest;
        }
        return *oldest;
    }

    /// Marks `slot` as holding the value of operation `at`, used now.
    Value& touch(Slot& slot, std::uint32_t at) {
        slot.at = at;
        slot.used = ++clock_;
        return *slot.value;
    }

    Value& put(std::uint32_t at, Value value) {
        Slot& slot = oldest();
        slot.value.emplace(std::move(value));
        return touch(slot, at);
    }

    /// Gives up the value not used for longest; false if there is none. O(count).
    bool drop_oldest() {
        Slot* oldest = nullptr;
        for (Slot& slot : slots_) {
            if (slot.value && (oldest == nullptr || slot.used < oldest->used)) {
                oldest = &slot;
            }
        }
        if (oldest != nullptr) {
            oldest->value.reset();
        }
        return oldest != nullptr;
    }

    /// Gives up everything of operations above `at`.
    void forget_above(std::uint32_t at) {
        for (Slot& slot : slots_) {
            if (slot.at > at) {
                slot.value.reset();
            }
        }
    }

    [[nodiscard]] std::array<Slot, count>& slots() noexcept { return slots_; }
    [[nodiscard]] const std::array<Slot, count>& slots() const noexcept { return slots_; }

private:
    std::array<Slot, count> slots_;
    std::uint64_t clock_ = 0;
};

} // namespace firstfit
