// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthverdict.h>

#include <core/base/text.h>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 60;
constexpr std::int64_t fewestFailingClients = 2; //!< one client alone is no verdict on the server

double fillOf(std::int64_t amount, std::int64_t limit)
{
    return limit > 0 ? static_cast<double>(amount) / static_cast<double>(limit) : 0;
}

bool isUp(const HealthLink &link)
{
    return link.connection == ConnectionState::Connected;
}

//! Nobody wants it to be up.
bool isAtRest(const HealthLink &link)
{
    return link.connection == ConnectionState::Idle || link.connection == ConnectionState::Closing
        || link.connection == ConnectionState::Closed;
}

int percent(double share)
{
    return static_cast<int>(share * 100);
}

class Findings final
{
public:
    void add(HealthStatus status, QLatin1StringView rule, const QString &sentence)
    {
        m_verdict.status = std::max(m_verdict.status, status);
        auto &kept = m_verdict.findings;
        const auto place = std::find_if(kept.begin(), kept.end(), [&](const HealthFinding &other) {
            return other.status < status;
        });
        kept.insert(place, {status, rule, sentence});
        if (kept.size() > HealthVerdict::keptFindings) {
            kept.pop_back();
            ++m_verdict.moreFindings;
        }
    }
    HealthVerdict verdict() const { return m_verdict; }

private:
    HealthVerdict m_verdict;
};

void judgeLink(const HealthLink &link, Findings &findings)
{
    const QString name = sanitised(link.name, longestName);
    if (link.breaker == BreakerState::Open)
        findings.add(HealthStatus::Unhealthy, "breaker_open"_L1,
                     u"The breaker of '%1' is open."_qs.arg(name));
    if (link.breaker == BreakerState::HalfOpen)
        findings.add(HealthStatus::Degraded, "breaker_half_open"_L1,
                     u"The breaker of '%1' is half-open."_qs.arg(name));
    if (link.queueFill > link.highWater)
        findings.add(HealthStatus::Degraded, "queue_high"_L1,
                     u"The queue of '%1' is %2 % full, above %3 %."_qs.arg(name)
                         .arg(percent(link.queueFill))
                         .arg(percent(link.highWater)));
}

void judgeClients(HealthClients clients, double failureShare, Findings &findings)
{
    if (clients.failing >= fewestFailingClients
        && static_cast<double>(clients.failing) >= failureShare * static_cast<double>(clients.all))
        findings.add(HealthStatus::Degraded, "clients_fail"_L1,
                     u"%1 of %2 clients fail."_qs.arg(clients.failing).arg(clients.all));
}

} // namespace

QLatin1StringView toString(HealthStatus status)
{
    switch (status) {
    case HealthStatus::Healthy: return "healthy"_L1;
    case HealthStatus::Degraded: return "degraded"_L1;
    case HealthStatus::Unhealthy: break;
    }
    return "unhealthy"_L1;
}

std::vector<HealthLink> healthLinksOf(const Snapshot &snapshot)
{
    std::vector<HealthLink> links;
    links.reserve(snapshot.sessions.size());
    for (const SessionSnapshot &session : snapshot.sessions) {
        if (session.isAdopted)
            continue;
        const QueueSnapshot &queue = session.queue;
        links.push_back(
            {.name = session.name,
             .connection = session.connection,
             .breaker = session.breaker.effectiveState(),
             .queueFill
             = std::max(fillOf(queue.queued + queue.unconfirmed + queue.inDoubt, queue.maxMessages),
                        fillOf(queue.bytes, queue.maxBytes)),
             .highWater = queue.highWater});
    }
    return links;
}

HealthClients healthClientsOf(const ServingSnapshot &serving)
{
    return {.all = serving.connected, .failing = serving.failing};
}

HealthVerdict judgeHealth(const std::vector<HealthLink> &links, HealthClients clients,
                          std::optional<double> retrySuccess, double clientFailureShare)
{
    Findings findings;
    int up = 0;
    int down = 0;
    for (const HealthLink &link : links) {
        judgeLink(link, findings);
        up += isUp(link) ? 1 : 0;
        down += !isUp(link) && !isAtRest(link) ? 1 : 0;
    }
    if (down > up)
        findings.add(HealthStatus::Degraded, "links_down"_L1,
                     u"Links that are down: %1, up: %2."_qs.arg(down).arg(up));
    if (retrySuccess && *retrySuccess < 0.5)
        findings.add(HealthStatus::Degraded, "retries_fail"_L1,
                     u"Only %1 % of the retries of the last minutes succeeded."_qs.arg(
                         percent(*retrySuccess)));
    judgeClients(clients, clientFailureShare, findings);
    return findings.verdict();
}

Readiness judgeReadiness(const std::vector<HealthLink> &links, ReadyPolicy policy)
{
    Readiness result;
    for (const HealthLink &link : links) {
        if (isAtRest(link))
            continue;
        ++result.configured;
        result.ready += isUp(link) && link.breaker != BreakerState::Open ? 1 : 0;
    }
    result.isReady = result.configured == 0
        || (policy == ReadyPolicy::All ? result.ready == result.configured : result.ready > 0);
    return result;
}

} // namespace Breakwater
