// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A program whose every new and delete goes to a chain of two heaps. It has no Qt, so that all that happens is in here.
#include "allocator/stalloc/chain.h"
#include "allocator/stalloc/global_new.h"
#include "allocator/stalloc/sync.h"
#include "tests/allocator/stalloc/heap_contents.h"
#include "tests/allocator/stalloc/plain_test.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <sstream>
#include <streambuf>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// Clang declares these only with -fsized-deallocation, and defines them all the same.
void operator delete(void*, std::size_t) noexcept;
void operator delete[](void*, std::size_t) noexcept;
void operator delete(void*, std::size_t, std::align_val_t) noexcept;
void operator delete[](void*, std::size_t, std::align_val_t) noexcept;

using firstfit::test::Checks;
using firstfit::test::is_aligned;

namespace {

constexpr auto& misuse = stalloc::trap_at_misuse; // a wrong size in delete would end the program
constinit stalloc::SyncStalloc<128, 16, stalloc::Checked<misuse>> small;
constinit stalloc::SyncStalloc<8192, 64, stalloc::Checked<misuse>> large;
constinit auto heaps = stalloc::chain(small, large);

Checks checks;
int handler_calls = 0;
void* reserve = nullptr;

bool is_ours(const void* pointer) { return heaps.contains(pointer); }

struct alignas(128) Wide {
    char bytes[200];
};
struct Base {
    virtual ~Base() = default;
};
struct Derived : Base {
    char bytes[100] = {};
};

void forms_of_new() {
    const std::align_val_t wide{256};
    void* all[] = {::operator new(40),
                   ::operator new[](40),
                   ::operator new(40, std::nothrow),
                   ::operator new[](40, std::nothrow),
                   ::operator new(40, wide),
                   ::operator new[](40, wide),
                   ::operator new(40, wide, std::nothrow),
                   ::operator new[](40, wide, std::nothrow)};
    for (std::size_t i = 0; i < 8; ++i) {
        FIRSTFIT_CHECK(checks, is_ours(all[i]) && is_aligned(all[i], i < 4 ? 16 : 256));
        std::fill_n(static_cast<unsigned char*>(all[i]), 40, static_cast<unsigned char>(i));
    }
    for (std::size_t i = 0; i < 8; ++i) {
        const auto* bytes = static_cast<const unsigned char*>(all[i]);
        FIRSTFIT_CHECK(checks, std::all_of(bytes, bytes + 40, [i](unsigned char byte) { return byte == i; }));
    }
    ::operator delete(all[0]);
    ::operator delete[](all[1]);
    ::operator delete(all[2], std::nothrow);
    ::operator delete[](all[3], std::nothrow);
    ::operator delete(all[4], wide);
    ::operator delete[](all[5], wide);
    ::operator delete(all[6], wide, std::nothrow);
    ::operator delete[](all[7], wide, std::nothrow);
    ::operator delete(::operator new(40), std::size_t{40});
    ::operator delete[](::operator new[](40), std::size_t{40});
    ::operator delete(::operator new(40, wide), std::size_t{40}, wide);
    ::operator delete[](::operator new[](40, wide), std::size_t{40}, wide);
    ::operator delete(nullptr);
    ::operator delete[](nullptr, std::size_t{8});
    ::operator delete(nullptr, wide);
    void* none = ::operator new(0);
    void* none_either = ::operator new(0);
    FIRSTFIT_CHECK(checks, is_ours(none) && is_ours(none_either) && none != none_either);
    ::operator delete(none);
    ::operator delete(none_either);
}

void objects() {
    auto* number = new int(7);
    auto* numbers = new int[1000];
    auto* wide = new Wide;
    auto* wides = new Wide[3];
    auto* strings = new std::string[5]; // with a cookie
    std::unique_ptr<Base> polymorphic = std::make_unique<Derived>();
    auto shared = std::make_shared<std::vector<int>>(300, 9);
    FIRSTFIT_CHECK(checks, is_ours(number) && is_ours(numbers) && is_ours(wide) && is_ours(wides) && is_ours(strings));
    FIRSTFIT_CHECK(checks, is_aligned(wide, 128) && is_aligned(wides, 128));
    FIRSTFIT_CHECK(checks, is_ours(polymorphic.get()) && is_ours(shared.get()) && is_ours(shared->data()));
    FIRSTFIT_CHECK(checks, small.contains(number) && large.contains(numbers)); // the chain at work
    for (int i = 0; i < 5; ++i) {
        strings[i] = std::string(static_cast<std::size_t>(i) * 50, static_cast<char>('a' + i));
    }
    FIRSTFIT_CHECK(checks, strings[4] == std::string(200, 'e') && shared->at(299) == 9 && *number == 7);
    delete number;
    delete[] numbers;
    delete wide;
    delete[] wides;
    delete[] strings;
}

void running_out() {
    bool thrown = false;
    try {
        static_cast<void>(::operator new(std::size_t{1} << 40));
    } catch (const std::bad_alloc&) {
        thrown = true;
    }
    FIRSTFIT_CHECK(checks, thrown);
    for (const std::size_t huge : {SIZE_MAX, SIZE_MAX - 15, SIZE_MAX - 16, SIZE_MAX / 2}) {
        FIRSTFIT_CHECK(checks, ::operator new(huge, std::nothrow) == nullptr);
        FIRSTFIT_CHECK(checks, ::operator new[](huge, std::nothrow) == nullptr);
        FIRSTFIT_CHECK(checks, ::operator new(huge, std::align_val_t{64}, std::nothrow) == nullptr);
    }
}

void the_new_handler() {
    // The handler frees a reserve at its second call, and takes itself away at its fifth.
    constexpr std::size_t most = 400'000;
    reserve = ::operator new(most);
    std::set_new_handler([] {
        ++handler_calls;
        if (handler_calls == 2) {
            ::operator delete(reserve);
            reserve = nullptr;
        } else if (handler_calls == 5) {
            std::set_new_handler(nullptr);
        }
    });
    void* second = ::operator new(most);
    FIRSTFIT_CHECK(checks, handler_calls == 2 && is_ours(second) && reserve == nullptr);
    FIRSTFIT_CHECK(checks, ::operator new(most, std::nothrow) == nullptr); // three calls more, then there is no handler
    FIRSTFIT_CHECK(checks, handler_calls == 5);
    handler_calls = 6;
    std::set_new_handler([] {
        ++handler_calls;
        throw std::bad_alloc();
    });
    FIRSTFIT_CHECK(checks, ::operator new[](most, std::nothrow) == nullptr); // the handler's exception ends here
    FIRSTFIT_CHECK(checks, handler_calls == 7);
    std::set_new_handler(nullptr);
    ::operator delete(second);
}

void threads() {
    std::vector<std::thread> all;
    for (int i = 0; i < 8; ++i) {
        all.emplace_back([i] {
            for (int round = 0; round < 200; ++round) {
                std::map<int, std::string> map;
                for (int k = 0; k < 20; ++k) {
                    map[k] = std::string(static_cast<std::size_t>(k), static_cast<char>('a' + i));
                }
                if (map.at(19) != std::string(19, static_cast<char>('a' + i))) {
                    std::abort();
                }
            }
        });
    }
    for (std::thread& thread : all) {
        thread.join();
    }
}

void defect_13_printing_the_heap_that_the_stream_uses() {
    std::ostringstream stream; // its buffer grows in the heap that is printed
    stream << small << large << small << large;
    FIRSTFIT_CHECK(checks, stream.str().starts_with("SyncStalloc<128, 16>\n"));
}

/// Keeps the characters that were written, in no memory but its own.
class FixedBuffer : public std::streambuf {
public:
    [[nodiscard]] std::string_view text() const { return {text_, size_}; }

protected:
    std::streamsize xsputn(const char* bytes, std::streamsize count) override {
        for (std::streamsize i = 0; i < count && size_ < sizeof text_; ++i) {
            text_[size_++] = bytes[i];
        }
        return count;
    }

private:
    char text_[4000];
    std::size_t size_ = 0;
};

/// What a test took for itself, to give it back.
struct Run {
    void* blocks;
    std::size_t size;
};

/// Takes all that is free in `heap`, in runs of `most` blocks at the most, and returns how many runs that were.
template <class Heap, std::size_t N>
std::size_t take_all(Heap& heap, std::size_t most, Run (&runs)[N]) {
    std::size_t count = 0;
    stalloc::FreeChunk chunk;
    while (count < N && heap.chunks(0, &chunk, 1) == 1) {
        const std::size_t size = std::min<std::size_t>(chunk.length, most);
        runs[count++] = {heap.allocate_blocks(size, 1), size};
    }
    return count;
}

void printing_allocates_nothing() {
    FixedBuffer buffer;
    std::ostream stream(&buffer);
    // Of `small` only single blocks are free, of `large` none: whoever asks for memory gets an exception.
    Run in_small[128];
    Run in_large[64];
    const std::size_t small_runs = take_all(small, 1, in_small);
    const std::size_t large_runs = take_all(large, 65535, in_large);
    char expected[1000];
    int length = std::snprintf(expected, sizeof expected, "SyncStalloc<128, 16>\n");
    for (std::size_t i = 0; i < small_runs; i += 2) {
        small.deallocate_blocks(in_small[i].blocks, 1);
        const auto index = (static_cast<char*>(in_small[i].blocks) - reinterpret_cast<char*>(&small)) / 16;
        length += std::snprintf(expected + length, sizeof expected - static_cast<std::size_t>(length), "%d: 1\n",
                                static_cast<int>(index));
    }
    FIRSTFIT_CHECK(checks, small_runs > 64 && large.is_oom() && ::operator new(1, std::nothrow) == nullptr);
    stream << small;
    FIRSTFIT_CHECK(checks, stream.good() && buffer.text() == expected);
    for (std::size_t i = 1; i < small_runs; i += 2) {
        small.deallocate_blocks(in_small[i].blocks, 1);
    }
    for (std::size_t i = 0; i < large_runs; ++i) {
        large.deallocate_blocks(in_large[i].blocks, in_large[i].size);
    }
}

} // namespace

STALLOC_REPLACE_GLOBAL_NEW(heaps);

int main() {
    std::printf("new and delete of a program\n"); // what the C library takes once is its own affair
    forms_of_new();
    objects();
    running_out();
    the_new_handler();
    defect_13_printing_the_heap_that_the_stream_uses();
    printing_allocates_nothing();
    threads();
    const auto before = large.snapshot();
    { std::vector<std::string> strings(100, std::string(100, 'x')); }
    const auto after = large.snapshot();
    FIRSTFIT_CHECK(checks, before.chunk_from(0) == after.chunk_from(0)); // all was given back
    return checks.status();
}
