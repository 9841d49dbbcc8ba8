// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/endreason.h>

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtNetwork/QAbstractSocket>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! What was seen of one QWebSocket, from open() to its end. QWebSocket says little and some of it
//! is wrong: its close code is 1000 where no Close frame ever came, its error is "connection
//! refused" for every HTTP answer. Only all of it together tells the cause.
struct SocketHistory
{
    //! Whose verdict started the closing handshake, apart from our own wish.
    enum class Closer : std::uint8_t {
        Nobody,
        Peer,    //!< a Close frame arrived
        Us,      //!< QWebSocket found fault with what arrived, and closed
        Unknown, //!< a closing handshake took place, and this Qt does not let us see who began
    };

    bool tcpConnected = false; //!< with a proxy: the tunnel stands
    bool opened = false;       //!< the handshake was done
    bool closeWanted = false;  //!< by our caller
    Closer closer = Closer::Nobody;
    int closeCode = 0; //!< as QWebSocket reports it; means nothing while `closer` is Nobody
    QString closeReason;
    std::optional<QAbstractSocket::SocketError> error; //!< the first one
    QString errorText;                                 //!< that came with it
    QStringList tlsErrors;
};

//! An end that carries no numbers; `detail` is sanitised.
EndReason endReason(EndKind kind, const QString &detail);

//! The true cause. Pure.
EndReason toEndReason(const SocketHistory &history);

} // namespace Breakwater
