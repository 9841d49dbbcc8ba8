# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# What every target of this project is compiled with. Presets add nothing that code depends on.

include(GNUInstallDirs)

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# Nobody replaces our functions at load time; told so, GCC inlines them (a tenth of a send's instructions).
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fno-semantic-interposition>)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

# ccache takes part in builds with precompiled headers only when it may ignore the defines behind them.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
        "${CCACHE_PROGRAM}")
endif()

option(BREAKWATER_COVERAGE "Count executed lines with gcov" OFF)
# Q_ASSERT speaks in every build but a release; Qt alone would silence it in RelWithDebInfo.
option(BREAKWATER_ASSERTS "Keep Q_ASSERT in builds other than Debug, too" ON)

add_library(breakwater_options INTERFACE)
target_compile_features(breakwater_options INTERFACE cxx_std_20)
target_include_directories(breakwater_options INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/breakwater>
)
# This project's own strictness; a program that links the library keeps its own habits.
foreach(definition IN ITEMS QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_CAST_FROM_ASCII QT_NO_URL_CAST_FROM_STRING)
    target_compile_definitions(breakwater_options INTERFACE $<BUILD_INTERFACE:${definition}>)
endforeach()
# ccache needs it with GCC's precompiled headers.
target_compile_options(breakwater_options INTERFACE $<BUILD_INTERFACE:$<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>>)

add_library(breakwater_warnings INTERFACE)
target_compile_options(breakwater_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wno-missing-field-initializers # designated initialisers name what differs from the defaults
)
if(BREAKWATER_ASSERTS)
    target_compile_definitions(breakwater_warnings INTERFACE $<$<NOT:$<CONFIG:Release>>:QT_FORCE_ASSERTS>)
endif()
if(BREAKWATER_COVERAGE)
    target_compile_options(breakwater_warnings INTERFACE --coverage -fprofile-abs-path)
    target_link_options(breakwater_warnings INTERFACE --coverage)
endif()
if(BREAKWATER_SANITIZE)
    target_compile_options(breakwater_warnings INTERFACE
        -fsanitize=${BREAKWATER_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(breakwater_warnings INTERFACE -fsanitize=${BREAKWATER_SANITIZE})
endif()
if(BREAKWATER_FUZZ)
    # A finding ends the run. Qt calls slots through pointers of other types than their functions'.
    target_compile_options(breakwater_warnings INTERFACE -fno-sanitize-recover=all -fno-sanitize=function)
endif()
