// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/acceptor.h>
#include <core/net/websockettransport.h>

#include <core/base/realtimesystem.h>

#include <tests/support/recordinglistener.h>

#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

namespace Breakwater::Test {

//! Takes in whoever comes, and echoes.
class EchoHost final : public AcceptorListener
{
public:
    struct Client
    {
        IncomingRequest request;
        RecordingListener listener;
        std::unique_ptr<Transport> transport;
    };

    bool takes = true;
    std::vector<std::unique_ptr<Client>> clients;

    void clientArrived(const IncomingRequest &request, const Adopt &adopt) override
    {
        auto &client = *clients.emplace_back(std::make_unique<Client>());
        client.request = request;
        if (!takes)
            return;
        client.transport = adopt(client.listener);
        client.listener.onText
            = [&client] { client.transport->sendText(client.listener.texts.back()); };
    }
};

//! The bytes with which a client asks for `/feed?x=1`.
inline QByteArray request(const QByteArray &moreHeaders, const QByteArray &host = "127.0.0.1")
{
    return "GET /feed?x=1 HTTP/1.1\r\nHost: " + host
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + moreHeaders + "\r\n";
}

//! An acceptor with a host behind it, and clients of both kinds: ours, and bare sockets.
class AcceptorFixture
{
protected:
    static constexpr int patience = 10'000; // milliseconds; never waited for when all is well

    void reset()
    {
        m_raw.reset();
        m_acceptor.reset();
        m_host = {};
        m_config = {};
    }
    void listen(const AcceptorOptions &options = {})
    {
        m_host = {};
        m_acceptor = std::make_unique<Acceptor>(m_config, m_time, m_host);
        const auto port = m_acceptor->listen(options);
        QVERIFY2(port.has_value(), port ? "" : qPrintable(port.error().message));
        m_port = *port;
    }
    //! Sends bytes, and returns the answer's headers once they or the end came.
    QByteArray answerTo(const QByteArray &bytes)
    {
        m_raw = std::make_unique<QTcpSocket>();
        m_raw->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        m_raw->write(bytes);
        QByteArray answer;
        [[maybe_unused]] const bool came = QTest::qWaitFor(
            [&] {
                answer += m_raw->readAll();
                return answer.contains("\r\n\r\n")
                    || m_raw->state() == QAbstractSocket::UnconnectedState;
            },
            patience);
        return answer;
    }
    std::unique_ptr<Transport> dial(RecordingListener &listener)
    {
        const QString url = QStringLiteral("ws://127.0.0.1:%1/feed?x=1").arg(m_port);
        auto transport = WebSocketTransportFactory(m_config, m_time)
                             .create(Endpoint::fromUrl(url).value(), listener);
        transport->open();
        return transport;
    }

    RealTimeSystem m_time;
    StabilityConfig m_config;
    EchoHost m_host;
    std::unique_ptr<Acceptor> m_acceptor;
    std::unique_ptr<QTcpSocket> m_raw;
    quint16 m_port = 0;
};

} // namespace Breakwater::Test
