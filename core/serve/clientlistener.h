// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>
#include <core/delivery/message.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace Breakwater {

//! Hears of clients, on the worker thread, from within the registry's calls: note it, act later.
//! Only clientMessage() may send, to any client.
class ClientListener
{
public:
    virtual ~ClientListener() = default;

    virtual void clientCame(const SessionId &client, bool resumed) = 0;
    //! Its session lives on until the cleanup, and may be resumed.
    virtual void clientLeft(const SessionId &client) = 0;
    virtual void clientMessage(const SessionId &client, const QByteArray &payload, PayloadKind kind)
        = 0;
    //! For the event log; of all clients together no more than a few a second, the rest is counted
    //! in the next one's detail. Coming and going is not told here.
    virtual void clientEvent(const SessionId &client, Severity severity, const QString &source,
                             const QString &title, const QString &detail)
        = 0;
};

} // namespace Breakwater
