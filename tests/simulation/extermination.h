// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/simulation/options.h>

namespace Breakwater::Simulation {

//! Runs the simulation on each mutant until one of its seeds fails, and prints which. The exit code
//! is 1 when one survives, or when the core fails with all mutants switched off. Each runs in a
//! process of its own: a mutant may crash or never return.
int killAllMutants(const Options &options);

} // namespace Breakwater::Simulation
