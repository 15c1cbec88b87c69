// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Standard containers on every adaptor: filled, changed, compared with the same on the standard allocator, emptied.
#include "allocator/stalloc/allocator.h"
#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/resource.h"
#include "allocator/stalloc/sync.h"
#include "allocator/stalloc/system.h"

#include <QtTest>

#include <algorithm>
#include <list>
#include <map>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

using stalloc::StallocAllocator;
using stalloc::StallocResource;

namespace {

constinit stalloc::Stalloc<20000, 16> plain;
constinit stalloc::SyncStalloc<20000, 16> shared;
constinit stalloc::CheckedStalloc<20000, 16, stalloc::trap_at_misuse> checked;

/// The same steps for a container on a heap and its double on the standard allocator.
struct Steps {
    template <class Vector>
    static void vector(Vector& numbers, std::mt19937 random) {
        for (int i = 0; i < 500; ++i) {
            numbers.push_back(static_cast<int>(random() % 1000));
        }
        numbers.insert(numbers.begin() + 100, 50, -1);
        numbers.erase(numbers.begin() + 20, numbers.begin() + 60);
        std::sort(numbers.begin(), numbers.end());
        numbers.resize(300);
        numbers.shrink_to_fit();
    }
    template <class List>
    static void list(List& numbers, std::mt19937 random) {
        for (int i = 0; i < 300; ++i) {
            numbers.push_front(static_cast<int>(random() % 1000));
            if (i % 3 == 0) {
                numbers.pop_back();
            }
        }
        numbers.sort();
        numbers.unique();
    }
    template <class Map>
    static void map(Map& numbers, std::mt19937 random) {
        for (int i = 0; i < 400; ++i) {
            numbers[static_cast<int>(random() % 300)] = i;
            numbers.erase(static_cast<int>(random() % 300));
        }
    }
    template <class String>
    static void string(String& text, std::mt19937 random) {
        for (int i = 0; i < 700; ++i) {
            text += static_cast<char>('a' + random() % 26);
        }
        text.insert(50, "a rather long piece of text that has to fit in between");
        text.erase(10, 30);
        text.shrink_to_fit();
    }
};

template <class Here, class There>
bool same(const Here& here, const There& there) {
    return here.size() == there.size() && std::equal(here.begin(), here.end(), there.begin());
}

/// One of each; `Make<T>` is the allocator for T, made from `source`.
template <template <class> class Make, class Source>
void compare_containers(Source source) {
    using Pair = std::pair<const int, int>;
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const std::mt19937 random(seed);
        std::vector<int, Make<int>> vector(source);
        std::vector<int> vector_double;
        Steps::vector(vector, random);
        Steps::vector(vector_double, random);
        QVERIFY(same(vector, vector_double));

        std::list<int, Make<int>> list(source);
        std::list<int> list_double;
        Steps::list(list, random);
        Steps::list(list_double, random);
        QVERIFY(same(list, list_double));

        std::map<int, int, std::less<>, Make<Pair>> map(source);
        std::map<int, int> map_double;
        Steps::map(map, random);
        Steps::map(map_double, random);
        QVERIFY(same(map, map_double));

        std::unordered_map<int, int, std::hash<int>, std::equal_to<>, Make<Pair>> hashed(source);
        std::unordered_map<int, int> hashed_double;
        Steps::map(hashed, random);
        Steps::map(hashed_double, random);
        QCOMPARE(hashed.size(), hashed_double.size());
        for (const auto& [key, value] : hashed_double) {
            QVERIFY(hashed.contains(key) && hashed.at(key) == value);
        }

        std::basic_string<char, std::char_traits<char>, Make<char>> string(source);
        std::string string_double;
        Steps::string(string, random);
        Steps::string(string_double, random);
        QVERIFY(same(string, string_double));
        QVERIFY(same(vector, vector_double)); // the others wrote into none of its blocks
        QVERIFY(same(list, list_double) && same(map, map_double));

        decltype(vector) copy(vector, source);
        auto moved = std::move(list);
        copy.push_back(1);
        QVERIFY(same(moved, list_double));
        std::swap(copy, vector);
        vector.pop_back();
        QVERIFY(same(vector, vector_double) && same(copy, vector_double));
    }
}

