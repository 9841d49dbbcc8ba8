// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <core/metrics/latencyhistogram.h>

#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace Breakwater {

//! One service of a monitoring server, as its events and its stats tell of it.
struct ServiceCard
{
    QString name; //!< sanitised, as the server spells it
    // So far. None: nothing ever told of it.
    std::optional<std::uint64_t> events;
    std::optional<std::uint64_t> errors;
    std::optional<std::uint64_t> bytes;
    //! Of the events seen here. Where the server tells only a mean, count and percentiles are none.
    LatencySummary responseTime;
    std::optional<WallTime> lastEventAt;

    // Over the last performance period; none before its first end.
    std::optional<double> eventsPerSecond;
    std::optional<double> bytesPerSecond;
    std::optional<double> errorRate; //!< 0..1; none without events
    LatencySummary periodResponseTime;
};

//! One event of a service, for people.
struct ServiceEvent
{
    std::uint64_t sequence = 0; //!< from 1 on, per source
    WallTime at{};              //!< as the server says; when it arrived, where it says nothing
    QString service;
    QString what; //!< script and function, or the type; may be empty
    bool isError = false;
    QString detail; //!< error text; may be empty
    std::optional<Duration> responseTime;
    std::optional<std::uint64_t> bytes;
};

//! All that is known of the services behind one watched source.
struct ServiceBoard
{
    static constexpr std::size_t mostServices = 64;
    static constexpr std::size_t keptEvents = 200;

    std::vector<ServiceCard> services; //!< in order of their names
    std::vector<ServiceEvent> events;  //!< the last ones, oldest first
    std::uint64_t unknown = 0;         //!< frames of types nobody here knows: counted, not fatal
    QString lastUnknown;               //!< the newest such type, sanitised
    std::uint64_t malformed = 0;       //!< frames that could not be read
    QString lastMalformed;             //!< why, of the newest
    std::uint64_t servicesLeftOut = 0; //!< services beyond mostServices, each once
};

} // namespace Breakwater
