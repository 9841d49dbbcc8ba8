// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/interop/killplan.h>

namespace Breakwater::Test {

//! A row for each plan of the group, for a test's _data() function.
void addPlans(KillPlan::Group group);

//! Carries out the plan of this row in its short form, or with BREAKWATER_TEST_FULL five times as
//! long. Prints what came of it; a failure prints the seed and the command that repeats it.
//! BREAKWATER_TEST_SEED chooses the seed.
void runPlanOfThisRow(const char *testClass);

} // namespace Breakwater::Test
