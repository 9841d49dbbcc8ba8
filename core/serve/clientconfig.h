// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>

namespace Breakwater {

//! Of one client's remembered ids, each way: at most half a megabyte.
constexpr std::int64_t mostDedupEntriesOfClient = 10'000;
//! What one client that reads nothing can make us hold: together with its socket less than two
//! mebibytes, whatever the settings for links of ours say.
constexpr std::int64_t mostQueueBytesOfClient = 1024 * 1024;
constexpr std::int64_t mostBacklogOfClient = 256 * 1024;

//! What of a configuration holds for a client that came to us: the limits for those who connect, no
//! outbox, no preamble, and nothing that is about the program behind a server of ours.
StabilityConfig clientConfigOf(const StabilityConfig &config);

} // namespace Breakwater
