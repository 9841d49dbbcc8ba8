// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/sourcehistory.h>
#include <core/http/httpanswer.h>

namespace Breakwater {

//! `/api/history?metric&from&to&step`: one series of everything together, a point per step.
//!
//! Times are Unix seconds or ISO 8601; without them it is the hour before `now`, in at most
//! usualHistoryPoints. 400 with a sentence for what makes no sense, and for more than
//! mostHistoryPoints.
HttpAnswer historyPage(const SourceHistory &history, const QUrlQuery &query, WallTime now);
inline constexpr int usualHistoryPoints = 300;
inline constexpr int mostHistoryPoints = 11'000;

} // namespace Breakwater
