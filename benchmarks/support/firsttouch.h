// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>

namespace Breakwater::Bench {

//! What the first touch of a page of fresh memory takes now, in µs: a quarter of one on a machine
//! of its own, up to a hundred times that where a host has taken back what was freed. A program
//! that takes fresh memory is then measured together with its host. None when there is no memory.
std::optional<double> firstTouch();

//! How often this process has touched a page first so far.
double pageFaults();

} // namespace Breakwater::Bench
