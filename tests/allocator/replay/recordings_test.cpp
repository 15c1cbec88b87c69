// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The example recordings in heaps that hold them and in heaps that do not: every placement, and why the first request
// fails, compared with a heap that is one byte per block.
#include "allocator/replay/failure_cause.h"
#include "allocator/replay/proposal.h"
#include "allocator/trace/recording.h"
#include "tests/allocator/bitmap_model.h"

#include <QTest>

#include <map>

using namespace firstfit;
using firstfit::test::BitmapModel;

namespace {

struct Held {
    std::uint32_t index = 0;
    std::uint32_t blocks = 0;
};

/// A first-fit heap from first principles that runs a recording.
class PlainHeap {
public:
    explicit PlainHeap(const HeapGeometry& geometry)
        : geometry_(geometry),
          model_(geometry.blocks.value, geometry.base_address / geometry.block_size,
                 (std::uint64_t{1} << 29) / geometry.block_size) {}

    [[nodiscard]] std::uint64_t size_of(const Operation& operation) const {
        return std::max<std::uint64_t>(1, (operation.size + geometry_.block_size - 1) / geometry_.block_size);
    }
    [[nodiscard]] std::uint64_t alignment_of(const Operation& operation) const {
        return std::max<std::uint64_t>(1, operation.alignment / geometry_.block_size);
    }

    /// Where the allocation lies afterwards; nothing if the request failed or gave memory back.
    std::optional<Held> run(const Operation& operation) {
        const auto at = held_.find(operation.allocation.value);
        if (operation.kind == OperationKind::deallocate) {
            if (at != held_.end()) {
                model_.give(at->second.index, at->second.blocks);
                held_.erase(at);
            }
            return std::nullopt;
        }
        const std::uint64_t size = size_of(operation);
        std::optional<std::uint32_t> place;
        if (at != held_.end()) {
            const Held old = at->second;
            const std::uint32_t room = old.blocks + model_.free_behind(old.index + old.blocks);
            const bool stays = size <= room && model_.aligned(old.index, alignment_of(operation));
            place = stays ? old.index : model_.place(size, alignment_of(operation));
            if (!place) {
                return std::nullopt;
            }
            model_.give(old.index, old.blocks);
        } else {
            place = model_.place(size, alignment_of(operation));
            if (!place) {
                return std::nullopt;
            }
        }
        const Held now{*place, static_cast<std::uint32_t>(size)};
        model_.take(now.index, now.blocks);
        held_[operation.allocation.value] = now;
        return now;
    }

    [[nodiscard]] const std::map<std::uint32_t, Held>& held() const { return held_; }
    [[nodiscard]] const BitmapModel& model() const { return model_; }

private:
    HeapGeometry geometry_;
    BitmapModel model_;
    std::map<std::uint32_t, Held> held_;
};

Trace example(const QString& name) {
    const QString path = QStringLiteral(FIRSTFIT_TEST_DATA "/../../resources/examples/") + name;
    ReadRecording read = read_recording(path.toStdString());
    return std::holds_alternative<Trace>(read) ? std::get<Trace>(std::move(read)) : Trace{};
}

/// Whether the heap of the model with `extra` more blocks and without the `freed` has a place for the request. The
/// allocation that it would move stays where it is meanwhile.
bool would_place(const PlainHeap& heap, const HeapGeometry& geometry, const Operation& operation, std::uint32_t extra,
                 const std::vector<Held>& freed) {
    BitmapModel model(geometry.blocks.value + extra, geometry.base_address / geometry.block_size,
                      (std::uint64_t{1} << 29) / geometry.block_size);
    for (const auto& [id, held] : heap.held()) {
        model.take(held.index, held.blocks);
    }
    for (const Held& each : freed) {
        model.give(each.index, each.blocks);
    }
    const auto own = heap.held().find(operation.allocation.value);
    if (own != heap.held().end() && model.aligned(own->second.index, heap.alignment_of(operation)) &&
        own->second.blocks + model.free_behind(own->second.index + own->second.blocks) >= heap.size_of(operation)) {
        return true;
    }
    return model.place(heap.size_of(operation), heap.alignment_of(operation)).has_value();
}

void examples() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"editor.rep", "messages.mtrace", "words.raw.zst"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

} // namespace

class RecordingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_placement_is_that_of_a_plain_heap_data() { examples(); }
    void every_placement_is_that_of_a_plain_heap();
    void the_first_failure_is_explained_data() { examples(); }
    void the_first_failure_is_explained();
};

void RecordingsTest::every_placement_is_that_of_a_plain_heap() {
    QFETCH(QString, name);
    const Trace trace = example(name);
    QVERIFY(trace.operations.size() > 40);
    const HeapGeometry geometry = proposed_geometry(trace);
    const Timeline timeline = *replay(trace, geometry);
    PlainHeap plain(geometry);
    for (std::uint32_t n = 1; n <= timeline.size().value; ++n) {
        const std::optional<Held> expected = plain.run(trace.operations[n - 1]);
        const bool asks = trace.operations[n - 1].kind != OperationKind::deallocate;
        QCOMPARE(timeline.failed(OperationIndex{n}), asks && !expected);
        if (expected) {
            QCOMPARE(timeline.outcome(OperationIndex{n}).index.value, expected->index);
            QCOMPARE(timeline.outcome(OperationIndex{n}).blocks.value, expected->blocks);
        }
    }
}

void RecordingsTest::the_first_failure_is_explained() {
    QFETCH(QString, name);
    const Trace trace = example(name);
    HeapGeometry geometry = proposed_geometry(trace);
    std::uint32_t peak = 0;
    PlainHeap enough(geometry);
    for (const Operation& operation : trace.operations) {
        enough.run(operation);
        peak = std::max(peak, enough.model().used());
    }
    geometry.blocks = BlockCount{peak - peak / 20};
    const Timeline timeline = *replay(trace, geometry);
    std::uint32_t n = 1;
    PlainHeap plain(geometry);
    const auto holds = [&](const Operation& operation) {
        return plain.run(operation).has_value() || operation.kind == OperationKind::deallocate;
    };
    while (n <= trace.operations.size() && holds(trace.operations[n - 1])) {
        QVERIFY(!timeline.failed(OperationIndex{n}));
        ++n;
    }
    QVERIFY(n <= trace.operations.size());
    QVERIFY(timeline.failed(OperationIndex{n}));

    const Operation& operation = trace.operations[n - 1];
    const FailureCause cause = failure_cause(timeline, OperationIndex{n});
    QCOMPARE(cause.asked_bytes, operation.size);
    QCOMPARE(cause.free_blocks, geometry.blocks.value - plain.model().used());
    QCOMPARE(std::size_t{cause.chunks}, plain.model().free_runs().size());
    QVERIFY(cause.extra_blocks.has_value());
    QVERIFY(would_place(plain, geometry, operation, *cause.extra_blocks, {}));
    QVERIFY(!would_place(plain, geometry, operation, *cause.extra_blocks - 1, {}));

    std::map<std::uint32_t, std::pair<std::uint32_t, Held>> by_place;
    for (const auto& [id, held] : plain.held()) {
        by_place[held.index] = {id, held};
    }
    std::vector<Held> live;
    for (const auto& [index, each] : by_place) {
        live.push_back(each.first == operation.allocation.value ? Held{index, 0} : each.second);
    }
    // The set does, and no smaller set of neighbours does.
    std::vector<Held> set;
    for (const LiveAllocation& each : cause.to_free) {
        set.push_back({each.index.value, each.blocks.value});
    }
    QVERIFY(!set.empty());
    QVERIFY(would_place(plain, geometry, operation, 0, set));
    for (std::size_t first = 0; first + set.size() - 1 <= live.size(); ++first) {
        const auto begin = live.begin() + static_cast<std::ptrdiff_t>(first);
        const std::vector<Held> fewer(begin, begin + static_cast<std::ptrdiff_t>(set.size() - 1));
        QVERIFY(!would_place(plain, geometry, operation, 0, fewer));
    }
}

QTEST_APPLESS_MAIN(RecordingsTest)
#include "recordings_test.moc"
