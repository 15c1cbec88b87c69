// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stalloc<L, B> at real addresses against the bitmap model, 400,000 random operations.
#include "allocator/stalloc/stalloc.h"
#include "tests/allocator/bitmap_model.h"

#include <QtTest>

#include <memory>
#include <random>

using firstfit::test::BitmapModel;
using stalloc::FreeChunk;
using stalloc::Stalloc;

namespace {

struct Live {
    void* pointer;
    std::uint32_t index;
    std::uint32_t size;
};

template <std::uint32_t L, std::uint32_t B>
class Duel {
public:
    explicit Duel(std::uint32_t seed) : random_(seed) {}

    /// False, and `what()` says why, at the first difference.
    bool run(int operations, int list_every) {
        for (int i = 0; i < operations; ++i) {
            const bool fill = (i / 400) % 3 != 2;
            const std::uint32_t dice = pick(100);
            const bool good = live_.empty() || dice < (fill ? 50U : 25U) ? allocate() : work(dice);
            if (!good || heap_->is_oom() != model_.oom() || heap_->is_empty() != model_.empty() ||
                (i % list_every == 0 && !same_list())) {
                what_ += " at operation " + std::to_string(i);
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] const std::string& what() const { return what_; }

private:
    std::uint32_t pick(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }
    bool wrong(const char* operation) {
        what_ = operation;
        return false;
    }
    std::size_t size() {
        switch (pick(8)) {
        case 0:
            return pick(L + 2);
        case 1:
            return pick(2) == 0 ? SIZE_MAX - pick(9) : L + pick(9);
        case 2:
            return pick(L / 4 + 2);
        default:
            return 1 + pick(4);
        }
    }

    bool allocate() {
        const std::size_t wanted = size();
        const std::size_t alignment = pick(4) != 0 ? 1 : (pick(30) == 0 ? 3 : std::size_t{1} << pick(9));
        void* pointer = heap_->allocate_blocks(wanted, alignment);
        const auto expected = model_.place(wanted, alignment);
        if (!expected) {
            return pointer == nullptr || wrong("allocate succeeds");
        }
        if (pointer != bytes() + std::size_t{*expected} * B) {
            return wrong("allocate differs");
        }
        model_.take(*expected, static_cast<std::uint32_t>(wanted));
        live_.push_back({pointer, *expected, static_cast<std::uint32_t>(wanted)});
        return true;
    }

    bool work(std::uint32_t dice) {
        const std::size_t which = pick(static_cast<std::uint32_t>(live_.size()));
        Live& live = live_[which];
        const std::size_t wanted = pick(3) == 0 ? size() : live.size + pick(3);
        const std::uint32_t room = model_.free_behind(live.index + live.size);
        if (dice == 99 && pick(20) == 0) {
            heap_->clear();
            model_.clear();
            live_.clear();
            return true;
        }
        if (dice < 65) {
            const bool grows = wanted >= live.size && wanted - live.size <= room;
            if (heap_->grow_in_place(live.pointer, live.size, wanted) != grows) {
                return wrong("grow_in_place");
            }
            return !grows || resize(live, wanted);
        }
        if (dice < 70) {
            const std::size_t now =
                wanted < live.size ? live.size : live.size + std::min<std::size_t>(wanted - live.size, room);
            if (heap_->grow_up_to(live.pointer, live.size, wanted) != now) {
                return wrong("grow_up_to");
            }
            return resize(live, now);
        }
        if (dice < 80) {
            const std::size_t now = pick(live.size + 2);
            const bool shrinks = now != 0 && now <= live.size;
            if (heap_->shrink_in_place(live.pointer, live.size, now) != shrinks) {
                return wrong("shrink_in_place");
            }
            return !shrinks || resize(live, now);
        }
        return deallocate(which);
    }

    bool deallocate(std::size_t which) {
        const Live live = live_[which];
        if (!heap_->deallocate_blocks(live.pointer, live.size)) {
            return wrong("deallocate");
        }
        model_.give(live.index, live.size);
        live_[which] = live_.back();
        live_.pop_back();
        return !heap_->deallocate_blocks(live.pointer, live.size) || wrong("deallocate twice");
    }

    bool resize(Live& live, std::size_t now) {
        model_.give(live.index, live.size);
        live.size = static_cast<std::uint32_t>(now);
        model_.take(live.index, live.size);
        return true;
    }

    bool same_list() {
        std::vector<FreeChunk> list(L);
        list.resize(heap_->chunks(0, list.data(), list.size()));
        const auto runs = model_.free_runs();
        const bool same =
            std::equal(list.begin(), list.end(), runs.begin(), runs.end(), [](const FreeChunk& chunk, const auto& run) {
                return chunk.index == run.first && chunk.length == run.second;
            });
        return same || wrong("free list differs");
    }

    unsigned char* bytes() { return reinterpret_cast<unsigned char*>(heap_.get()); }

    std::unique_ptr<Stalloc<L, B>> heap_ = std::make_unique<Stalloc<L, B>>();
    BitmapModel model_{L, reinterpret_cast<std::uintptr_t>(heap_.get()) / B, (std::uint64_t{1} << 29) / B};
    std::vector<Live> live_;
    std::mt19937 random_;
    std::string what_;
};

template <std::uint32_t L, std::uint32_t B>
void duel(int operations, int list_every) {
    for (std::uint32_t seed = 1; seed <= 2; ++seed) {
        Duel<L, B> duel(seed);
        QVERIFY2(duel.run(operations / 2, list_every), duel.what().c_str());
    }
}

} // namespace

class StallocRandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void blocks_1x4() { duel<1, 4>(20'000, 1); }
    void blocks_2x8() { duel<2, 8>(20'000, 1); }
    void blocks_5x4() { duel<5, 4>(50'000, 1); }
    void blocks_8x1024() { duel<8, 1024>(50'000, 1); }
    void blocks_63x16() { duel<63, 16>(120'000, 1); }
    void blocks_200x4() { duel<200, 4>(120'000, 4); }
    void blocks_65535x16() { duel<65535, 16>(20'000, 200); }
};

QTEST_APPLESS_MAIN(StallocRandomTest)
#include "stalloc_random_test.moc"
