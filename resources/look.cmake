# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# :/icons and :/themes, part of the room that draws with them. A new file is picked up by itself.
file(GLOB look_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/icons/*.svg
    ${PROJECT_SOURCE_DIR}/resources/themes/*.qss)
qt_add_resources(ui_render look PREFIX / BASE ${PROJECT_SOURCE_DIR}/resources FILES ${look_files})
