// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

#include <cstdint>
#include <functional>
#include <memory>

class QTcpSocket;
class QWebSocket;

namespace Breakwater {

//! Notices that Qt hammers a server. When a connection is reset before Qt has looked at it, Qt
//! connects again, at once and without an error, thousands of times a second (6.4.2: connect() says
//! ECONNRESET, which it takes for "not yet"). Each try has a new local port; nothing else shows it.
class ConnectWatch final
{
public:
    //! `onLoop` may destroy this.
    ConnectWatch(const QWebSocket &socket, TimeSystem &time, std::function<void()> onLoop);
    ConnectWatch(const QTcpSocket &socket, TimeSystem &time, std::function<void()> onLoop);

    //! After QWebSocket::open(), or connectToHost(). Stops by itself when TCP is connected.
    void start();
    void stop() { m_timer->stop(); }

private:
    void look();

    const std::function<const QTcpSocket *()> m_socket;
    TimeSystem &m_time;
    const std::function<void()> m_onLoop;
    const std::unique_ptr<Timer> m_timer;
    std::uint16_t m_port = 0;
    int m_changes = 0; //!< in looks without a pause
};

} // namespace Breakwater
