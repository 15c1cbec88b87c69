// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workloads look at what they are given: a heap that does wrong is found out.
#include "allocator/timing/churn_code.h"
#include "allocator/timing/contender.h"
#include "allocator/timing/contender_code.h"
#include "allocator/timing/worker/owners.h"
#include "allocator/timing/worker/task.h"
#include "allocator/timing/workload.h"
#include "allocator/timing/workload_code.h"

#include <QTest>

#include <algorithm>

using namespace firstfit;
using namespace firstfit::work;

namespace {

/// malloc that counts, and spoils one allocation: writes into it later, behind the workload's back.
class Watched {
public:
    static constexpr std::uint64_t never = ~std::uint64_t{0};

    void* allocate(std::size_t bytes, std::size_t alignment) {
        spoil();
        void* const made = allocations == refused ? nullptr : Malloc().allocate(bytes, alignment);
        if (++allocations == spoiled) {
            victim_ = static_cast<unsigned char*>(made);
        }
        live += made == nullptr ? 0 : 1;
        return made;
    }
    void* grow(void* old, std::size_t old_bytes, std::size_t old_alignment, std::size_t bytes, std::size_t alignment) {
        spoil();
        if (victim_ == old) {
            victim_ = nullptr;
        }
        return Malloc().grow(old, old_bytes, old_alignment, bytes, alignment);
    }
    bool deallocate(void* old, std::size_t bytes, std::size_t alignment) {
        if (victim_ == old) {
            victim_ = nullptr;
        }
        --live;
        return Malloc().deallocate(old, bytes, alignment);
    }

    std::uint64_t allocations = 0;
    std::uint64_t refused = never; ///< the allocation of this number, from 0, gets nothing
    std::uint64_t spoiled = never; ///< the allocation of this number, from 1, is overwritten
    std::int64_t live = 0;

private:
    void spoil() {
        if (victim_ != nullptr) {
            *victim_ = 0xAA;
        }
    }
    unsigned char* victim_ = nullptr;
};

/// The workload runs through with a good heap, and gives everything back.
template <template <class> class Workload, class... Arguments>
void passes(std::uint64_t operations, const Arguments&... arguments) {
    Watched heap;
    Workload<Watched> work(heap, arguments...);
    for (int twice = 0; twice < 2; ++twice) {
        QVERIFY(work.start() == nullptr);
        work.run(operations);
        work.run(1);
        QVERIFY(work.stop() == nullptr);
        QCOMPARE(heap.live, 0);
    }
    QVERIFY(heap.allocations >= operations);
}

} // namespace

class WorkloadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_library_is_found_under_any_of_its_names();
    void functions_of_another_library_are_not_its_own();
    void good_heaps_pass();
    void spoiled_contents_are_noticed();
    void a_full_heap_is_noticed();
    void monotonic_is_cleared_in_time();
    void chunks_are_what_they_say_data();
    void chunks_are_what_they_say();
    void a_heap_is_limited_also_when_cleared();
    void every_contender_does_every_workload_it_is_said_to();
    void the_wrong_ones_are_kept_apart();
};

namespace {
constexpr Loaded::Functions of_the_c_library{"malloc", "realloc", "free", "aligned_alloc", false};
constexpr Loaded::Functions made_up{"no_malloc", "no_realloc", "no_free", "no_aligned_alloc", false};
} // namespace

void WorkloadsTest::a_library_is_found_under_any_of_its_names() {
    QVERIFY(Loaded({{"libc.so.6"}, {{of_the_c_library}}}).available());
    QVERIFY(Loaded({{"libnowhere.so.2", "libc.so.6"}, {{made_up, of_the_c_library}}}).available());
    QVERIFY(!Loaded({{"libnowhere.so.2", "libnowhere.so"}, {{of_the_c_library}}}).available());
    QVERIFY(!Loaded({{"libc.so.6"}, {{made_up}}}).available());
}

// The mathematical library needs the C library, where dlsym() finds a malloc: that one would be measured as a library's
// whose own has another name.
void WorkloadsTest::functions_of_another_library_are_not_its_own() {
    QVERIFY(!Loaded({{"libm.so.6"}, {{of_the_c_library}}}).available());
}

