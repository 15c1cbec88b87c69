# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# libzstd, whose Debian package installs no CMake config: defines zstd::zstd, version in zstd_VERSION.
find_path(zstd_INCLUDE_DIR zstd.h)
find_library(zstd_LIBRARY NAMES zstd)

if(zstd_INCLUDE_DIR)
    file(STRINGS ${zstd_INCLUDE_DIR}/zstd.h zstd_VERSION_LINES
        REGEX "^#define[ \t]+ZSTD_VERSION_(MAJOR|MINOR|RELEASE)[ \t]+[0-9]+")
    string(REGEX MATCHALL "[0-9]+" zstd_VERSION "${zstd_VERSION_LINES}")
    list(JOIN zstd_VERSION . zstd_VERSION)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(zstd REQUIRED_VARS zstd_LIBRARY zstd_INCLUDE_DIR VERSION_VAR zstd_VERSION)

if(zstd_FOUND AND NOT TARGET zstd::zstd)
    add_library(zstd::zstd UNKNOWN IMPORTED)
    set_target_properties(zstd::zstd PROPERTIES
        IMPORTED_LOCATION ${zstd_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${zstd_INCLUDE_DIR})
endif()
mark_as_advanced(zstd_INCLUDE_DIR zstd_LIBRARY)
