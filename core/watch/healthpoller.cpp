// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/healthpoller.h>

#include <QtCore/QStringList>

#include <utility>

namespace Breakwater {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Duration afterIncompatible = 60s;
constexpr int ok = 200;
constexpr int unhealthy = 503; // with a body, which says why

static_assert(ResponseReader::mostBodyBytes >= mostHealthBodyBytes);

QString remarksOn(const HealthReport &report)
{
    QStringList remarks;
    if (!report.isReady)
        remarks += u"It reports itself %1."_qs.arg(report.status);
    if (!report.whyStatusOnly.isEmpty())
        remarks += report.whyStatusOnly;
    return remarks.join(u' ');
}

} // namespace

HealthPoller::HealthPoller(const WatchTarget &target, const StabilityConfig &config,
                           const World &world)
    : m_endpoint(target.endpoint), m_config(config), m_world(world),
      m_status(target, world.listener), m_core(target.name), m_reconnect(config),
      m_timer(world.time.createTimer([this] { ask(); }))
{ }

HealthPoller::~HealthPoller() = default;

void HealthPoller::start()
{
    if (m_status.connection() == ConnectionState::Idle)
        ask();
}

void HealthPoller::retryNow()
{
    if (m_request)
        return;
    m_faults.reset();
    m_reconnect.reset();
    ask();
}

void HealthPoller::ask()
{
    m_timer->stop();
    m_status.attemptBegins();
    if (m_status.connection() != ConnectionState::Connected)
        m_status.set(ConnectionState::Connecting, m_status.detail());
    m_request
        = std::make_unique<HttpGet>(m_endpoint, m_config.connection.handshakeTimeout, m_world.time,
                                    [this](const HttpResult &result) { onDone(result); });
    if (const auto started = m_request->start(); !started) {
        m_request.reset();
        failed({.faultClass = FaultClass::Local, .sentence = started.error().message});
    }
}

void HealthPoller::onDone(const HttpResult &result)
{
    m_request.reset();
    if (!result)
        return failed(m_faults.classify(result.error()));
    if (result->status != ok && result->status != unhealthy)
        return failed(m_faults.classify(result->status));
    answered(*result);
}

void HealthPoller::answered(const HttpResponse &response)
{
    const auto report
        = readHealth(response.status, m_status.secrets().withoutSecrets(response.body));
    if (report)
        return takeIn(*report);
    if (report.error().kind == ErrorKind::Incompatible)
        return giveUpOn(report.error().message);
    if (response.status == unhealthy) // any proxy says so, too
        return failed(m_faults.classify(response.status));
    m_faults.reset();
    failed({.faultClass = FaultClass::Peer, .sentence = report.error().message});
}

void HealthPoller::takeIn(const HealthReport &report)
{
    const TimeSample at = m_world.time.sample();
    m_faults.reset();
    m_incompatible.clear();
    m_status.attemptsEnded();
    if (!m_upSince) {
        m_upSince = at.monotonic;
        m_status.tell(Severity::Info, u"Watching"_qs, m_endpoint.shownUrl());
    }
    m_status.setFresh(at.monotonic);
    bool isChange = report.status != m_health;
    if (isChange && (!m_health.isEmpty() || !report.isReady))
        m_status.tell(report.isReady ? Severity::Info : Severity::Warning, u"Health"_qs,
                      u"it reports itself %1"_qs.arg(report.status));
    m_health = report.status;
    if (report.snapshot)
        isChange = m_core.take(*report.snapshot, at) || isChange;
    scheduleAt(at.monotonic + m_config.watch.pollInterval, ConnectionState::Connected,
               remarksOn(report));
    m_status.setNextAttempt({}); // a poll that is due is no attempt to come back
    if (isChange)
        m_status.tellChanged();
}

void HealthPoller::failed(const Fault &fault)
{
    const MonotonicTime now = m_world.time.now();
    std::optional<Duration> upFor;
    if (m_upSince)
        upFor = now - *m_upSince;
    m_upSince.reset();
    m_health.clear();
    m_status.tell(Severity::Warning, upFor ? u"No longer answers"_qs : u"Cannot be watched"_qs,
                  fault.sentence);
    if (fault.faultClass != FaultClass::Refusal)
        return scheduleAt(now + m_reconnect.delayAfter(fault, upFor, m_world.random),
                          ConnectionState::BackingOff, fault.sentence);
    m_timer->stop();
    m_status.set(ConnectionState::Refused, fault.sentence);
}

void HealthPoller::giveUpOn(const QString &sentence)
{
    m_upSince.reset();
    m_health.clear();
    if (sentence != std::exchange(m_incompatible, sentence))
        m_status.tell(Severity::Error, u"Cannot be read"_qs, sentence);
    scheduleAt(m_world.time.now() + afterIncompatible, ConnectionState::Refused, sentence);
}

void HealthPoller::scheduleAt(MonotonicTime due, ConnectionState state, const QString &detail)
{
    m_timer->startAt(due);
    m_status.setNextAttempt(due);
    m_status.set(state, detail);
}

WatchedSource HealthPoller::look(TimeSample at)
{
    WatchedSource source = m_status.look(at);
    source.frame = m_core.frame();
    source.takenAt = m_core.takenAt();
    source.period = m_config.watch.pollInterval;
    source.health = m_health;
    return source;
}

void HealthPoller::configure(const StabilityConfig &config)
{
    m_config = config;
    m_reconnect.configure(config);
}

} // namespace Breakwater
