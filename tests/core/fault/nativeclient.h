// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QtGlobal>

#include <cerrno>
#include <optional>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Breakwater::Test {

//! A TCP client without Qt, which tells a reset from an orderly end.
class NativeClient final
{
public:
    explicit NativeClient(quint16 port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_isConnected
            = ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address)
            == 0;
    }
    ~NativeClient() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(NativeClient)

    bool isConnected() const { return m_isConnected; }
    void send(const QByteArray &bytes)
    {
        // Less than the kernel takes at once.
        m_sent = ::send(m_descriptor, bytes.constData(), static_cast<std::size_t>(bytes.size()),
                        MSG_NOSIGNAL)
            == bytes.size();
    }
    bool hasSent() const { return m_sent; }
    //! 0 for FIN, ECONNRESET for RST; none while there is no end. Throws away what arrives.
    std::optional<int> end()
    {
        char bytes[4096];
        const auto count = ::recv(m_descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
        if (!m_end && count <= 0 && (count == 0 || errno != EAGAIN)) // told once
            m_end = count == 0 ? 0 : errno;
        return m_end;
    }

private:
    const int m_descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    bool m_isConnected = false;
    bool m_sent = false;
    std::optional<int> m_end;
};

} // namespace Breakwater::Test
