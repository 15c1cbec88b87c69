# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# How a room is built: one static library per folder, with the flags that all rooms share.

function(firstfit_flags target)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
        -Wold-style-cast -Wimplicit-fallthrough)
    # GCC 12 sees overlaps in every `"text" + string` that it optimises; 13 does not (GCC bug 105651).
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        target_compile_options(${target} PRIVATE -Wno-restrict)
    endif()
    if(FIRSTFIT_WARNINGS_ARE_ERRORS)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    if(FIRSTFIT_SANITIZE)
        target_compile_options(${target} PRIVATE -fsanitize=${FIRSTFIT_SANITIZE} -fno-omit-frame-pointer
            -fno-sanitize-recover=all)
        # Sanitized code hides from GCC where a value comes from: it doubts std::optional's insides (its manual says so).
        if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
            target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
        endif()
        target_link_options(${target} PRIVATE -fsanitize=${FIRSTFIT_SANITIZE})
    endif()
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)
endfunction()

# Reading Qt's headers takes longer than compiling our code. A build may read them once; the dev preset does not, so
# that an include that is missing is noticed.
option(FIRSTFIT_PRECOMPILE "Precompile Qt's headers" OFF)
if(FIRSTFIT_PRECOMPILE AND NOT EXISTS ${PROJECT_BINARY_DIR}/precompiled.cpp)
    file(WRITE ${PROJECT_BINARY_DIR}/precompiled.cpp "")
endif()

# firstfit_precompile(target QtWidgets|QtCore): takes Qt's headers from the precompiled ones, if that was asked for.
function(firstfit_precompile target headers)
    if(NOT FIRSTFIT_PRECOMPILE)
        return()
    endif()
    if(NOT TARGET precompiled_${headers})
        add_library(precompiled_${headers} STATIC ${PROJECT_BINARY_DIR}/precompiled.cpp)
        string(SUBSTRING ${headers} 2 -1 module)
        target_link_libraries(precompiled_${headers} PRIVATE Qt6::${module})
        firstfit_flags(precompiled_${headers})
        target_precompile_headers(precompiled_${headers} PRIVATE
            <${headers}> <algorithm> <functional> <memory> <string> <vector>)
    endif()
    target_precompile_headers(${target} REUSE_FROM precompiled_${headers})
    # ccache hashes what the preprocessor hands on, so that must name the precompiled headers.
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
    # From precompiled headers GCC no longer knows which code is the system's, and suspects the insides of std::string.
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-stringop-overread -Wno-stringop-overflow)
    endif()
endfunction()

# firstfit_room(target SOURCES ... LINKS ...): a static library with the project root as its include path.
function(firstfit_room target)
    cmake_parse_arguments(room "" "" "SOURCES;LINKS" ${ARGN})
    add_library(${target} STATIC ${room_SOURCES})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${room_LINKS})
    firstfit_flags(${target})
    if("${room_LINKS}" MATCHES "Qt6::Widgets|ui_(render|workbench|report|views|panels)")
        firstfit_precompile(${target} QtWidgets)
    endif()
endfunction()

# What stands before each test's name, so that one ctest run can tell the presets apart.
set(FIRSTFIT_TEST_PREFIX "" CACHE STRING "Put before the names of tests")

set(FIRSTFIT_TEST_ENVIRONMENT
    QT_QPA_PLATFORM=offscreen
    # Tests lie elsewhere than the program, so they cannot find it beside themselves.
    FIRSTFIT_SCRIPT_WORKER=${PROJECT_BINARY_DIR}/firstfit-script-worker
    FIRSTFIT_TIMING_WORKER=${PROJECT_BINARY_DIR}/firstfit-timing-worker
    # A person's own settings, desktop and language do not reach the tests.
    LC_ALL=C.UTF-8 QT_QPA_PLATFORMTHEME= QT_SCALE_FACTOR=1
    ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
    UBSAN_OPTIONS=print_stacktrace=1
    LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/leaks.supp:print_suppressions=0)

# firstfit_test(name SOURCES ... LINKS ...): one Qt Test program, one ctest entry (PREFIXname); runs without a display.
function(firstfit_test name)
    cmake_parse_arguments(test "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${test_SOURCES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_BINARY_DIR}/moc/${name})
    target_link_libraries(${name} PRIVATE ${test_LINKS} Qt6::Test)
    # A test's classes stand in its .cpp, which includes what moc makes of it. AUTOMOC would compile a file more for
    # each test.
    foreach(source IN LISTS test_SOURCES)
        cmake_path(GET source STEM stem)
        file(STRINGS ${source} included REGEX "^#include \"${stem}\\.moc\"")
        if(included)
            set(generated ${CMAKE_CURRENT_BINARY_DIR}/moc/${name}/${stem}.moc)
            qt_generate_moc(${CMAKE_CURRENT_SOURCE_DIR}/${source} ${generated} TARGET ${name})
            target_sources(${name} PRIVATE ${generated})
        endif()
    endforeach()
    target_compile_definitions(${name} PRIVATE FIRSTFIT_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    firstfit_flags(${name})
    if("${test_LINKS}" MATCHES "ui_(render|workbench|report|views|panels)|firstfit_app")
        firstfit_precompile(${name} QtWidgets)
    else()
        firstfit_precompile(${name} QtCore)
    endif()
    set(entry ${FIRSTFIT_TEST_PREFIX}${name})
    add_test(NAME ${entry} COMMAND ${name})
    set_tests_properties(${entry} PROPERTIES TIMEOUT 600 ENVIRONMENT "${FIRSTFIT_TEST_ENVIRONMENT}")
endfunction()
