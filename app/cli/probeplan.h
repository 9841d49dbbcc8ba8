// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/cli/options.h>

#include <core/base/expected.h>
#include <core/config/stabilityconfig.h>
#include <core/engine/command.h>

#include <vector>

namespace Breakwater::Cli {

//! A probe with all its files read and all its values checked: what is wrong is said before
//! anything is tried.
struct ProbePlan
{
    OpenSession open;
    StabilityConfig config;
    std::optional<QString> text;
    std::vector<QString> warnings;
};

//! An error is bad usage or bad configuration.
Expected<ProbePlan> planProbe(const ProbeOptions &options);

} // namespace Breakwater::Cli
