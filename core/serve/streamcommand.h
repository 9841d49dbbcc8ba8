// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>
#include <variant>
#include <vector>

namespace Breakwater {

// What a subscriber of the metrics stream may ask for; docs/protocol.md is written for people.

//! The ids that the array `sessions` is reduced to, sorted; none: all links, and no clients.
using StreamFilter = std::optional<std::vector<SessionId>>;

struct SubscribeCommand
{
    TierSet tiers; //!< empty: only what goes out at once
    StreamFilter sessions;
};

struct GetStatsCommand
{ };

struct RecentEventsCommand
{
    int limit = Snapshot::keptEvents;
};

//! get_historical_data, and get_time_series, which says the interval.
struct HistoryCommand
{
    QString name;
    std::int64_t step = 1; //!< seconds
    int points = 0;

    friend bool operator==(const HistoryCommand &, const HistoryCommand &) = default;
};

struct ExportCommand
{ };

struct PingCommand
{ };

using StreamCommand = std::variant<SubscribeCommand, GetStatsCommand, RecentEventsCommand,
                                   HistoryCommand, ExportCommand, PingCommand>;

//! Why a frame was not obeyed.
struct StreamRefusal
{
    QString command; //!< empty: not known. Never what somebody sent, unless it is a command's name.
    QString sentence;
};

//! Strict: what is missing has a documented default, what is there must make sense, and nothing
//! else may be there.
Expected<StreamCommand, StreamRefusal> readStreamCommand(const QByteArray &utf8);

inline constexpr qsizetype mostCommandBytes = 4096;
inline constexpr int mostHistoryHours = 24;
//! get_historical_data gives so many points per series, whatever the hours.
inline constexpr int historyPoints = 600;
//! A day of minutes: the most that get_time_series can be asked for.
inline constexpr int mostTimeSeriesPoints = mostHistoryHours * 60;

} // namespace Breakwater
