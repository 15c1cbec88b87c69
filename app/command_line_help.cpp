// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line_help.h"

namespace firstfit {

QString versionText() { return QStringLiteral("firstfit " FIRSTFIT_VERSION "\n"); }

QString generalHelp() {
    return QStringLiteral(R"(Usage: firstfit [FILE]
       firstfit replay FILE [OPTION]...
       firstfit export FILE -o OUT [OPTION]...

See a first-fit heap at work. Without a command the window opens, on FILE if there is one:
a Lua script or a reference trace.

Commands (no window, no display needed):
  replay   run a script or a trace and say what became of it
  export   draw the heap at one moment as PNG, SVG or PDF

Options:
  -h, --help      this text; firstfit COMMAND --help tells more
  -V, --version   the version

Exit status: 0 done; 1 a script ended with a diagnostic; 2 bad usage, unreadable input or
a syntax error. A request that finds no room is a result, not a failure.
)");
}

namespace {

QString heapOptionsHelp() {
    return QStringLiteral(R"(The heap, instead of the one that the file asks for:
  --blocks L          blocks, 1 to 65535
  --block-size B      bytes in a block, a power of two from 4 to 268435456
  --base-address A    the address of block 0, a multiple of B (0x... for hexadecimal)
  --policy P          first-fit, next-fit, best-fit or worst-fit
)");
}

} // namespace

QString replayHelp() {
    return QStringLiteral(R"(Usage: firstfit replay FILE [OPTION]...

Run a Lua script or a reference trace and say what became of it. A reference trace gives
one line per operation: RESULT OOM EMPTY FREELIST.

)") + heapOptionsHelp() +
           QStringLiteral(R"(
Output:
  --json              one JSON object instead of text

  -h, --help          this text

Diagnostics go to standard error as file:line:column: message.
)");
}

QString exportHelp() {
    return QStringLiteral(R"(Usage: firstfit export FILE -o OUT.png|OUT.svg|OUT.pdf [OPTION]...

Run a Lua script or a reference trace and draw its heap at one moment. The ending of OUT
says what is written.

The picture:
  -o, --output OUT    where to write it (needed)
  --at OP[.MICRO]     the moment: after operation OP (0 is the fresh heap), or MICRO
                      micro-steps into it; without it, the end
  --size WxH          width and height in px; without it, what suits the heap
  --scale N           1 to 4 times as many pixels
  --theme T           light (as without it) or dark

)") + heapOptionsHelp() +
           QStringLiteral(R"(
  -h, --help          this text

Diagnostics go to standard error as file:line:column: message.
)");
}

} // namespace firstfit
