// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bytes shown at a micro-step are those that the algorithm had in its hands at that moment. Here it runs over
// whole blocks, without allocator/heap, and an observer takes a picture at each event.
#include "allocator/replay/timeline.h"
#include "allocator/stalloc/algorithm.h"
#include "allocator/stalloc/policies.h"
#include "tests/allocator/replay/random_run.h"

#include <QTest>

#include <cstring>
#include <map>

using namespace firstfit;
using firstfit::tests::RandomRun;

namespace {

/// Blocks of their full size, and the base header behind them.
class WholeBlocks {
public:
    explicit WholeBlocks(const HeapGeometry& geometry) : geometry_(geometry), bytes_(geometry.size_of()) {}

    [[nodiscard]] std::uint32_t block_count() const noexcept { return geometry_.blocks.value; }
    [[nodiscard]] std::uint64_t first_block_number() const noexcept {
        return geometry_.base_address / geometry_.block_size;
    }
    [[nodiscard]] std::uint64_t max_alignment() const noexcept {
        return stalloc::max_alignment_bytes / geometry_.block_size;
    }
    unsigned char* header_at(std::uint32_t index) noexcept {
        return bytes_.data() + std::size_t{index} * geometry_.block_size;
    }

    /// The first four bytes of each block and the base header.
    std::vector<unsigned char> picture() {
        std::vector<unsigned char> picture;
        for (std::uint32_t index = 0; index <= block_count(); ++index) {
            picture.insert(picture.end(), header_at(index), header_at(index) + 4);
        }
        return picture;
    }

private:
    HeapGeometry geometry_;
    std::vector<unsigned char> bytes_;
};

/// Takes a picture of all headers at each event.
struct Photographer {
    WholeBlocks& blocks;
    std::vector<std::vector<unsigned char>> pictures;

    void take() { pictures.push_back(blocks.picture()); }
    void visit(std::uint32_t, std::uint32_t, stalloc::Header) { take(); }
    void too_small(std::uint32_t, std::uint32_t, std::uint32_t) { take(); }
    void misaligned(std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t) { take(); }
    void chosen(std::uint32_t, std::uint32_t, std::uint32_t) { take(); }
    void split(std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t) { take(); }
    void header_written(std::uint32_t, stalloc::HeaderField, std::uint16_t, std::uint16_t) { take(); }
    void base_written(stalloc::HeaderField, std::uint16_t, std::uint16_t) { take(); }
    void found_place(std::uint32_t, std::uint32_t, std::uint32_t) { take(); }
    void merged_with_next(std::uint32_t, std::uint32_t, std::uint32_t) { take(); }
    void merged_with_previous(std::uint32_t, std::uint32_t, std::uint32_t) { take(); }
    void moved_on(std::uint32_t, std::uint32_t) { take(); }
    void copied(std::uint32_t, std::uint32_t, std::uint64_t) { take(); }
    void failed(stalloc::Failure) { take(); }
    void chunk_resized(std::uint32_t, std::uint32_t) {}
};

struct Held {
    std::uint32_t index = 0;
    std::uint32_t blocks = 0;
    std::uint64_t bytes = 0;
};

/// A first-fit heap made of the bare algorithm.
class BareHeap {
public:
    explicit BareHeap(const HeapGeometry& geometry) : geometry_(geometry), blocks_(geometry) {
        stalloc::SilentObserver silent;
        stalloc::Algorithm(blocks_, silent).clear();
    }

    std::vector<unsigned char> picture() { return blocks_.picture(); }

