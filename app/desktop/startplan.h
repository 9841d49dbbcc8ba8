// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/desktop/desktopoptions.h>

#include <vector>

namespace Breakwater::App {

//! Everything that the command line asked for, checked before any window opens.
struct StartPlan
{
    DesktopOptions options;
    LoadedConfig config;
    std::vector<OpenSession> sessions; //!< of the bare URLs
    std::vector<Profile> profiles; //!< the one that was named, else those that open by themselves
    bool startsDemo = false;
};

//! An error is one sentence for people.
Expected<StartPlan> planStart(const DesktopOptions &options, const Paths &paths);

//! Whether --export and --screenshot can be written at all: said before somebody waits for them.
Expected<void> checkOutputs(const DesktopOptions &options);

} // namespace Breakwater::App
