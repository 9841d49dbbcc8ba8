// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/memoryguard.h>
#include <core/net/websockettransport.h>

#include <core/base/realtimesystem.h>

#include <tests/support/loopbackserver.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/peakmemory.h>
#include <tests/support/rawpeer.h>
#include <tests/support/recordinglistener.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 20'000;
//! Sends `chunk` again and again, as fast as it is taken.
void flood(QTcpSocket &socket, const QByteArray &chunk)
{
    const auto more = [&socket, chunk] {
        while (socket.state() == QAbstractSocket::ConnectedState
               && socket.bytesToWrite() < mebibyte / 2)
            socket.write(chunk);
    };
    QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, more);
    more();
}

} // namespace

class MemoryGuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void floodsAreCut_data();
    void floodsAreCut();
    void headersWithoutEndAreCut_data();
    void headersWithoutEndAreCut();
    void pingFloodOfAPeerThatReadsStaysBounded();
    void largestMessagePasses_data();
    void largestMessagePasses();
    void asManyFramesAsAllowedPass();
    void frameCountStartsAfreshWithEachMessage();
    void tooMuchToSendIsForgivenForOneInterval();
    void toleratesWhatDrainsInTime();
    void whatWeSentIsNotTakenForPongs();
    void pongsAreNotForgiven();

private:
    void dial(const QString &url, TimeSystem &time)
    {
        m_transport = WebSocketTransportFactory(m_config, time)
                          .create(Endpoint::fromUrl(url).value(), m_listener);
        m_transport->open();
    }

    RealTimeSystem m_time;
    ManualTimeSystem m_manualTime;
    StabilityConfig m_config;
    RecordingListener m_listener;
    std::unique_ptr<Transport> m_transport;
};

void MemoryGuardTest::initTestCase()
{
    QVERIFY(processMemory("VmRSS") > 0 && processMemory("VmHWM") > 0);
}

void MemoryGuardTest::init()
{
    m_transport.reset();
    m_listener = {};
    m_config = {};
}

void MemoryGuardTest::floodsAreCut_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("chunk");
    QTest::addColumn<bool>("reads");
    const QByteArray many(mebibyte / 4, 'x');
    QTest::newRow("frame of 1.9 GB")
        << QByteArray("\x82\x7f\0\0\0\0\x71\x3f\xb3\0", 10) << many << true;
    QTest::newRow("fragments of 1 MB")
        << RawPeer::frame(0x02, {}) << RawPeer::frame(0x00, QByteArray(mebibyte, 'x')) << true;
    QTest::newRow("text fragments of 1 MB")
        << RawPeer::frame(0x01, {}) << RawPeer::frame(0x00, QByteArray(mebibyte, 'x')) << true;
    QTest::newRow("fragments of 1 byte")
        << RawPeer::frame(0x02, {}) << RawPeer::frame(0x00, "x").repeated(10'000) << true;
    QTest::newRow("empty fragments")
        << RawPeer::frame(0x02, {}) << RawPeer::frame(0x00, {}).repeated(10'000) << true;
    QTest::newRow("empty text fragments")
        << RawPeer::frame(0x01, {}) << RawPeer::frame(0x00, {}).repeated(10'000) << true;
    QTest::newRow("pings whose pongs nobody reads")
        << QByteArray() << RawPeer::frame(0x89, QByteArray(100, 'p')).repeated(1000) << false;
    QTest::newRow("empty pings whose pongs nobody reads")
        << QByteArray() << RawPeer::frame(0x89, {}).repeated(10'000) << false;
}

void MemoryGuardTest::floodsAreCut()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, chunk);
    QFETCH(bool, reads);
    RawPeer peer;
    peer.upgradeThen([&](QTcpSocket &socket) {
        if (!reads)
            peer.stopReading(socket);
        socket.write(first);
        flood(socket, chunk);
    });
    const PeakMemory peak;

    dial(peer.url(), m_time);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    const qint64 allowed = 2 * m_config.limits.messageBytes + 16 * mebibyte
        + (reads ? 0 : 2 * mebibyte); // the pongs that it may hold
    QVERIFY(peak.staysBelow(allowed));
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::LimitExceeded));
    QVERIFY(m_listener.texts.empty() && m_listener.binaries.empty());
}

void MemoryGuardTest::headersWithoutEndAreCut_data()
{
    QTest::addColumn<QByteArray>("chunk");
    QTest::newRow("without LF") << QByteArray(10'000, 'x');
    QTest::newRow("line after line") << QByteArray("X-Header: value\r\n").repeated(1000);
}

void MemoryGuardTest::headersWithoutEndAreCut()
{
    QFETCH(QByteArray, chunk);
    RawPeer peer;
    peer.onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 101 Switching Protocols\r\nX: ");
        flood(socket, chunk);
    });
    const PeakMemory peak;

    dial(peer.url(), m_time);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::HandshakeInvalid));
    QVERIFY(peak.staysBelow(8 * mebibyte)); // what the peer holds included
}

void MemoryGuardTest::pingFloodOfAPeerThatReadsStaysBounded()
{
    RawPeer peer;
    peer.upgradeThen(
        [](QTcpSocket &socket) { flood(socket, RawPeer::frame(0x89, {}).repeated(1000)); });
    const PeakMemory peak;

    dial(peer.url(), m_time);

    // Served as long as it reads, cut when it falls behind; never hoarded.
    QTRY_VERIFY_WITH_TIMEOUT(peer.received().size() > 4 * mebibyte || m_listener.hasEnded(),
                             patience);
    QVERIFY(peak.staysBelow(32 * mebibyte + 2 * peer.received().capacity()));
}

