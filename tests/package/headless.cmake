# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Fails when PROGRAM needs a library that belongs to displays.
execute_process(COMMAND ldd "${PROGRAM}" RESULT_VARIABLE code OUTPUT_VARIABLE libraries)
if(NOT code EQUAL 0 OR NOT libraries MATCHES "libQt6Core")
    message(FATAL_ERROR "ldd ${PROGRAM} ended with ${code}: ${libraries}")
endif()
string(REGEX MATCHALL "lib(Qt6(Gui|Widgets|Charts|OpenGL|Svg)|X11|xcb|wayland|GL|EGL)[^ ]*" found "${libraries}")
if(found)
    message(FATAL_ERROR "${PROGRAM} needs ${found}")
endif()
