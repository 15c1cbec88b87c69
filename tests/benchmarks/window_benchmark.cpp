// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole window on a long recording: 1,000,000 operations on 65,535 blocks, of which every second one is free at
// most moments: 32,767 chunks and as many allocations, and every eighth request fails.
//
//   window_benchmark [--jumps N] [--slowest N] [--only KIND] [--sites] [--size WIDTHxHEIGHT] [--zoom PX] ...
//   [RECORDING]
//
// Opens the recording as a person does, goes to N random operations (500), then steps forth and back, and waits each
// time until everything is painted: in two windows of usual sizes, each at the zoom that fits the heap and at those
// whose frames cost most. --size and --zoom (px per block, 0 = fit) choose others. --slowest says which jumps took
// longest, --only moves in one way (jumps, failures, steps, micro-steps, strip), --sites raises the call sites instead
// of the failures. Times are processor time of the GUI thread and time on the clock: mean, 99th percentile, slowest. At
// the end: what memory the process takes.
#include "app/main_window.h"
#include "app/settings.h"
#include "ui/panels/call_sites_panel.h"
#include "ui/panels/mode_bar.h"
#include "ui/views/heap_map.h"
#include "ui/views/timeline_strip.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace firstfit;

namespace {

constexpr std::uint32_t blocks = 65535;
constexpr std::uint32_t operations = 1'000'000;

/// An mtrace recording that fills the heap block by block, frees every second one, and goes on with requests that
/// either take a hole, and give it back, or need two blocks and walk in vain.
void writeRecording(const QString& path) {
    std::ofstream file(path.toStdString());
    std::mt19937 random(1);
    std::uint32_t made = 0;
    std::uint32_t written = 0;
    const auto line = [&](char kind, std::uint32_t allocation, const char* size) {
        const auto site = static_cast<std::uint32_t>(random() % 3000);
        char text[160];
        std::snprintf(text, sizeof text, "@ ./program:(parse_expression_%04u+0x1f)[0x%x] %c 0x%x%s\n", site,
                      0x20000 + site * 64, kind, 0x1000000 + allocation * 64, size);
        file << text;
        ++written;
    };
    file << "= Start\n";
    for (; made < blocks; ++made) {
        line('+', made, " 0x10");
    }
    for (std::uint32_t i = 1; i < blocks; i += 2) {
        line('-', i, "");
    }
    while (written < operations) {
        const bool fails = random() % 8 == 0;
        line('+', made, fails ? " 0x20" : " 0x10");
        if (!fails && written < operations) {
            line('-', made, "");
        }
        ++made;
    }
    file << "= End\n";
}

/// A figure of /proc/self/status in MB, or 0.
double memory(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind(name + ":", 0) == 0) {
            return std::strtod(line.c_str() + name.size() + 1, nullptr) * 1024 / 1e6;
        }
    }
    return 0;
}

/// Milliseconds of processor time that this thread has used: other programs do not count.
double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Milliseconds.
struct Figures {
    double mean = 0;
    double percentile99 = 0;
    double slowest = 0;
};

Figures figuresOf(std::vector<double> values) {
    std::ranges::sort(values);
    Figures figures;
    for (const double value : values) {
        figures.mean += value / static_cast<double>(values.size());
    }
    figures.percentile99 = values[(values.size() - 1) * 99 / 100];
    figures.slowest = values.back();
    return figures;
}

