// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <vector>

namespace Breakwater::Simulation {

//! A mistake that is built into the core of simulation_mutants.
struct Mutant
{
    const char *name = "";
    const char *story = "";
};

//! Empty in a program that contains none. Made from mutants.toml.
const std::vector<Mutant> &mutants();
//! Numbers start at 1; 0 switches all of them off.
void switchOn(int number);

} // namespace Breakwater::Simulation
