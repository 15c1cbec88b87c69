// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The reference cases in tests/data/reference, whose answers come from an independent model, and what the reader says
// about files that are not in the format.
#include "allocator/trace/reference.h"

#include "allocator/stalloc/stalloc.h"

#include <QtTest>

#include <array>
#include <map>
#include <random>

using namespace firstfit;

namespace {

QString cases_folder() { return QStringLiteral(FIRSTFIT_TEST_DATA "/reference"); }

std::string contents(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return file.readAll().toStdString();
}

/// "line:column: title" of every diagnostic.
std::string complaints(std::string_view text) {
    std::string all;
    for (const Diagnostic& diagnostic : parse_reference(text).diagnostics) {
        all +=
            std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column) + ": " + diagnostic.title + "\n";
    }
    return all;
}

/// Answers of a real Stalloc<L, B>, whose block 0 must lie at k * 2^20 + offset * B.
template <std::uint32_t L, std::uint32_t B>
class Real {
public:
    explicit Real(std::uint64_t offset) : memory_(new unsigned char[grid + sizeof(Heap) + offset * B + grid]) {
        auto at = reinterpret_cast<std::uintptr_t>(memory_.get());
        at = (at + grid - 1) / grid * grid + offset * B;
        heap_ = new (reinterpret_cast<void*>(at)) Heap;
    }

    std::string answers(const Trace& trace) {
        std::string text;
        for (const Operation& operation : trace.operations) {
            text += result(operation);
            text += heap_->is_oom() ? " 1" : " 0";
            text += heap_->is_empty() ? " 1 " : " 0 ";
            text += list() + "\n";
        }
        return text;
    }

private:
    using Heap = stalloc::Stalloc<L, B>;
    static constexpr std::size_t grid = std::size_t{1} << 20;
    struct Held {
        void* pointer;
        std::size_t size;
    };

    std::string result(const Operation& operation) {
        const auto at = held_.find(operation.allocation.value);
        if (operation.kind == OperationKind::clear) {
            heap_->clear();
            held_.clear();
            return "ok";
        }
        if (operation.kind == OperationKind::allocate) {
            void* p = heap_->allocate_blocks(operation.size, operation.alignment);
            if (p == nullptr) {
                return "FAIL";
            }
            held_[operation.allocation.value] = {p, operation.size};
            const auto* first = reinterpret_cast<const unsigned char*>(heap_);
            return std::to_string((static_cast<const unsigned char*>(p) - first) / static_cast<std::ptrdiff_t>(B));
        }
        if (at == held_.end()) {
            return "SKIP";
        }
        auto& [pointer, size] = at->second;
        switch (operation.kind) {
        case OperationKind::deallocate: {
            const bool ok = heap_->deallocate_blocks(pointer, size);
            held_.erase(at);
            return ok ? "ok" : "SKIP";
        }
        case OperationKind::grow_in_place:
            if (!heap_->grow_in_place(pointer, size, operation.size)) {
                return "FAIL";
            }
            size = operation.size;
            break;
        case OperationKind::grow_up_to:
            size = heap_->grow_up_to(pointer, size, operation.size);
            break;
        default:
            if (!heap_->shrink_in_place(pointer, size, operation.size)) {
                return "SKIP";
            }
            size = operation.size;
            break;
        }
        return std::to_string(size);
    }

    std::string list() const {
        std::vector<stalloc::FreeChunk> chunks(L);
        chunks.resize(heap_->chunks(0, chunks.data(), chunks.size()));
        std::string text;
        for (const stalloc::FreeChunk& chunk : chunks) {
            text += (text.empty() ? "" : ",") + std::to_string(chunk.index) + ":" + std::to_string(chunk.length);
        }
        return text.empty() ? "-" : text;
    }

    std::unique_ptr<unsigned char[]> memory_;
    Heap* heap_ = nullptr;
    std::map<std::uint32_t, Held> held_;
};

/// The Stalloc of this geometry answers, if it is <L, B>.
template <std::uint32_t L, std::uint32_t B>
bool real(const Trace& trace, std::string& answers) {
    const HeapGeometry& geometry = trace.geometry.value();
    if (geometry.blocks.value != L || geometry.block_size != B) {
        return false;
    }
    answers = Real<L, B>(geometry.base_address % (1U << 20) / B).answers(trace);
    return true;
}

