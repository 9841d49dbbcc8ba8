// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/servicetally.h>

#include <algorithm>
#include <limits>

namespace Breakwater {

namespace {

//! A hostile server may tell what it likes: sums stand still at their end.
std::uint64_t sum(std::uint64_t a, std::uint64_t b)
{
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    return a > most - b ? most : a + b;
}

double share(std::uint64_t part, std::uint64_t whole)
{
    return std::min(1.0, static_cast<double>(part) / static_cast<double>(whole));
}

} // namespace

void ToldCounter::add(std::uint64_t count)
{
    m_counted = sum(m_counted, count);
    m_growth = sum(m_growth, count);
    m_early = sum(m_early, count);
    m_hasCounted = true;
}

void ToldCounter::tell(std::uint64_t value)
{
    if (m_hasBase && m_told) {
        const std::uint64_t gained = value >= *m_told ? value - *m_told : value;
        // What events had told of it already is in the growth of this period or of one before.
        m_growth = sum(m_growth, gained > m_early ? gained - m_early : 0);
    }
    m_told = value;
    m_hasBase = true;
    m_counted = m_early = 0;
}

std::optional<std::uint64_t> ToldCounter::value() const
{
    if (!m_told && !m_hasCounted)
        return {};
    return sum(m_told.value_or(0), m_counted);
}

std::uint64_t ToldCounter::takeGrowth()
{
    return std::exchange(m_growth, 0);
}

void ServiceTally::take(const ServiceStats &stats)
{
    if (stats.events)
        m_events.tell(*stats.events);
    if (stats.errors)
        m_errors.tell(*stats.errors);
    if (stats.bytes)
        m_bytes.tell(*stats.bytes);
    if (stats.meanResponse)
        m_toldMean = stats.meanResponse;
}

void ServiceTally::take(const ServiceHappening &happening, WallTime at)
{
    m_events.add(happening.count);
    m_errors.add(happening.errors);
    if (happening.bytes)
        m_bytes.add(*happening.bytes);
    take(ServiceStats{.service = {},
                      .events = happening.totalEvents,
                      .errors = happening.totalErrors,
                      .bytes = happening.totalBytes});
    m_lastEventAt = std::max(at, m_lastEventAt.value_or(at));
    if (!happening.responseTime)
        return;
    if (!m_responses) {
        m_responses = std::make_unique<LatencyHistogram>();
        m_periodResponses = std::make_unique<LatencyHistogram>();
    }
    m_responses->record(*happening.responseTime);
    m_periodResponses->record(*happening.responseTime);
}

void ServiceTally::linkLost()
{
    for (ToldCounter *counter : {&m_events, &m_errors, &m_bytes}) {
        counter->rebase();
        counter->takeGrowth();
    }
    clearPeriod();
}

void ServiceTally::clearPeriod()
{
    m_eventsPerSecond.reset();
    m_bytesPerSecond.reset();
    m_errorRate.reset();
    m_lastPeriod = {};
    if (m_periodResponses)
        m_periodResponses->clear();
}

void ServiceTally::endPeriod(std::optional<Duration> length)
{
    const std::uint64_t events = m_events.takeGrowth();
    const std::uint64_t errors = m_errors.takeGrowth();
    const std::uint64_t bytes = m_bytes.takeGrowth();
    const LatencySummary responses
        = m_periodResponses ? m_periodResponses->summary() : LatencySummary{};
    clearPeriod();
    if (!length)
        return;
    if (m_events.value())
        m_eventsPerSecond = static_cast<double>(events) / toSeconds(*length);
    if (m_bytes.value())
        m_bytesPerSecond = static_cast<double>(bytes) / toSeconds(*length);
    if (events > 0 && m_errors.value())
        m_errorRate = share(errors, events);
    m_lastPeriod = responses;
}

ServiceCard ServiceTally::card(const QString &name) const
{
    ServiceCard card{.name = name,
                     .events = m_events.value(),
                     .errors = m_errors.value(),
                     .bytes = m_bytes.value(),
                     .responseTime = {},
                     .lastEventAt = m_lastEventAt,
                     .eventsPerSecond = m_eventsPerSecond,
                     .bytesPerSecond = m_bytesPerSecond,
                     .errorRate = m_errorRate,
                     .periodResponseTime = m_lastPeriod};
    if (m_responses)
        card.responseTime = m_responses->summary();
    else
        card.responseTime.mean = m_toldMean;
    return card;
}

} // namespace Breakwater
