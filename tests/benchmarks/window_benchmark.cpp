// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole window on a long recording: 1,000,000 operations on 65,535 blocks, of which every second one is free at
// most moments: 32,767 chunks and as many allocations, and every eighth request fails.
//
//   window_benchmark [RECORDING]
//
// Opens the recording as a person does, goes to 200 random operations, then steps forth and back, and waits each time
// until everything is painted. Says the mean and the slowest, and what memory the process takes.
#include "app/main_window.h"
#include "app/settings.h"
#include "ui/panels/mode_bar.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <random>
#include <string>

using namespace firstfit;

namespace {

constexpr std::uint32_t blocks = 65535;
constexpr std::uint32_t operations = 1'000'000;
constexpr int jumps = 200;

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

/// What the moves took, each with everything that was painted behind it.
class Moves {
public:
    void measure(const std::function<void()>& move) {
        QElapsedTimer clock;
        clock.start();
        const double before = threadMilliseconds();
        move();
        QCoreApplication::processEvents();
        processor_.push_back(threadMilliseconds() - before);
        clock_.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    void report(const char* name) const {
        std::printf("%-22s processor: mean %5.1f ms, slowest %5.1f ms; clock: mean %5.1f ms, slowest %5.1f ms\n", name,
                    mean(processor_), *std::ranges::max_element(processor_), mean(clock_),
                    *std::ranges::max_element(clock_));
    }

private:
    static double mean(const std::vector<double>& values) {
        double sum = 0;
        for (const double value : values) {
            sum += value;
        }
        return sum / static_cast<double>(values.size());
    }

    std::vector<double> processor_;
    std::vector<double> clock_;
};

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
    // The mode's pace, the layout, and what is worked out once for a run.
    for (int i = 0; i < 20; ++i) {
        QCoreApplication::processEvents();
    }
    std::printf("opened %u operations in %.1f s\n", window.workbench().timeline().size().value,
                static_cast<double>(clock.elapsed()) / 1e3);
    return window.workbench().isRecording();
}

void move(Workbench& workbench) {
    const std::uint32_t size = workbench.timeline().size().value;
    std::mt19937 random(2);
    Moves jumped;
    for (int i = 0; i < jumps; ++i) {
        const OperationIndex n{static_cast<std::uint32_t>(random() % size) + 1};
        jumped.measure([&] { workbench.goTo(Position::after(n)); });
    }
    jumped.report("jumps");
    Moves stepped;
    for (int i = 0; i < jumps; ++i) {
        stepped.measure([&] { workbench.stepOperation(i < jumps / 2 ? 1 : -1); });
    }
    stepped.report("steps forth and back");
    Moves micro;
    for (int i = 0; i < jumps; ++i) {
        micro.measure([&] { workbench.stepMicro(i < jumps / 2 ? 1 : -1); });
    }
    micro.report("micro-steps");
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("made.mtrace"));
    if (argc > 1) {
        path = QFile::decodeName(argv[1]);
    } else {
        writeRecording(path);
    }
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    settings.set(Setting::theme, QStringLiteral("light"));
    MainWindow window(settings);
    window.resize(1440, 900);
    window.show();
    QCoreApplication::processEvents();
    const double before = memory("VmRSS");
    window.findChild<ModeBar*>()->setMode(QStringLiteral("analyse"));
    if (!open(window, path)) {
        std::fprintf(stderr, "cannot be opened\n");
        return 1;
    }
    const double opened = memory("VmRSS");
    move(window.workbench());
    std::printf("memory: %.0f MB before, %.0f MB more when it is open, %.0f MB more after the jumps; most ever %.0f MB "
                "more\n",
                before, opened - before, memory("VmRSS") - before, memory("VmHWM") - before);
    return 0;
}
