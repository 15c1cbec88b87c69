# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: MIT
# What is installed of the library (the component stalloc), and how CPack makes a DEB of it.
include(CMakePackageConfigHelpers)

set(config_dir ${CMAKE_INSTALL_DATADIR}/cmake/stalloc)
set(document_dir ${CMAKE_INSTALL_DATADIR}/doc/libstalloc-dev)

install(DIRECTORY ${PROJECT_BINARY_DIR}/include/stalloc DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT stalloc)
install(TARGETS stalloc EXPORT stallocTargets COMPONENT stalloc)
install(EXPORT stallocTargets NAMESPACE stalloc:: DESTINATION ${config_dir} COMPONENT stalloc)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/stallocConfigVersion.cmake
    COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES cmake/stallocConfig.cmake ${PROJECT_BINARY_DIR}/stallocConfigVersion.cmake
    DESTINATION ${config_dir} COMPONENT stalloc)

# pkg-config's file names its prefix by where it lies itself, so that an installed tree can be moved.
set(pkgconfig_dir ${CMAKE_INSTALL_DATADIR}/pkgconfig)
if(IS_ABSOLUTE ${CMAKE_INSTALL_INCLUDEDIR} OR IS_ABSOLUTE ${pkgconfig_dir})
    set(stalloc_includedir ${CMAKE_INSTALL_FULL_INCLUDEDIR})
    set(stalloc_prefix ${CMAKE_INSTALL_PREFIX})
else()
    set(stalloc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
    file(RELATIVE_PATH up /${pkgconfig_dir} /)
    string(REGEX REPLACE "/$" "" up "${up}")
    set(stalloc_prefix "\${pcfiledir}/${up}")
endif()
configure_file(cmake/stalloc.pc.in ${PROJECT_BINARY_DIR}/stalloc.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/stalloc.pc DESTINATION ${pkgconfig_dir} COMPONENT stalloc)

install(FILES LICENSE DESTINATION ${document_dir} RENAME copyright COMPONENT stalloc)
install(FILES ${PROJECT_BINARY_DIR}/documents/README.md CHANGELOG.md DESTINATION ${document_dir} COMPONENT stalloc)

# A configuration of its own, for the library's version is not the program's.
set(CPACK_OUTPUT_CONFIG_FILE ${PROJECT_BINARY_DIR}/CPackConfig.cmake)
set(CPACK_SOURCE_OUTPUT_CONFIG_FILE ${PROJECT_BINARY_DIR}/CPackSourceConfig.cmake)
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};stalloc;stalloc;/")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME libstalloc-dev)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "The Firstfit authors")
set(CPACK_PACKAGE_CONTACT "The Firstfit authors <firstfit@users.noreply.github.com>")
set(CPACK_PACKAGE_HOMEPAGE_URL https://firstfit.github.io)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "small first-fit heap in an object, for C++20")
set(CPACK_PACKAGE_DESCRIPTION "stalloc::Stalloc is a heap of some blocks in an object on the stack, in another
object or in static storage. Its allocations carry no header. With adaptors
for threads, standard containers, memory resources and the global operator new.
Header-only; the core needs no standard library.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/package)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
