// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/acceptor.h>
#include <core/session/sessionmanager.h>
#include <core/session/sessionsnapshot.h>
#include <core/snapshot/servingsnapshot.h>

#include <functional>
#include <memory>
#include <vector>

namespace Breakwater {

//! Hears of clients, on the worker thread, from within the registry's calls: note it, act later.
//! Only clientMessage() may send, to any client.
class ClientListener
{
public:
    virtual ~ClientListener() = default;

    //! Somebody came, left, or changed its breaker: worth a frame soon.
    virtual void clientsChanged() = 0;
    virtual void clientCame(const SessionId &client, bool resumed) = 0;
    //! Its session lives on until the cleanup, and may be resumed.
    virtual void clientLeft(const SessionId &client) = 0;
    virtual void clientMessage(const SessionId &client, const QByteArray &payload, PayloadKind kind)
        = 0;
    //! For the event log; of all clients together no more than a few a second, the rest is counted
    //! in the next one's detail. Coming and going is not told here.
    virtual void clientEvent(const SessionId &client, Severity severity, const QString &source,
                             const QString &title, const QString &detail)
        = 0;
};

//! Adopts clients as sessions, gives a session back to the client that shows its token, and removes
//! those that left for good. Lives on the worker thread.
class ClientRegistry final : private SessionObserver
{
public:
    static constexpr char16_t subprotocol[] = u"breakwater.session.v1";

    struct World
    {
        TimeSystem &time;
        RandomSource &random;
        ByteBudget &budget;
        ClientListener &listener;
    };

    //! Clients get the limits of `limits.client_*` in place of those for links that we dialled.
    ClientRegistry(const StabilityConfig &config, const World &world);
    ~ClientRegistry() override;

    //! A fresh session; with `?resume=TOKEN` of one that is known, that session: the newest socket
    //! wins. Speakers of `subprotocol` get a hello first.
    void adopt(const IncomingRequest &request, const AcceptorListener::Adopt &adopt);

    //! Null when there is none. Valid until the next event-loop turn.
    Session *find(const SessionId &client) const;
    //! To all that are here now; returns to how many.
    std::int64_t broadcast(const OutgoingMessage &message);
    //! With a Close frame; the session is removed, its token is worth nothing any more.
    void disconnect(const SessionId &client, int code);
    void closeAll(int code);
    //! Without a word; the sessions stay.
    void breakAll();
    void configure(const StabilityConfig &config);

    //! The cleanup: removes clients that are away, have nothing pending, and have been idle for
    //! `metrics.client_metrics_ttl`. Runs by itself every `metrics.cleanup_interval`; costs
    //! O(removed). Call from the event loop.
    CleanupCycle sweep();

    //! Sessions, for shutdown and sums.
    SessionManager &sessions() { return m_sessions; }
    //! Adds all clients, here or gone, to the sum. Cheap enough for 10 000 of them a second.
    //! `withLatencies`: merge histograms too; else those of the last such call are used.
    void addTo(SnapshotSum &sum, TimeSample at, bool withLatencies);
    //! Ends the performance period of every client; its latencies are merged into `merged`.
    void endPeriod(MonotonicTime now, LatencyHistograms &merged);
    //! `withTable`: renews the table of all clients.
    ServingSnapshot look(TimeSample at, bool withTable);
    //! Totals of all cycles.
    const CleanupCounters &cleanup() const { return m_cleanup; }

private:
    void sessionChanged(Session &session) override;
    void sessionEvent(Session &session, Severity severity, const QString &source,
                      const QString &title, const QString &detail) override;
    void sessionTransitioned(Session &session, const BreakerTransition &transition) override;
    void sessionSettled(Session &session, MessageId id, SendVerdict verdict) override;
    void sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind) override;

    SessionManager m_sessions;
    CleanupCounters m_cleanup;
};

} // namespace Breakwater
