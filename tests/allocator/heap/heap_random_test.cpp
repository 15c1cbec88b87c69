// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One million random operations against the bitmap model. A second heap does everything again with redo(), and must
// stay the same byte for byte; check() must find nothing.
#include "tests/allocator/bitmap_model.h"
#include "tests/allocator/heap/requests.h"

#include <QtTest>

#include <map>
#include <random>

using namespace firstfit;
using firstfit::test::BitmapModel;
using firstfit::test::Choice;
using Kind = OperationKind;

namespace {

struct Known {
    std::uint32_t index = 0;
    std::uint32_t blocks = 0;
    std::uint64_t bytes = 0;
};

/// What the model says about one operation.
struct Expected {
    bool ok = false;
    std::uint32_t index = 0;
    std::uint32_t blocks = 0;
};

class Duel {
public:
    Duel(const HeapGeometry& geometry, Policy policy, std::uint32_t seed)
        : geometry_(geometry),
          policy_(policy),
          heap_(geometry, policy),
          again_(geometry, policy),
          model_(geometry.blocks.value, geometry.base_address / geometry.block_size,
                 (std::uint64_t{1} << 29) / geometry.block_size),
          random_(seed) {}

    /// False, and what() says why, at the first difference. Costly comparisons are made every `every` operations.
    bool run(std::uint32_t operations, std::uint32_t every) {
        for (std::uint32_t number = 1; number <= operations; ++number) {
            const Operation operation = invent(number);
            const Expected expected = expect(operation);
            SearchHints hints;
            const Outcome outcome = heap_.apply(operation, OperationIndex{number}, nullptr, &hints);
            again_.redo(operation, OperationIndex{number}, outcome, hints);
            if (!same_outcome(expected, outcome) || !same_figures() || (number % every == 0 && !same_state())) {
                what_ += " at operation " + std::to_string(number) + ", kind " +
                         std::to_string(static_cast<int>(operation.kind));
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] const std::string& what() const { return what_; }

private:
    std::uint32_t pick(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }
    bool wrong(std::string what) {
        what_ = std::move(what);
        return false;
    }

    std::uint64_t invent_size() {
        const std::uint32_t blocks = geometry_.blocks.value;
        switch (pick(10)) {
        case 0:
            return pick(blocks + 2);
        case 1:
            return pick(3) == 0 ? UINT64_MAX - pick(5) : std::uint64_t{blocks} + pick(4);
        case 2:
        case 3:
            return pick(blocks / 8 + 2);
        default:
            return pick(5);
        }
    }

    Operation invent(std::uint32_t number) {
        // Filling, working and draining by turns, so that full and empty heaps are met again and again.
        const std::uint32_t dice = pick(100);
        const std::uint32_t filling = (number / 500) % 3 == 0 ? 70 : (number / 500) % 3 == 1 ? 40 : 20;
        Operation operation;
        operation.unit = pick(2) == 0 ? SizeUnit::bytes : SizeUnit::blocks;
        operation.kind = dice < filling    ? Kind::allocate
                         : pick(900) == 0  ? Kind::clear
                         : pick(100) < 45U ? Kind::deallocate
                                           : static_cast<Kind>(2 + pick(4));
        operation.size = invent_size();
        if (operation.unit == SizeUnit::bytes && operation.size < UINT64_MAX / geometry_.block_size) {
            operation.size = operation.size * geometry_.block_size - (operation.size != 0 ? pick(4) : 0);
        }
        if (pick(3) == 0) {
            operation.alignment = pick(40) == 0 ? 3 : std::uint32_t{1} << pick(10);
        }
        const bool somebody = !known_.empty() && pick(100) != 0;
        if (operation.kind == Kind::allocate) {
            operation.allocation = AllocationId{pick(200) == 0 && somebody ? any_live() : next_id_++};
        } else {
            operation.allocation = AllocationId{somebody ? any_live() : next_id_ + pick(5)};
        }
        return operation;
    }
    std::uint32_t any_live() {
        const auto at = known_.lower_bound(pick(next_id_ + 1));
        return at == known_.end() ? known_.begin()->first : at->first;
    }

    std::uint64_t blocks_of(const Operation& operation) const {
        if (operation.unit == SizeUnit::blocks) {
            return operation.size;
        }
        const std::uint64_t whole = operation.size / geometry_.block_size;
        return operation.size == 0 ? 1 : whole + (operation.size % geometry_.block_size != 0 ? 1 : 0);
    }
    std::uint64_t alignment_of(const Operation& operation) const {
        if (operation.alignment == 0) {
            return 1;
        }
        if (operation.unit == SizeUnit::blocks) {
            return operation.alignment;
        }
        if (operation.alignment < geometry_.block_size) {
            return operation.alignment == 3 ? 3 : 1;
        }
        return operation.alignment / geometry_.block_size;
    }
    std::optional<std::uint32_t> place(std::uint64_t size, std::uint64_t alignment) const {
        const Choice choice = policy_ == Policy::best_fit    ? Choice::shortest
                              : policy_ == Policy::worst_fit ? Choice::longest
                                                             : Choice::first;
        return model_.place(size, alignment, choice);
    }

    /// Works out what must happen, and makes it happen in the model.
    Expected expect(const Operation& operation) {
        const std::uint64_t size = blocks_of(operation);
        const std::uint32_t id = operation.allocation.value;
        if (operation.kind == Kind::clear) {
            model_.clear();
            known_.clear();
            return {true, 0, 0};
        }
        const auto at = known_.find(id);
        const bool alive = at != known_.end();
        const bool makes_new = operation.kind == Kind::allocate || (operation.kind == Kind::reallocate && !alive);
        if (alive == makes_new) {
            return {};
        }
        if (makes_new) {
            const auto index = place(size, alignment_of(operation));
            if (!index) {
                return {};
            }
            remember(id, *index, static_cast<std::uint32_t>(size), operation);
            return {true, *index, static_cast<std::uint32_t>(size)};
        }
        const Known old = at->second;
        if (operation.kind == Kind::deallocate) {
            model_.give(old.index, old.blocks);
            known_.erase(at);
            return {true, old.index, 0};
        }
        const Expected now = resized(operation, old, size);
        if (now.ok) {
            model_.give(old.index, old.blocks);
            remember(id, now.index, now.blocks, operation);
        }
        return now;
    }

    Expected resized(const Operation& operation, const Known& old, std::uint64_t size) const {
        const std::uint64_t more = size < old.blocks ? 0 : size - old.blocks;
        const std::uint32_t room = model_.free_behind(old.index + old.blocks);
        const Expected failed{false, old.index, old.blocks};
        const Expected in_place{true, old.index, static_cast<std::uint32_t>(size)};
        switch (operation.kind) {
        case Kind::grow_in_place:
            return size >= old.blocks && more <= room ? in_place : failed;
        case Kind::grow_up_to:
            return size < old.blocks
                       ? failed
                       : Expected{true, old.index,
                                  old.blocks + static_cast<std::uint32_t>(std::min<std::uint64_t>(more, room))};
        case Kind::shrink_in_place:
            return size != 0 && size <= old.blocks ? in_place : failed;
        default:
            break;
        }
        const std::uint64_t alignment = alignment_of(operation);
        if (size == 0 || size > model_.blocks() || !model_.good_alignment(alignment)) {
            return failed;
        }
        if (model_.aligned(old.index, alignment) && more <= room) {
            return in_place;
        }
        const auto index = place(size, alignment);
        return index ? Expected{true, *index, static_cast<std::uint32_t>(size)} : failed;
    }

    void remember(std::uint32_t id, std::uint32_t index, std::uint32_t blocks, const Operation& operation) {
        model_.take(index, blocks);
        std::uint64_t bytes = operation.size;
        if (operation.unit == SizeUnit::blocks) {
            bytes = bytes > model_.blocks() ? UINT64_MAX : bytes * geometry_.block_size;
        }
        known_[id] = {index, blocks, std::min(bytes, std::uint64_t{blocks} * geometry_.block_size)};
    }

    bool same_outcome(const Expected& expected, const Outcome& outcome) {
        if (expected.ok != outcome.ok()) {
            return wrong(outcome.ok() ? "succeeds" : "fails");
        }
        return (expected.index == outcome.index.value && expected.blocks == outcome.blocks.value) ||
               wrong("another place or length");
    }

    bool same_figures() {
        const Metrics metrics = heap_.metrics();
        if (heap_.is_oom() != model_.oom() || heap_.is_empty() != model_.empty()) {
            return wrong("oom or empty");
        }
        const bool same = metrics.used.value == model_.used() &&
                          metrics.free.value == model_.blocks() - model_.used() && metrics == again_.metrics();
        return same || wrong("figures");
    }

    bool same_state() {
        const auto runs = model_.free_runs();
        const Snapshot snapshot = heap_.snapshot(test::no_name);
        if (!std::equal(runs.begin(), runs.end(), snapshot.chunks().begin(), snapshot.chunks().end(),
                        [](const auto& run, const Chunk& chunk) {
                            return run.first == chunk.index.value && run.second == chunk.header.length;
                        })) {
            return wrong("free list");
        }
        for (const Violation& violation : check(snapshot)) {
            return wrong("block " + std::to_string(violation.block.value) + ": " + violation.message);
        }
        if (!(snapshot == again_.snapshot(test::no_name))) {
            return wrong("redo() gives another state");
        }
        return same_ledger(snapshot) && same_metrics(snapshot.metrics(), runs);
    }

    bool same_ledger(const Snapshot& snapshot) {
        if (snapshot.allocations().size() != known_.size()) {
            return wrong("number of live allocations");
        }
        for (const LiveAllocation& allocation : snapshot.allocations()) {
            const Known& known = known_[allocation.id.value];
            if (known.index != allocation.index.value || known.blocks != allocation.blocks.value ||
                known.bytes != allocation.bytes) {
                return wrong("ledger entry " + std::to_string(allocation.id.value));
            }
        }
        return true;
    }

    bool same_metrics(const Metrics& metrics, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& runs) {
        Metrics expected;
        expected.used = BlockCount{model_.used()};
        expected.free = BlockCount{model_.blocks() - model_.used()};
        expected.chunks = static_cast<std::uint32_t>(runs.size());
        for (const auto& run : runs) {
            expected.largest_chunk.value = std::max(expected.largest_chunk.value, run.second);
        }
        for (const auto& [id, known] : known_) {
            expected.live_bytes += known.bytes;
            expected.rounding_waste += std::uint64_t{known.blocks} * geometry_.block_size - known.bytes;
        }
        return (metrics == expected && heap_.metrics() == expected) || wrong("metrics");
    }

    HeapGeometry geometry_;
    Policy policy_;
    Heap heap_;
    Heap again_;
    BitmapModel model_;
    std::map<std::uint32_t, Known> known_;
    std::mt19937 random_;
    std::uint32_t next_id_ = 0;
    std::string what_;
};

} // namespace

class HeapRandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agrees_with_the_bitmap_model_data() {
        QTest::addColumn<quint32>("blocks");
        QTest::addColumn<quint32>("block_size");
        QTest::addColumn<quint32>("offset"); // in blocks
        QTest::addColumn<int>("policy");
        QTest::addColumn<quint32>("operations");
        QTest::addColumn<quint32>("every");
        const auto add = [](quint32 blocks, quint32 block_size, quint32 offset, quint32 operations, quint32 every,
                            Policy policy = Policy::first_fit) {
            QTest::addRow("%ux%u+%u %s", blocks, block_size, offset, to_string(policy))
                << blocks << block_size << offset << static_cast<int>(policy) << operations << every;
        };
        // One million operations.
        add(1, 4, 0, 20'000, 1);
        add(2, 4, 1, 40'000, 1);
        add(3, 8, 1, 70'000, 1);
        add(5, 4, 3, 90'000, 1);
        add(8, 16, 0, 110'000, 1);
        add(8, 4, 5, 110'000, 1);
        add(31, 64, 7, 120'000, 1);
        add(64, 8, 3, 150'000, 1);
        add(7, 1U << 28, 1, 50'000, 1);
        add(1000, 4, 9, 120'000, 16);
        add(4096, 1024, 11, 60'000, 128);
        add(65535, 4, 13, 30'000, 512);
        add(65535, 16, 0, 30'000, 512);
        // And the policies that are there to be compared with.
        for (const Policy policy : {Policy::best_fit, Policy::worst_fit}) {
            add(8, 4, 1, 50'000, 1, policy);
            add(200, 16, 3, 50'000, 8, policy);
        }
    }

    void agrees_with_the_bitmap_model() {
        QFETCH(quint32, blocks);
        QFETCH(quint32, block_size);
        QFETCH(quint32, offset);
        QFETCH(int, policy);
        QFETCH(quint32, operations);
        QFETCH(quint32, every);
        const std::uint64_t grid = std::max<std::uint64_t>(block_size, 1U << 20);
        const HeapGeometry geometry = test::shape(blocks, block_size, grid + std::uint64_t{offset} * block_size);
        QVERIFY(!geometry.problem());
        Duel duel(geometry, static_cast<Policy>(policy), blocks * 31 + offset);
        QVERIFY2(duel.run(operations, every), duel.what().c_str());
    }
};

QTEST_APPLESS_MAIN(HeapRandomTest)
#include "heap_random_test.moc"
