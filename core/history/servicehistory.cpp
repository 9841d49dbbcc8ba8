// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/servicehistory.h>

#include <algorithm>
#include <cmath>

namespace Breakwater {

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

float orUnknown(const std::optional<double> &value)
{
    return value ? static_cast<float>(*value) : unknown;
}

float milliseconds(const std::optional<Duration> &duration)
{
    return duration ? static_cast<float>(toMilliseconds(*duration)) : unknown;
}

//! What the server tells of the mean is all there is where no response time was ever seen here.
std::optional<Duration> meanOf(const ServiceCard &card)
{
    if (card.responseTime.p50 || card.periodResponseTime.p50)
        return std::nullopt;
    return card.periodResponseTime.mean ? card.periodResponseTime.mean : card.responseTime.mean;
}

std::array<float, serviceMetricCount> valuesOf(const ServiceCard &card)
{
    const LatencySummary &response = card.periodResponseTime;
    return {orUnknown(card.eventsPerSecond),
            orUnknown(card.bytesPerSecond),
            orUnknown(card.errorRate),
            milliseconds(response.p50),
            milliseconds(response.p95),
            response.p50 ? static_cast<float>(response.count) : unknown,
            milliseconds(meanOf(card))};
}

bool isFresh(const WatchedSource &source)
{
    return source.services && source.connection == ConnectionState::Connected && !source.isStale();
}

std::int64_t secondOf(WallTime time)
{
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

} // namespace

ServiceHistory::Kept::Kept(int capacitySeconds)
{
    series.reserve(serviceMetricCount);
    for (int i = 0; i < serviceMetricCount; ++i)
        series.emplace_back(capacitySeconds);
}

ServiceHistory::ServiceHistory(int capacitySeconds) : m_capacity(capacitySeconds) { }

void ServiceHistory::record(const Snapshot &frame)
{
    if (!frame.tiers.has(Tier::Performance))
        return;
    ++m_round;
    // Those already known first: whoever has not been seen after this loop is gone.
    for (const WatchedSource &source : frame.watched) {
        if (!source.services)
            continue;
        for (const ServiceCard &card : source.services->services) {
            if (const auto found = m_services.find({source.id, card.name});
                found != m_services.end())
                found->second.lastRound = m_round;
        }
    }
    for (const WatchedSource &source : frame.watched) {
        if (!isFresh(source))
            continue;
        for (const ServiceCard &card : source.services->services)
            record({source.id, card.name}, card, frame);
    }
}

void ServiceHistory::record(const Key &key, const ServiceCard &card, const Snapshot &frame)
{
    Kept *const kept = roomFor(key);
    if (!kept)
        return;
    kept->lastRound = m_round;
    const Duration told = frame.periods.performance;
    const Duration period = told > Duration::zero() ? told : std::chrono::seconds(5);
    const std::array<float, serviceMetricCount> values = valuesOf(card);
    for (std::size_t i = 0; i < values.size(); ++i)
        kept->series[i].hold(secondOf(frame.at.wall),
                             static_cast<std::int64_t>(std::ceil(toSeconds(period))), values[i]);
}

ServiceHistory::Kept *ServiceHistory::roomFor(const Key &key)
{
    if (const auto found = m_services.find(key); found != m_services.end())
        return &found->second;
    if (serviceCount() >= maxServices) {
        const auto oldest = std::min_element(
            m_services.begin(), m_services.end(),
            [](const auto &a, const auto &b) { return a.second.lastRound < b.second.lastRound; });
        if (oldest->second.lastRound == m_round)
            return nullptr;
        m_services.erase(oldest);
    }
    return &m_services.try_emplace(key, m_capacity).first->second;
}

const Series &ServiceHistory::series(const SessionId &source, const QString &service,
                                     ServiceMetric metric) const
{
    const auto found = m_services.find({source, service});
    return found == m_services.end() ? m_nothing
                                     : found->second.series[static_cast<std::size_t>(metric)];
}

// Weighted by the events: half of two failing weighs less than a tenth of a thousand.
std::optional<double> ServiceHistory::errorShare(const SessionId &source, const QString &service,
                                                 std::int64_t from, std::int64_t to) const
{
    const auto rates = series(source, service, ServiceMetric::EventRate).values(from, to);
    const auto shares = series(source, service, ServiceMetric::ErrorRate).values(from, to);
    double events = 0;
    double errors = 0;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        if (std::isnan(rates[i]) || std::isnan(shares[i]))
            continue;
        events += double{rates[i]};
        errors += double{rates[i]} * double{shares[i]};
    }
    return events > 0 ? std::optional(errors / events) : std::nullopt;
}

std::int64_t ServiceHistory::bytes() const
{
    std::int64_t bytes = 0;
    for (const auto &[key, kept] : m_services) {
        for (const Series &series : kept.series)
            bytes += series.bytes();
    }
    return bytes;
}

} // namespace Breakwater
