#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails if static heaps make an executable longer: static_heaps.py SMALL LARGE.

Both are the same program, with heaps of 1,000 blocks and of 65,535 blocks. Both must run; the larger one's file may be up
to 1 KB longer, and its heaps must lie in .bss.
"""
import os
import struct
import subprocess
import sys

LARGE_HEAPS = 3 * 65535 * 16
LIMIT = 1024


def sections(path):
    """Name -> (type, size) of each section of a 64-bit little-endian ELF file."""
    data = open(path, "rb").read()
    if data[:6] != b"\x7fELF\x02\x01":
        return None
    (start,) = struct.unpack_from("<Q", data, 40)
    size, count, names = struct.unpack_from("<HHH", data, 58)
    headers = [struct.unpack_from("<IIQQQQ", data, start + i * size) for i in range(count)]
    table = headers[names][4]
    return {data[table + h[0]:data.index(b"\0", table + h[0])].decode(): (h[1], h[5]) for h in headers}


def main(small, large):
    for program in (small, large):
        subprocess.run([program], check=True)
    growth = os.path.getsize(large) - os.path.getsize(small)
    print(f"the executable grows by {growth} bytes")
    bad = []
    if growth >= LIMIT:
        bad.append(f"that is {LIMIT} or more")
    found = sections(large)
    if found is not None:
        nobits, bss = found[".bss"]
        data = found.get(".data", (1, 0))[1]
        print(f".bss {bss}, .data {data} bytes")
        if nobits != 8 or bss < LARGE_HEAPS:
            bad.append(f"the heaps are not in .bss: {LARGE_HEAPS} bytes are wanted")
        if data >= LIMIT:
            bad.append("something large lies in .data")
    for line in bad:
        print(line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
