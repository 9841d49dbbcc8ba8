// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>

#include <optional>

namespace Breakwater::Cli {

//! A measured time: "12.3 ms"; "85.0 µs" where milliseconds would say next to nothing; "≤ 1 µs"
//! where it is too short to be measured; "—" where it is not known.
QString latency(const std::optional<Duration> &value, int decimals);

} // namespace Breakwater::Cli
