// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/session.h>

#include <core/base/logging.h>

#include <algorithm>

namespace Breakwater {

namespace {

constexpr Duration tooLate = std::chrono::seconds(1);
constexpr int goingAway = 1001;

} // namespace

Session::Session(const SessionId &id, const QString &name, const Endpoint &endpoint,
                 const StabilityConfig &config, const SessionWorld &world)
    : Session(id, name, config, world, &endpoint)
{ }

Session::Session(const SessionId &id, const QString &name, const StabilityConfig &config,
                 const SessionWorld &world)
    : Session(id, name, config, world, nullptr)
{
    m_connection = ConnectionState::Away;
}

Session::Session(const SessionId &id, const QString &name, const StabilityConfig &config,
                 const SessionWorld &world, const Endpoint *endpoint)
    : m_id(id), m_name(name), m_isAdopted(!endpoint), m_config(config),
      m_wantedDelivery(config.delivery), m_world(world), m_meter(world.time.now()),
      m_breaker(config.circuitBreaker, world.random, m_meter.set().breaker, world.time.now()),
      m_calls(m_breaker, m_meter.set().calls), m_reconnect(config),
      m_ledger(id, config, m_meter.set(),
               DeliveryWorld{world.budget, world.random, world.journal, world.outbox, this},
               world.time.now()),
      m_reception(config, m_ledger, m_meter.set(), world.random.next()),
      m_health(config, m_breaker, m_calls, m_ledger, m_meter.set()),
      m_timer(world.time.createTimer([this] { onWake(); }))
{
    if (endpoint)
        aimAt(*endpoint);
    m_breaker.onTransition([this](const BreakerTransition &transition) {
        m_world.observer.sessionTransitioned(*this, transition);
        m_world.observer.sessionChanged(*this);
    });
}

Session::~Session() = default;

void Session::aimAt(const Endpoint &endpoint)
{
    m_endpoint = endpoint;
    m_shownPeer = endpoint.shownUrl();
    m_isPlaintextToRemote = endpoint.isPlaintextToRemote();
}

void Session::dial(MonotonicTime now)
{
    m_dialAt.reset();
    if (!m_calls.beginConnect(now))
        return setConnection(ConnectionState::BreakerOpen, m_detail);
    m_meter.set().connections.total += 1;
    ++m_attempt;
    setConnection(ConnectionState::Connecting, m_detail);
    takeWantedDelivery();
    m_transport = m_world.transports.create(m_endpoint, *this);
    m_transport->open();
}

void Session::transportOpened(const QString &)
{
    const MonotonicTime now = m_world.time.now();
    auto &counters = m_meter.set().connections;
    if (counters.opened++ > 0)
        counters.reconnections += 1;
    m_connectedAt = now;
    m_classifier.reset();
    setConnection(ConnectionState::Connected, {});
    tell(Severity::Info, QStringLiteral("Connected"), shownPeer());
    sendFirstFrame();
    m_health.opened(now, *m_transport, m_world.random);
    settle(now);
}

void Session::sendFirstFrame()
{
    if (m_isAdopted && !m_greeting.isEmpty())
        m_transport->sendText(m_greeting);
    else if (!m_isAdopted && m_config.session.preamble)
        m_transport->sendText(m_config.session.preamble->toUtf8());
}

void Session::transportDrained()
{
    const MonotonicTime now = m_world.time.now();
    // Bytes that the kernel took prove nothing about the peer; only where the kernel was full does
    // progress mean that the peer reads.
    if (m_transport->backlogBytes() > 0)
        m_health.drained(now);
    settle(now);
}

void Session::transportPong(const QByteArray &payload)
{
    const MonotonicTime now = m_world.time.now();
    noticePause(now); // the event loop may read before it fires timers
    onFinding(now, m_health.pong(now, payload, *m_transport));
    settle(now);
}

void Session::onWake()
{
    const MonotonicTime now = m_world.time.now();
    noticePause(now);
    m_armedFor.reset();
    m_moreToWrite = false;
    if (isAway())
        m_breaker.expireOverride(now);
    else
        m_breaker.onTimer(now);
    m_ledger.expire(now);
    m_reception.onTimer(now);
    if (m_dialAt && now >= *m_dialAt)
        dial(now);
    else if (m_connection == ConnectionState::BreakerOpen && !breakerBlocks())
        dial(now);
    if (m_connection == ConnectionState::Connected)
        onFinding(now, m_health.onTimer(now, *m_transport));
    settle(now);
}

void Session::noticePause(MonotonicTime now)
{
    if (!m_armedFor || now - *m_armedFor <= tooLate)
        return;
    m_armedFor = now; // once is enough
    if (m_connection == ConnectionState::Connected)
        m_health.resumed(now, *m_transport);
}

void Session::onFinding(MonotonicTime now, LinkHealth::Finding finding)
{
    if (finding == LinkHealth::Finding::Proven || finding == LinkHealth::Finding::NoPings)
        m_attempt = 0;
    if (const auto news = m_health.newsOf(finding))
        tell(Severity::Warning, news->title, news->detail);
    // Of missed heartbeats the breaker has heard one by one.
    if (const auto end = m_health.endAfter(finding))
        linkEnded(now, *end, finding != LinkHealth::Finding::Dead);
}

void Session::transportEnded(const EndReason &reason)
{
    linkEnded(m_world.time.now(), reason, true);
}

void Session::linkEnded(MonotonicTime now, const EndReason &reason, bool countFailure)
{
    std::optional<Duration> upFor;
    if (m_connectedAt)
        upFor = now - *m_connectedAt;
    const bool wanted = m_connection == ConnectionState::Closing;
    const Fault fault = faultOf(reason);
    auto &counters = m_meter.set().connections;
    if (!upFor)
        counters.failed += 1;
    if (fault.wasTimeout)
        counters.timeouts += 1;
    if (wanted)
        return cut();
    // Told first, so that the log reads in the order of cause and effect.
    tell(Severity::Warning,
         upFor ? QStringLiteral("Connection lost") : QStringLiteral("Connect failed"),
         fault.sentence);
    blame(now, fault, countFailure);
    dropTransport();
    if (fault.faultClass == FaultClass::Content && m_ledger.contentRefused(now, fault.sentence)) {
        tell(Severity::Error, QStringLiteral("Message given up"),
             QStringLiteral("the peer closed the link over it %1 times: %2")
                 .arg(m_config.retry.maxAttempts)
                 .arg(fault.sentence));
    }
    planNextAttempt(now, fault, upFor);
    settle(now);
}

//! A client that leaves in order is no failing peer, and a client never refuses us for good.
Fault Session::faultOf(const EndReason &reason)
{
    Fault fault = m_classifier.classify(reason);
    if (!m_isAdopted)
        return fault;
    fault.sentence.replace(QStringLiteral("The server"), QStringLiteral("The client"));
    if (reason.kind == EndKind::PeerClose && reason.closeCode == goingAway)
        fault.faultClass = FaultClass::None;
    const bool isRefusal = fault.faultClass == FaultClass::Refusal;
    if (isRefusal)
        fault.faultClass = FaultClass::Peer;
    return fault;
}

void Session::blame(MonotonicTime now, const Fault &fault, bool countFailure)
{
    if (fault.faultClass == FaultClass::Local)
        m_meter.set().connections.localFaults += 1;
    if (countFailure && fault.faultClass == FaultClass::Peer)
        m_calls.peerFailed(now, fault.sentence);
    m_calls.cancelAll();
}

void Session::planNextAttempt(MonotonicTime now, const Fault &fault, std::optional<Duration> upFor)
{
    if (m_isAdopted)
        return setConnection(ConnectionState::Away, fault.sentence);
    if (fault.faultClass == FaultClass::Refusal)
        return setConnection(ConnectionState::Refused, fault.sentence);
    if (breakerBlocks())
        return setConnection(ConnectionState::BreakerOpen, fault.sentence);
    m_dialAt = now + m_reconnect.delayAfter(fault, upFor, m_world.random);
    setConnection(ConnectionState::BackingOff, fault.sentence);
}

void Session::dropTransport()
{
    if (m_turn)
        m_turn->m_group.reset();
    if (m_transport)
        m_transport->abort();
    m_transport.reset();
    m_connectedAt.reset();
    m_dialAt.reset();
    m_health.closed();
    m_ledger.linkLost(m_world.time.now());
}

bool Session::breakerBlocks() const
{
    const BreakerOverride forced = m_breaker.override_().value;
    if (forced != BreakerOverride::None)
        return forced == BreakerOverride::ForcedOpen;
    return m_breaker.state() == BreakerState::Open;
}

void Session::settle(MonotonicTime now)
{
    if (isClosed())
        return; // it has ended, whatever it is told until it is removed
    if (breakerBlocks() && m_transport && m_connection != ConnectionState::Closing) {
        m_calls.cancelAll();
        dropTransport();
        tell(Severity::Warning, QStringLiteral("Link given up"),
             QStringLiteral("the circuit breaker is open"));
        setConnection(m_isAdopted ? ConnectionState::Away : ConnectionState::BreakerOpen, m_detail);
    }
    writeAndConfirm(now);
    m_health.probe(now, m_transport.get());
    followRecovery(now);
    if (const auto sentence = m_notices.take(now, m_meter.set()))
        m_world.observer.sessionEvent(*this, Severity::Warning, QStringLiteral("queue"),
                                      QStringLiteral("Messages given up"), *sentence);
    arm(now);
}

void Session::arm(MonotonicTime now)
{
    auto next = isAway() ? m_breaker.overrideUntil() : m_breaker.nextWake();
    const auto consider = [&next](std::optional<MonotonicTime> other) {
        if (other && (!next || *other < *next))
            next = other;
    };
    consider(m_dialAt);
    if (m_connection == ConnectionState::Connected)
        consider(m_health.nextWake());
    consider(m_ledger.nextWake());
    consider(m_notices.nextWake());
    if (isAway())
        consider(m_reception.allForgottenAt()); // while it is here, what arrives makes room
    if (m_moreToWrite)
        consider(now);
    if (!next)
        return;
    // Deadlines mostly move on; waking early and looking again is cheaper than restarting the timer
    // for each message.
    const MonotonicTime due = std::max(*next, now);
    if (m_armedFor && *m_armedFor <= due)
        return;
    m_armedFor = due;
    m_timer->startAt(due);
}

void Session::setConnection(ConnectionState state, const QString &detail)
{
    m_detail = detail;
    if (state == m_connection)
        return;
    m_connection = state;
    qCDebug(bwSession) << "Session" << m_id.value << "is now" << toString(state) << detail;
    m_world.observer.sessionChanged(*this);
}

void Session::tell(Severity severity, const QString &title, const QString &detail)
{
    m_world.observer.sessionEvent(*this, severity, QStringLiteral("connection"), title, detail);
}

} // namespace Breakwater
