# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# How a room is built: one static library per folder, with the flags that all rooms share.

function(firstfit_flags target)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
        -Wold-style-cast -Wimplicit-fallthrough)
    if(FIRSTFIT_WARNINGS_ARE_ERRORS)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    if(FIRSTFIT_SANITIZE)
        target_compile_options(${target} PRIVATE -fsanitize=${FIRSTFIT_SANITIZE} -fno-omit-frame-pointer
            -fno-sanitize-recover=all)
        target_link_options(${target} PRIVATE -fsanitize=${FIRSTFIT_SANITIZE})
    endif()
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)
endfunction()

# firstfit_room(target SOURCES ... LINKS ...): a static library with the project root as its include path.
function(firstfit_room target)
    cmake_parse_arguments(room "" "" "SOURCES;LINKS" ${ARGN})
    add_library(${target} STATIC ${room_SOURCES})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${room_LINKS})
    firstfit_flags(${target})
endfunction()

# firstfit_test(name SOURCES ... LINKS ...): one Qt Test program, one ctest entry; runs without a display.
function(firstfit_test name)
    cmake_parse_arguments(test "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${test_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE ${test_LINKS} Qt6::Test)
    target_compile_definitions(${name} PRIVATE FIRSTFIT_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    firstfit_flags(${name})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen" TIMEOUT 600)
endfunction()
