// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deliveryledger.h>
#include <core/net/endpoint.h>
#include <core/net/transport.h>
#include <core/resilience/circuitbreaker.h>
#include <core/resilience/reconnectpolicy.h>
#include <core/session/breakercalls.h>
#include <core/session/linkhealth.h>
#include <core/session/queuenotices.h>
#include <core/session/ramppacer.h>
#include <core/session/reception.h>
#include <core/session/sessionmeter.h>
#include <core/session/sessionworld.h>

#include <functional>
#include <memory>
#include <optional>

namespace Breakwater {

//! One link that outlives its sockets: dials (or is given the socket of a client that came to us),
//! listens to what the parts decide (breaker, reconnect policy, monitor, ledger) and does it. Lives
//! on the worker thread; one timer, at most one transport.
class Session final : private TransportListener, private OutboxClient
{
public:
    Session(const SessionId &id, const QString &name, const Endpoint &endpoint,
            const StabilityConfig &config, const SessionWorld &world);
    //! For a client: it never dials, and waits as *away* for adopt().
    Session(const SessionId &id, const QString &name, const StabilityConfig &config,
            const SessionWorld &world);
    ~Session() override;

    //! Starts to connect, and stays at it until close().
    void open();
    //! A client's socket, open already, becomes its link; an older one ends without a word, and
    //! what was under way on it is sent again. `greeting` is the first frame, none when empty;
    //! `from` names the peer for people. False, and nothing happened, while the breaker is forced
    //! open; false too, and closed now, when it was closing.
    using MakeTransport = std::function<std::unique_ptr<Transport>(TransportListener &)>;
    bool adopt(const MakeTransport &make, const QString &from, const QByteArray &greeting);
    //! Orderly end: closes the link (1000 unless said otherwise), drops what waits. isClosed() once
    //! that is done.
    void close(int code = 1000, const QString &reason = {});
    //! The end without ceremony, when close() took too long.
    void cut();
    //! A client's link ends now, without a word; its session stays, and is away. Nothing happens
    //! without a link.
    void breakLink(const QString &why);
    //! Ends backoff and *refused* and dials now. While the breaker is open nothing changes: its
    //! timer decides.
    void retryNow();
    //! For a shutdown: one more attempt now, if messages wait and the link is down, breaker or not.
    void tryOnceMore();
    //! Whether what waits may still go out until then.
    bool mayDeliverUntil(MonotonicTime until) const;
    //! The machine slept, or its network changed: no verdict on what was asked before; asks anew,
    //! and ends a backoff.
    void recheck();
    void stopAccepting() { m_ledger.stopAccepting(); }
    SendOutcome send(OutgoingMessage message);
    class Turn;
    //! It will be sent in a moment: what recognising it as a duplicate needs of memory may be on
    //! its way until then. Changes nothing; for those who have many, some `messagesAhead` before
    //! each.
    void announce(const OutgoingMessage &message) const { m_ledger.announce(message); }
    static constexpr std::size_t messagesAhead = 8;

    //! Another endpoint takes effect at once: the present link ends, messages under way are in
    //! doubt. The same one ends *refused*.
    void setEndpoint(const Endpoint &endpoint);
    void configure(const StabilityConfig &config);
    void forceBreaker(BreakerOverride value, const QString &owner, const QString &reason,
                      Duration length);
    void resetBreaker();

    const SessionId &id() const { return m_id; }
    const QString &name() const { return m_name; }
    bool isAdopted() const { return m_isAdopted; }
    const Endpoint &endpoint() const { return m_endpoint; } //!< of nothing, when adopted
    //! Where it leads, for people: the URL, or where its client came from.
    const QString &shownPeer() const { return m_shownPeer; }
    bool isPlaintextToRemote() const { return m_isPlaintextToRemote; }
    ConnectionState connection() const { return m_connection; }
    bool isClosed() const { return m_connection == ConnectionState::Closed; }
    bool isUp() const { return m_connection == ConnectionState::Connected; }
    const QString &connectionDetail() const { return m_detail; }
    std::optional<MonotonicTime> connectedAt() const { return m_connectedAt; }
    //! When the next attempt comes, as far as it is known.
    std::optional<MonotonicTime> nextAttemptAt() const;
    int attempt() const { return m_attempt; }
    std::int64_t transportBacklog() const;
    //! Bytes of memory that it accounts for: itself, what waits in it, what it remembers.
    std::int64_t footprint() const;
    CircuitBreaker &breaker() { return m_breaker; }
    const StabilityConfig &config() const { return m_config; }
    const DeliveryLedger &ledger() const { return m_ledger; }
    const LinkMonitor &monitor() const { return m_health.monitor(); }
    SessionMeter &meter() { return m_meter; }

private:
    Session(const SessionId &id, const QString &name, const StabilityConfig &config,
            const SessionWorld &world, const Endpoint *endpoint);

