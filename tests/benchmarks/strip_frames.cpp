// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One frame of the timeline strip, 1,400 x 144, for a run of 1,000,000 operations with every lane: cold, when the lanes
// are painted anew (zoomed, scrolled, another size), and warm, when only the position has moved. The argument is how
// many operations a px stands for; 0: all of them are in view.
#include "ui/render/timeline_painter.h"

#include <benchmark/benchmark.h>

#include <QImage>
#include <QPainter>

#include <vector>

using namespace firstfit;

namespace {

constexpr QSize strip(1400, 144);
constexpr std::uint32_t operations = 1'000'000;

struct Run {
    Timeline timeline;
    Trace trace;
    TimelinePyramid pyramid;
    std::set<std::uint32_t> bookmarks;
    std::vector<std::uint32_t> stops;
};

HeapGeometry shape() {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{65535};
    geometry.block_size = 8;
    return geometry;
}

/// Allocations of 1 to 64 blocks come and go, about 1,800 alive; now and then a request that nothing can hold.
Run makeRun() {
    Run run{Timeline(shape()), {}, {}, {}, {}};
    std::uint32_t state = 1;
    const auto random = [&state](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    std::vector<AllocationId> live;
    std::uint32_t id = 0;
    for (std::uint32_t n = 1; n <= operations; ++n) {
        Operation operation;
        operation.unit = SizeUnit::blocks;
        if (live.size() > 1800 || (!live.empty() && random(20) < 9)) {
            const std::uint32_t which = random(static_cast<std::uint32_t>(live.size()));
            operation.kind = OperationKind::deallocate;
            operation.allocation = live[which];
            live[which] = live.back();
            live.pop_back();
        } else {
            operation.allocation = AllocationId{id++};
            operation.size = random(1000) == 0 ? 60'000 : 1 + random(64);
        }
        if (run.timeline.append(operation).ok() && operation.kind == OperationKind::allocate) {
            live.push_back(operation.allocation);
        }
    }
    run.pyramid = TimelinePyramid(run.timeline);
    for (std::uint32_t n = 1; n < operations; n += 500) {
        run.stops.push_back(n);
    }
    run.bookmarks = {1, operations / 2, operations};
    return run;
}

const Run& theRun() {
    static const Run run = makeRun();
    return run;
}

TimelineLayout layoutFor(std::int64_t perPx) {
    return {QSizeF(strip), operations,          1, perPx == 0 ? 0 : 1 / static_cast<double>(perPx),
            20'000,        TimelineLanes::all()};
}

void paintFrames(benchmark::State& state, bool cold) {
    const Run& run = theRun();
    const TimelineLayout layout = layoutFor(state.range(0));
    const QSet<std::uint32_t> breakpoints;
    const double limit = 0.5;
    const TimelineScene scene{run.timeline,
                              run.trace,
                              run.pyramid,
                              breakpoints,
                              Position::after(OperationIndex{operations / 2}),
                              0,
                              operations / 3,
                              &run.bookmarks,
                              run.stops,
                              std::span(&limit, 1)};
    const Fonts fonts = Fonts::ofDesktop();
    TexturePainter textures;
    TimelinePainter painter(scene, layout, Palette::light(), fonts, textures);
    QImage lanes(strip, QImage::Format_ARGB32_Premultiplied);
    QImage frame(strip, QImage::Format_RGB32);
    const auto paintLanes = [&] {
        lanes.fill(Qt::transparent);
        QPainter canvas(&lanes);
        painter.paintLanes(canvas);
    };
    paintLanes();
    for (auto _ : state) {
        if (cold) {
            paintLanes();
        }
        QPainter canvas(&frame);
        painter.paintGround(canvas);
        canvas.drawImage(0, 0, lanes);
        painter.paintVeil(canvas);
        painter.paintChips(canvas);
        painter.paintMarks(canvas);
        painter.paintHover(canvas);
        painter.paintCursor(canvas);
        canvas.end();
        benchmark::DoNotOptimize(frame.constBits());
    }
}

void stripCold(benchmark::State& state) { paintFrames(state, true); }
void stripWarm(benchmark::State& state) { paintFrames(state, false); }

/// What opening a run costs the strip, once.
void stripPyramid(benchmark::State& state) {
    const Run& run = theRun();
    for (auto _ : state) {
        benchmark::DoNotOptimize(TimelinePyramid(run.timeline).whole().count);
    }
}

BENCHMARK(stripCold)->Arg(0)->Arg(100)->Arg(7)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(stripWarm)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(stripPyramid)->Unit(benchmark::kMillisecond);

} // namespace