template <class Heap>
struct On {
    template <class T>
    using Allocator = StallocAllocator<T, Heap>;
};

/// The containers on `heap` by both adaptors; `heap` must then be as it was.
template <class Heap>
void compare_on(Heap& heap) {
    compare_containers<On<Heap>::template Allocator, Heap&>(heap);
    StallocResource resource(heap);
    compare_containers<std::pmr::polymorphic_allocator>(&resource);
}

} // namespace

class StallocContainersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void on_a_heap() {
        compare_on(plain);
        QVERIFY(plain.is_empty());
    }
    void on_a_shared_heap() {
        compare_on(shared);
        QVERIFY(shared.is_empty());
    }
    void on_a_checked_heap() {
        compare_on(checked);
        QVERIFY(checked.is_empty());
    }
    void on_a_chain() {
        // Small links first, so that containers outgrow them on the way.
        stalloc::Stalloc<20, 16> tiny;
        stalloc::SyncStalloc<100, 32> small;
        auto all = stalloc::chain(tiny, small, plain, stalloc::System{});
        compare_on(all);
        QVERIFY(tiny.is_empty() && small.is_empty() && plain.is_empty());
    }
    void on_the_system() {
        stalloc::System system;
        compare_on(system);
    }

    void running_out_throws_and_keeps_the_container() {
        stalloc::Stalloc<16, 16> heap;
        std::vector<int, StallocAllocator<int, decltype(heap)>> numbers(heap);
        numbers.assign(30, 7);
        QVERIFY_THROWS_EXCEPTION(std::bad_alloc, numbers.resize(100));
        QVERIFY(same(numbers, std::vector<int>(30, 7)));
        QVERIFY_THROWS_EXCEPTION(std::bad_array_new_length,
                                 static_cast<void>(numbers.get_allocator().allocate(SIZE_MAX / 2)));
        StallocResource resource(heap);
        QVERIFY_THROWS_EXCEPTION(std::bad_alloc, static_cast<void>(resource.allocate(1000)));
        std::size_t three = 3; // compilers know that it is no alignment
        __asm__("" : "+r"(three));
        QVERIFY_THROWS_EXCEPTION(std::bad_alloc, static_cast<void>(resource.allocate(1, three)));
    }

    void over_aligned_elements_are_aligned() {
        struct alignas(256) Wide {
            int value;
        };
        stalloc::Stalloc<400, 16> heap;
        std::vector<Wide, StallocAllocator<Wide, decltype(heap)>> wide(heap);
        for (int i = 0; i < 6; ++i) {
            wide.push_back({i});
        }
        for (std::size_t i = 0; i < wide.size(); ++i) {
            QCOMPARE(reinterpret_cast<std::uintptr_t>(&wide[i]) % 256, std::uintptr_t{0});
            QCOMPARE(wide[i].value, static_cast<int>(i));
        }
    }

    void allocators_are_equal_if_their_heaps_are() {
        stalloc::Stalloc<16, 16> a;
        stalloc::Stalloc<16, 16> b;
        const StallocAllocator<int, decltype(a)> ints(a);
        const StallocAllocator<char, decltype(a)> chars(a);
        QVERIFY(ints == chars && (ints == StallocAllocator<int, decltype(a)>(chars)));
        QVERIFY((ints != StallocAllocator<int, decltype(b)>(b)));
        const StallocResource one(a);
        const StallocResource two(a);
        const StallocResource other(b);
        QVERIFY(one == two && one != other && one != *std::pmr::new_delete_resource());
    }

    void moving_and_swapping_take_the_heap_along() {
        stalloc::Stalloc<16, 16> a;
        stalloc::Stalloc<16, 16> b;
        using Numbers = std::vector<int, StallocAllocator<int, decltype(a)>>;
        Numbers in_a({1, 2, 3}, a);
        Numbers in_b({4, 5}, b);
        const int* first = in_a.data();
        std::swap(in_a, in_b);
        QCOMPARE(in_b.data(), first);
        in_a = std::move(in_b);
        QCOMPARE(in_a.data(), first);
        QVERIFY(b.is_empty() && !a.is_empty());
    }
};

QTEST_APPLESS_MAIN(StallocContainersTest)
#include "stalloc_containers_test.moc"
