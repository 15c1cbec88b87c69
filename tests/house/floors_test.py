#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds small houses with one mistake each: floors.py must find it, and nothing in a sound house."""
import tempfile
import unittest
from pathlib import Path

from floors import check_house

SOUND = {
    "allocator/stalloc/header.h": "#include <cstdint>\n",
    "allocator/stalloc/CMakeLists.txt": "add_library(stalloc INTERFACE)\n",
    "allocator/heap/heap.h": '#include "allocator/stalloc/header.h"\n',
    "allocator/heap/CMakeLists.txt": "firstfit_room(firstfit_heap SOURCES heap.cpp LINKS stalloc)\n",
    "allocator/script/worker.cpp": '#include <lua.hpp>\n#include "allocator/heap/heap.h"\n',
    "allocator/script/CMakeLists.txt": "add_executable(worker worker.cpp)\n"
    "target_link_libraries(worker PRIVATE firstfit_heap ${LUA_LIBRARIES})\n",
    "ui/workbench.h": "#include <QObject>\n",
    "ui/workbench.cpp": '#include "ui/workbench.h"\n#include "workbench.moc"\n',
    "ui/CMakeLists.txt": "firstfit_room(ui_workbench SOURCES workbench.cpp # with Qt\n    LINKS firstfit_heap Qt6::Core)\n",
    "ui/views/map.cpp": '#include "ui/workbench.h"\n',
    "ui/views/CMakeLists.txt": "firstfit_room(ui_views SOURCES map.cpp LINKS ui_workbench)\n",
    "app/main.cpp": '#include "ui/views/map.h"\n',
    "app/CMakeLists.txt": "add_executable(firstfit main.cpp)\ntarget_link_libraries(firstfit PRIVATE ui_views)\n",
}


class Floors(unittest.TestCase):
    def violations(self, **changed):
        with tempfile.TemporaryDirectory() as root:
            for name, text in {**SOUND, **changed.get("files", {})}.items():
                path = Path(root) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return check_house(root)

    def expect_one(self, name, text, words):
        found = self.violations(files={name: text})
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])
        self.assertTrue(found[0].startswith(name + ":"), found)

    def test_a_sound_house_has_no_violation(self):
        self.assertEqual(self.violations(), [])

    def test_no_house_at_all_is_not_sound(self):
        with tempfile.TemporaryDirectory() as root:
            self.assertEqual(len(check_house(root)), 1)

    def test_an_include_goes_up_a_floor(self):
        self.expect_one("allocator/heap/heap.h", '#include "ui/workbench.h"\n', "may not include ui/workbench")
        self.expect_one("ui/views/map.cpp", '#  include "app/main_window.h"\n', "may not include app")

    def test_an_include_goes_up_a_room(self):
        self.expect_one("allocator/stalloc/header.h", '#include "allocator/heap/heap.h"\n', "may not include")
        self.expect_one("allocator/script/worker.cpp", '#include "allocator/replay/timeline.h"\n', "may not include")
        self.expect_one("ui/workbench.h", '#include "ui/views/map.h"\n', "may not include ui/views")

    def test_angle_brackets_are_no_way_out(self):
        self.expect_one("allocator/heap/heap.h", "#include <ui/workbench.h>\n", "may not include ui/workbench")

    def test_qt_in_the_allocator(self):
        self.expect_one("allocator/heap/heap.h", "#include <QString>\n", "Qt has no place")
        self.expect_one("allocator/heap/heap.h", "#include <QtCore/QString>\n", "Qt has no place")

    def test_lua_outside_the_worker_s_room(self):
        self.expect_one("ui/views/map.cpp", "#include <lua.hpp>\n", "Lua has no place")

    def test_an_include_that_names_no_room(self):
        self.expect_one("ui/views/map.cpp", '#include "map.h"\n', "start at the project root")

    def test_a_file_in_no_room(self):
        self.expect_one("allocator/cellar.h", "", "belongs to no room")

    def test_a_link_goes_up_a_floor(self):
        self.expect_one(
            "allocator/heap/CMakeLists.txt",
            "firstfit_room(firstfit_heap SOURCES heap.cpp\n    LINKS stalloc ui_views)\n",
            "may not link ui/views",
        )

    def test_a_link_goes_up_a_room(self):
        self.expect_one(
            "ui/CMakeLists.txt",
            "firstfit_room(ui_workbench SOURCES workbench.cpp)\ntarget_link_libraries(ui_workbench PRIVATE ui_views)\n",
            "may not link ui/views",
        )

    def test_qt_linked_to_the_allocator(self):
        self.expect_one(
            "allocator/heap/CMakeLists.txt",
            "firstfit_room(firstfit_heap SOURCES heap.cpp LINKS Qt6::Core)\n",
            "Qt has no place",
        )


if __name__ == "__main__":
    unittest.main()
