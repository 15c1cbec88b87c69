// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What making a heap costs: a static one is all zero bytes (static_heaps.py measures executables), one on the stack is
// not cleared. And throwing everything away at once.
#include "allocator/stalloc/allocator.h"
#include "allocator/stalloc/sync.h"
#include "tests/allocator/stalloc/heap_contents.h"

#include <QtTest>

#include <algorithm>
#include <vector>

using firstfit::test::free_list;
using stalloc::Stalloc;

namespace {

constinit stalloc::SyncStalloc<1000, 16> still_shared;
constinit stalloc::CheckedStalloc<1000, 16> still_checked;

/// Opaque to the optimizer, which may otherwise forget what lay in the storage before.
template <class Heap>
[[gnu::noinline]] Heap* make(void* storage) {
    __asm__ volatile("" : "+r"(storage) : : "memory");
    auto* heap = new (storage) Heap;
    __asm__ volatile("" : "+r"(heap) : : "memory");
    return heap;
}

/// How many bytes making a Heap changes.
template <class Heap>
std::ptrdiff_t written_by_constructor() {
    alignas(Heap) static unsigned char storage[sizeof(Heap)];
    // A byte that happens to be written with its old value shows with the other pattern.
    static bool same[sizeof(Heap)];
    std::fill(std::begin(same), std::end(same), true);
    for (const auto pattern : {static_cast<unsigned char>(0xA5), static_cast<unsigned char>(0x5A)}) {
        std::fill(std::begin(storage), std::end(storage), pattern);
        make<Heap>(storage);
        for (std::size_t i = 0; i < sizeof(Heap); ++i) {
            same[i] = same[i] && storage[i] == pattern;
        }
    }
    const std::ptrdiff_t kept = std::count(std::begin(same), std::end(same), true);
    return static_cast<std::ptrdiff_t>(sizeof(Heap)) - kept;
}

/// An object that counts how often it is destroyed.
struct Mourned {
    explicit Mourned(int& deaths) : deaths_(deaths) {}
    Mourned(const Mourned&) = default;
    Mourned& operator=(const Mourned&) = delete;
    ~Mourned() { ++deaths_; }
    int& deaths_;
};

} // namespace

class StallocStorageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_constructor_writes_two_headers_and_no_block_else() {
        QCOMPARE((written_by_constructor<Stalloc<1, 4>>()), std::ptrdiff_t{8});
        QCOMPARE((written_by_constructor<Stalloc<1000, 16>>()), std::ptrdiff_t{8});
        QCOMPARE((written_by_constructor<Stalloc<65535, 16>>()), std::ptrdiff_t{8});
        // And the lock and its holder.
        QVERIFY((written_by_constructor<stalloc::SyncStalloc<1000, 16>>()) <= 8 + 4 + 8);
    }

    void other_static_heaps_are_all_zero_bytes_too() {
        const auto all_zero = [](const auto& heap) {
            const auto* bytes = reinterpret_cast<const unsigned char*>(&heap);
            return std::all_of(bytes, bytes + sizeof heap, [](unsigned char byte) { return byte == 0; });
        };
        QVERIFY(all_zero(still_shared) && all_zero(still_checked));
        QVERIFY(still_shared.allocate(16000, 16) != nullptr && still_checked.allocate(16000, 16) != nullptr);
        still_shared.clear();
        still_checked.clear();
    }

    void clear_forgets_objects_without_destroying_them() {
        Stalloc<100, 16> heap;
        using Many = std::vector<Mourned, stalloc::StallocAllocator<Mourned, decltype(heap)>>;
        int deaths = 0;
        // The container itself lies in the heap, so nobody calls its destructor.
        auto* many = new (heap.allocate(sizeof(Many), alignof(Many))) Many(heap);
        many->reserve(20);
        for (int i = 0; i < 20; ++i) {
            many->emplace_back(deaths);
        }
        QVERIFY(!heap.is_empty());
        heap.clear();
        QVERIFY(heap.is_empty());
        QCOMPARE(deaths, 0);
        QCOMPARE(free_list(heap), std::string("0: 100\n"));
    }

    void a_heap_may_go_before_what_it_holds_is_destroyed() {
        // Ending the heap frees nothing one by one: there is nothing that could leak.
        int deaths = 0;
        {
            Stalloc<10, 16> heap;
            new (heap.allocate(sizeof(Mourned), alignof(Mourned))) Mourned(deaths);
        }
        QCOMPARE(deaths, 0);
    }
};

QTEST_APPLESS_MAIN(StallocStorageTest)
#include "stalloc_storage_test.moc"