void MemoryGuardTest::largestMessagePasses_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("ws") << false;
    QTest::newRow("wss") << true;
}

void MemoryGuardTest::largestMessagePasses()
{
    // A read buffer that is smaller than a frame stalls QWebSocket for ever, without a word.
    QFETCH(bool, tls);
    const TestCertificates certificates;
    QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
    LoopbackServer::Options options;
    if (tls) {
        options.certificateFile = certificates.server().certificateFile;
        options.keyFile = certificates.server().keyFile;
    }
    LoopbackServer server(options);
    auto endpoint = Endpoint::fromUrl(server.url()).value();
    endpoint.tls.caFile = certificates.caFile();
    m_transport = WebSocketTransportFactory(m_config, m_time).create(endpoint, m_listener);
    m_transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    server.sendBinary(QByteArray(m_config.limits.messageBytes, 'x'));
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.binaries.size(), 1u, patience);
    QVERIFY(!m_listener.hasEnded());

    server.sendBinary(QByteArray(m_config.limits.messageBytes + 1, 'x'));
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::LimitExceeded));
    QCOMPARE(m_listener.binaries.size(), 1u);
}

void MemoryGuardTest::asManyFramesAsAllowedPass()
{
    RawPeer peer;
    const int most = m_config.limits.framesPerMessage;
    peer.upgradeThen([most](QTcpSocket &socket) {
        socket.write(RawPeer::frame(0x01, "x") + RawPeer::frame(0x00, "x").repeated(most - 2)
                     + RawPeer::frame(0x80, "x"));
        socket.write(RawPeer::frame(0x01, "x") + RawPeer::frame(0x00, "x").repeated(most - 1)
                     + RawPeer::frame(0x80, "x"));
    });

    dial(peer.url(), m_time);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::LimitExceeded));
    QCOMPARE(m_listener.texts, std::vector<QByteArray>{QByteArray(most, 'x')});
}

void MemoryGuardTest::frameCountStartsAfreshWithEachMessage()
{
    m_config.limits.framesPerMessage = 4;
    RawPeer peer;
    peer.upgradeThen([](QTcpSocket &socket) {
        socket.write((RawPeer::frame(0x01, "a") + RawPeer::frame(0x00, "b")
                      + RawPeer::frame(0x89, "ping in between") + RawPeer::frame(0x80, "c"))
                         .repeated(10));
    });

    dial(peer.url(), m_time);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), 10u, patience);
    QVERIFY(!m_listener.hasEnded());
}

void MemoryGuardTest::tooMuchToSendIsForgivenForOneInterval()
{
    RawPeer peer;
    peer.upgradeThen([&](QTcpSocket &socket) { peer.stopReading(socket); });
    dial(peer.url(), m_manualTime);
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    m_manualTime.advance(1h); // nothing runs while nothing waits
    QCOMPARE(m_manualTime.activeTimers(), 0);

    m_transport->sendBinary(QByteArray(30'000'000, 'x'));
    m_manualTime.advance(m_config.limits.watchdogInterval - 1ns);
    QVERIFY(!m_listener.hasEnded());
    m_manualTime.advance(1ns);
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);

    QCOMPARE(m_listener.endKind(), nameOf(EndKind::LimitExceeded));
    QCOMPARE(m_manualTime.activeTimers(), 0);
}

void MemoryGuardTest::toleratesWhatDrainsInTime()
{
    LoopbackServer server({.echo = false});
    dial(server.url(), m_manualTime);
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    m_transport->sendBinary(QByteArray(m_config.limits.sendBufferBytes * 2, 'x'));
    QCOMPARE(m_manualTime.activeTimers(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_transport->backlogBytes(), 0, patience);
    QCOMPARE(m_manualTime.activeTimers(), 0);
    m_manualTime.advance(1h);

    QVERIFY(m_transport->isOpen());
}

void MemoryGuardTest::whatWeSentIsNotTakenForPongs()
{
    // Of our own, more may wait than of pongs; and a part of it was read already.
    RawPeer peer;
    QTcpSocket *server = nullptr;
    peer.upgradeThen([&](QTcpSocket &socket) {
        server = &socket;
        peer.stopReading(socket);
    });
    dial(peer.url(), m_manualTime);
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    m_transport->sendBinary(QByteArray(m_config.limits.sendBufferBytes, 'x'));
    QTRY_VERIFY_WITH_TIMEOUT(m_listener.drained > 0, patience); // the kernel took what it could
    QVERIFY(m_transport->backlogBytes() > 2 * mebibyte);

    server->write(RawPeer::frame(0x81, "an answer") + RawPeer::frame(0x89, "are you there?"));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), 1u, patience);
    QCoreApplication::processEvents();
    QVERIFY(!m_listener.hasEnded());
    QVERIFY(m_transport->isOpen());
}

void MemoryGuardTest::pongsAreNotForgiven()
{
    RawPeer peer;
    QTcpSocket *server = nullptr;
    peer.upgradeThen([&](QTcpSocket &socket) {
        server = &socket;
        peer.stopReading(socket);
    });
    dial(peer.url(), m_manualTime); // so that no interval ever passes
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    m_transport->sendBinary(QByteArray(30'000'000, 'x')); // ours, forgiven
    server->write(RawPeer::frame(0x81, "an answer"));
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), 1u, patience);
    QVERIFY(!m_listener.hasEnded());

    flood(*server, RawPeer::frame(0x89, QByteArray(100, 'p')).repeated(1000));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::LimitExceeded));
}

BREAKWATER_TEST(MemoryGuardTest)
#include "tst_memoryguard.moc"
