// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/faultlane.h>
#include <core/fault/faultschedule.h>

#include <QtCore/QObject>

#include <functional>
#include <memory>

class QTcpSocket;

namespace Breakwater {

//! One client of the proxy, and a connection to the target of its own. No parent; whoever holds
//! the pointer deletes.
class FaultLink final : public QObject
{
    Q_OBJECT

public:
    //! `ended` is the last thing it calls, from within anything; the link may be deleted later.
    FaultLink(std::unique_ptr<QTcpSocket> client, FaultWorld &world, RandomSource &random,
              std::function<void(FaultLink &)> ended);
    ~FaultLink() override;

    void connectTo(const QString &host, quint16 port);
    void strike(const LinkFault &fault);
    //! Ends a blackhole, or half-open, however it began.
    void heal(FaultKind kind);
    //! To be called when the world has changed. All that happens to a link happens here.
    void pump();

private:
    enum class Phase : std::uint8_t { Connecting, Carrying, Leaving, Over };

    void watch(QTcpSocket &socket);
    void seeWhetherConnected();
    void takeIn(FaultLane &lane, FaultLane &back, MonotonicTime now);
    void seeWhetherOver(MonotonicTime now);
    void leave(MonotonicTime now);
    void goOnLeaving(MonotonicTime now);
    void arm(MonotonicTime now);
    void end();
    void apply(const LinkFault &fault, MonotonicTime now);
    void applyTo(FaultLane &lane, const LinkFault &fault, MonotonicTime now);
    void resetBoth();
    void countUndelivered(std::int64_t bytes);
    bool isOpen() const { return m_phase <= Phase::Carrying; }

    FaultWorld &m_world;
    const std::function<void(FaultLink &)> m_ended;
    const std::unique_ptr<QTcpSocket> m_client;
    const std::unique_ptr<QTcpSocket> m_server;
    const QString m_name; //!< of the client
    FaultLane m_up;
    FaultLane m_down;
    FaultSchedule m_schedule;
    const std::unique_ptr<Timer> m_timer;
    Phase m_phase = Phase::Connecting;
    MonotonicTime m_latestEnd{}; //!< while leaving
    bool m_isPumping = false;
    bool m_hasEnded = false;
};

} // namespace Breakwater
