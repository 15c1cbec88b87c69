#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails unless README.md shows each example as it is compiled: readme_examples.py README EXAMPLES... [--write].

A block of C++ in the README has the name of its file in a comment on the line before it. --write puts the files' text
into the README instead.
"""
import re
import sys
from pathlib import Path

BLOCK = re.compile(r"<!-- (\w+\.cpp) -->\n```cpp\n(.*?)```\n", re.S)
ANY_BLOCK = re.compile(r"^```(cpp|c\+\+)", re.M)


def shown(path):
    """The text of an example without its licence."""
    return re.sub(r"\A(// SPDX[^\n]*\n)+", "", path.read_text(encoding="utf-8"))


def main(readme, examples, write):
    text = readme.read_text(encoding="utf-8")
    files = {path.name: shown(path) for path in examples}
    if write:
        readme.write_text(BLOCK.sub(
            lambda match: f"<!-- {match[1]} -->\n```cpp\n{files[match[1]]}```\n", text), encoding="utf-8")
        return 0
    blocks = dict(BLOCK.findall(text))
    bad = [f"{name}: not in {readme.name}" for name in files if name not in blocks]
    bad += [f"{name}: there is no such example" for name in blocks if name not in files]
    bad += [f"{name}: {readme.name} shows something else" for name in files
            if name in blocks and blocks[name] != files[name]]
    if len(ANY_BLOCK.findall(text)) != len(blocks):
        bad.append(f"{readme.name}: a block of C++ belongs to no example")
    for line in bad:
        print(line)
    return 1 if bad else 0


if __name__ == "__main__":
    names = [Path(name) for name in sys.argv[1:] if name != "--write"]
    sys.exit(main(names[0], names[1:], "--write" in sys.argv))
