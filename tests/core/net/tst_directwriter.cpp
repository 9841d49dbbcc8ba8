// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/directwriter.h>

#include <tests/support/testmain.h>

#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpServer>

#include <memory>

using namespace Breakwater;

//! A real socket on loopback whose other end reads when the test says so.
class DirectWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatItTakesArrivesWithoutTheEventLoop();
    void itTakesNothingWhileQtHoldsBytes();
    void aFullKernelTakesAPart();
    void aSocketThatIsNotConnectedTakesNothing();
    void aSocketWithTlsTakesNothing();
    void aSocketBehindAProxyTakesNothing_data();
    void aSocketBehindAProxyTakesNothing();

private:
    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<QTcpSocket> m_socket;
    QTcpSocket *m_peer = nullptr; // the server's
};

void DirectWriterTest::init()
{
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_socket = std::make_unique<QTcpSocket>();
    m_socket->connectToHost(m_server->serverAddress(), m_server->serverPort());
    QVERIFY(m_socket->waitForConnected(5000));
    QVERIFY(m_server->waitForNewConnection(5000));
    m_peer = m_server->nextPendingConnection();
    QVERIFY(m_peer);
}

void DirectWriterTest::whatItTakesArrivesWithoutTheEventLoop()
{
    DirectWriter writer(*m_socket);

    QCOMPARE(writer.write("hello", 5), 5);

    QCOMPARE(m_socket->bytesToWrite(), 0);
    QVERIFY(m_peer->waitForReadyRead(5000));
    QCOMPARE(m_peer->readAll(), "hello");
}

void DirectWriterTest::itTakesNothingWhileQtHoldsBytes()
{
    DirectWriter writer(*m_socket);
    m_socket->write("first ");

    QCOMPARE(writer.write("second", 6), 0);
    m_socket->write("second");

    QVERIFY(m_socket->flush());
    QVERIFY(m_peer->waitForReadyRead(5000));
    QCOMPARE(m_peer->readAll(), "first second");
}

void DirectWriterTest::aFullKernelTakesAPart()
{
    m_peer->setReadBufferSize(1);
    DirectWriter writer(*m_socket);
    const QByteArray large(64 * 1024 * 1024, 'x');

    const auto taken = writer.write(large.constData(), large.size());

    QVERIFY(taken > 0);
    QVERIFY(taken < large.size());
    for (int i = 0; i < 1000 && writer.write("x", 1) > 0; ++i) { } // a last few bytes
    QCOMPARE(writer.write("x", 1), 0);
    QCOMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
}

void DirectWriterTest::aSocketThatIsNotConnectedTakesNothing()
{
    QTcpSocket fresh;
    QCOMPARE(DirectWriter(fresh).write("x", 1), 0);

    DirectWriter writer(*m_socket);
    m_socket->abort();
    QCOMPARE(writer.write("x", 1), 0);
    m_socket.reset();
    QCOMPARE(writer.write("x", 1), 0);
}

void DirectWriterTest::aSocketWithTlsTakesNothing()
{
    QSslSocket socket;
    socket.connectToHost(m_server->serverAddress(), m_server->serverPort());
    QVERIFY(socket.waitForConnected(5000));

    QCOMPARE(DirectWriter(socket).write("x", 1), 0);
}

void DirectWriterTest::aSocketBehindAProxyTakesNothing_data()
{
    QTest::addColumn<QNetworkProxy::ProxyType>("type");
    QTest::addColumn<QByteArrayList>("answers");
    QTest::newRow("HTTP") << QNetworkProxy::HttpProxy
                          << QByteArrayList{"HTTP/1.1 200 Connection established\r\n\r\n"};
    QTest::newRow("SOCKS") << QNetworkProxy::Socks5Proxy
                           << QByteArrayList{
                                  QByteArray("\x05\x00", 2),
                                  QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x09", 10)};
}

void DirectWriterTest::aSocketBehindAProxyTakesNothing()
{
    QFETCH(const QNetworkProxy::ProxyType, type);
    QFETCH(QByteArrayList, answers);
    QTcpServer proxy;
    QVERIFY(proxy.listen(QHostAddress::LocalHost));
    connect(&proxy, &QTcpServer::newConnection, &proxy, [&] {
        QTcpSocket *asking = proxy.nextPendingConnection();
        connect(asking, &QTcpSocket::readyRead, asking, [&answers, asking] {
            asking->readAll();
            if (!answers.isEmpty())
                asking->write(answers.takeFirst());
        });
    });
    QTcpSocket socket;
    socket.setProxy({type, QStringLiteral("127.0.0.1"), proxy.serverPort()});
    socket.connectToHost(QStringLiteral("127.0.0.1"), 9);
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::ConnectedState, 5000);

    QCOMPARE(DirectWriter(socket).write("x", 1), 0);
}

BREAKWATER_TEST(DirectWriterTest)
#include "tst_directwriter.moc"
