// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/connectwatch.h>

#include <core/net/socketinside.h>

#include <QtCore/QSocketNotifier>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <sys/socket.h>
#endif

namespace Breakwater {

using namespace std::chrono_literals;

namespace {

constexpr auto interval = 50ms;
// A host with several addresses also brings new ports, but never so many so steadily.
constexpr int changesOfALoop = 5;

//! 0 when not known. QTcpSocket has no descriptor before it is connected, but it is waiting for
//! one.
std::uint16_t localPortOf(const QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    const auto *waiting = socket.findChild<QSocketNotifier *>();
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (!waiting
        || ::getsockname(static_cast<int>(waiting->socket()),
                         reinterpret_cast<sockaddr *>(&address), &size)
            != 0)
        return 0;
    if (address.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in &>(address).sin_port);
    if (address.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6 &>(address).sin6_port);
#endif
    return socket.localPort();
}

} // namespace

ConnectWatch::ConnectWatch(const QWebSocket &socket, TimeSystem &time, std::function<void()> onLoop)
    : m_socket([&socket] { return tcpSocketOf(socket); }), m_time(time),
      m_onLoop(std::move(onLoop)), m_timer(time.createTimer([this] { look(); }))
{ }

ConnectWatch::ConnectWatch(const QTcpSocket &socket, TimeSystem &time, std::function<void()> onLoop)
    : m_socket([&socket] { return &socket; }), m_time(time), m_onLoop(std::move(onLoop)),
      m_timer(time.createTimer([this] { look(); }))
{ }

void ConnectWatch::start()
{
    m_timer->startAt(m_time.now() + interval);
}

void ConnectWatch::look()
{
    const QTcpSocket *tcp = m_socket();
    if (!tcp || tcp->state() == QAbstractSocket::ConnectedState)
        return;
    const std::uint16_t port = localPortOf(*tcp);
    m_changes = port != 0 && port != m_port ? m_changes + 1 : 0;
    m_port = port;
    if (m_changes < changesOfALoop)
        return start();
    const auto onLoop = m_onLoop;
    onLoop();
}

} // namespace Breakwater
