// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace Breakwater {

//! Resident size of this process, from /proc/self/statm; 0 where that cannot be read.
std::int64_t residentBytes();

} // namespace Breakwater
