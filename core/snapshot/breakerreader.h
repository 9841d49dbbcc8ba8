// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/jsonreader.h>
#include <core/snapshot/snapshot.h>

namespace Breakwater {

//! The group `circuit_breaker` of a metric set.
BreakerSnapshot readBreaker(const JsonReader &in, WallTime takenAt);

} // namespace Breakwater
