// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line_help.h"

namespace firstfit {

QString versionText() { return QStringLiteral("firstfit " FIRSTFIT_VERSION "\n"); }

QString generalHelp() {
    return QStringLiteral(R"(Usage: firstfit [FILE]
       firstfit replay FILE [OPTION]...
       firstfit size FILE [OPTION]...
       firstfit record [-o OUT] -- PROGRAM [ARG...]
       firstfit report FILE -o OUT [OPTION]...
       firstfit export FILE -o OUT [OPTION]...
       firstfit bench [OPTION]...

See a first-fit heap at work. Without a command the window opens, on FILE if there is one:
a Lua script, a recording of a real program (mtrace, heaptrack --raw, ltrace, Malloc lab
.rep, CS107 .script; packed with gzip or zstd, too), or a reference trace. The content
tells which; - is standard input.

Commands (no window, no display needed):
  replay   run a script, a recording or a trace and say what became of it
  size     find the smallest heap that holds a recording
  record   run a program and record what it allocates
  report   write a document on a run: timeline, maps, failures, the smallest heap
  export   draw the heap at one moment as PNG, SVG or PDF
  bench    time the heap against malloc and others

Options:
  -h, --help      this text; firstfit COMMAND --help tells more
  -V, --version   the version

Exit status: 0 done; 1 a script ended with a diagnostic, or a request of a recording found
no room; 2 bad usage, unreadable input or a syntax error. A script's request that finds no
room is a result, not a failure. record has the status of the program that it runs.
)");
}

namespace {

QString heapOptionsHelp() {
    return QStringLiteral(R"(The heap, instead of the one that the file asks for (a recording asks for none: then it is
one with some room to spare at the recording's peak):
  --blocks L          blocks, 1 to 65535
  --block-size B      bytes in a block, a power of two from 4 to 268435456
  --base-address A    the address of block 0, a multiple of B (0x... for hexadecimal)
  --policy P          first-fit, next-fit, best-fit or worst-fit
)");
}

QString recordingOptionsHelp() {
    return QStringLiteral(R"(What of a recording is wanted, instead of all:
  --range A-B         operations A to B; A- and -B are open at one end
  --sizes MIN-MAX     allocations of MIN to MAX bytes, with all that becomes of them
  --thread N          allocations of one thread (only ltrace tells threads)
  --align N           the alignment in bytes of requests that do not tell theirs, instead
                      of 16, which malloc promises on 64-bit machines
)");
}

QString helpAndDiagnostics() {
    return QStringLiteral(R"(
  -h, --help          this text

Diagnostics go to standard error as file:line:column: message.
)");
}

} // namespace

QString replayHelp() {
    return QStringLiteral(R"(Usage: firstfit replay FILE [OPTION]...

Run a Lua script, a recording or a reference trace and say what became of it. A reference
trace gives one line per operation: RESULT OOM EMPTY FREELIST. FILE may be -.

)") + heapOptionsHelp() +
           QStringLiteral("\n") + recordingOptionsHelp() + QStringLiteral(R"(
Where to stop:
  --stop-when COND    end the run where COND is met; several: where the first of them is
                        fragmentation>0.5   external fragmentation rises above 50 %
                        largest<12          the largest chunk falls below 12 blocks
                        touches=17          block 17 is handed out or given back
                        fails               a request finds no room
                        fails@FUNCTION      a request from there finds no room

Output:
  --json              one JSON object instead of text
  --csv FILE          the figures of every operation as comma-separated values, too;
                      - writes them to standard output, instead of text
)") + helpAndDiagnostics();
}

QString sizeHelp() {
    return QStringLiteral(R"(Usage: firstfit size FILE [OPTION]...

For each block size, find the smallest number of blocks in which every request of a
recording (or a script) finds room, and replay it there to be sure. FILE may be -.

The heaps:
  --block-sizes LIST  bytes, separated by commas; without it 4,8,16,32,64,128,256
  --headroom PERCENT  that much more blocks than needed

)") + recordingOptionsHelp() +
           QStringLiteral(R"(
Output:
  --json              one JSON object instead of a table
)") + helpAndDiagnostics();
}

QString recordHelp() {
    return QStringLiteral(R"(Usage: firstfit record [-o OUT] -- PROGRAM [ARG...]

Run a program under heaptrack (Debian package heaptrack) and record what it allocates and
frees, for firstfit OUT, firstfit replay OUT and firstfit size OUT. Input, output, signals
and exit status are the program's own.

  -o, --output OUT    the recording; without it, PROGRAM.raw in this folder, or
                      PROGRAM-2.raw and so on if that exists

  -h, --help          this text

Exit status: the program's; 2 if it could not be run or recorded.
)");
}

QString exportHelp() {
    return QStringLiteral(R"(Usage: firstfit export FILE -o OUT.png|OUT.svg|OUT.pdf [OPTION]...

Run a Lua script, a recording or a reference trace and draw its heap at one moment. The
ending of OUT says what is written. FILE may be -.

The picture:
  -o, --output OUT    where to write it (needed)
  --at OP[.MICRO]     the moment: after operation OP (0 is the fresh heap), or MICRO
                      micro-steps into it; without it, the end
  --size WxH          width and height in px; without it, what suits the heap
  --scale N           1 to 4 times as many pixels
  --theme T           light (as without it) or dark

)") + heapOptionsHelp() +
           QStringLiteral("\n") + recordingOptionsHelp() + helpAndDiagnostics();
}

QString reportHelp() {
    return QStringLiteral(R"(Usage: firstfit report FILE -o OUT.html|OUT.pdf [OPTION]...

Run a Lua script, a recording or a reference trace and write a report: a summary, the
timeline, the heap at its peak, each failed request with the heap at that moment, its cause
and what would have helped, the smallest heap that holds the run, and what was never freed.
OUT.html is one file for every browser, OUT.pdf is for paper. FILE may be -.

The report:
  -o, --output OUT    where to write it (needed)
  --failures N        explain and draw the first N failures, 0 to 100, instead of 10
  --no-sizing         do not look for the smallest heap, which may take long

)") + heapOptionsHelp() +
           QStringLiteral("\n") + recordingOptionsHelp() + helpAndDiagnostics() + QStringLiteral(R"(
Exit status: as that of replay; 1 if a request of a recording found no room, which the
report then explains.
)");
}

} // namespace firstfit
