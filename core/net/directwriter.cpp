// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/directwriter.h>

#include <core/net/socketinside.h>

#include <QtNetwork/QSslSocket>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#endif

namespace Breakwater {

DirectWriter::DirectWriter(QTcpSocket &socket)
    : m_socket(qobject_cast<QSslSocket *>(&socket) ? nullptr : &socket)
{ }

bool DirectWriter::mayWrite()
{
    if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState)
        return false;
    if (!m_isOnKernel)
        m_isOnKernel = isOnKernel(*m_socket);
    return *m_isOnKernel && m_socket->bytesToWrite() == 0;
}

std::int64_t DirectWriter::write([[maybe_unused]] const char *bytes,
                                 [[maybe_unused]] std::int64_t size)
{
#ifdef Q_OS_LINUX
    if (!mayWrite())
        return 0;
    const auto taken = ::send(static_cast<int>(m_socket->socketDescriptor()), bytes,
                              static_cast<std::size_t>(size), MSG_DONTWAIT | MSG_NOSIGNAL);
    return std::max<std::int64_t>(taken, 0);
#else
    return 0;
#endif
}

} // namespace Breakwater
