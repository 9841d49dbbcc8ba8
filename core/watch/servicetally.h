// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/latencyhistogram.h>
#include <core/snapshot/serviceboard.h>
#include <core/watch/servicereader.h>

#include <memory>
#include <optional>

namespace Breakwater {

//! One counter that a server tells now and then, and that events let grow in between. Pure.
//!
//! A lower value told is a restart of the server: what it says has all happened since. So growth
//! is never negative.
class ToldCounter final
{
public:
    void add(std::uint64_t count);
    void tell(std::uint64_t value);
    //! The next value told is where growth begins.
    void rebase() { m_hasBase = false; }

    //! None: nothing told of it, and nothing was counted.
    std::optional<std::uint64_t> value() const;
    //! Since it was last asked.
    std::uint64_t takeGrowth();

private:
    std::optional<std::uint64_t> m_told;
    std::uint64_t m_counted = 0; //!< since it was told
    std::uint64_t m_growth = 0;
    std::uint64_t m_early = 0; //!< of the growth: counted, and not yet told
    bool m_hasBase = false;
    bool m_hasCounted = false;
};

//! What is known of one service. Pure.
class ServiceTally final
{
public:
    void take(const ServiceStats &stats);
    void take(const ServiceHappening &happening, WallTime at);
    void linkLost();
    //! `length` is the period's; none when it says nothing, because the link was down.
    void endPeriod(std::optional<Duration> length);
    ServiceCard card(const QString &name) const;

private:
    void clearPeriod();

    ToldCounter m_events;
    ToldCounter m_errors;
    ToldCounter m_bytes;
    std::optional<Duration> m_toldMean;
    std::optional<WallTime> m_lastEventAt;
    // From the first response time on; they are large.
    std::unique_ptr<LatencyHistogram> m_responses;
    std::unique_ptr<LatencyHistogram> m_periodResponses;

    std::optional<double> m_eventsPerSecond;
    std::optional<double> m_bytesPerSecond;
    std::optional<double> m_errorRate;
    LatencySummary m_lastPeriod;
};

} // namespace Breakwater
