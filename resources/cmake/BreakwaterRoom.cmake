# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later

include(GNUInstallDirs)

# The headers that nearly every file includes.
set(BREAKWATER_CORE_PCH
    <QtCore/QByteArray> <QtCore/QHash> <QtCore/QJsonObject> <QtCore/QObject> <QtCore/QString> <QtCore/QUrl>
    <algorithm> <chrono> <cstdint> <functional> <memory> <optional> <string> <vector>
)

# breakwater_precompile_headers(target core [<QtTest/QTest> …])
#
# One precompiled header for all targets of a kind (core, ui, tests, ui_tests): the first one makes it,
# of BREAKWATER_CORE_PCH and what else is named, and so must be the one with the fewest definitions.
# GCC lets the others add some as long as the headers do not ask for them; clang does not. Not for a
# target with options of its own: GCC takes the header all the same, and crashes.
function(breakwater_precompile_headers target kind)
    get_property(maker GLOBAL PROPERTY BREAKWATER_PCH_${kind})
    if(maker AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_precompile_headers(${target} REUSE_FROM ${maker})
        return()
    endif()
    target_precompile_headers(${target} PRIVATE ${BREAKWATER_CORE_PCH} ${ARGN})
    set_property(GLOBAL PROPERTY BREAKWATER_PCH_${kind} ${target})
endfunction()

# breakwater_add_room(Resilience
#     HEADERS circuitbreaker.h …          public headers, installed with the library
#     SOURCES circuitbreaker.cpp …
#     DEPENDS Breakwater::Core::Base …    the only rooms it may include from (repo.layers checks it)
#     LINKS Qt6::Network …                libraries that its public headers need
#     PRIVATE_LINKS OpenSSL::Crypto …     libraries that only its sources need
#     MOC)                                when it declares QObjects
#
# Makes the static library breakwater_core_resilience, known as Breakwater::Core::Resilience.
function(breakwater_add_room name)
    cmake_parse_arguments(ROOM "MOC" "" "HEADERS;SOURCES;DEPENDS;LINKS;PRIVATE_LINKS" ${ARGN})
    string(TOLOWER "breakwater_core_${name}" target)
    if(ROOM_SOURCES)
        add_library(${target} STATIC ${ROOM_SOURCES} ${ROOM_HEADERS})
        breakwater_precompile_headers(${target} core)
        target_link_libraries(${target}
            PUBLIC breakwater_options ${ROOM_DEPENDS} ${ROOM_LINKS}
            PRIVATE $<BUILD_INTERFACE:breakwater_warnings> ${ROOM_PRIVATE_LINKS})
    else()
        add_library(${target} INTERFACE)
        target_link_libraries(${target} INTERFACE breakwater_options ${ROOM_DEPENDS} ${ROOM_LINKS})
    endif()
    if(ROOM_MOC)
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
    endif()
    set_target_properties(${target} PROPERTIES EXPORT_NAME "Core::${name}")
    add_library(Breakwater::Core::${name} ALIAS ${target})
    set_property(GLOBAL APPEND PROPERTY BREAKWATER_CORE_ROOMS ${target})

    file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
    install(FILES ${ROOM_HEADERS} DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/breakwater/${folder}")
endfunction()

# breakwater_add_ui_room(charts HEADERS … SOURCES … DEPENDS …): the same for the window; not installed.
function(breakwater_add_ui_room name)
    cmake_parse_arguments(ROOM "" "" "HEADERS;SOURCES;DEPENDS;LINKS" ${ARGN})
    set(target breakwater_ui_${name})
    add_library(${target} STATIC ${ROOM_SOURCES} ${ROOM_HEADERS})
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    breakwater_precompile_headers(${target} ui <QtWidgets/QWidget> <QtGui/QPainter>)
    target_link_libraries(${target}
        PUBLIC breakwater_options Qt6::Widgets ${ROOM_DEPENDS} ${ROOM_LINKS}
        PRIVATE breakwater_warnings)
    add_library(Breakwater::Ui::${name} ALIAS ${target})
endfunction()

# breakwater_add_tests(metrics SOURCES tst_counters.cpp … LINKS Breakwater::Core::Metrics)
#
# One executable a folder, one ctest entry a class: every tst_<class>.cpp registers its class with
# BREAKWATER_TEST(<Class>) (tests/support/testmain.h) and ctest runs `tests_<name> tst_<class>`.
function(breakwater_add_tests name)
    cmake_parse_arguments(TESTS "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    if(NOT TESTS_TIMEOUT)
        set(TESTS_TIMEOUT 120)
    endif()
    set(target tests_${name})
    add_executable(${target} ${TESTS_SOURCES})
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    set(kind tests)
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "/tests/ui/")
        set(kind ui_tests) # QtTest's headers ask whether there is a QtGui
    endif()
    breakwater_precompile_headers(${target} ${kind} <QtTest/QTest>)
    target_link_libraries(${target} PRIVATE breakwater_options breakwater_warnings Breakwater::TestSupport ${TESTS_LINKS})
    foreach(source IN LISTS TESTS_SOURCES)
        if(source MATCHES "(tst_[a-z0-9_]+)\\.cpp$")
            set(class ${CMAKE_MATCH_1})
            add_test(NAME ${name}.${class} COMMAND ${target} ${class})
            set_tests_properties(${name}.${class} PROPERTIES
                TIMEOUT ${TESTS_TIMEOUT}
                LABELS "${TESTS_LABELS}"
                ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LANG=C.UTF-8;TZ=UTC;QT_SCALE_FACTOR=1"
            )
        endif()
    endforeach()
endfunction()
