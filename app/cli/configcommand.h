// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/cli/options.h>

namespace Breakwater::Cli {

//! `breakwaterctl config show|check|defaults`.
App::ExitCode run(const ShowConfigOptions &options);

} // namespace Breakwater::Cli
