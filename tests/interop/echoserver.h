// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/interop/peer.h>
#include <tests/support/testcertificates.h>

#include <QtCore/QTemporaryDir>

#include <memory>
#include <optional>

namespace Breakwater::Test {

//! One of the real servers of tests/interop/peers, alone or behind nginx.
class EchoServer final
{
public:
    using Peer = Test::Peer;
    struct Options
    {
        Peer peer = Peer::NpmWs;
        //! None: ws. Behind nginx, nginx holds it.
        std::optional<TestCertificates::Identity> tls = {};
        bool isBehindNginx = false;
        QString log = {}; //!< the file that gets every text received; empty: none
        quint16 port = 0; //!< of the server itself; 0: it chooses one
    };

    explicit EchoServer(const Options &options);

    //! False, with failure(), when something did not come up.
    bool start();
    QString failure();

    //! What a client dials; the host is the one given.
    QString url(const QString &host = QStringLiteral("127.0.0.1")) const;
    //! The server itself, not nginx.
    PeerProcess &peer() { return *m_peer; }

private:
    PeerProcess::Command peerCommand() const;
    bool startNginx();
    bool writeNginxConfig(quint16 port) const;

    const Options m_options;
    QTemporaryDir m_folder;
    std::unique_ptr<PeerProcess> m_peer;
    std::unique_ptr<PeerProcess> m_nginx;
};

} // namespace Breakwater::Test