/// What the moves took, each with everything that was painted behind it.
class Moves {
public:
    void measure(Workbench& workbench, const std::function<void()>& move) {
        QElapsedTimer clock;
        clock.start();
        const double before = threadMilliseconds();
        move();
        QCoreApplication::processEvents();
        processor_.push_back(threadMilliseconds() - before);
        clock_.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        positions_.push_back(workbench.position());
    }
    void report(const char* name, int listed) const {
        const Figures processor = figuresOf(processor_);
        const Figures clock = figuresOf(clock_);
        std::printf("  %-13s processor: mean %5.1f, 99 %% %5.1f, slowest %5.1f ms; clock: mean %5.1f, 99 %% %5.1f, "
                    "slowest %5.1f ms\n",
                    name, processor.mean, processor.percentile99, processor.slowest, clock.mean, clock.percentile99,
                    clock.slowest);
        list(listed);
    }

private:
    void list(int count) const {
        std::vector<std::size_t> order(processor_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::sort(order, std::ranges::greater{}, [&](std::size_t i) { return processor_[i]; });
        order.resize(std::min(order.size(), static_cast<std::size_t>(count)));
        for (const std::size_t i : order) {
            std::printf("    %5.1f ms, on the clock %5.1f: number %zu, to %u.%u\n", processor_[i], clock_[i], i,
                        positions_[i].operation.value, positions_[i].micro);
        }
    }

    std::vector<double> processor_;
    std::vector<double> clock_;
    std::vector<Position> positions_;
};

struct Choices {
    int moves = 500;
    int listed = 0; ///< of the slowest
    bool sites = false;
    QString only; ///< kind of move; empty: all
    std::vector<QSize> sizes;
    std::vector<double> zooms; ///< px per block; 0 = fit
    QString recording;
};

void settle() {
    for (int i = 0; i < 20; ++i) {
        QCoreApplication::processEvents();
    }
}

bool open(MainWindow& window, const QString& path) {
    QElapsedTimer clock;
    clock.start();
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.block_size = 16;
    window.workbench().openRecording(path, {}, geometry);
    while (window.workbench().isLoading()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    settle(); // the mode's pace, the layout, and what is worked out once for a run
    std::printf("opened %u operations in %.1f s\n", window.workbench().timeline().size().value,
                static_cast<double>(clock.elapsed()) / 1e3);
    return window.workbench().isRecording();
}

void move(Workbench& workbench, const Choices& choices) {
    const std::uint32_t size = workbench.timeline().size().value;
    std::mt19937 random(2);
    const auto measured = [&](const char* name, const std::function<void(int)>& step) {
        if (!choices.only.isEmpty() && choices.only != QLatin1String(name)) {
            return;
        }
        Moves moves;
        for (int i = 0; i < choices.moves; ++i) {
            moves.measure(workbench, [&] { step(i); });
        }
        moves.report(name, choices.listed);
    };
    measured("jumps", [&](int) {
        workbench.goTo(Position::after(OperationIndex{static_cast<std::uint32_t>(random() % size) + 1}));
    });
    const auto& failures = workbench.summary().failures;
    if (!failures.empty()) {
        // The longest operations: these walked through all chunks.
        measured("failures",
                 [&](int) { workbench.goTo(Position::after(failures[random() % failures.size()].operation)); });
    }
    measured("steps", [&](int i) { workbench.stepOperation(i < choices.moves / 2 ? 1 : -1); });
    // From the end of a request that walked through all chunks, where there is one.
    workbench.goToNextFailure(-1);
    measured("micro-steps", [&](int i) { workbench.stepMicro(i < choices.moves / 2 ? -1 : 1); });
}

/// Zooms the timeline strip in and out with the wheel, and scrolls it where it is zoomed in.
void turnWheel(MainWindow& window, const Choices& choices) {
    const auto strips = window.findChildren<TimelineStrip*>();
    const auto shown = std::ranges::find_if(strips, [](const TimelineStrip* strip) { return strip->isVisible(); });
    if (shown == strips.end() || !(choices.only.isEmpty() || choices.only == QLatin1String("strip"))) {
        return;
    }
    const QPointF at = QRectF((*shown)->rect()).center();
    const auto turn = [&](int degrees, Qt::KeyboardModifiers with) {
        QWheelEvent wheel(at, (*shown)->mapToGlobal(at), {}, QPoint(0, degrees), Qt::NoButton, with, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(*shown, &wheel);
    };
    constexpr int notches = 30; // from the whole run to some px for each operation
    Moves zoomed;
    for (int i = 0; i < choices.moves; ++i) {
        zoomed.measure(window.workbench(),
                       [&] { turn(i % (2 * notches) < notches ? 120 : -120, Qt::ControlModifier); });
    }
    zoomed.report("strip zooms", choices.listed);
    (*shown)->setPerOperation(0.01, at.x());
    settle();
    Moves scrolled;
    for (int i = 0; i < choices.moves; ++i) {
        scrolled.measure(window.workbench(), [&] { turn(i < choices.moves / 2 ? 30 : -30, Qt::NoModifier); });
    }
    scrolled.report("strip scrolls", choices.listed);
    (*shown)->fit();
    settle();
}

/// All moves in each window at each zoom.
void moveEverywhere(MainWindow& window, const Choices& choices) {
    for (const QSize size : choices.sizes) {
        window.resize(size);
        settle();
        const auto maps = window.findChildren<HeapMap*>();
        const auto shown = std::ranges::find_if(maps, [](const HeapMap* map) { return map->isVisible(); });
        for (const double zoom : choices.zooms) {
            if (shown != maps.end() && zoom > 0) {
                (*shown)->setPixelsPerBlock(zoom);
            } else if (shown != maps.end()) {
                (*shown)->fit();
            }
            settle();
            std::printf("%d x %d, %s\n", size.width(), size.height(),
                        zoom > 0 ? qPrintable(QStringLiteral("%1 px per block").arg(zoom)) : "the heap fitted");
            move(window.workbench(), choices);
        }
        turnWheel(window, choices);
    }
}

std::optional<QSize> sizeOf(const QString& text) {
    const QStringList parts = text.split(QLatin1Char('x'));
    return parts.size() == 2 ? std::optional(QSize(parts[0].toInt(), parts[1].toInt())) : std::nullopt;
}

/// Nothing: what is asked for cannot be understood.
std::optional<Choices> choicesOf(const QStringList& arguments) {
    Choices choices;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString& each = arguments[i];
        if (each == QLatin1String("--sites")) {
            choices.sites = true;
            continue;
        }
        if (!each.startsWith(QLatin1String("--"))) {
            choices.recording = each;
            continue;
        }
        const QString value = arguments.value(++i);
        if (each == QLatin1String("--jumps")) {
            choices.moves = std::max(1, value.toInt());
        } else if (each == QLatin1String("--only")) {
            choices.only = value;
        } else if (each == QLatin1String("--slowest")) {
            choices.listed = value.toInt();
        } else if (each == QLatin1String("--zoom")) {
            choices.zooms.push_back(value.toDouble());
        } else if (const auto size = sizeOf(value); size && each == QLatin1String("--size")) {
            choices.sizes.push_back(*size);
        } else {
            return std::nullopt;
        }
    }
    if (choices.sizes.empty()) {
        choices.sizes = {{1440, 900}, {1920, 1080}};
    }
    if (choices.zooms.empty()) {
        choices.zooms = {0, 12, 78};
    }
    return choices;
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    std::optional<Choices> choices = choicesOf(QCoreApplication::arguments());
    if (!choices) {
        std::fprintf(
            stderr,
            "window_benchmark [--jumps N] [--slowest N] [--only KIND] [--sites] [--size WIDTHxHEIGHT] [--zoom PX] "
            "... [RECORDING]\n");
        return 2;
    }
    QTemporaryDir folder;
    if (choices->recording.isEmpty()) {
        choices->recording = folder.filePath(QStringLiteral("made.mtrace"));
        writeRecording(choices->recording);
    }
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    settings.set(Setting::theme, QStringLiteral("light"));
    MainWindow window(settings);
    window.resize(choices->sizes.front());
    window.show();
    QCoreApplication::processEvents();
    const double before = memory("VmRSS");
    window.findChild<ModeBar*>()->setMode(QStringLiteral("analyse"));
    if (!open(window, choices->recording)) {
        std::fprintf(stderr, "cannot be opened\n");
        return 1;
    }
    if (choices->sites) {
        auto* sites = window.findChild<CallSitesPanel*>();
        for (QWidget* each = sites; each != nullptr; each = each->parentWidget()) {
            if (auto* dock = qobject_cast<QDockWidget*>(each)) {
                dock->raise();
            }
        }
        settle();
    }
    const double opened = memory("VmRSS");
    moveEverywhere(window, *choices);
    std::printf("memory: %.0f MB before, %.0f MB more when it is open, %.0f MB more after the jumps; most ever %.0f MB "
                "more\n",
                before, opened - before, memory("VmRSS") - before, memory("VmHWM") - before);
    return 0;
}
