# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies the allocator's headers and deletes every call of the observer from the copies.

    strip_observer.py HEADERS OUT

The copies are in namespace stalloc_stripped, so that both can be linked into one program.
"""
import pathlib
import re
import sys

CALL = re.compile(r"(?<![\w.])(?:observer_|observer|heap\.observer\(\))\.[a-z_]+\([^;]*\);")


def main():
    headers, out = map(pathlib.Path, sys.argv[1:3])
    out.mkdir(parents=True, exist_ok=True)
    deleted = 0
    for header in sorted(headers.glob("*.h")):
        text, count = CALL.subn("", header.read_text())
        deleted += count
        if re.search(r"\bobserver(_|\(\))?\.[a-z_]+\(", text):
            sys.exit(f"{header}: a call of the observer is left")
        text = re.sub(r"\bnamespace stalloc\b", "namespace stalloc_stripped", text)
        target = out / header.name
        if not target.exists() or target.read_text() != text:
            target.write_text(text)
    if deleted < 20:
        sys.exit(f"only {deleted} calls of the observer found: has their spelling changed?")
    print(f"{deleted} calls of the observer deleted")


main()
