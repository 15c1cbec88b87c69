// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small recording whose every figure can be worked out by hand, in a heap of 16 blocks of 16 bytes:
//
//            0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
//   after 6  a  a  a  b  b  c  c  c  d  e  e  e  e  f  f  f     peak: 246 bytes
//   after 8  .  .  .  b  b  .  .  .  d  e  e  e  e  f  f  f     9 wants 4 blocks: free d, or 4 more behind the heap
//   after 10 .  .  .  b  b  .  .  .  d  e  e  e  e  .  .  .     11 wants 7: free b
//   after 13 .  .  .  b  b  i  i  i  i  e  e  e  e  .  .  .
#pragma once

#include "ui/workbench.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace firstfit {

inline QByteArray sampleRecording() {
    return "= Start\n"
           "@ /usr/bin/sample:(parse+0x10)[0x401010] + 0x1000 0x30\n" // a
           "@ /usr/bin/sample:(copy+0x8)[0x401108] + 0x2000 0x1e\n"   // b
           "@ /usr/bin/sample:(parse+0x10)[0x401010] + 0x3000 0x30\n" // c
           "@ /usr/bin/sample:(copy+0x8)[0x401108] + 0x4000 0x10\n"   // d
           "@ /usr/bin/sample:(parse+0x10)[0x401010] + 0x5000 0x40\n" // e
           "@ /usr/bin/sample:(copy+0x8)[0x401108] + 0x6000 0x28\n"   // f
           "@ /usr/bin/sample:(drop+0x4)[0x401204] - 0x1000\n"
           "@ /usr/bin/sample:(drop+0x4)[0x401204] - 0x3000\n"
           "@ /usr/bin/sample:(widen+0x6)[0x401306] + 0x7000 0x3c\n" // g fails
           "@ /usr/bin/sample:(drop+0x4)[0x401204] - 0x6000\n"
           "@ /usr/bin/sample:(widen+0x6)[0x401306] + 0x8000 0x64\n" // h fails
           "@ /usr/bin/sample:(drop+0x4)[0x401204] - 0x4000\n"
           "@ /usr/bin/sample:(widen+0x6)[0x401306] + 0x9000 0x3c\n" // i
           "this is no line\n"
           "@ /usr/bin/sample:(drop+0x4)[0x401204] - 0xdead0\n"
           "= End\n";
}

/// Writes `text` into `folder` and opens it in 16 blocks of 16 bytes; false if that takes too long.
inline bool openSample(Workbench& bench, const QTemporaryDir& folder, const QByteArray& text = sampleRecording()) {
    QFile file(folder.filePath(QStringLiteral("sample.mtrace")));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return false;
    file.close();
    HeapGeometry geometry;
    geometry.blocks = BlockCount{16};
    geometry.block_size = 16;
    QSignalSpy finished(&bench, &Workbench::loadingFinished);
    bench.openRecording(file.fileName(), {}, geometry);
    return finished.count() > 0 || finished.wait(20'000);
}

} // namespace firstfit
