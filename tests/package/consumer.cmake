# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Installs BUILD below WORK, builds the consumer project against that, and runs it.
function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE text ERROR_VARIABLE text)
    if(NOT code EQUAL 0)
        string(REPLACE ";" " " command "${ARGN}")
        message(NOTICE "${text}")
        message(FATAL_ERROR "${command}\nended with ${code}")
    endif()
    set(output "${text}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/prefix")
run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/consumer" -B "${WORK}/build" -G Ninja
    "-DCMAKE_PREFIX_PATH=${WORK}/prefix" "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_BUILD_TYPE=${TYPE}"
    "-DCMAKE_EXE_LINKER_FLAGS=${LINK_FLAGS}" "-DEXPECTED_VERSION=${VERSION}")
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/consumer")
if(NOT output MATCHES "Breakwater ${VERSION}, frame [1-9]")
    message(FATAL_ERROR "The consumer said: ${output}")
endif()

# Nothing in the package may lead back to the tree that it was built in.
file(GLOB_RECURSE installed "${WORK}/prefix/*.cmake" "${WORK}/prefix/*.h")
foreach(file IN LISTS installed)
    file(STRINGS "${file}" leaks REGEX "${BUILD}/core|${BUILD}/resources")
    if(leaks)
        message(FATAL_ERROR "${file} names the build tree: ${leaks}")
    endif()
endforeach()
