// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/trend.h>

#include <ui/models/snapshotfeed.h>

#include <limits>

namespace Breakwater::Ui {

std::vector<float> lastMinute(const SnapshotFeed &feed, const SessionId &session, Metric metric)
{
    constexpr int seconds = 60;
    const auto now = std::chrono::floor<std::chrono::seconds>(feed.time().wallNow());
    const auto end = static_cast<double>(now.time_since_epoch().count()) + 1;
    std::vector<float> values;
    values.reserve(seconds);
    for (const Series::Column &column :
         feed.historyOf(session).series(metric).columns(end - seconds, end, seconds)) {
        values.push_back(column.count > 0 ? column.last : std::numeric_limits<float>::quiet_NaN());
    }
    return values;
}

} // namespace Breakwater::Ui
