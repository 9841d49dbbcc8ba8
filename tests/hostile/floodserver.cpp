// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/hostile/floodserver.h>

#include <tests/support/rawpeer.h>

#include <array>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Breakwater::Test {

namespace {

constexpr int often = 20; // milliseconds between two looks at whether it is over

bool isReady(int descriptor, short what)
{
    pollfd wanted{descriptor, what, 0};
    return ::poll(&wanted, 1, often) == 1;
}

} // namespace

FloodServer::FloodServer(const QByteArray &chunk)
    : m_chunk(chunk), m_listener(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *any = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, any, size) == 0 && ::listen(m_listener, 16) == 0
        && ::getsockname(m_listener, any, &size) == 0)
        m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { run(); });
}

FloodServer::~FloodServer()
{
    m_isOver = true;
    m_thread.join();
    ::close(m_listener);
}

void FloodServer::run()
{
    while (!m_isOver) {
        if (!isReady(m_listener, POLLIN))
            continue;
        const int client = ::accept(m_listener, nullptr, nullptr);
        if (client < 0)
            continue;
        ++m_connections;
        serve(client);
        ::close(client);
    }
}

void FloodServer::serve(int client)
{
    QByteArray request;
    if (!readRequest(client, request))
        return;
    QByteArray rest = RawPeer::upgradeAnswer(request);
    std::array<char, 4096> ignored{};
    while (!m_isOver) {
        if (isReady(client, static_cast<short>(POLLIN | (m_isCalm ? 0 : POLLOUT)))
            && ::recv(client, ignored.data(), ignored.size(), MSG_DONTWAIT) == 0)
            return; // it left
        if (m_isCalm)
            continue;
        if (rest.isEmpty())
            rest = m_chunk;
        const auto sent = ::send(client, rest.constData(), static_cast<std::size_t>(rest.size()),
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0)
            rest = rest.mid(sent);
        else if (errno != EAGAIN)
            return;
    }
}

bool FloodServer::readRequest(int client, QByteArray &request)
{
    std::array<char, 4096> bytes{};
    while (!m_isOver && !request.endsWith("\r\n\r\n")) {
        if (!isReady(client, POLLIN))
            continue;
        const auto got = ::recv(client, bytes.data(), bytes.size(), 0);
        if (got <= 0)
            return false;
        request.append(bytes.data(), got);
    }
    return !m_isOver;
}

} // namespace Breakwater::Test
