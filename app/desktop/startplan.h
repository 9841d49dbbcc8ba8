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
    LoadedConfig config; //!< the user's own
    //! What the engine starts with where the demo starts alone: its faults are worth watching only
    //! where a recovery takes seconds. The user's own where a preset was named.
    std::optional<StabilityConfig> demoConfig;
    std::vector<OpenSession> sessions; //!< of the bare URLs
    std::vector<OpenWatch> watches;    //!< of those that say by themselves that they are watched
    std::vector<Profile> profiles; //!< the one that was named, else those that open by themselves
    bool startsDemo = false;
};

//! Whether a bare URL is watched: http and https always, ws and wss when they name a stream.
bool isToBeWatched(const QString &url);

//! The user's settings with the preset "testing" beneath them: file, environment and command line
//! are read again.
Expected<StabilityConfig> demoConfig(const DesktopOptions &options);

//! An error is one sentence for people.
Expected<StartPlan> planStart(const DesktopOptions &options, const Paths &paths);

//! Whether --export and --screenshot can be written at all: said before somebody waits for them.
Expected<void> checkOutputs(const DesktopOptions &options);

} // namespace Breakwater::App
