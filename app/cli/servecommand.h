// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/cli/options.h>

namespace Breakwater::Cli {

//! `breakwaterctl serve`: answers WebSocket clients until SIGINT or SIGTERM.
App::ExitCode run(const ServeOptions &options);

} // namespace Breakwater::Cli