    /// The pictures taken while `operation` ran.
    std::vector<std::vector<unsigned char>> apply(const Operation& operation) {
        Photographer photographer{blocks_, {}};
        const stalloc::Algorithm algorithm(blocks_, photographer);
        const bool in_bytes = operation.unit == SizeUnit::bytes;
        const std::uint64_t unit = in_bytes ? 1 : geometry_.block_size;
        const std::uint64_t wanted = in_bytes ? geometry_.blocks_for(operation.size) : operation.size;
        const std::uint64_t alignment =
            operation.alignment == 0 ? 1 : operation.alignment * unit / geometry_.block_size;
        Held& held = held_[operation.allocation.value];
        // As realloc(NULL, n) does.
        const bool makes_new = operation.kind == OperationKind::reallocate && held.blocks == 0;
        stalloc::Answer answer;
        switch (makes_new ? OperationKind::allocate : operation.kind) {
        case OperationKind::allocate:
            answer = algorithm.allocate(wanted, alignment);
            break;
        case OperationKind::deallocate:
            answer = algorithm.deallocate(held.index, held.blocks);
            break;
        case OperationKind::grow_in_place:
            answer = algorithm.grow_in_place(held.index, held.blocks, wanted);
            break;
        case OperationKind::grow_up_to:
            answer = algorithm.grow_up_to(held.index, held.blocks, wanted);
            break;
        case OperationKind::shrink_in_place:
            answer = algorithm.shrink_in_place(held.index, held.blocks, wanted);
            break;
        case OperationKind::reallocate:
            answer = algorithm.reallocate(held.index, held.blocks, wanted, alignment, stalloc::FirstFit{},
                                          [&](std::uint32_t from, std::uint32_t to) {
                                              // As realloc does: whole bytes, over whole blocks.
                                              const std::uint64_t bytes = std::min(held.bytes, operation.size * unit);
                                              std::memmove(blocks_.header_at(to), blocks_.header_at(from), bytes);
                                              photographer.copied(from, to, bytes);
                                          });
            break;
        case OperationKind::clear:
            algorithm.clear();
            held_.clear();
            return std::move(photographer.pictures);
        }
        if (answer.ok()) {
            // What grow_up_to could not get was not got.
            const std::uint64_t bytes =
                std::min(operation.size * unit, std::uint64_t{answer.size} * geometry_.block_size);
            held = {answer.index, answer.size, bytes};
        }
        return std::move(photographer.pictures);
    }

private:
    HeapGeometry geometry_;
    WholeBlocks blocks_;
    std::map<std::uint32_t, Held> held_;
};

std::vector<unsigned char> bytes_of(const Snapshot& snapshot) {
    std::vector<unsigned char> bytes;
    for (std::uint32_t index = 0; index <= snapshot.geometry().blocks.value; ++index) {
        const auto raw = snapshot.raw_bytes(BlockIndex{index});
        bytes.insert(bytes.end(), raw.begin(), raw.end());
    }
    return bytes;
}

} // namespace

class MicroBytesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_micro_step_shows_the_bytes_of_its_moment_data();
    void every_micro_step_shows_the_bytes_of_its_moment();
};

void MicroBytesTest::every_micro_step_shows_the_bytes_of_its_moment_data() {
    QTest::addColumn<int>("blocks");
    QTest::addColumn<int>("block_size");
    QTest::addColumn<int>("operations");
    QTest::newRow("1x4") << 1 << 4 << 200;
    QTest::newRow("8x4") << 8 << 4 << 600;
    QTest::newRow("32x4") << 32 << 4 << 1500;
    QTest::newRow("100x16") << 100 << 16 << 1500;
    QTest::newRow("33x64") << 33 << 64 << 1500;
}

void MicroBytesTest::every_micro_step_shows_the_bytes_of_its_moment() {
    QFETCH(int, blocks);
    QFETCH(int, block_size);
    QFETCH(int, operations);
    HeapGeometry geometry;
    geometry.blocks = BlockCount{static_cast<std::uint32_t>(blocks)};
    geometry.block_size = static_cast<std::uint32_t>(block_size);
    RandomRun run(geometry, Policy::first_fit, 77);
    Timeline timeline(geometry);
    BareHeap bare(geometry);
    std::uint32_t copies = 0;
    for (std::uint32_t n = 1; n <= static_cast<std::uint32_t>(operations); ++n) {
        const Operation operation = run.next();
        timeline.append(operation);
        const auto pictures = bare.apply(operation);
        const auto steps = timeline.micro_steps(OperationIndex{n});
        if (pictures.empty()) {
            QCOMPARE(steps.size(), std::size_t{1});
            QVERIFY(steps.front().kind == MicroKind::nothing_to_do);
            continue;
        }
        QCOMPARE(steps.size(), pictures.size());
        for (std::uint32_t micro = 1; micro <= pictures.size(); ++micro) {
            QVERIFY(bytes_of(timeline.snapshot({OperationIndex{n}, micro})) == pictures[micro - 1]);
            copies += steps[micro - 1].kind == MicroKind::copied ? 1U : 0U;
        }
        QVERIFY(bytes_of(timeline.snapshot(Position::after(OperationIndex{n}))) == bare.picture());
    }
    QVERIFY(blocks < 32 || copies > 10);
}

QTEST_GUILESS_MAIN(MicroBytesTest)
#include "micro_bytes_test.moc"
