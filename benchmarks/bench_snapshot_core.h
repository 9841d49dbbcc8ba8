// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/support/quiettransport.h>
#include <benchmarks/support/timedtime.h>

#include <core/engine/engine.h>
#include <core/engine/framemailbox.h>

#include <vector>

namespace Breakwater::Bench {

//! The engine, with links of which each is connected, has sent and been confirmed. Time moves when
//! told to, with what ticks take.
class Core final : private EngineListener, private TransportFactory
{
public:
    explicit Core(int sessions);

    //! Messages on every link, and their confirmations, each after another time.
    void carryTraffic();

    struct Tick
    {
        double nanoseconds; //!< of this thread
        double pageFaults;
        bool endsPeriod;
    };
    //! The next one that publishes a frame. The frame before dies when its successor is there, as
    //! with a window that reads.
    Tick tick();
    //! One that a link asks for, whose breaker was forced: soon after the one before.
    Tick tickAtOnce();
    //! The newest that ended a period.
    const Snapshot &frame() const { return *m_frame; }

private:
    std::unique_ptr<Transport> create(const Endpoint &, TransportListener &listener) override;

    void frameReady(std::shared_ptr<Snapshot> frame) override;
    void sendAnswered(const SendAnswer &) override { }
    void messageSeen(const SessionId &, const QByteArray &, bool, qint64) override { }
    void configApplied(const StabilityConfig &) override { }
    void messagesFound(const MessagePagePtr &) override { }
    void commandFailed(const QString &) override { }
    void servingAnswered(const ServingAnswer &) override { }
    void clientCame(const SessionId &, bool) override { }
    void clientLeft(const SessionId &) override { }
    void clientMessage(const SessionId &, const QByteArray &, PayloadKind) override { }
    void shutdownFinished(const ShutdownReport &) override { }

    TimedTime m_time;
    SeededRandom m_random{1};
    FrameMailbox m_mailbox;
    std::vector<SessionId> m_ids;
    bool m_isForced = false;               //!< the first link's breaker
    std::vector<QuietTransport *> m_links; //!< the sessions'
    TierSet m_tiers;                       //!< of the newest frame
    SnapshotPtr m_newest;
    SnapshotPtr m_frame;
    Engine m_engine;
};

} // namespace Breakwater::Bench
