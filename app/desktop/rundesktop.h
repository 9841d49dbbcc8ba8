// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/desktop/startplan.h>

namespace Breakwater::App {

//! Hands `arguments` over to a Breakwater that runs already, or opens the window and stays until
//! its end. Needs the QApplication. Returns the exit code.
int runDesktop(const StartPlan &plan, const QStringList &arguments);

} // namespace Breakwater::App
