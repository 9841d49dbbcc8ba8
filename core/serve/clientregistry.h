// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/acceptor.h>
#include <core/serve/clientcleanup.h>
#include <core/serve/clientfigures.h>
#include <core/serve/clientlistener.h>
#include <core/serve/clientnotices.h>
#include <core/serve/nodialling.h>
#include <core/serve/resumetokens.h>
#include <core/session/sessionmanager.h>
#include <core/snapshot/servingsnapshot.h>

#include <memory>
#include <unordered_map>
#include <vector>

namespace Breakwater {

//! Adopts clients as sessions, gives a session back to the client that shows its token, and removes
//! those that left for good. Lives on the worker thread.
class ClientRegistry final : private SessionObserver, private ClientCleanup::Owner
{
public:
    static constexpr char16_t subprotocol[] = u"breakwater.session.v1";
    //! Sessions kept of clients that are away, for each of `limits.clients`; beyond, those that
    //! left first are removed early, those with messages last: what they lose is an event. Else
    //! whoever connects and leaves all day could fill the memory.
    static constexpr std::size_t mostAwayPerClient = 10;

    struct World
    {
        TimeSystem &time;
        RandomSource &random;
        ClientListener &listener;
        //! Of tokens: the system's own, except in tests.
        std::shared_ptr<RandomSource> secrets = std::make_shared<SystemRandom>();
    };

    //! Clients get the limits of `limits.client_*` in place of those for links that we dialled, and
    //! half of `queue.total_max_bytes` of their own, so that they never take the room of our links.
    ClientRegistry(const StabilityConfig &config, const World &world);
    ~ClientRegistry() override;

    //! A fresh session; with `?resume=TOKEN` of one that is known, that session: the newest socket
    //! wins. Speakers of `subprotocol` get a hello first. The token that was shown stays good until
    //! the client was heard on its new link, for the hello may be lost. A client whose breaker is
    //! forced open is not taken; its token stays good.
    void adopt(const IncomingRequest &request, const AcceptorListener::Adopt &adopt);

    //! Null when there is none. Valid until the next event-loop turn.
    Session *find(const SessionId &client) const { return m_sessions.find(client); }
    //! Whether it was given a token, so that what waits for it can still reach it.
    bool canReturn(const SessionId &client) const { return m_tokens.hasToken(client); }
    //! To all that are here now, `except` one; returns to how many. For those who cannot return it
    //! is best effort: to wait for them would be waste.
    std::int64_t broadcast(const OutgoingMessage &message, const SessionId *except = nullptr);
    //! With a Close frame; the session is removed, its token is worth nothing any more.
    void disconnect(const SessionId &client, int code, const QString &reason = {});
    //! The same for all, those that are away too.
    void closeAll(int code, const QString &reason = {});
    //! Without a word; the sessions stay.
    void breakAll();
    void configure(const StabilityConfig &config);

    //! Begins the cleanup, unless one is under way: removes clients that are away, have nothing
    //! pending, and have been idle for `metrics.client_metrics_ttl`. Begins by itself every
    //! `metrics.cleanup_interval`; costs O(removed), and a look at each of those who are due and
    //! have messages. What takes longer than a WorkSlice goes on in the next turns of the event
    //! loop. Its numbers count those that were removed early, too. Call from the event loop.
    void sweep() { m_cleanup.sweep(); }
    //! For shutdown: a cleanup that is under way ends here, and none begins by itself before
    //! configure() or sweep().
    void stopCleanup() { m_cleanup.stop(); }

    //! For shutdown and sums; removing from it is the registry's.
    SessionManager &sessions() { return m_sessions; }
    int connected() const { return m_connected; }
    //! Of messages that wait for clients.
    std::int64_t queueBytes() const { return m_budget.used(); }
    using Strain = ClientFigures::Strain;
    Strain addTo(SnapshotSum &sum, TimeSample at, bool withLatencies)
    {
        return m_figures.addTo(sum, at, withLatencies);
    }
    void endPeriod(MonotonicTime now, LatencyHistograms &merged)
    {
        m_figures.endPeriod(now, merged);
    }
    //! `withTable`: renews the table of all clients.
    ServingSnapshot look(TimeSample at, bool withTable)
    {
        return look(at, withTable, m_figures.strain());
    }
    //! The same, with what addTo() found just now: looking at thousands takes milliseconds.
    ServingSnapshot look(TimeSample at, bool withTable, const Strain &strain);
    //! Totals of all cycles that ended.
    const CleanupCounters &cleanup() const { return m_cleanup.counters(); }

private:
    using Candidate = ClientCleanup::Candidate;
    struct Client : ClientCleanup::Candidate
    {
        explicit Client(SessionManager::Place own) : place(own), session(*own->second) { }
        const SessionManager::Place place;
        Session &session;
        bool isHere = false; //!< it has a socket
        bool isUp = false;
        //! What its session had counted when it came last.
        std::uint64_t openedBefore = 0;
        std::uint64_t receivedBefore = 0;
    };

    void sessionChanged(Session &session) override;
    void sessionEvent(Session &session, Severity severity, const QString &source,
                      const QString &title, const QString &detail) override;
    void sessionTransitioned(Session &session, const BreakerTransition &transition) override;
    void sessionSettled(Session &session, MessageId id, SendVerdict verdict) override;
    void sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind) override;
    bool hasMessages(const Candidate &client) const override;
    std::int64_t footprint(const Candidate &client) const override;
    void removeClient(Candidate &client, ClientCleanup::Reason why) override;
    void clientsRemoved() override;

    //! Null when the token is not worth anything.
    Session *resumable(const QByteArray &token);
    //! A message or pong came since it came itself: it has read its hello.
    static bool wasHeard(const Client &client);
    Session &createSession();
    void setHere(Client &client, bool isHere);
    void setUp(Client &client, bool isUp);
    static const Session &sessionOf(const Candidate &client)
    {
        return static_cast<const Client &>(client).session;
    }

    const World m_world;
    StabilityConfig m_config; //!< as it holds for clients
    NoDialling m_noDialling;
    ByteBudget m_budget;
    MessageJournal m_journal;
    SessionManager m_sessions;
    ClientFigures m_figures{m_sessions};
    ResumeTokens m_tokens;
    std::unordered_map<const Session *, Client> m_clients;
    std::int64_t m_evictedMessages = 0; //!< not yet told
    SessionId m_lastEvicted;
    ClientNotices m_notices;
    ClientCleanup m_cleanup;
    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_accepted = 0;
    std::uint64_t m_resumed = 0;
    int m_connected = 0;
};

} // namespace Breakwater
