// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/streamwatcher.h>

#include <QtCore/QtEndian>

#include <algorithm>

namespace Breakwater {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Duration afterIncompatible = 60s;
constexpr Duration tooLate = 1s; // of a timer: we were stopped ourselves

const QByteArray subscription
    = R"({"command":"subscribe","tiers":["realtime","performance","aggregate"]})";

} // namespace

StreamWatcher::StreamWatcher(const WatchTarget &target, const StabilityConfig &config,
                             const World &world)
    : m_endpoint(target.endpoint), m_config(config), m_world(world),
      m_status(target, world.listener), m_intake(target.name, world.time.now()), m_patience(config),
      m_reconnect(config), m_timer(world.time.createTimer([this] { onWake(); }))
{ }

StreamWatcher::~StreamWatcher() = default;

void StreamWatcher::start()
{
    if (m_status.connection() == ConnectionState::Idle)
        dial();
}

void StreamWatcher::retryNow()
{
    if (m_transport)
        return; // it is at it
    m_classifier.reset();
    m_reconnect.reset();
    dial();
}

void StreamWatcher::recheck()
{
    if (m_status.connection() == ConnectionState::BackingOff)
        return dial();
    if (!m_openedAt)
        return;
    const MonotonicTime now = m_world.time.now();
    m_patience.resumed(now);
    ping(now);
    arm();
}

void StreamWatcher::dial()
{
    m_status.attemptBegins();
    m_status.set(ConnectionState::Connecting, m_status.detail());
    m_transport = m_world.transports.create(m_endpoint, *this);
    m_transport->open();
}

void StreamWatcher::transportOpened(const QString &)
{
    const MonotonicTime now = m_world.time.now();
    m_openedAt = now;
    m_classifier.reset();
    m_intake.opened(now);
    m_patience.opened(now);
    m_status.set(ConnectionState::Connected, {});
    // Those who publish without being asked for may not know the command; it does no harm.
    m_transport->sendText(subscription);
    ping(now);
    arm();
}

void StreamWatcher::ping(MonotonicTime now)
{
    QByteArray payload(8, Qt::Uninitialized);
    qToBigEndian(++m_pings, payload.data());
    m_patience.pinged(now);
    m_transport->ping(payload);
}

void StreamWatcher::transportText(const QByteArray &utf8)
{
    arrived(utf8);
}

void StreamWatcher::transportBinary(const QByteArray &payload)
{
    arrived(payload); // some send JSON so; what it is shows when it is read
}

void StreamWatcher::transportPong(const QByteArray &)
{
    m_patience.pong(m_world.time.now());
    armSooner();
}

void StreamWatcher::arrived(const QByteArray &payload)
{
    const TimeSample at = m_world.time.sample();
    m_patience.heard(at.monotonic);
    act(m_intake.take(m_status.secrets().withoutSecrets(payload), at, m_config.limits.receiveRate),
        at.monotonic);
    armSooner();
}

void StreamWatcher::act(const StreamIntake::Result &result, MonotonicTime now)
{
    if (!result.incompatible.isEmpty())
        return giveUpOn(result.incompatible, now);
    if (result.isFresh) {
        m_status.setFresh(now);
        if (!m_incompatible.isEmpty() || m_status.attempt() > 0)
            m_status.tell(Severity::Info, u"Watching"_qs, m_endpoint.shownUrl());
        m_status.attemptsEnded();
        m_incompatible.clear();
    }
    if (!result.remoteError.isEmpty())
        m_status.tell(Severity::Warning, u"The watched server reports an error"_qs,
                      result.remoteError);
    if (result.beganSkipping)
        m_status.tell(Severity::Warning, u"Frames skipped"_qs,
                      u"it sends more than is read here; the newest state follows"_qs);
    if (result.isChange)
        m_status.tellChanged();
}

void StreamWatcher::transportEnded(const EndReason &reason)
{
    linkEnded(reason);
}

void StreamWatcher::linkEnded(const EndReason &reason)
{
    const MonotonicTime now = m_world.time.now();
    std::optional<Duration> upFor;
    if (m_openedAt)
        upFor = now - *m_openedAt;
    const Fault fault = m_classifier.classify(reason);
    dropTransport();
    m_status.tell(Severity::Warning, upFor ? u"Connection lost"_qs : u"Connect failed"_qs,
                  fault.sentence);
    planNextAttempt(now, fault, upFor);
    arm();
}

void StreamWatcher::planNextAttempt(MonotonicTime now, const Fault &fault,
                                    std::optional<Duration> upFor)
{
    if (fault.faultClass == FaultClass::Refusal)
        return m_status.set(ConnectionState::Refused, fault.sentence);
    m_status.setNextAttempt(now + m_reconnect.delayAfter(fault, upFor, m_world.random));
    m_status.set(ConnectionState::BackingOff, fault.sentence);
}

void StreamWatcher::giveUpOn(const QString &sentence, MonotonicTime now)
{
    dropTransport();
    if (sentence != std::exchange(m_incompatible, sentence))
        m_status.tell(Severity::Error, u"Cannot be read"_qs, sentence);
    m_status.setNextAttempt(now + afterIncompatible);
    m_status.set(ConnectionState::Refused, sentence);
    arm();
}

void StreamWatcher::dropTransport()
{
    if (m_transport)
        m_transport->abort();
    m_transport.reset();
    m_openedAt.reset();
    m_patience.closed();
    m_intake.linkLost();
}

void StreamWatcher::onWake()
{
    const MonotonicTime now = m_world.time.now();
    if (m_armedFor && now - *m_armedFor > tooLate)
        m_patience.resumed(now);
    m_armedFor.reset();
    if (m_status.nextAttempt() && now >= *m_status.nextAttempt())
        return dial();
    switch (m_patience.onTimer(now, m_intake.period())) {
    case StreamPatience::Verdict::Nothing: break;
    case StreamPatience::Verdict::PingDue: ping(now); break;
    case StreamPatience::Verdict::Unanswered: return linkEnded({.kind = EndKind::HeartbeatTimeout});
    case StreamPatience::Verdict::Silent: return linkEnded({.kind = EndKind::IdleTimeout});
    }
    arm();
}

void StreamWatcher::arm()
{
    const auto next = m_transport ? m_patience.nextWake(m_intake.period()) : m_status.nextAttempt();
    m_armedFor = next;
    if (next)
        m_timer->startAt(*next);
    else
        m_timer->stop();
}

void StreamWatcher::armSooner()
{
    const auto next = m_patience.nextWake(m_intake.period());
    if (m_transport && next && (!m_armedFor || *next < *m_armedFor))
        arm();
}

WatchedSource StreamWatcher::look(TimeSample at)
{
    if (m_status.connection() == ConnectionState::Connected)
        m_status.set(ConnectionState::Connected, m_intake.remarks(at.monotonic));
    WatchedSource source = m_status.look(at);
    source.frame = m_intake.core().frame();
    source.takenAt = m_intake.core().takenAt();
    source.services = m_intake.services();
    source.period = m_intake.period();
    return source;
}

void StreamWatcher::endPeriod(MonotonicTime now)
{
    m_intake.endPeriod(now);
}

void StreamWatcher::configure(const StabilityConfig &config)
{
    m_config = config;
    m_reconnect.configure(config);
    m_patience.configure(config);
}

} // namespace Breakwater
