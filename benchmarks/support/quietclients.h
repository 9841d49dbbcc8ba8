// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/support/quiettransport.h>

#include <core/serve/clientregistry.h>

namespace Breakwater::Bench {

//! Hears clients and does nothing about it.
class NoClientListener final : public ClientListener
{
    void clientCame(const SessionId &, bool) override { }
    void clientLeft(const SessionId &) override { }
    void clientMessage(const SessionId &, const QByteArray &, PayloadKind) override { }
    void clientEvent(const SessionId &, Severity, const QString &, const QString &,
                     const QString &) override
    { }
};

//! A client without a socket, who answers its first ping. Who comes speaks `breakwater.session.v1`,
//! so that it has a token, too. The link is the session's.
inline QuietTransport &come(ClientRegistry &registry)
{
    QuietTransport *link = nullptr;
    registry.adopt({.path = QStringLiteral("/"),
                    .subprotocol = QString::fromUtf16(ClientRegistry::subprotocol),
                    .peer = QStringLiteral("127.0.0.1 port 40001")},
                   [&](TransportListener &listener) {
                       auto made = std::make_unique<QuietTransport>(listener);
                       link = made.get();
                       return made;
                   });
    link->accept();
    link->answer();
    return *link;
}

} // namespace Breakwater::Bench
