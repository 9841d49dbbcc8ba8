// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/transportfixture.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testmain.h>

#include <QtCore/QtEndian>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype payloadBytes = 1000;
constexpr qsizetype frameBytes = 2 + 2 + 4 + payloadBytes;

QByteArray numbered(quint64 number)
{
    QByteArray payload(payloadBytes, 'x');
    qToBigEndian(number, payload.data());
    return payload;
}

//! Of the masked frame that begins there.
quint64 numberAt(const QByteArray &bytes, qsizetype at)
{
    QByteArray number = bytes.mid(at + 8, 8);
    for (qsizetype i = 0; i < number.size(); ++i)
        number[i] = static_cast<char>(number[i] ^ bytes[at + 4 + i % 4]);
    return qFromBigEndian<quint64>(number.constData());
}

} // namespace

//! More than the kernel holds, to a peer that reads late: some frames leave past Qt, some through
//! it, and some are cut in two between them.
class WebSocketTransportOrderTest : public QObject, private TransportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }
    void framesArriveWholeAndInOrder_data();
    void framesArriveWholeAndInOrder();
};

void WebSocketTransportOrderTest::framesArriveWholeAndInOrder_data()
{
    QTest::addColumn<bool>("hasProxy");
    QTest::newRow("directly") << false;
    QTest::newRow("through an HTTP proxy") << true;
}

void WebSocketTransportOrderTest::framesArriveWholeAndInOrder()
{
    QFETCH(const bool, hasProxy);
    RawPeer peer;
    QTcpSocket *reader = nullptr;
    peer.onRequest([&](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("CONNECT ")) {
            peer.expectAnotherRequest(socket);
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
            socket.write(RawPeer::upgradeAnswer(request));
            peer.stopReading(socket);
            reader = &socket;
        }
    });
    auto endpoint = endpointFor(hasProxy ? u"ws://host.invalid:81/"_qs : peer.url());
    if (hasProxy)
        endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, peer.port(), {}};
    const auto transport = transportTo(endpoint);
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    quint64 count = 0;
    Transport::Group::Room room;
    const auto send = [&](int groups, int framesEach) {
        for (int i = 0; i < groups; ++i) {
            const Transport::Group group(*transport, room);
            for (int k = 0; k < framesEach; ++k)
                QVERIFY(transport->sendBinary(numbered(count++)));
        }
    };
    QByteArray arrived;
    std::int64_t largestBacklog = 0;
    for (int round = 0; round < 8; ++round) {
        send(60, 90 + round);              // more than the kernel takes
        QCoreApplication::processEvents(); // Qt hands on what it can
        send(20, 7);
        largestBacklog = std::max(largestBacklog, transport->backlogBytes());
        reader->setReadBufferSize(0);
        const auto all = static_cast<qsizetype>(count) * frameBytes;
        QTRY_COMPARE_WITH_TIMEOUT((arrived += reader->readAll(), arrived.size()), all, patience);
        reader->setReadBufferSize(1);
    }

    QVERIFY(largestBacklog > 1'000'000); // also where a proxy's socket holds it
    for (quint64 i = 0; i < count; ++i)
        QCOMPARE(numberAt(arrived, static_cast<qsizetype>(i) * frameBytes), i);
    QTRY_COMPARE_WITH_TIMEOUT(transport->backlogBytes(), 0, patience);
    QVERIFY(m_listener.drained > 0);
    QVERIFY(m_listener.ends.empty());
}

BREAKWATER_TEST(WebSocketTransportOrderTest)
#include "tst_websockettransport_order.moc"
