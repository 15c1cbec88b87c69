#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when an include or a link goes up a floor: floors.py ROOT.

It reads the #include lines of every source file and the commands of every CMakeLists.txt, and compares them with
BELOW. A file or target that belongs to no room is a mistake, too.
"""
import re
import sys
from pathlib import Path

ALLOCATOR = ["allocator/stalloc", "allocator/heap", "allocator/process", "allocator/trace", "allocator/script",
             "allocator/replay", "allocator/sizing", "allocator/timing"]
UI = ["ui/render", "ui/workbench", "ui/models", "ui/report", "ui/views", "ui/panels"]

# Each room, and the rooms that it may include and link besides itself.
BELOW = {
    "allocator/stalloc": [],
    "allocator/heap": ["allocator/stalloc"],
    "allocator/process": [],
    "allocator/trace": ["allocator/stalloc", "allocator/heap"],
    "allocator/script": ["allocator/stalloc", "allocator/heap", "allocator/process", "allocator/trace"],
    "allocator/replay": ["allocator/stalloc", "allocator/heap", "allocator/trace"],
    "allocator/sizing": ["allocator/stalloc", "allocator/heap", "allocator/trace", "allocator/replay"],
    "allocator/timing": ["allocator/stalloc", "allocator/heap", "allocator/process", "allocator/trace"],
    "ui/render": ALLOCATOR,
    "ui/workbench": ALLOCATOR + ["ui/render"],
    "ui/models": ALLOCATOR + ["ui/render", "ui/workbench"],
    "ui/report": ALLOCATOR + ["ui/render", "ui/models"],
    "ui/views": ALLOCATOR + ["ui/render", "ui/workbench", "ui/models"],
    "ui/panels": ALLOCATOR + ["ui/render", "ui/workbench", "ui/models", "ui/views"],
    "app": ALLOCATOR + UI,
}
FLOORS = ["allocator", "ui", "app"]
SUFFIXES = {".h", ".hpp", ".cpp", ".cc", ".c", ".inc"}

# What comes from outside, and where alone it may be used. A name is an include's or a link's beginning.
OUTSIDE = [
    (re.compile(r"(Q[A-Z]|Qt|Qsci)"), re.compile(r"(Qt6?::|qscintilla)", re.I), ("ui/", "app"), "Qt"),
    (re.compile(r"(lua|lauxlib|lualib)"), re.compile(r"(lua|.*\blua)", re.I), ("allocator/script",), "Lua"),
]


def room_of(path):
    """The room of a path below the root, or None: "ui/workbench.h" and "ui/workbench_run.cpp" are the workbench."""
    if re.match(r"ui/workbench[\w.]*", path):
        return "ui/workbench"
    rooms = [room for room in BELOW if path.startswith(room + "/")]
    return max(rooms, key=len, default=None)


def may_use(room, other):
    return room == other or other in BELOW[room]


def check_outside(room, kind, name):
    """kind: 0 for an include, 1 for a link."""
    for entry in OUTSIDE:
        if entry[kind].match(name) and not room.startswith(entry[2]):
            return f"{entry[3]} has no place in {room}: {name}"
    return None


def check_includes(root, path):
    """Yields one line for each bad include of a source file."""
    name = path.relative_to(root).as_posix()
    room = room_of(name)
    if room is None:
        yield f"{name}:1: belongs to no room"
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        quoted, target = match[1] == '"', match[2]
        problem = check_outside(room, 0, target)
        if not problem and target.split("/")[0] in FLOORS:
            other = room_of(target)
            if other is None:
                problem = f"{target} belongs to no room"
            elif not may_use(room, other):
                problem = f"{room} may not include {other}: {target}"
        elif not problem and quoted and not target.endswith(".moc"):
            problem = f"include paths start at the project root: {target}"
        if problem:
            yield f"{name}:{number}: {problem}"


def commands(path):
    """The commands of a CMakeLists.txt as (line, name, arguments), comments left out."""
    text = re.sub(r"#[^\n]*", "", path.read_text(encoding="utf-8"))
    for match in re.finditer(r"(\w+)\s*\(([^()]*)\)", text):
        arguments = [word.strip('"') for word in match[2].split()]
        yield text.count("\n", 0, match.start()) + 1, match[1].lower(), arguments


def made_targets(command, arguments):
    if command in ("firstfit_room", "add_library", "add_executable", "qt_add_executable", "qt_add_library"):
        return arguments[:1]
    return []


def links(command, arguments):
    """(target, what it links) for the commands that link."""
    if command in ("target_link_libraries",) and arguments:
        return arguments[0], [a for a in arguments[1:] if a not in ("PUBLIC", "PRIVATE", "INTERFACE")]
    if command == "firstfit_room" and arguments:
        linked, listing = [], False
        for argument in arguments[1:]:
            if argument in ("SOURCES", "LINKS"):
                listing = argument == "LINKS"
            elif listing:
                linked.append(argument)
        return arguments[0], linked
    return None, []


def room_of_target(name, arguments, directory):
    """A target's room is that of its CMakeLists.txt; the workbench's stands in ui/ itself."""
    if directory == "ui" and "workbench" in name:
        return "ui/workbench"
    return room_of(directory + "/CMakeLists.txt")


def check_links(root, files):
    """Yields one line for each bad link of these CMakeLists.txt files."""
    home = {}
    for path in files:
        directory = path.parent.relative_to(root).as_posix()
        for _, command, arguments in commands(path):
            for target in made_targets(command, arguments):
                home[target] = room_of_target(target, arguments, directory)
    for path in files:
        name = path.relative_to(root).as_posix()
        for line, command, arguments in commands(path):
            target, linked = links(command, arguments)
            if target is None:
                continue
            room = home.get(target)
            if room is None:
                yield f"{name}:{line}: the target {target} belongs to no room"
                continue
            for other in linked:
                problem = check_outside(room, 1, other)
                if not problem and other in home and home[other] and not may_use(room, home[other]):
                    problem = f"{room} may not link {home[other]}: {target} -> {other}"
                if problem:
                    yield f"{name}:{line}: {problem}"


def check_house(root):
    """Every violation below `root`, as "file:line: sentence"."""
    root = Path(root)
    found, cmake_files, sources = [], [], 0
    for floor in FLOORS:
        for path in sorted((root / floor).rglob("*")):
            if path.suffix in SUFFIXES:
                sources += 1
                found += check_includes(root, path)
            elif path.name == "CMakeLists.txt":
                cmake_files.append(path)
    found += check_links(root, cmake_files)
    if sources == 0 or not cmake_files:
        found.append(f"{root}: no house here")
    return found


if __name__ == "__main__":
    violations = check_house(sys.argv[1])
    print("\n".join(violations) if violations else "Every include and every link points downwards.")
    sys.exit(1 if violations else 0)