/// For the geometries that the cases have.
std::string real_answers(const Trace& trace) {
    std::string answers;
    const bool known = real<1, 4>(trace, answers) || real<2, 4>(trace, answers) || real<3, 8>(trace, answers) ||
                       real<5, 4>(trace, answers) || real<8, 4>(trace, answers) || real<8, 8>(trace, answers) ||
                       real<8, 16>(trace, answers) || real<64, 4>(trace, answers) || real<64, 8>(trace, answers) ||
                       real<64, 16>(trace, answers) || real<64, 64>(trace, answers) || real<1000, 4>(trace, answers) ||
                       real<1000, 8>(trace, answers) || real<1000, 16>(trace, answers) ||
                       real<65535, 4>(trace, answers) || real<65535, 8>(trace, answers) ||
                       real<65535, 16>(trace, answers);
    return known ? answers : "no Stalloc of this geometry in the test";
}

} // namespace

class ReferenceTest : public QObject {
    Q_OBJECT

private:
    static void add_cases() {
        QTest::addColumn<QString>("name");
        const QStringList names = QDir(cases_folder()).entryList({QStringLiteral("*.trace")}, QDir::Files);
        QVERIFY(names.size() >= 30);
        for (const QString& name : names) {
            QTest::newRow(qPrintable(name)) << name.chopped(6);
        }
    }

private Q_SLOTS:
    void the_heap_answers_as_expected_data() { add_cases(); }
    void the_heap_answers_as_expected() {
        QFETCH(QString, name);
        const QString path = cases_folder() + QLatin1Char('/') + name;
        const Trace trace = parse_reference(contents(path + QStringLiteral(".trace")));
        QVERIFY(trace.diagnostics.empty());
        QVERIFY(!trace.operations.empty());
        QCOMPARE(replay_reference(trace), contents(path + QStringLiteral(".expected")));
    }

    void stalloc_answers_as_expected_data() { add_cases(); }
    void stalloc_answers_as_expected() {
        QFETCH(QString, name);
        const QString path = cases_folder() + QLatin1Char('/') + name;
        const Trace trace = parse_reference(contents(path + QStringLiteral(".trace")));
        QCOMPARE(real_answers(trace), contents(path + QStringLiteral(".expected")));
    }

    void a_trace_is_what_the_window_shows() {
        const Trace trace = parse_reference("# by hand\n8 16 3\na 7 2 1 # two\n\ng 7 4\r\nf 7\nc\n", "x.trace");
        QVERIFY(trace.kind == TraceKind::reference);
        QCOMPARE(trace.file, std::string("x.trace"));
        QVERIFY(trace.diagnostics.empty());
        QCOMPARE(trace.geometry->blocks.value, 8U);
        QCOMPARE(trace.geometry->block_size, 16U);
        QCOMPARE(trace.geometry->base_address, std::uint64_t{0x100000 + 48});
        QCOMPARE(trace.operations.size(), std::size_t{4});
        QCOMPARE(trace.names, std::vector<std::string>{"7"});
        const Operation& allocate = trace.operations[0];
        QVERIFY(allocate.kind == OperationKind::allocate && allocate.unit == SizeUnit::blocks);
        QCOMPARE(allocate.line, 3U);
        QCOMPARE(allocate.size, std::uint64_t{2});
        QCOMPARE(allocate.alignment, 1U);
        QCOMPARE(trace.operations[1].line, 5U);
        QVERIFY(trace.operations[3].allocation == no_allocation);
    }

    void large_blocks_keep_the_base_a_multiple_of_the_block_size() {
        const Trace trace = parse_reference("4 268435456 2\na 1 1 1\n");
        QVERIFY(trace.diagnostics.empty());
        QCOMPARE(trace.geometry->base_address, std::uint64_t{3} << 28);
    }

