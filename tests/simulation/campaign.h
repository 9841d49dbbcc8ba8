// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/simulation/options.h>
#include <tests/simulation/script.h>

namespace Breakwater::Simulation {

//! Runs the seeds, stops at the first that fails and says how to see it again. The exit code.
int runCampaign(const Options &options, const QString &program);

} // namespace Breakwater::Simulation
