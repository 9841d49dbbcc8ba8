// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthpages.h>

#include <core/http/clientspage.h>
#include <core/http/healthbody.h>
#include <core/http/historypage.h>
#include <core/http/prometheusmetrics.h>

#include <algorithm>
#include <array>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

const std::array protectedPaths{"/health/websocket/clients"_L1, "/metrics"_L1, "/api/history"_L1};

//! Of configured links, as the verdict is.
RetryCounters retriesOf(const Snapshot &snapshot)
{
    RetryCounters sum;
    for (const SessionSnapshot &session : snapshot.sessions) {
        if (session.isAdopted)
            continue;
        sum.successes += session.retry.successes;
        sum.failures += session.retry.failures;
    }
    return sum;
}

QTimeZone zoneOf(const std::optional<QString> &name)
{
    const QTimeZone zone = name ? QTimeZone(name->toUtf8()) : QTimeZone::systemTimeZone();
    return zone.isValid() ? zone : QTimeZone::utc();
}

} // namespace

HealthPages::HealthPages(const StabilityConfig &config, AccessGate gate, const TimeSystem &time)
    : m_health(config.health), m_gate(std::move(gate)), m_time(time)
{ }

void HealthPages::setConfig(const StabilityConfig &config)
{
    m_health = config.health;
    m_gate.setLists(config.http.allowedHosts, config.http.allowedOrigins);
}

void HealthPages::setSnapshot(SnapshotPtr snapshot)
{
    m_snapshot = std::move(snapshot);
    if (!m_snapshot)
        return;
    const RetryCounters retries = retriesOf(*m_snapshot);
    m_history.record(*m_snapshot, m_snapshot->engine);
    m_retries.add(m_snapshot->at.monotonic, retries.successes, retries.failures);
}

HttpAnswer HealthPages::answer(const HttpRequest &request) const
{
    const AccessGate::Verdict access = m_gate.judge(request);
    HttpAnswer answer = access.refusal ? *access.refusal : page(request, access.pass);
    for (const auto &header : m_gate.corsHeaders(request))
        answer.headers.push_back(header);
    return answer;
}

HttpAnswer HealthPages::page(const HttpRequest &request, AccessGate::Pass pass) const
{
    // Nothing but that this program still answers: links and their servers have no say in whether
    // an orchestrator starts it anew.
    if (request.path == "/livez"_L1)
        return jsonAnswer(200, [](JsonWriter &json) { json.put("status", "alive"_L1); });
    if (request.path == "/readyz"_L1)
        return readiness(pass);
    if (request.path == "/health/websocket"_L1)
        return health(request, pass);
    if (std::find(protectedPaths.begin(), protectedPaths.end(), request.path)
        == protectedPaths.end())
        return refusal(404, u"There is no such page; /health/websocket is one."_qs);
    if (pass == AccessGate::Pass::Nothing)
        return AccessGate::tokenWanted();
    if (!m_snapshot)
        return refusal(503, u"The core is starting and has no numbers yet."_qs);
    return protectedPage(request);
}

HttpAnswer HealthPages::protectedPage(const HttpRequest &request) const
{
    if (request.path == "/metrics"_L1)
        return {.contentType = PrometheusText::contentType(),
                .body = prometheusMetrics(*m_snapshot, verdict().status)};
    if (request.path == "/api/history"_L1)
        return historyPage(m_history, request.query, m_time.wallNow());
    return clientsPage(*m_snapshot, request.query);
}

HttpAnswer HealthPages::health(const HttpRequest &request, AccessGate::Pass pass) const
{
    return healthAnswer({.snapshot = m_snapshot.get(),
                         .verdict = verdict(),
                         .now = m_time.wallNow(),
                         .zone = zoneOf(m_health.timeZone),
                         .isVerbose = request.query.hasQueryItem(u"verbose"_qs),
                         .isStatusOnly = pass == AccessGate::Pass::Nothing});
}

HttpAnswer HealthPages::readiness(AccessGate::Pass pass) const
{
    if (!m_snapshot)
        return jsonAnswer(503, [](JsonWriter &json) { json.put("status", "not_ready"_L1); });
    const Readiness links = judgeReadiness(healthLinksOf(*m_snapshot), m_health.ready);
    const bool isReady = links.isReady && !m_isStopping;
    return jsonAnswer(isReady ? 200 : 503, [&](JsonWriter &json) {
        json.put("status", isReady ? "ready"_L1 : "not_ready"_L1);
        if (pass != AccessGate::Pass::Full)
            return;
        json.put("ready_links", links.ready);
        json.put("configured_links", links.configured);
        if (m_isStopping)
            json.put("stopping", true);
    });
}

HealthVerdict HealthPages::verdict() const
{
    if (!m_snapshot)
        return {};
    return judgeHealth(healthLinksOf(*m_snapshot), healthClientsOf(m_snapshot->serving),
                       m_retries.successShare(), m_health.clientFailureShare);
}

} // namespace Breakwater
