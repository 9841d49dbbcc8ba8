// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/transportfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;

class WebSocketTransportClosingTest : public QObject, private TransportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void closesWithOurCodeAndEndsOnce();
    void messagesUnderWayAtCloseStillArrive();
    void theCloseFrameIsSentOnce();
    void closeBeforeOpenGivesUpQuietly();
    void abortSaysNothing();
    void nothingRunsAfterTheEnd();
};

void WebSocketTransportClosingTest::closesWithOurCodeAndEndsOnce()
{
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    transport->close(1001, QStringLiteral("shutting down"));
    transport->close(1000, QStringLiteral("again"));
    QVERIFY(!transport->isOpen());
    QVERIFY(!transport->sendText("too late"));
    QVERIFY(!m_listener.hasEnded());

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::WantedClose));
    QTRY_COMPARE_WITH_TIMEOUT(server.closeCodes(), std::vector<int>{1001}, patience);
    QVERIFY(server.texts().empty());
}

void WebSocketTransportClosingTest::messagesUnderWayAtCloseStillArrive()
{
    // Peers keep sending until they have read our Close; QWebSocket::close() would lose all that.
    RawPeer peer;
    QTcpSocket *server = nullptr;
    peer.upgradeThen([&](QTcpSocket &socket) { server = &socket; });
    const auto transport = transportTo(endpointFor(peer.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    transport->close(1000, {});
    QTRY_VERIFY_WITH_TIMEOUT(!peer.received().isEmpty(), patience);
    server->write(RawPeer::frame(0x81, "last words"));
    server->write(RawPeer::closeFrame(1000));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::WantedClose));
    QCOMPARE(m_listener.texts, std::vector<QByteArray>{"last words"});
}

void WebSocketTransportClosingTest::theCloseFrameIsSentOnce()
{
    RawPeer peer;
    QTcpSocket *server = nullptr;
    bool isGone = false;
    peer.upgradeThen([&](QTcpSocket &socket) {
        server = &socket;
        connect(&socket, &QTcpSocket::disconnected, this, [&] { isGone = true; });
    });
    const auto transport = transportTo(endpointFor(peer.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    transport->close(1000, QString(200, QChar(0x20ac))); // too long, to be cut between characters
    QTRY_VERIFY_WITH_TIMEOUT(!peer.received().isEmpty(), patience);
    server->write(RawPeer::closeFrame(1000));
    QTRY_VERIFY_WITH_TIMEOUT(isGone, patience);

    const QByteArray frame = peer.received();
    const int payload = static_cast<unsigned char>(frame.at(1)) & 0x7f;
    QCOMPARE(frame.at(0), '\x88');
    QCOMPARE(payload, 2 + 41 * 3);
    QCOMPARE(frame.size(), 2 + 4 + payload);
}

void WebSocketTransportClosingTest::closeBeforeOpenGivesUpQuietly()
{
    RawPeer peer;
    const auto transport = transportTo(endpointFor(peer.url()));
    transport->open();
    transport->close(1000, {});
    QVERIFY(!m_listener.hasEnded());

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::WantedClose));
    QVERIFY(m_listener.opened.empty());

    const auto neverOpened = transportTo(endpointFor(peer.url()));
    neverOpened->close(1000, {});
    QCoreApplication::processEvents();
    QCOMPARE(m_listener.ends.size(), 1u);
}

void WebSocketTransportClosingTest::abortSaysNothing()
{
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    transport->sendText("on its way");

    transport->close(1000, {});
    transport->abort();

    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 0, patience);
    QCoreApplication::processEvents();
    QVERIFY(!m_listener.hasEnded());
    QVERIFY(!transport->isOpen());
    QCOMPARE(transport->backlogBytes(), 0);
}

void WebSocketTransportClosingTest::nothingRunsAfterTheEnd()
{
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    server.disconnectAll();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);

    transport->open();
    transport->close(1000, {});
    transport->ping("late");
    QVERIFY(!transport->sendText("late"));
    QCoreApplication::processEvents();

    QCOMPARE(m_listener.ends.size(), 1u);
    QCOMPARE(m_listener.opened.size(), 1u);
    QCOMPARE(server.acceptedCount(), 1);
}

BREAKWATER_TEST(WebSocketTransportClosingTest)
#include "tst_websockettransport_closing.moc"
