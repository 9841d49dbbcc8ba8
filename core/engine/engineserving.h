// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/command.h>
#include <core/engine/eventjournal.h>
#include <core/history/sourcehistory.h>
#include <core/serve/gateway.h>

#include <deque>
#include <functional>
#include <memory>

namespace Breakwater {

class DemoServer;
class EngineListener;

//! The engine's serving side: the gateway, the demo's outages, and which clients somebody looks at.
//! Costs nothing until start(). Lives on the worker thread.
class EngineServing final : private ClientListener
{
public:
    static constexpr std::size_t mostLookedAt = 16;

    struct World
    {
        TimeSystem &time;
        RandomSource &random;
        EventJournal &journal;
        EngineListener &listener;
        std::function<void()> changed; //!< a frame is owed at once
    };

    EngineServing(const StabilityConfig &config, World world);
    ~EngineServing() override;

    //! Starting again moves the door; those who are here stay.
    void start(const StartServing &command);
    //! Says goodbye to everybody.
    void stop();
    //! For shutdown: nobody is let in any more, those who are here stay, and no cleanup begins by
    //! itself before configure().
    void stopListening();
    //! Says goodbye to the readers of the stream; clients are the shutdown's.
    void closeStream();
    void configure(const StabilityConfig &config);

    //! Null when there is none.
    Session *find(const SessionId &client) const;
    //! Null where nothing was ever served.
    SessionManager *sessions() const;
    void broadcast(const OutgoingMessage &message);
    //! False when there is none.
    bool disconnect(const SessionId &client, int code);
    void lookAt(const LookAtClient &command);
    //! Of messages that wait for clients.
    std::int64_t queueBytes() const;
    bool hasDemo() const { return m_demo != nullptr; }

    void endPeriod(MonotonicTime now, LatencyHistograms &merged);
    //! Adds clients to the sum, and what is served to the frame.
    void addTo(Snapshot &frame, SnapshotSum &sum);
    //! Once the frame is whole.
    void publish(const SnapshotPtr &frame);

private:
    void clientCame(const SessionId &client, bool resumed) override;
    void clientLeft(const SessionId &client) override;
    void clientMessage(const SessionId &client, const QByteArray &payload,
                       PayloadKind kind) override;
    void clientEvent(const SessionId &client, Severity severity, const QString &source,
                     const QString &title, const QString &detail) override;

    Expected<QUrl> open(const StartServing &command);
    void showIfLookedAt(const SessionId &client);
    void tell(Severity severity, const QString &title, const QString &detail);

    StabilityConfig m_config;
    const World m_world;
    std::unique_ptr<SourceHistory> m_history; //!< of everything together, for readers of the stream
    std::unique_ptr<Gateway> m_gateway;
    std::unique_ptr<DemoServer> m_demo;
    std::deque<SessionId> m_lookedAt; //!< the oldest wish first
    WallTime m_tableAt{};             //!< when the table of all clients was made
    bool m_wantsMessages = false;
};

} // namespace Breakwater
