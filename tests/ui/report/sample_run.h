// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recording small enough to be followed by hand, in a heap too small for it.
#pragma once

#include "allocator/replay/timeline.h"
#include "allocator/trace/recording.h"
#include "ui/report/report.h"

#include <QByteArray>

namespace firstfit::test {

// In six blocks of 16: 0-1, 2, 3-5; 2 is given back; 17 bytes find no room; 0-1 are given back; 30 bytes go there.
inline const QByteArray smallRecording = "= Start\n"
                                         "@ ./a:(first+1)[0x1] + 0x1000 0x14\n"
                                         "@ ./a:(second+2)[0x2] + 0x2000 0xa\n"
                                         "@ ./a:(third+3)[0x3] + 0x3000 0x30\n"
                                         "@ ./a:(second+4)[0x4] - 0x2000\n"
                                         "@ ./a:(op<b>&\"'+5)[0x5] + 0x4000 0x11\n"
                                         "@ ./a:(first+6)[0x6] - 0x1000\n"
                                         "@ ./a:(last+7)[0x7] + 0x5000 0x1e\n"
                                         "= End\n";

struct SampleRun {
    Trace trace;
    Timeline timeline;

    explicit SampleRun(const QByteArray& recording = smallRecording, std::uint32_t blocks = 6)
        : timeline(geometryOf(blocks)) {
        const std::string text = recording.toStdString();
        const auto source = bytes_of(text);
        ReadRecording read = read_recording(*source, "small.mtrace");
        if (auto* made = std::get_if<Trace>(&read)) {
            trace = std::move(*made);
        }
        for (CallSite& site : trace.call_sites) { // other readers may let such a name through
            site.function += site.function.starts_with("op") ? "\x01" : "";
        }
        timeline.append_all(trace.operations, trace.names);
    }

    [[nodiscard]] static HeapGeometry geometryOf(std::uint32_t blocks) {
        HeapGeometry geometry;
        geometry.blocks = BlockCount{blocks};
        geometry.block_size = 16;
        return geometry;
    }
    [[nodiscard]] static ReportRequest request() {
        ReportRequest request;
        request.name = QStringLiteral("some/where/a<i>&amp;\x02.mtrace");
        request.made = QDateTime(QDate(2026, 1, 2), QTime(3, 4));
        request.fonts = Fonts::ofDesktop();
        return request;
    }
};

} // namespace firstfit::test
