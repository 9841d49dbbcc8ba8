# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Installs the library so that another project's find_package(Breakwater) gives Breakwater::Core and
# each room as Breakwater::Core::<Room>. tests/package builds such a project.

include(CMakePackageConfigHelpers)

# What a static library was linked with, its users have to find again: turns the libraries of all
# rooms into the find_dependency() lines of the package file.
function(breakwater_package_dependencies result)
    set(libraries)
    foreach(room IN LISTS ARGN)
        foreach(property IN ITEMS LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
            get_target_property(linked ${room} ${property})
            list(APPEND libraries ${linked})
        endforeach()
    endforeach()
    # Rooms, this project's own helpers, and what lookups of nothing leave behind.
    list(FILTER libraries EXCLUDE REGEX "^Breakwater::|^breakwater_|breakwater_warnings|NOTFOUND$|^::@")
    list(TRANSFORM libraries REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1")
    list(REMOVE_DUPLICATES libraries)
    list(SORT libraries)

    set(qt)
    set(lines)
    foreach(library IN LISTS libraries)
        if(library MATCHES "^Qt6::(.+)$")
            list(APPEND qt ${CMAKE_MATCH_1})
        elseif(library STREQUAL "tl::expected")
            list(APPEND lines "find_dependency(tl-expected)")
        elseif(library STREQUAL "tomlplusplus::tomlplusplus")
            list(APPEND lines "find_dependency(tomlplusplus)")
        elseif(library MATCHES "^OpenSSL::")
            list(APPEND lines "find_dependency(OpenSSL)")
        elseif(library STREQUAL "Threads::Threads")
            list(APPEND lines "find_dependency(Threads)")
        elseif(library MATCHES "^[a-z0-9_+-]+$")
            # A plain linker name such as xxhash: nothing to find.
        else()
            message(FATAL_ERROR "BreakwaterInstall: say here how a user of the library finds ${library}.")
        endif()
    endforeach()
    list(REMOVE_DUPLICATES lines)
    string(REPLACE ";" " " qt "${qt}")
    list(PREPEND lines "find_dependency(Qt6 6.4 COMPONENTS ${qt})")
    list(JOIN lines "\n" lines)
    set(${result} "${lines}" PARENT_SCOPE)
endfunction()

get_property(rooms GLOBAL PROPERTY BREAKWATER_CORE_ROOMS)
breakwater_package_dependencies(BREAKWATER_DEPENDENCIES ${rooms})
set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/Breakwater")

configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/BreakwaterConfig.cmake.in" "${PROJECT_BINARY_DIR}/BreakwaterConfig.cmake"
    INSTALL_DESTINATION "${package_folder}"
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/BreakwaterConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)

set_target_properties(breakwater_options PROPERTIES EXPORT_NAME Options)
install(TARGETS breakwater_core breakwater_options ${rooms} EXPORT BreakwaterTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT BreakwaterTargets NAMESPACE Breakwater:: DESTINATION "${package_folder}")
install(FILES
    "${PROJECT_BINARY_DIR}/BreakwaterConfig.cmake" "${PROJECT_BINARY_DIR}/BreakwaterConfigVersion.cmake"
    DESTINATION "${package_folder}")
