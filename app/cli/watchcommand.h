// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/cli/options.h>

namespace Breakwater::Cli {

//! `breakwaterctl watch`: tells what a remote core says of itself until it is stopped.
App::ExitCode run(const WatchOptions &options);

} // namespace Breakwater::Cli
