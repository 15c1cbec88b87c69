#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""identifiers.py ROOT: do the desktop entry, the metainfo, the icon, the program and CPack mean the same program?"""
import configparser
import re
import sys
import xml.etree.ElementTree as xml
from pathlib import Path


def only(root, pattern):
    """The one file that matches."""
    found = sorted(root.glob(pattern))
    if len(found) != 1:
        sys.exit(f"one {pattern} expected, found {len(found)}")
    return found[0]


def desktop_entry(path):
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def set_desktop_file_name(root):
    """What the program tells the desktop it is."""
    calls = []
    for path in sorted((root / "app").rglob("*.cpp")):
        calls += re.findall(r'setDesktopFileName\(QStringLiteral\("([^"]*)"\)\)', path.read_text(encoding="utf-8"))
    return calls


def main(root):
    desktop_path = only(root, "packaging/*.desktop")
    metainfo_path = only(root, "packaging/*.metainfo.xml")
    icon_path = only(root, "resources/icons/*.*.*.svg")
    desktop = desktop_entry(desktop_path)
    metainfo = xml.parse(metainfo_path).getroot()
    cmake = (root / "CMakeLists.txt").read_text(encoding="utf-8")
    package = (root / "packaging/cmake/package.cmake").read_text(encoding="utf-8")

    name = metainfo.findtext("id")
    version = re.search(r"project\(firstfit VERSION ([\d.]+)", cmake)[1]
    expected = {
        "desktop entry's file name": (desktop_path.name, name + ".desktop"),
        "metainfo's file name": (metainfo_path.name, name + ".metainfo.xml"),
        "icon's file name": (icon_path.name, name + ".svg"),
        "desktop entry's icon": (desktop["Icon"], name),
        "metainfo's icon": (metainfo.findtext("icon"), name),
        "metainfo's launchable": (metainfo.findtext("launchable"), name + ".desktop"),
        "program's desktop file name": (set_desktop_file_name(root), [name]),
        "package's id": (re.findall(r"set\(FIRSTFIT_ID (\S+)\)", package), [name]),
        "desktop entry's program": (desktop["Exec"].split()[0], metainfo.findtext("provides/binary")),
        "desktop entry's media types": (
            [t for t in desktop["MimeType"].split(";") if t],
            [t.text for t in metainfo.findall("provides/mediatype")],
        ),
        "newest release in the metainfo": (metainfo.find("releases/release").get("version"), version),
    }
    wrong = [f"the {what} is {found!r}, not {right!r}" for what, (found, right) in expected.items() if found != right]
    print("\n".join(wrong) if wrong else f"{len(expected)} places agree on {name} {version}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
