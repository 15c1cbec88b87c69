// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Does a heap of L blocks hold a run? Answered by the bitmap model, which shares nothing with the allocator. And the
// smallest L, by trying every one.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/heap/operation.h"
#include "tests/allocator/bitmap_model.h"

#include <map>
#include <span>

namespace firstfit::test {

class ModelReplay {
public:
    ModelReplay(std::uint32_t blocks, const HeapGeometry& geometry)
        : model_(blocks, geometry.base_address / geometry.block_size, (std::uint64_t{1} << 29) / geometry.block_size),
          geometry_(geometry) {}

    /// Every allocation and reallocation got its memory.
    bool holds(std::span<const Operation> operations) {
        for (const Operation& operation : operations) {
            if (!perform(operation)) {
                return false;
            }
        }
        return true;
    }

private:
    struct Run {
        std::uint32_t index = 0;
        std::uint32_t blocks = 0;
    };

    bool perform(const Operation& operation) {
        const std::uint32_t id = operation.allocation.value;
        const auto live = live_.find(id);
        const std::uint64_t size =
            operation.unit == SizeUnit::blocks ? operation.size : geometry_.blocks_for(operation.size);
        const std::uint64_t unit = operation.unit == SizeUnit::blocks ? 1 : geometry_.block_size;
        const std::uint64_t alignment = operation.alignment <= unit ? 1 : operation.alignment / unit;
        if (operation.kind == OperationKind::clear) {
            live_.clear();
            model_.clear();
            return true;
        }
        if (live == live_.end()) {
            const bool asks = operation.kind == OperationKind::allocate || operation.kind == OperationKind::reallocate;
            return !asks || allocate(id, size, alignment);
        }
        Run& run = live->second;
        switch (operation.kind) {
        case OperationKind::deallocate:
            model_.give(run.index, run.blocks);
            live_.erase(live);
            return true;
        case OperationKind::reallocate:
            return reallocate(run, size, alignment);
        case OperationKind::grow_in_place:
            static_cast<void>(grow(run, size));
            return true;
        case OperationKind::grow_up_to:
            grow(run, std::min<std::uint64_t>(size, run.blocks + model_.free_behind(run.index + run.blocks)));
            return true;
        case OperationKind::shrink_in_place:
            shrink(run, size);
            return true;
        case OperationKind::allocate:
        case OperationKind::clear:
            break;
        }
        return true;
    }

    bool allocate(std::uint32_t id, std::uint64_t size, std::uint64_t alignment) {
        const auto place = model_.place(size, alignment);
        if (place) {
            live_[id] = {*place, static_cast<std::uint32_t>(size)};
            model_.take(*place, static_cast<std::uint32_t>(size));
        }
        return place.has_value();
    }

    bool reallocate(Run& run, std::uint64_t size, std::uint64_t alignment) {
        if (model_.aligned(run.index, alignment) && (size <= run.blocks ? shrink(run, size) : grow(run, size))) {
            return true;
        }
        const auto place = model_.place(size, alignment);
        if (!place) {
            return false;
        }
        model_.take(*place, static_cast<std::uint32_t>(size));
        model_.give(run.index, run.blocks);
        run = {*place, static_cast<std::uint32_t>(size)};
        return true;
    }

    bool grow(Run& run, std::uint64_t size) {
        if (size < run.blocks || size - run.blocks > model_.free_behind(run.index + run.blocks)) {
            return false;
        }
        const auto more = static_cast<std::uint32_t>(size) - run.blocks;
        model_.take(run.index + run.blocks, more);
        run.blocks += more;
        return true;
    }

    bool shrink(Run& run, std::uint64_t size) {
        if (size != 0 && size <= run.blocks) {
            const auto kept = static_cast<std::uint32_t>(size);
            model_.give(run.index + kept, run.blocks - kept);
            run.blocks = kept;
        }
        return true;
    }

    BitmapModel model_;
    HeapGeometry geometry_;
    std::map<std::uint32_t, Run> live_;
};

} // namespace firstfit::test