    void what_may_not_be_asked_is_skipped() {
        const char* text = "8 4\n"
                           "f 1\n"     // never alive
                           "a 1 0 1\n" // size 0
                           "a 1 1 0\n" // alignments that are none
                           "a 1 1 3\n"
                           "a 1 1 18446744073709551615\n"
                           "a 1 9 1\n" // too large
                           "a 1 18446744073709551615 1\n"
                           "g 1 2\n" // still not alive
                           "a 1 3 1\n"
                           "a 1 1 1\n" // alive already
                           "g 1 2\n"   // to less
                           "g 1 3\n"
                           "s 1 4\n" // to more
                           "s 1 0\n"
                           "u 1 99\n"
                           "f 1\n"
                           "f 1\n"     // twice
                           "a 1 8 1\n" // the ID again
                           "c\n"
                           "u 1 4\n";
        const char* expected = "SKIP 0 1 0:8\nSKIP 0 1 0:8\nSKIP 0 1 0:8\nSKIP 0 1 0:8\nSKIP 0 1 0:8\n"
                               "FAIL 0 1 0:8\nFAIL 0 1 0:8\nSKIP 0 1 0:8\n0 0 0 3:5\nSKIP 0 0 3:5\nSKIP 0 0 3:5\n"
                               "3 0 0 3:5\nSKIP 0 0 3:5\nSKIP 0 0 3:5\n8 1 0 -\nok 0 1 0:8\nSKIP 0 1 0:8\n"
                               "0 1 0 -\nok 0 1 0:8\nSKIP 0 1 0:8\n";
        const Trace trace = parse_reference(text);
        QVERIFY(trace.diagnostics.empty());
        QCOMPARE(replay_reference(trace), std::string(expected));
    }

    void a_bad_line_is_a_diagnostic_with_line_and_column() {
        QCOMPARE(complaints("8 4\nx 1\n"), std::string("2:1: 'x' is no operation\n"));
        QCOMPARE(complaints("8 4\n  ab 1 1 1\n"), std::string("2:3: 'ab' is no operation\n"));
        QCOMPARE(complaints("8 4\na 1 1\n"), std::string("2:6: something is missing on this line\n"));
        QCOMPARE(complaints("8 4\nf 1 2\n"), std::string("2:5: too much on this line\n"));
        QCOMPARE(complaints("8 4\ns 1 -2\nc\na 1 1x 1\n"),
                 std::string("2:5: '-2' is not a number\n4:5: '1x' is not a number\n"));
        QCOMPARE(complaints("8 4\nf 18446744073709551616\n"),
                 std::string("2:3: '18446744073709551616' is too large\n"));
        QCOMPARE(parse_reference("8 4\nx\na 1 1 1\n").operations.size(), std::size_t{1});
    }

    void a_bad_first_line_ends_it() {
        QCOMPARE(complaints(""), std::string("1:1: the first line is missing\n"));
        QCOMPARE(complaints("\n# nothing\n"), std::string("1:1: the first line is missing\n"));
        QCOMPARE(complaints("8\n"), std::string("1:1: the first line does not describe a heap\n"));
        QCOMPARE(complaints("8 4 0 0\n"), std::string("1:1: the first line does not describe a heap\n"));
        QCOMPARE(complaints("8 four\n"), std::string("1:3: 'four' is not a number\n"));
        QCOMPARE(complaints("8 4 99999999999\n"), std::string("1:5: '99999999999' is too large for a heap\n"));
        for (const char* bad : {"0 4\n", "65536 4\n", "8 3\n", "8 2\n", "8 536870912\n", "8 0\n"}) {
            QCOMPARE(complaints(bad), std::string("1:1: no heap is like this\n"));
            QVERIFY(!parse_reference(bad).geometry);
        }
    }

    void at_most_twenty_diagnostics() {
        std::string text = "8 4\n";
        for (int i = 0; i < 1000; ++i) {
            text += "?\n";
        }
        QCOMPARE(parse_reference(text).diagnostics.size(), std::size_t{20});
    }

    void any_bytes_are_survived() {
        std::mt19937 random(3);
        using namespace std::string_view_literals;
        constexpr std::array parts{
            "a 1 3 1\n"sv, "f 1\n"sv, "g 1 "sv, "u 2 9\n"sv, "s"sv,   "c\n"sv, " "sv,
            "7"sv,         "\n"sv,    "\t#"sv,  "-\0\xff"sv, "a 2"sv, "\r"sv,  "18446744073709551616"sv};
        std::size_t operations = 0;
        for (int i = 0; i < 5000; ++i) {
            std::string text = random() % 4 == 0 ? "" : "9 4\n";
            const std::size_t size = random() % 80;
            while (text.size() < size) {
                text += parts[random() % parts.size()];
            }
            const Trace trace = parse_reference(text);
            QVERIFY(trace.geometry || !trace.diagnostics.empty());
            const std::string answers = replay_reference(trace);
            QCOMPARE(static_cast<std::size_t>(std::count(answers.begin(), answers.end(), '\n')),
                     trace.operations.size());
            operations += trace.operations.size();
        }
        QVERIFY(operations > 1000);
    }
};

QTEST_APPLESS_MAIN(ReferenceTest)
#include "reference_test.moc"
