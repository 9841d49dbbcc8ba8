// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/session.h>

#include <QtCore/QStringList>

#include <algorithm>

// What others ask of a session; what its link does to it stands in session.cpp, the way of messages
// in sessionmessages.cpp.

namespace Breakwater {

namespace {

constexpr Duration hurry = std::chrono::milliseconds(250);

QString whatBecomesOf(std::int64_t discarded, std::int64_t kept)
{
    QStringList parts;
    if (discarded > 0)
        parts.append(QStringLiteral("%1 messages that waited are discarded").arg(discarded));
    if (kept > 0)
        parts.append(QStringLiteral("%1 are kept in the outbox").arg(kept));
    return parts.join(QStringLiteral("; "));
}

} // namespace

void Session::open()
{
    const MonotonicTime now = m_world.time.now();
    if (m_connection == ConnectionState::Idle)
        dial(now);
    settle(now);
}

bool Session::adopt(const MakeTransport &make, const QString &from, const QByteArray &greeting)
{
    Q_ASSERT(m_isAdopted);
    const MonotonicTime now = m_world.time.now();
    m_breaker.onTimer(now); // an override may have expired while nobody was here
    if (m_connection == ConnectionState::Closing)
        cut(); // its ledger accepts nothing any more; nobody comes back to that
    if (isClosed() || m_breaker.override_().value == BreakerOverride::ForcedOpen)
        return false;
    m_calls.cancelAll();
    m_breaker.peerReturned(now);
    if (!m_calls.beginConnect(now))
        return false;
    dropTransport();
    m_meter.set().connections.total += 1;
    m_shownPeer = from;
    m_greeting = greeting;
    setConnection(ConnectionState::Connecting, {});
    takeWantedDelivery();
    m_transport = make(*this);
    settle(now);
    return true;
}

void Session::close(int code, const QString &reason)
{
    if (m_connection == ConnectionState::Closing)
        return; // the peer still has its time to answer
    m_ledger.stopAccepting();
    if (m_transport && m_transport->isOpen()) {
        setConnection(ConnectionState::Closing, {});
        m_transport->close(code, reason);
        return arm(m_world.time.now());
    }
    cut();
}

void Session::cut()
{
    if (isClosed())
        return;
    m_calls.cancelAll();
    dropTransport();
    m_ledger.stopAccepting();
    const std::uint64_t keptBefore = m_meter.set().messages.kept;
    const std::int64_t waited = m_ledger.gauges().messages();
    settled(m_ledger.abandonAll(m_world.time.now(), QStringLiteral("the session was closed")));
    const auto kept = static_cast<std::int64_t>(m_meter.set().messages.kept - keptBefore);
    m_timer->stop();
    tell(waited > kept ? Severity::Warning : Severity::Info, QStringLiteral("Disconnected"),
         whatBecomesOf(waited - kept, kept));
    setConnection(ConnectionState::Closed, {});
}

void Session::breakLink(const QString &why)
{
    Q_ASSERT(m_isAdopted);
    if (!m_transport)
        return;
    if (m_connection == ConnectionState::Closing)
        return cut();
    m_calls.cancelAll();
    dropTransport();
    setConnection(ConnectionState::Away, why);
    settle(m_world.time.now());
}

void Session::retryNow()
{
    const MonotonicTime now = m_world.time.now();
    m_classifier.reset();
    if (m_connection == ConnectionState::Refused || m_connection == ConnectionState::BackingOff)
        dial(now);
    settle(now);
}

void Session::tryOnceMore()
{
    if (m_ledger.isEmpty() || m_transport || m_isAdopted
        || m_connection == ConnectionState::Refused)
        return;
    m_breaker.probeNow(m_world.time.now(), QStringLiteral("a last attempt before shutting down"));
    if (m_connection == ConnectionState::BreakerOpen && !breakerBlocks())
        dial(m_world.time.now());
    retryNow();
}

void Session::recheck()
{
    const MonotonicTime now = m_world.time.now();
    if (m_connection == ConnectionState::Connected)
        m_health.resumed(now, *m_transport);
    if (m_dialAt)
        m_dialAt = std::min(*m_dialAt, now + m_world.random.uniform(Duration::zero(), hurry));
    settle(now);
}

void Session::setEndpoint(const Endpoint &endpoint)
{
    if (endpoint == m_endpoint) {
        if (m_connection == ConnectionState::Refused)
            retryNow();
        return;
    }
    aimAt(endpoint);
    m_classifier.reset();
    if (m_connection == ConnectionState::BreakerOpen)
        return; // its next probe goes to the new place
    const MonotonicTime now = m_world.time.now();
    tell(Severity::Info, QStringLiteral("Endpoint changed"), m_shownPeer);
    m_calls.cancelAll();
    dropTransport();
    dial(now);
    settle(now);
}

void Session::configure(const StabilityConfig &config)
{
    const StabilityConfig::Delivery inForce = m_config.delivery;
    m_config = config;
    m_wantedDelivery = config.delivery;
    // What confirms on a link is not changed under the messages that are under way on it.
    if (m_transport) {
        m_config.delivery.confirm = inForce.confirm;
        m_config.delivery.ackPointer = inForce.ackPointer;
    }
    m_breaker.configure(m_config.circuitBreaker);
    m_reconnect.configure(m_config);
    m_health.configure(m_config);
    m_ledger.configure(m_config);
    m_reception.configure(m_config);
    settle(m_world.time.now());
}

void Session::takeWantedDelivery()
{
    m_config.delivery = m_wantedDelivery;
    m_health.configure(m_config);
    m_ledger.configure(m_config);
    m_reception.configure(m_config);
}

void Session::forceBreaker(BreakerOverride value, const QString &owner, const QString &reason,
                           Duration length)
{
    const MonotonicTime now = m_world.time.now();
    if (value == BreakerOverride::None)
        m_breaker.clearOverride(now);
    else
        m_breaker.force(now, value, owner, reason, length);
    m_world.observer.sessionEvent(*this, Severity::Warning, QStringLiteral("user"),
                                  value == BreakerOverride::None
                                      ? QStringLiteral("Breaker override lifted")
                                      : QStringLiteral("Breaker %1").arg(toString(value)),
                                  reason);
    m_world.observer.sessionChanged(*this);
    if (m_connection == ConnectionState::BreakerOpen)
        dial(now);
    settle(now);
}

void Session::resetBreaker()
{
    const MonotonicTime now = m_world.time.now();
    m_breaker.reset(now);
    if (m_connection == ConnectionState::BreakerOpen)
        dial(now);
    settle(now);
}

std::optional<MonotonicTime> Session::nextAttemptAt() const
{
    if (m_connection == ConnectionState::BackingOff)
        return m_dialAt;
    if (m_connection == ConnectionState::BreakerOpen)
        return m_breaker.nextWake();
    return {};
}

std::int64_t Session::transportBacklog() const
{
    return m_transport ? m_transport->backlogBytes() : 0;
}

std::int64_t Session::footprint() const
{
    return static_cast<std::int64_t>(sizeof(Session) + m_ledger.queue().bytes())
        + m_ledger.gauges().bytes + m_ledger.deduplicator().bytes() + m_reception.bytes()
        + m_meter.bytes();
}

} // namespace Breakwater