void WorkloadsTest::good_heaps_pass() {
    passes<Vectors>(10);
    passes<LongString>(10);
    passes<Chained>(100'003); // into the next round
    passes<Pair>(10);
    passes<Churn>(40'000, 10U, 8U, 64U); // round and round
    passes<BehindChunks>(10, 5U);
}

void WorkloadsTest::spoiled_contents_are_noticed() {
    Watched vectors_heap;
    vectors_heap.spoiled = 2; // the second vector's first int is read in the end
    Vectors vectors(vectors_heap);
    QVERIFY(vectors.start() == nullptr);
    vectors.run(1);
    QVERIFY(vectors.stop() != nullptr);

    Watched churn_heap;
    churn_heap.spoiled = 3;
    Churn churn(churn_heap, 10, 8, 64);
    QVERIFY(churn.start() == nullptr);
    churn.run(1000);
    QVERIFY(churn.stop() != nullptr);
}

void WorkloadsTest::a_full_heap_is_noticed() {
    for (const std::uint64_t refused : {std::uint64_t{4}, std::uint64_t{15}}) { // at the start, and on the way
        Watched heap;
        heap.refused = refused;
        Churn churn(heap, 10, 8, 64);
        const bool started = churn.start() == nullptr;
        QCOMPARE(started, refused > 10);
        if (started) {
            churn.run(100);
        }
        QVERIFY(churn.stop() != nullptr);
        QCOMPARE(heap.live, 0);
    }
    Watched heap;
    heap.refused = 3;
    Pair pair(heap);
    QVERIFY(pair.start() == nullptr);
    pair.run(10);
    QVERIFY(pair.stop() != nullptr);
}

// 1,024 strings of 200 bytes lie side by side in it, never more.
void WorkloadsTest::monotonic_is_cleared_in_time() {
    OwnMonotonic large(1024 * 200);
    LongString fits(large.heap());
    QVERIFY(fits.start() == nullptr);
    fits.run(10'000);
    QVERIFY(fits.stop() == nullptr);
    OwnMonotonic buffer(1023 * 8);
    Pair pair(buffer.heap());
    QVERIFY(pair.start() == nullptr);
    pair.run(1023);
    QVERIFY(pair.stop() == nullptr);
    QVERIFY(pair.start() == nullptr);
    pair.run(1024);
    QVERIFY(pair.stop() != nullptr);
}

void WorkloadsTest::chunks_are_what_they_say_data() {
    QTest::addColumn<std::uint32_t>("count");
    for (const std::uint32_t count : {1U, 2U, 100U, 30'000U}) {
        QTest::addRow("%u", count) << count;
    }
}

void WorkloadsTest::chunks_are_what_they_say() {
    QFETCH(std::uint32_t, count);
    using Heap = stalloc::Stalloc<65535, 16>;
    OwnHeap<Heap> owner;
    BehindChunks work(owner.heap(), count);
    QVERIFY(work.start() == nullptr);
    std::vector<stalloc::FreeChunk> chunks(40'000);
    chunks.resize(owner.heap().chunks(0, chunks.data(), chunks.size()));
    QCOMPARE(chunks.size(), std::size_t{count} + 1); // and the rest of the heap
    for (std::uint32_t i = 0; i < count; ++i) {
        QCOMPARE(chunks[i].index, 2 * i);
        QCOMPARE(chunks[i].length, 1U);
    }
    work.run(3);
    QVERIFY(work.stop() == nullptr);
    QVERIFY(owner.heap().is_empty());
}

void WorkloadsTest::a_heap_is_limited_also_when_cleared() {
    OwnHeap<Limited<stalloc::Stalloc<65535, 16>>> owner(0x30, 7U);
    QCOMPARE(reinterpret_cast<std::uintptr_t>(&owner.heap()) % 4096, std::uintptr_t{0x30});
    for (int twice = 0; twice < 2; ++twice) {
        QVERIFY(owner.heap().allocate_blocks(8, 1) == nullptr);
        QVERIFY(owner.heap().allocate_blocks(7, 1) != nullptr);
        QVERIFY(owner.heap().is_oom());
        owner.heap().clear();
    }
}

// In this process, without mimalloc and jemalloc, which may not be installed.
void WorkloadsTest::every_contender_does_every_workload_it_is_said_to() {
    message::SetUp set_up;
    set_up.heap = HeapGeometry{BlockCount{1000}, 16, 0x1000};
    Trace trace;
    Operation operation;
    operation.allocation = AllocationId{0};
    operation.size = 100;
    trace.operations.push_back(operation);
    set_up.trace = steps_of(trace, 16);
    for (const WorkloadInfo& workload : workloads()) {
        for (const ContenderInfo& contender : known_contenders()) {
            if (contender.id == "mimalloc" || contender.id == "jemalloc") {
                continue;
            }
            const MadeTask made = make_task({workload.id, contender.id, 10, 1, 0}, set_up);
            const auto* task = std::get_if<std::unique_ptr<Task>>(&made);
            const std::string name = workload.id + ", " + contender.id;
            QVERIFY2((task != nullptr) == why_apart(workload, contender).empty(), name.c_str());
            if (task == nullptr) {
                continue;
            }
            QVERIFY2((*task)->start() == nullptr, name.c_str());
            (*task)->run(2 * (*task)->grain());
            std::vector<float> times;
            (*task)->run_timed(3, times);
            QCOMPARE(times.size(), std::size_t{workload.id == "threads" ? 0U : workload.id == "trace" ? 2U : 3U});
            QVERIFY2((*task)->stop() == nullptr, name.c_str());
            QVERIFY2((*task)->remark().empty(), name.c_str());
        }
    }
}

void WorkloadsTest::the_wrong_ones_are_kept_apart() {
    const message::SetUp none;
    QVERIFY(std::holds_alternative<std::string>(make_task({"pear", "malloc", 0, 1, 0}, none)));
    QVERIFY(std::holds_alternative<std::string>(make_task({"pair", "moloc", 0, 1, 0}, none)));
    QVERIFY(std::holds_alternative<std::string>(make_task({"trace", "malloc", 0, 1, 0}, none))); // an empty trace
    message::SetUp odd;
    odd.churn.min_bytes = 4;
    QVERIFY(std::holds_alternative<std::string>(make_task({"churn", "malloc", 0, 1, 0}, odd)));
}

QTEST_APPLESS_MAIN(WorkloadsTest)
#include "workloads_test.moc"
