// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QLatin1StringView>

#include <optional>
#include <vector>

namespace Breakwater {

enum class HealthStatus : std::uint8_t { Healthy, Degraded, Unhealthy };
//! `healthy`, `degraded`, `unhealthy`.
QLatin1StringView toString(HealthStatus status);

//! One configured link, as far as health looks at it.
struct HealthLink
{
    QString name;
    ConnectionState connection = ConnectionState::Idle;
    BreakerState breaker = BreakerState::Closed; //!< what it does, overrides included
    double queueFill = 0;                        //!< the fuller of messages and bytes, of its limit
    double highWater = 0.8;
};
//! Without clients, looked at or not.
std::vector<HealthLink> healthLinksOf(const Snapshot &snapshot);

//! Those who came by themselves and are here now. They count by share only.
struct HealthClients
{
    std::int64_t all = 0;
    std::int64_t failing = 0;
};
HealthClients healthClientsOf(const ServingSnapshot &serving);

//! A rule that spoke.
struct HealthFinding
{
    HealthStatus status = HealthStatus::Degraded;
    QLatin1StringView rule; //!< breaker_open, breaker_half_open, queue_high, retries_fail,
                            //!< links_down, clients_fail
    QString sentence;
};

struct HealthVerdict
{
    static constexpr std::size_t keptFindings = 8;

    HealthStatus status = HealthStatus::Healthy;
    std::vector<HealthFinding> findings; //!< worst first, at most keptFindings
    int moreFindings = 0;
};

//! The rules of health. Idle is healthy: no link at all, or links closed on purpose, are no fault.
//! `retrySuccess` is 0..1, none when nothing was retried.
HealthVerdict judgeHealth(const std::vector<HealthLink> &links, HealthClients clients,
                          std::optional<double> retrySuccess, double clientFailureShare);

struct Readiness
{
    bool isReady = true;
    int ready = 0;
    int configured = 0; //!< links that are to be up; not those closed on purpose
};
//! Whether configured links are up, by the policy; with none configured it is ready.
Readiness judgeReadiness(const std::vector<HealthLink> &links, ReadyPolicy policy);

} // namespace Breakwater
