// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpServer>

#include <map>
#include <memory>
#include <vector>

class QTcpSocket;

namespace Breakwater {

//! Stands before QHttpServer, which has no limits of its own: counts visitors, gives them a time
//! and a size for their request, hands over one whole request per connection, and ends the
//! connection after its answer. Single-threaded.
class HttpDoor final : public QTcpServer
{
    Q_OBJECT

public:
    struct Limits
    {
        int connections = 32;
        int perAddress = 10; //!< does not hold for loopback
        Duration request = std::chrono::seconds(3);
        Duration answer = std::chrono::seconds(10);
    };

    HttpDoor(TimeSystem &time, const Limits &limits, QObject *parent = nullptr);
    ~HttpDoor() override;

    //! Whether one more of this address fits beside those that are here.
    static bool admits(const Limits &limits, const std::vector<QHostAddress> &present,
                       const QHostAddress &newcomer);
    int visitors() const { return static_cast<int>(m_visitors.size()); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Visitor
    {
        QTcpSocket *socket = nullptr; //!< child of this door
        std::unique_ptr<Timer> deadline;
        bool isInside = false; //!< handed over
    };

    bool hasRoomFor(const QTcpSocket &socket) const;
    void onReadyRead(QTcpSocket *socket);
    void letIn(Visitor &visitor);
    void sendAway(Visitor &visitor, const QByteArray &answer);
    void onDeadline(QTcpSocket *socket);

    TimeSystem &m_time;
    const Limits m_limits;
    const std::unique_ptr<Timer> m_resume;
    std::map<const QObject *, Visitor> m_visitors;
};

} // namespace Breakwater
