// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/command.h>
#include <core/engine/engineserving.h>
#include <core/engine/eventjournal.h>
#include <core/engine/tierclock.h>
#include <core/engine/trafficgenerator.h>
#include <core/session/gracefulshutdown.h>
#include <core/session/messagepage.h>
#include <core/session/renewalturns.h>
#include <core/session/sessionmanager.h>
#include <core/session/sessionsnapshot.h>
#include <core/watch/watchlist.h>

#include <map>
#include <memory>

namespace Breakwater {

class DemoServer;
class Gateway;

//! Hears what the engine has to say, on the worker thread.
class EngineListener
{
public:
    virtual ~EngineListener() = default;

    //! Not yet const: a frame that was not fetched may lend its tiers to the next one.
    virtual void frameReady(std::shared_ptr<Snapshot> frame) = 0;
    virtual void sendAnswered(const SendAnswer &answer) = 0;
    //! The newest incoming message of a session since the last realtime tick, cut to
    //! Engine::seenBytes; `size` is its full size.
    virtual void messageSeen(const SessionId &session, const QByteArray &payload, bool isText,
                             qint64 size)
        = 0;
    //! Transports made from now on are to use it.
    virtual void configApplied(const StabilityConfig &config) = 0;
    //! Answer to QueryMessages.
    virtual void messagesFound(const MessagePagePtr &page) = 0;
    virtual void commandFailed(const QString &sentence) = 0;
    virtual void servingAnswered(const ServingAnswer &answer) = 0;
    virtual void clientCame(const SessionId &client, bool resumed) = 0;
    virtual void clientLeft(const SessionId &client) = 0;
    //! Only where StartServing asked for them.
    virtual void clientMessage(const SessionId &client, const QByteArray &payload, PayloadKind kind)
        = 0;
    virtual void shutdownFinished(const ShutdownReport &report) = 0;
};

//! Composition of the core: sessions, their traffic, who is served and what is watched, the demo,
//! and the frames that the outside sees. Lives on the worker thread (or any single thread;
//! EngineHost gives it one).
class Engine final : private SessionObserver, private WatchListener
{
public:
    static constexpr qsizetype seenBytes = 4096;

    Engine(const StabilityConfig &config, TimeSystem &time, RandomSource &random,
           TransportFactory &transports, EngineListener &listener, Outbox *outbox = nullptr);
    ~Engine() override;

    void execute(const EngineCommand &command);
    //! In their order; messages that follow each other to one session are written in groups.
    void execute(const std::vector<EngineCommand> &commands);
    //! Stops accepting, flushes, closes, reports; bounded by `timeout`. A second call changes
    //! nothing.
    void shutdown(Duration timeout, ShutdownPlan plan = {});
    //! Into the event log.
    void say(Severity severity, const QString &source, const QString &title, const QString &detail);

private:
    void sessionChanged(Session &session) override;
    void sessionEvent(Session &session, Severity severity, const QString &source,
                      const QString &title, const QString &detail) override;
    void sessionTransitioned(Session &session, const BreakerTransition &transition) override;
    void sessionSettled(Session &session, MessageId id, SendVerdict verdict) override;
    void sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind) override;

    void watchChanged(const SessionId &source) override;
    void watchEvent(const SessionId &source, const QString &name, Severity severity,
                    const QString &title, const QString &detail) override;

    void run(const OpenSession &command);
    void run(const CloseSession &command);
    void run(const RetryNow &command);
    void run(const SendMessage &command);
    void run(const SetTraffic &command);
    void run(const ForceBreaker &command);
    void run(const ResetBreaker &command);
    void run(const ApplyConfig &command);
    void run(const StartDemo &command);
    void run(const RecheckLinks &command);
    void run(const QueryMessages &command);
    void run(const StartServing &command);
    void run(const StopServing &command);
    void run(const Broadcast &command);
    void run(const DisconnectClient &command);
    void run(const LookAtClient &command);
    void run(const OpenWatch &command);
    //! True, and said so, once the shutdown has begun.
    bool refusesToOpen();
    //! A link of ours or a client; null, and said so, when there is none.
    Session *wanted(const SessionId &id);
    Session *find(const SessionId &id) const;

    int stopWatching();
    void onTick();
    void noticeSleep();
    enum class FrameKind {
        Between,    //!< two ends of a performance period
        EndsPeriod, //!< the performance period
        Last,       //!< there is none after it
    };
    void publish(MonotonicTime now, TierSet tiers, FrameKind kind);
    std::shared_ptr<Snapshot> frame(TimeSample at, TierSet tiers, FrameKind kind);
    //! Returns their sum. Each link is looked at once, also where its period ends.
    SnapshotSum addLinks(Snapshot &frame, FrameKind kind);
    Quantiles quantilesOf(const SessionId &link, FrameKind kind) const;
    //! `ended`: the latencies of the links.
    void endPeriod(MonotonicTime now, LatencyHistograms &ended);
    void owe();
    void handOutSeen();
    void arm();

    struct Seen
    {
        QByteArray payload;
        bool isText = true;
    };

    StabilityConfig m_config;
    TimeSystem &m_time;
    RandomSource &m_random;
    EngineListener &m_listener;
    ByteBudget m_budget;
    EventJournal m_journal;
    MessageJournal m_messages{MessagePage::mostRecords};
    SessionManager m_sessions;
    GracefulShutdown m_shutdown;
    EngineServing m_serving;
    WatchList m_watched;
    TierClock m_tiers;
    std::unique_ptr<Gateway> m_demoGateway; //!< what the demo serves; none of our clients
    std::unique_ptr<DemoServer> m_demo;
    std::map<SessionId, std::unique_ptr<TrafficGenerator>> m_traffic;
    std::map<SessionId, Seen> m_seen;
    std::map<std::pair<SessionId, MessageId>, std::uint64_t>
        m_pending; //!< requests to answer again
    RenewalTurns m_turns;
    LatencyHistograms m_settled; //!< of ended periods, of all links that ever were
    LatencySnapshot m_period;    //!< merged over all sessions, of the last performance period
    std::unique_ptr<Timer> m_timer;
    MonotonicTime m_startedAt;
    MonotonicTime m_lastFrameAt{};
    std::uint64_t m_lastSequence = 0;
    Duration m_asleep; //!< the machine, in all, when last looked at
    std::int64_t m_rssBytes = 0;
    bool m_isDone = false;  //!< the shutdown is over: no frame follows
    bool m_changed = false; //!< a frame is owed at once
};

} // namespace Breakwater
