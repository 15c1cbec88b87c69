#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a large mtrace recording: make_mtrace.py OPERATIONS > FILE. The same on every machine.

2,500,000 operations are 280 MB, as of a compiler run: a few thousand call sites with long names, tens of thousands of live
allocations, addresses that are used again.
"""
import random
import sys


def main():
    operations = int(sys.argv[1])
    rng = random.Random(1)
    stem = "_ZN8compiler6Parser15parse_expressionERKNS_"
    sites = [f"@ libcompiler.so.12:({stem}{'x' * (i % 9)}{i:04d}+{i * 7 % 4096:x})[0x{0x20000 + i * 61:x}] "
             for i in range(3000)]
    live, unused, top = [], [], 0x55D000000000
    out = ["= Start\n"]
    while operations > 0:
        operations -= 1
        where = sites[int(rng.random() ** 3 * len(sites))]
        choice = rng.random()
        if live and choice > (0.5 if len(live) < 60000 else 0.6):
            at = int(rng.random() * len(live))
            live[at], live[-1] = live[-1], live[at]
            address, size = live.pop()
            if choice > 0.95:
                out.append(f"{where}< 0x{address:x}\n{where}> 0x{address:x} 0x{size * 2:x}\n")
                live.append((address, size * 2))
            else:
                out.append(f"{where}- 0x{address:x}\n")
                unused.append(address)
        else:
            if unused and choice > 0.05:
                address = unused.pop()
            else:
                top += 0x1000
                address = top
            size = int(2 ** (rng.random() * 9) * 8)
            out.append(f"{where}+ 0x{address:x} 0x{size:x}\n")
            live.append((address, size))
        if len(out) > 10000:
            sys.stdout.write("".join(out))
            out.clear()
    out.append("= End\n")
    sys.stdout.write("".join(out))


main()
