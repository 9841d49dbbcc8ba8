# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# The model of the world, and the accounts that the core is held against: what the simulation's
# programs are made of, and the benchmark of its speed (a release is built without tests).
set(model
    breakeraccount.cpp
    campaign.cpp
    content.cpp
    deeds.cpp
    extermination.cpp
    linkaccount.cpp
    messageaccount.cpp
    messagestorage.cpp
    options.cpp
    oracle.cpp
    pipe.cpp
    plan.cpp
    script.cpp
    sender.cpp
    sessionaccount.cpp
    simdisk.cpp
    simlink.cpp
    simnetwork.cpp
    simserver.cpp
    simtime.cpp
    trace.cpp
    visitaccount.cpp
    visitor.cpp
    visits.cpp
    world.cpp
)
list(TRANSFORM model PREPEND "${CMAKE_CURRENT_LIST_DIR}/")

if(NOT TARGET simulation_model)
    add_library(simulation_model STATIC ${model} "${CMAKE_CURRENT_LIST_DIR}/nomutants.cpp")
    # Many seeds are worth more than a quick build.
    target_compile_options(simulation_model PRIVATE -O2)
    target_link_libraries(simulation_model
        PUBLIC Breakwater::Core::Serve Breakwater::Core::Session Breakwater::Core::Store
        PRIVATE breakwater_warnings
    )
endif()
