// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/series.h>
#include <core/snapshot/snapshot.h>

#include <array>
#include <map>

namespace Breakwater {

//! What the charts draw of a service. Rates per second, response times in milliseconds, the share
//! of errors 0..1.
enum class ServiceMetric : std::uint8_t {
    EventRate,
    ByteRate,
    ErrorRate, //!< unknown while there are no events
    ResponseP50,
    ResponseP95,
    ResponseCount,
    ResponseMean, //!< only of services that tell no percentiles
};
inline constexpr int serviceMetricCount = static_cast<int>(ServiceMetric::ResponseMean) + 1;

//! The last 24 h of the services behind the watched sources, in memory: fed with every frame,
//! whether anybody looks or not. Lives where its reader lives (the window's thread).
//!
//! A period's value fills the seconds since the last one, as in SourceHistory. A source that is not
//! connected or stale leaves a gap: its board still holds what was true before.
class ServiceHistory final
{
public:
    explicit ServiceHistory(int capacitySeconds = Series::defaultCapacity);

    //! Only frames that end a performance period bring anything.
    void record(const Snapshot &frame);

    //! An empty one for services never seen and for those that found no room. Stays valid until the
    //! next record().
    const Series &series(const SessionId &source, const QString &service,
                         ServiceMetric metric) const;
    //! Share of the events of [from, to) that were errors; none without events.
    std::optional<double> errorShare(const SessionId &source, const QString &service,
                                     std::int64_t from, std::int64_t to) const;
    int serviceCount() const { return static_cast<int>(m_services.size()); }
    std::int64_t bytes() const;

    //! Of all sources together. When there are more, those that left first make room; when none
    //! left, new ones have no history.
    static constexpr int maxServices = static_cast<int>(ServiceBoard::mostServices);

private:
    using Key = std::pair<SessionId, QString>;
    struct Kept
    {
        explicit Kept(int capacitySeconds);

        std::vector<Series> series;
        std::uint64_t lastRound = 0; //!< the newest one that had this service
    };

    Kept *roomFor(const Key &key);
    void record(const Key &key, const ServiceCard &card, const Snapshot &frame);

    const int m_capacity;
    const Series m_nothing{1};
    std::map<Key, Kept> m_services;
    std::uint64_t m_round = 0;
};

} // namespace Breakwater
