// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/serviceledger.h>

#include <core/base/text.h>

namespace Breakwater {

ServiceTally *ServiceLedger::tally(const QString &service)
{
    if (const auto found = m_services.find(service); found != m_services.end())
        return &found->second;
    if (m_services.size() >= ServiceBoard::mostServices) {
        if (m_leftOut.size() < mostLeftOut)
            m_leftOut.insert(service);
        m_board.servicesLeftOut = m_leftOut.size();
        return nullptr;
    }
    return &m_services[service];
}

void ServiceLedger::take(const std::vector<ServiceStats> &stats)
{
    m_made.reset();
    m_isLive = true;
    for (const ServiceStats &one : stats) {
        if (ServiceTally *service = tally(one.service))
            service->take(one);
    }
}

void ServiceLedger::take(const ServiceHappening &happening, WallTime arrivedAt)
{
    m_made.reset();
    m_isLive = true;
    const WallTime at = happening.at.value_or(arrivedAt);
    if (ServiceTally *service = tally(happening.service)) {
        service->take(happening, at);
        keep(happening, at);
    }
}

void ServiceLedger::keep(const ServiceHappening &happening, WallTime at)
{
    m_events.push_back({.sequence = ++m_lastSequence,
                        .at = at,
                        .service = happening.service,
                        .what = happening.what,
                        .isError = happening.errors > 0,
                        .detail = happening.detail,
                        .responseTime = happening.responseTime,
                        .bytes = happening.bytes});
    if (m_events.size() > ServiceBoard::keptEvents)
        m_events.pop_front();
}

void ServiceLedger::countUnknown(const QString &type)
{
    m_made.reset();
    m_board.unknown += 1;
    m_board.lastUnknown = sanitised(type, 64);
}

void ServiceLedger::countMalformed(const QString &why)
{
    m_made.reset();
    m_board.malformed += 1;
    m_board.lastMalformed = sanitised(why);
}

void ServiceLedger::linkLost()
{
    m_made.reset();
    m_isLive = false;
    for (auto &[name, service] : m_services)
        service.linkLost();
}

void ServiceLedger::endPeriod(MonotonicTime now)
{
    m_made.reset();
    const Duration length = now - m_periodFrom;
    m_periodFrom = now;
    const bool saysSomething = m_isLive && length > Duration::zero();
    for (auto &[name, service] : m_services)
        service.endPeriod(saysSomething ? std::optional(length) : std::nullopt);
}

std::shared_ptr<const ServiceBoard> ServiceLedger::board() const
{
    if (m_services.empty())
        return {};
    if (m_made)
        return m_made;
    auto board = std::make_shared<ServiceBoard>(m_board);
    board->services.reserve(m_services.size());
    for (const auto &[name, service] : m_services)
        board->services.push_back(service.card(name));
    board->events.assign(m_events.begin(), m_events.end());
    m_made = board;
    return m_made;
}

} // namespace Breakwater
