// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/messagewriter.h>
#include <core/session/session.h>

// The way of messages through a session: out, in, and through the outbox.

namespace Breakwater {

namespace {

constexpr int policyViolation = 1008;
//! What waits for its group is in nobody's buffer yet, and the kernel has nothing to do meanwhile.
constexpr int mostInGroup = 64;
//! A lone message is handed to the kernel at once, a stream of them five thousand times a second.
constexpr Duration pauseOfPushes = std::chrono::microseconds(200);

} // namespace

Session::Turn::Turn(Session &session) : m_session(session)
{
    if (!session.m_turn)
        session.m_turn = this;
}

Session::Turn::~Turn()
{
    if (m_session.m_turn != this)
        return;
    if (m_accepted > 0)
        m_session.writeTurn();
    if (m_group)
        m_session.pushOut(m_now, *m_group, false);
    m_session.m_turn = nullptr;
}

Transport::Group &Session::Turn::groupIn(Transport &transport)
{
    if (!m_room)
        m_room = std::make_unique_for_overwrite<Transport::Group::Room>();
    return m_group ? *m_group : m_group.emplace(transport, *m_room);
}

SendOutcome Session::send(OutgoingMessage message)
{
    if (m_turn)
        return sendInTurn(std::move(message));
    const MonotonicTime now = m_world.time.now();
    const SendOutcome outcome = m_ledger.accept(now, std::move(message), mayWrite());
    settle(now);
    return outcome;
}

SendOutcome Session::sendInTurn(OutgoingMessage &&message)
{
    // Where writing ends messages, it makes the room that a message by itself would have found.
    if (m_turn->m_accepted > 0 && !m_ledger.hasRoomFor(message))
        writeTurn();
    if (m_turn->m_accepted == 0)
        m_turn->m_now = m_world.time.now();
    const SendOutcome outcome = m_ledger.accept(m_turn->m_now, std::move(message), mayWrite());
    if (++m_turn->m_accepted >= mostInGroup)
        writeTurn();
    return outcome;
}

void Session::writeTurn()
{
    m_turn->m_accepted = 0;
    settle(m_turn->m_now);
}

void Session::transportText(const QByteArray &utf8)
{
    received(utf8, PayloadKind::Text);
}

void Session::transportBinary(const QByteArray &payload)
{
    received(payload, PayloadKind::Binary);
}

void Session::received(const QByteArray &payload, PayloadKind kind)
{
    const MonotonicTime now = m_world.time.now();
    m_health.heard(now);
    const Reception::Result result = m_reception.take(now, payload, kind);
    if (result.acknowledged) {
        m_health.acknowledged(now);
        settle(now); // there is room now
    }
    if (result.isTooMany && m_isAdopted && m_connection == ConnectionState::Connected)
        return sendAway();
    if (result.isNews)
        m_world.observer.sessionReceived(*this, payload, kind);
}

void Session::sendAway()
{
    const QString why = QStringLiteral("too many messages");
    tell(Severity::Warning, QStringLiteral("Client sent away"), why);
    close(policyViolation, why);
}

bool Session::mayWrite() const
{
    if (m_connection != ConnectionState::Connected || breakerBlocks())
        return false;
    // No user message is spent on probing.
    return m_breaker.state() == BreakerState::Closed || m_breaker.isRecovering()
        || m_breaker.override_().value == BreakerOverride::ForcedClosed;
}

void Session::writeAndConfirm(MonotonicTime now)
{
    if (!mayWrite())
        return;
    const std::int64_t room = m_pacer.room(now, m_breaker, m_ledger, m_meter.set().messages,
                                           m_config.queue.maxMessages, messagesPerTurn);
    Transport::Group::Room ownRoom;
    std::optional<Transport::Group> own;
    Transport::Group &group
        = m_turn ? m_turn->groupIn(*m_transport) : own.emplace(*m_transport, ownRoom);
    const WriteResult result
        = writeWaiting(m_ledger, *m_transport, group, m_config.transport.highWater, room, now);
    m_moreToWrite = result.isPaused;
    const bool asked = m_health.askForConfirmation(now, *m_transport);
    if (asked || (!m_turn && result.written > 0))
        pushOut(now, group, asked);
}

// The event loop would need a round of its own to hand a message to the kernel; where many are sent
// one by one, a round serves them all.
void Session::pushOut(MonotonicTime now, Transport::Group &group, bool isUrgent)
{
    if (!isUrgent && now - m_pushedOutAt < pauseOfPushes)
        return;
    m_pushedOutAt = now;
    group.pushOut();
}

void Session::followRecovery(MonotonicTime now)
{
    if (m_breaker.isRecovering() && m_ledger.isEmpty())
        return m_breaker.finishRecovery(now);
    if (m_breaker.isRecovering() && !m_toldOfRecovery) {
        tell(Severity::Info, QStringLiteral("Recovering"),
             QStringLiteral("%1 messages wait and are let through step by step")
                 .arg(m_ledger.gauges().messages()));
    }
    m_toldOfRecovery = m_breaker.isRecovering();
}

bool Session::mayDeliverUntil(MonotonicTime until) const
{
    if (m_ledger.isEmpty())
        return false;
    if (m_ledger.storing() > 0)
        return true; // its commit is on the way
    const auto next = nextAttemptAt();
    return m_transport != nullptr || (next && *next < until);
}

void Session::outboxStored(const std::vector<OutboxKey> &keys, const std::optional<Error> &failure)
{
    const MonotonicTime now = m_world.time.now();
    settled(m_ledger.stored(keys, failure.has_value()));
    settle(now);
}

void Session::outboxMarked(const std::vector<OutboxKey> &keys, const std::optional<Error> &failure)
{
    const MonotonicTime now = m_world.time.now();
    m_ledger.marked(now, keys, failure.has_value());
    settle(now);
}

void Session::settled(const std::vector<DeliveryLedger::Settled> &messages)
{
    for (const auto &message : messages)
        m_world.observer.sessionSettled(*this, message.id, message.verdict);
}

} // namespace Breakwater
