// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/fault/faultworld.h>

#include <QtCore/QObject>

#include <memory>
#include <vector>

class QTcpServer;
class QTcpSocket;

namespace Breakwater {

class FaultLink;

struct FaultProxyOptions
{
    QString host = QStringLiteral("127.0.0.1"); //!< a loopback address, or "localhost"
    quint16 port = 0;                           //!< 0: any free one
    QString targetHost = QStringLiteral("127.0.0.1");
    quint16 targetPort = 0;
    int maxConnections = 1000; //!< more are turned away
};

//! Stands between WebSocket clients and a server, and breaks the links as a plan or a test says.
//! Works on TCP, so it is itself no end of the WebSocket: what it does not break passes unchanged.
//! Lives on one thread.
//!
//!     FaultProxy proxy(*FaultPlan::fromText(u"latency=50ms drop-pongs=0.3"_qs), time, random);
//!     const auto port = proxy.listen({.targetPort = server.port()});
//!     … dial 127.0.0.1:*port …
//!     proxy.strike({.kind = FaultKind::Reset});
class FaultProxy final : public QObject
{
    Q_OBJECT

public:
    using Counts = FaultCounts;

    //! Chance comes from the plan's seed; without one from `random`, which is asked once.
    FaultProxy(const FaultPlan &plan, TimeSystem &time, RandomSource &random);
    ~FaultProxy() override;

    //! The port, or why not. Listening again closes first; links live on.
    Expected<quint16> listen(const FaultProxyOptions &options);
    //! Connecting is refused from now on; links live on.
    void close();
    bool isListening() const;
    //! Where it listens, or did.
    quint16 port() const { return m_options.port; }

    //! For connections from now on. A target that refuses makes the client's connection end in a
    //! reset.
    void setTarget(quint16 port) { m_options.targetPort = port; }
    void setTarget(const QString &host, quint16 port);

    //! Lasting faults at once for all links; events for connections from now on. The seed stays.
    void setPlan(const FaultPlan &plan);
    const FaultPlan &plan() const { return m_world.plan; }
    //! To be given to another run as `seed=…`.
    std::uint64_t seed() const { return m_seed; }

    // By hand. What is switched on holds for later connections too, until it is switched off.
    //! Once, on all links that there are. Blackhole and HalfOpen last for their length.
    void strike(const LinkFault &fault);
    //! What is sent is taken and held. It arrives when it is off again; what is held when a link
    //! ends is lost.
    void setBlackhole(bool isOn);
    //! Nothing is taken or forwarded, and nobody hears of the other's end.
    void setHalfOpen(bool isOn);
    //! The chance of each of the server's Pongs to get lost.
    void setPongLoss(double share);
    //! Answers the clients' Pings, as a proxy would that is an end of the WebSocket itself.
    void setAnswersPings(bool isOn);

    const Counts &counts() const { return m_world.counts; }
    int connections() const { return static_cast<int>(m_links.size()); }
    //! Hears of every fault that strikes a link, by plan or by hand.
    void onStrike(std::function<void(const LinkFault &fault, const QString &client)> listener);

private:
    void onNewConnection();
    void admit(std::unique_ptr<QTcpSocket> client);
    void linkEnded(FaultLink &link);
    void forEachLink(const std::function<void(FaultLink &)> &call);

    FaultWorld m_world;
    const std::uint64_t m_seed;
    SeededRandom m_random;
    FaultProxyOptions m_options;
    const std::unique_ptr<Timer> m_resume;
    std::unique_ptr<QTcpServer> m_server;
    std::vector<std::unique_ptr<FaultLink>> m_links;
};

} // namespace Breakwater
