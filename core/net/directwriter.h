// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QPointer>

#include <cstdint>
#include <optional>

class QTcpSocket;

namespace Breakwater {

//! Hands bytes to the kernel past a QTcpSocket, while that holds none itself. What Qt buffers
//! leaves with the event loop's next round, and each time wakes that loop twice.
//! docs/decisions/0035.
class DirectWriter final
{
public:
    //! With TLS it takes nothing: what the kernel gets there is made by Qt. Nor behind a proxy.
    explicit DirectWriter(QTcpSocket &socket);

    //! How many of them the kernel took. None, too, where Qt holds bytes that go before them, and
    //! where the socket has failed: what is then given to Qt fails there, perhaps with fewer words,
    //! since the kernel tells the cause once.
    std::int64_t write(const char *bytes, std::int64_t size);

private:
    bool mayWrite();

    QPointer<QTcpSocket> m_socket;    //!< null: takes nothing
    std::optional<bool> m_isOnKernel; //!< none before it was connected
};

} // namespace Breakwater