    void transportOpened(const QString &subprotocol) override;
    void transportText(const QByteArray &utf8) override;
    void transportBinary(const QByteArray &payload) override;
    void transportPong(const QByteArray &payload) override;
    void transportDrained() override;
    void transportEnded(const EndReason &reason) override;

    void outboxStored(const std::vector<OutboxKey> &keys,
                      const std::optional<Error> &failure) override;
    void outboxMarked(const std::vector<OutboxKey> &keys,
                      const std::optional<Error> &failure) override;

    void aimAt(const Endpoint &endpoint);
    void dial(MonotonicTime now);
    void sendFirstFrame();
    void takeWantedDelivery();
    void received(const QByteArray &payload, PayloadKind kind);
    //! A client that sends more than it may: its session ends.
    void sendAway();
    void onWake();
    //! A timer long overdue: we were stopped or starved ourselves, and answers may lie unread.
    void noticePause(MonotonicTime now);
    void onFinding(MonotonicTime now, LinkHealth::Finding finding);
    //! A client that is away cannot be dialled; its breaker waits with it.
    bool isAway() const { return m_connection == ConnectionState::Away; }
    //! The link is gone: settles permits and ledger, says so, and decides what comes next.
    //! `countFailure` false when the breaker has already heard of it.
    void linkEnded(MonotonicTime now, const EndReason &reason, bool countFailure);
    Fault faultOf(const EndReason &reason);
    void blame(MonotonicTime now, const Fault &fault, bool countFailure);
    void planNextAttempt(MonotonicTime now, const Fault &fault, std::optional<Duration> upFor);
    void dropTransport();
    bool breakerBlocks() const;
    bool mayWrite() const;
    void writeAndConfirm(MonotonicTime now);
    //! A lone message leaves at once, and what is urgent.
    void pushOut(MonotonicTime now, Transport::Group &group, bool isUrgent);
    void followRecovery(MonotonicTime now);
    void settled(const std::vector<DeliveryLedger::Settled> &messages);
    SendOutcome sendInTurn(OutgoingMessage &&message);
    void writeTurn();
    //! Ends every entry: obeys the breaker, writes what may be written, arms the timer.
    void settle(MonotonicTime now);
    void arm(MonotonicTime now);
    void setConnection(ConnectionState state, const QString &detail);
    void tell(Severity severity, const QString &title, const QString &detail);

    const SessionId m_id;
    const QString m_name;
    const bool m_isAdopted;
    Endpoint m_endpoint;
    QString m_shownPeer; //!< kept, as is the next: every frame tells it, and to word it takes long
    bool m_isPlaintextToRemote = false;
    QByteArray m_greeting; //!< of its present link
    StabilityConfig m_config;
    StabilityConfig::Delivery m_wantedDelivery; //!< of the next link
    SessionWorld m_world;
    SessionMeter m_meter;
    CircuitBreaker m_breaker;
    BreakerCalls m_calls;
    ReconnectPolicy m_reconnect;
    FaultClassifier m_classifier;
    DeliveryLedger m_ledger;
    Reception m_reception;
    RampPacer m_pacer;
    LinkHealth m_health;
    QueueNotices m_notices;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<Timer> m_timer;
    ConnectionState m_connection = ConnectionState::Idle;
    QString m_detail;
    std::optional<MonotonicTime> m_connectedAt;
    std::optional<MonotonicTime> m_dialAt; //!< while backing off
    std::optional<MonotonicTime> m_armedFor;
    MonotonicTime m_pushedOutAt{}; //!< the latest
    int m_attempt = 0;
    bool m_toldOfRecovery = false;
    bool m_moreToWrite = false; //!< the last pump stopped to let the event loop breathe
    Turn *m_turn = nullptr;     //!< while one lives
};

//! While it lives, what is sent is accepted at once and written in groups, the last one when it
//! ends: for those who send many messages in one turn of the event loop. One sample of time serves
//! a group. Must end in that turn, and before the session; inside another one it does nothing.
class Session::Turn final
{
public:
    explicit Turn(Session &session);
    ~Turn();
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

private:
    friend class Session;

    Transport::Group &groupIn(Transport &transport);

    Session &m_session;
    MonotonicTime m_now{};                          //!< of the group
    int m_accepted = 0;                             //!< and not yet written
    std::unique_ptr<Transport::Group::Room> m_room; //!< null before the first write
    std::optional<Transport::Group> m_group; //!< of the present link; none before the first write
};

} // namespace Breakwater
