# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# What every target of this project is compiled with. Presets add nothing that code depends on.

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

add_library(breakwater_options INTERFACE)
target_compile_features(breakwater_options INTERFACE cxx_std_20)
target_include_directories(breakwater_options INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/breakwater>
)
target_compile_definitions(breakwater_options INTERFACE
    QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_CAST_FROM_ASCII QT_NO_URL_CAST_FROM_STRING
)

add_library(breakwater_warnings INTERFACE)
target_compile_options(breakwater_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
)
if(BREAKWATER_SANITIZE)
    target_compile_options(breakwater_warnings INTERFACE
        -fsanitize=${BREAKWATER_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(breakwater_warnings INTERFACE -fsanitize=${BREAKWATER_SANITIZE})
endif()
