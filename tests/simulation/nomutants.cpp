// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/mutants.h>

namespace Breakwater::Simulation {

const std::vector<Mutant> &mutants()
{
    static const std::vector<Mutant> none;
    return none;
}

void switchOn(int) { }

} // namespace Breakwater::Simulation
