// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The checker: one broken heap for each invariant, and exactly the violations that it has.
#include "tests/allocator/heap/requests.h"

#include <QtTest>

using namespace firstfit;
using namespace firstfit::test;

namespace {

/// A heap of 16 blocks built by hand: a sound one, unless told otherwise.
struct Draft {
    std::vector<unsigned char> bytes = std::vector<unsigned char>(17 * 4);
    std::vector<LiveAllocation> allocations;

    /// Sound: a 0+4, chunk 4+2, b 6+6, chunk 12+4.
    Draft() {
        chunk(4, 12, 2);
        chunk(12, 0, 4);
        chunk(16, 4, 0);
        allocation("a", 0, 4);
        allocation("b", 6, 6);
    }
    void chunk(std::uint32_t index, std::uint16_t next, std::uint16_t length) {
        stalloc::write_field(&bytes[index * 4], stalloc::HeaderField::next, next);
        stalloc::write_field(&bytes[index * 4], stalloc::HeaderField::length, length);
    }
    void allocation(const char* name, std::uint32_t index, std::uint32_t blocks) {
        LiveAllocation live;
        live.id = AllocationId{static_cast<std::uint32_t>(allocations.size())};
        live.index = BlockIndex{index};
        live.blocks = BlockCount{blocks};
        live.bytes = std::uint64_t{blocks} * 4;
        live.name = name;
        allocations.push_back(live);
    }
    /// "block: message; block: message"
    [[nodiscard]] std::string violations() const {
        std::string text;
        for (const Violation& violation : check(Snapshot(shape(16), bytes, allocations))) {
            text += (text.empty() ? "" : "; ") + std::to_string(violation.block.value) + ": " + violation.message;
        }
        return text;
    }
};

void expect(const Draft& draft, const char* violations) { QCOMPARE(draft.violations(), std::string(violations)); }

} // namespace

class HeapCheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_sound_heap_has_none() { expect(Draft{}, ""); }

    void lost_blocks() {
        Draft draft;
        draft.chunk(4, 12, 1);
        expect(draft, "5: block is in no chunk and in no allocation: lost");
        draft.allocations.pop_back();
        expect(draft, "5: 7 blocks are in no chunk and in no allocation: lost");
    }

    void chunk_of_length_0() {
        Draft draft;
        draft.chunk(4, 12, 0);
        expect(draft, "4: chunk of length 0; 4: 2 blocks are in no chunk and in no allocation: lost");
    }

    void chunk_over_allocation() {
        Draft draft;
        draft.chunk(4, 12, 3);
        expect(draft, "4: chunk of length 3 overlaps b");
    }

    void chunk_inside_allocation() {
        Draft draft;
        draft.allocations[0].blocks = BlockCount{5};
        expect(draft, "4: chunk inside a");
    }

    void chunk_beyond_the_heap() {
        Draft draft;
        draft.chunk(12, 0, 5);
        expect(draft, "12: chunk of length 5 reaches beyond the heap");
    }

    void touching_chunks() {
        Draft draft;
        draft.chunk(12, 14, 2);
        draft.chunk(14, 0, 2);
        expect(draft, "12: touches the chunk at block 14: they must be one");
    }

    void overlapping_chunks() {
        Draft draft;
        draft.chunk(12, 14, 4);
        draft.chunk(14, 0, 2);
        expect(draft, "12: overlaps the chunk at block 14");
    }

    void unsorted_list() {
        Draft draft;
        draft.chunk(16, 12, 0);
        draft.chunk(12, 4, 4);
        draft.chunk(4, 0, 2);
        expect(draft, "12: links back to block 4: the list is not in address order");
    }

    void list_in_a_circle() {
        Draft draft;
        draft.chunk(12, 4, 4);
        expect(draft, "12: links back to block 4: the list runs in a circle");
    }

    void link_outside() {
        Draft draft;
        draft.chunk(12, 16, 4);
        expect(draft, "12: links to block 16, outside the heap");
        draft = Draft{};
        draft.chunk(16, 900, 0);
        QCOMPARE(draft.violations(), std::string("4: 2 blocks are in no chunk and in no allocation: lost; "
                                                 "12: 4 blocks are in no chunk and in no allocation: lost; "
                                                 "16: base header: links to block 900, outside the heap"));
    }

    void wrong_base_header() {
        Draft draft;
        draft.chunk(16, 4, 7);
        expect(draft, "16: base header: length is 7, must be 0 or 65,535");
        draft = Draft{};
        draft.chunk(16, 4, 0xFFFF);
        expect(draft, "4: 2 blocks are in no chunk and in no allocation: lost; "
                      "12: 4 blocks are in no chunk and in no allocation: lost; "
                      "16: base header: says that no block is free, yet links to block 4");
    }

    void allocations_that_overlap() {
        Draft draft;
        draft.allocations[0].blocks = BlockCount{4};
        draft.allocations.insert(draft.allocations.begin() + 1, draft.allocations[0]);
        draft.allocations[1].index = BlockIndex{3};
        draft.allocations[1].blocks = BlockCount{1};
        draft.allocations[1].bytes = 4;
        draft.allocations[1].name = "c";
        expect(draft, "0: a overlaps c");
    }

    void ledger_outside_the_heap() {
        Draft draft;
        draft.chunk(12, 0, 3);
        draft.allocation("c", 15, 2);
        expect(draft, "15: c reaches beyond the heap");
        draft.allocations.back().index = BlockIndex{40};
        expect(draft, "15: block is in no chunk and in no allocation: lost; 40: c reaches beyond the heap");
    }

    void ledger_entries_that_cannot_be() {
        Draft draft;
        draft.allocations[0].bytes = 17;
        draft.allocations[1].alignment = 16; // block 6 is 24 bytes behind a multiple of 16
        draft.allocations[1].name.clear();
        expect(draft, "0: a asked for 17 bytes and has 4 blocks; 6: allocation #2 is not aligned to 16 bytes");
        draft = Draft{};
        draft.allocation("c", 12, 0);
        expect(draft, "12: c has no blocks");
    }
};

QTEST_APPLESS_MAIN(HeapCheckTest)
#include "heap_check_test.moc"
