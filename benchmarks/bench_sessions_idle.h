// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Breakwater::Bench {

//! Heap that an adopted client costs, in bytes, who is here, answered its first ping and says
//! nothing: its session and all that knows of it, without its link and without histograms.
double idleSessionBytes();

} // namespace Breakwater::Bench
