// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/cli/options.h>

namespace Breakwater::Cli {

//! `breakwaterctl probe`: holds one link for a while and tells what happened to it.
App::ExitCode run(const ProbeOptions &options);

} // namespace Breakwater::Cli
