// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/websockettransport.h>

#include <core/base/realtimesystem.h>

#include <tests/support/rawpeer.h>
#include <tests/support/recordinglistener.h>

#include <QtTest/QTest>

//! What a peer does that it should not.
using Script = std::function<void(Breakwater::Test::RawPeer &)>;
Q_DECLARE_METATYPE(Script)

namespace Breakwater::Test {

inline Script answering(const QByteArray &answer)
{
    return [answer](RawPeer &peer) {
        peer.onRequest([answer](QTcpSocket &socket, const QByteArray &) { socket.write(answer); });
    };
}

inline Script status(const QByteArray &line)
{
    return answering("HTTP/1.1 " + line + "\r\nContent-Length: 0\r\nRetry-After: 5\r\n\r\n");
}

//! For the tests that go, row by row, through what a QWebSocket signals when things go wrong: each
//! must come out as exactly one end, of the right kind, in bounded time, with no TCP connection
//! left behind.
class FaultFixture
{
protected:
    static constexpr int patience = 10'000; // milliseconds; ten times and more of what each needs

    void reset()
    {
        m_transport.reset();
        m_listener = {};
        m_config = {};
        m_config.connection.handshakeTimeout = std::chrono::milliseconds(500);
        m_config.connection.closeTimeout = std::chrono::milliseconds(300);
    }
    void dial(const Endpoint &endpoint)
    {
        m_transport = WebSocketTransportFactory(m_config, m_time).create(endpoint, m_listener);
        m_transport->open();
    }
    void dial(const QString &url) { dial(Endpoint::fromUrl(url).value()); }
    void endsAs(EndKind kind) { endsAs(nameOf(kind)); }
    void endsAs(const QString &kind)
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_listener.hasEnded(), patience);
        const QString &detail = m_listener.ends[0].detail;
        QVERIFY2(
            m_listener.endKind() == kind,
            qPrintable(QStringLiteral("%1, not %2: %3").arg(m_listener.endKind(), kind, detail)));
        QVERIFY(!detail.isEmpty());
        QVERIFY(!m_transport->isOpen());
        for (int i = 0; i < 20; ++i) // whatever QWebSocket still has to say
            QCoreApplication::processEvents();
        QCOMPARE(m_listener.ends.size(), 1u);
    }

    RealTimeSystem m_time;
    StabilityConfig m_config;
    RecordingListener m_listener;
    std::unique_ptr<Transport> m_transport;
};

} // namespace Breakwater::Test
