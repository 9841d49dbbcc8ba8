// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/net/admissions.h>

#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QTcpServer>

#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

class QTcpSocket;

namespace Breakwater {

//! Stands before QWebSocketServer, which takes in any number of connections that say nothing:
//! counts those whose handshake is not over, in all and by address, and ends those that take too
//! long. Encrypts where it is told to. Single-threaded.
class HandshakeDoor final : public QTcpServer
{
    Q_OBJECT

public:
    struct Limits
    {
        int most = 256;
        int mostPerAddress = 10; //!< does not hold for loopback
        Duration time = std::chrono::seconds(5);
    };

    explicit HandshakeDoor(TimeSystem &time);
    ~HandshakeDoor() override;

    //! Before it listens; without it nothing is encrypted.
    void setTls(const QSslConfiguration &tls) { m_tls = tls; }
    void setLimits(const Limits &limits) { m_limits = limits; }
    //! Nobody enters any more. From then on it may outlive the time system, to be deleted later.
    void retire();
    //! The socket of that peer, whose handshake is over: the caller's from now on. Null when there
    //! is none.
    QTcpSocket *release(const QHostAddress &address, quint16 port);

Q_SIGNALS:
    //! A request may be read from it. It stays a child of this door until release().
    void entered(QTcpSocket *socket);
    //! One too many was there.
    void refused();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    using Peer = std::pair<QHostAddress, quint16>;
    struct Visitor
    {
        QTcpSocket *socket = nullptr;
        Peer peer;
        std::shared_ptr<void> admission;
    };
    struct Deadline
    {
        MonotonicTime at;
        std::uint64_t visitor = 0;
    };

    void watch(QTcpSocket *socket);
    void encrypt(QTcpSocket *socket);
    void drop(std::uint64_t visitor);
    void onDeadline();

    TimeSystem &m_time;
    Limits m_limits;
    std::optional<QSslConfiguration> m_tls;
    Admissions m_admissions;
    std::unordered_map<std::uint64_t, Visitor> m_visitors;
    QHash<Peer, std::uint64_t> m_byPeer;
    std::deque<Deadline> m_deadlines; //!< the next one first; of some the visitor is gone
    std::uint64_t m_lastVisitor = 0;
    std::unique_ptr<Timer> m_timer; //!< none once retired
};

} // namespace Breakwater
