# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed of the program (the component firstfit), where, and how CPack makes a DEB of it. The library looks
# after itself: allocator/stalloc/cmake/install.cmake.

# One name for everything that the desktop has to bring together.
set(FIRSTFIT_ID io.github.firstfit.Firstfit)

# The worker's room installs the worker, for it knows where the program looks for it.
install(TARGETS firstfit RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES packaging/${FIRSTFIT_ID}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES packaging/${FIRSTFIT_ID}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES resources/icons/${FIRSTFIT_ID}.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES packaging/copyright README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/firstfit)
install(FILES packaging/firstfit.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};firstfit;firstfit;/")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME firstfit)
set(CPACK_PACKAGE_VENDOR "The Firstfit authors")
set(CPACK_PACKAGE_CONTACT "The Firstfit authors <firstfit@users.noreply.github.com>")
set(CPACK_PACKAGE_HOMEPAGE_URL https://firstfit.github.io)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "see a first-fit heap at work, step by step")
set(CPACK_PACKAGE_DESCRIPTION "Firstfit runs Lua scripts against a real first-fit heap and shows the blocks,
the links of the free list and the header bytes at every step, forwards and
backwards. It has lessons, a panel to allocate and free by hand, and exports
pictures. For students, teachers, and whoever works with small fixed heaps.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/package)

set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-dejavu-core | fonts-noto-core, qt6-wayland")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS heaptrack) # firstfit record
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
