// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/history/sourcehistory.h>

#include <vector>

namespace Breakwater::Ui {

class SnapshotFeed;

//! A metric's last 60 s for a sparkline, one value a second, oldest first; NaN is unknown.
std::vector<float> lastMinute(const SnapshotFeed &feed, const SessionId &session, Metric metric);

} // namespace Breakwater::Ui
