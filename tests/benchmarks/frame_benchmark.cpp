// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One frame of the heap map in the software renderer, 1920 x 1080, in the worst cases: 65,535 blocks of which every
// second one is free, at each zoom; and the same with every chunk rejected by a scan and every link followed.
#include "tests/ui/render/heap_samples.h"
#include "ui/render/heap_painter.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace firstfit;

namespace {

constexpr QSize screen(1920, 1080);

const Snapshot& worstHeap() {
    static const Snapshot heap = test::alternatingHeap(65535);
    return heap;
}

/// Paints the middle of the heap, as often as the benchmark says; the window's fill is part of the frame.
void paintFrames(benchmark::State& state, const Snapshot& heap, double px, const HeapMarks& marks) {
    const HeapLayout layout = HeapLayout::make(heap.geometry(), px, screen.width(), false);
    const double most = std::max(0.0, layout.contentSize().height() - screen.height());
    const QRectF exposed(QPointF(0, std::floor(most / 2)), QSizeF(screen));
    const Palette& palette = Palette::light();
    HeapPainter painter(Fonts::ofDesktop());
    QImage image(screen, QImage::Format_RGB32);
    for (auto _ : state) {
        image.fill(palette.canvas);
        QPainter canvas(&image);
        canvas.translate(0, -exposed.top());
        painter.paint(canvas, HeapPicture{heap, layout, palette, marks}, exposed);
        canvas.end();
        benchmark::DoNotOptimize(image.constBits());
    }
    const RowRange rows = layout.rowsBetween(exposed.top(), exposed.bottom());
    state.counters["chunks"] = static_cast<double>(std::ranges::count_if(
        heap.chunks(), [&](const Chunk& chunk) { return rows.contains(layout.rowOf(chunk.index)); }));
}

/// Argument: 100 times the px per block.
void everySecondBlockFree(benchmark::State& state) {
    paintFrames(state, worstHeap(), static_cast<double>(state.range(0)) / 100, HeapMarks{});
}

/// Colours for call sites, seven and the rest, in turn.
void everySiteColoured(benchmark::State& state) {
    const Snapshot& heap = worstHeap();
    HeapMarks marks;
    marks.colouring.classes.resize(SiteColours::coloured + 1);
    for (std::size_t i = 0; i < heap.allocations().size(); ++i) {
        marks.colouring.classOf.push_back(static_cast<std::uint8_t>(i % marks.colouring.classes.size()));
    }
    paintFrames(state, heap, static_cast<double>(state.range(0)) / 100, marks);
}

/// A failed request: every link was followed, every chunk rejected.
void everyChunkRejected(benchmark::State& state) {
    const Snapshot& heap = worstHeap();
    HeapMarks marks;
    BlockIndex from{heap.geometry().blocks.value};
    for (const Chunk& chunk : heap.chunks()) {
        marks.scan.followed.push_back({from, chunk.index});
        marks.scan.rejected.push_back({chunk.index, 1, 0, 2});
        from = chunk.index;
    }
    marks.scan.curr = from;
    marks.request = 2;
    paintFrames(state, heap, static_cast<double>(state.range(0)) / 100, marks);
}

BENCHMARK(everySecondBlockFree)
    ->Arg(9600)
    ->Arg(7800)
    ->Arg(4800)
    ->Arg(3200)
    ->Arg(2400)
    ->Arg(1800)
    ->Arg(1200)
    ->Arg(900)
    ->Arg(600)
    ->Arg(400)
    ->Arg(300)
    ->Arg(200)
    ->Arg(100)
    ->Arg(50)
    ->Arg(25)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(everySiteColoured)->Arg(300)->Arg(200)->Arg(100)->Arg(50)->Arg(25)->Unit(benchmark::kMillisecond);
BENCHMARK(everyChunkRejected)->Arg(7800)->Arg(2400)->Arg(1200)->Arg(600)->Arg(300)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
