// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/fault/nativeclient.h>
#include <tests/core/fault/proxyfixture.h>
#include <tests/core/serve/gatewayfixture.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Each fault bites a real WebSocket client of a real WebSocket server.
class FaultProxyFramesTest : public QObject, private ProxyFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aResetBreaksTheLinkForBothEnds();
    void aCloseArrivesWithItsCode_data();
    void aCloseArrivesWithItsCode();
    void aCloseComesBetweenTwoFrames();
    void aClosedClientMayFinishItsSentence();
    void anEndInTheMiddleOfAFrameIsALostConnection();
    void lostPongsLeaveMessagesAlone();
    void aTerminatingProxyAnswersForAServerThatDoesNot();
    void corruptionChangesPayloads();
    void corruptTextIsAProtocolError();
    void theSameSeedCorruptsTheSame();
    void aBlackholeTakesEverythingAndGivesItBackInOrder();
    void whatABlackholeHoldsIsLostWithItsLink();
    void aBlackholeHidesTheServersDeath();
    void halfOpenHoldsEverythingInOrder();
    void halfOpenHidesTheServersDeath();
    void aOneWayHalfOpenLinkStillHearsTheClient();
    void plannedFaultsStrikeAtTheirTime();
    void plannedFaultsStrikeAfterTheirBytes();
    void aTimedHalfOpenEndsByItself();
    void tellsOfEveryStrike();
};

void FaultProxyFramesTest::init()
{
    resetAll();
}

void FaultProxyFramesTest::aResetBreaksTheLinkForBothEnds()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_proxy->strike({.kind = FaultKind::Reset});

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), std::size_t{1}, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::ConnectionLost));
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clients(), 0, patience);
    QCOMPARE(counts().resets, 1U);
    QCOMPARE(m_proxy->connections(), 0);
}

void FaultProxyFramesTest::aCloseArrivesWithItsCode_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {1000, 1001, 1008, 1012, 4000})
        QTest::addRow("%d", code) << code;
}

void FaultProxyFramesTest::aCloseArrivesWithItsCode()
{
    QFETCH(int, code);
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_proxy->strike({.kind = FaultKind::Close, .closeCode = code});

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), std::size_t{1}, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::PeerClose));
    QCOMPARE(m_listener.ends.front().closeCode, std::optional<int>(code));
    QTRY_COMPARE_WITH_TIMEOUT(m_proxy->connections(), 0, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clients(), 0, patience);
    QCOMPARE(counts().closes, 1U);
}

void FaultProxyFramesTest::aCloseComesBetweenTwoFrames()
{
    RawPeer peer;
    QTcpSocket *server = nullptr;
    const QByteArray frame = RawPeer::frame(0x82, QByteArray(1000, 'x'));
    peer.upgradeThen([&](QTcpSocket &socket) {
        server = &socket;
        socket.write(frame.left(600));
    });
    startProxyTo(peer.port(), {}, m_time);
    const auto transport = dialProxy();
    QVERIFY(transport);
    QTRY_VERIFY_WITH_TIMEOUT(counts().downBytes > 600, patience);

    m_proxy->strike({.kind = FaultKind::Close, .closeCode = 1012});
    QVERIFY(othersAreServed(m_config, m_time));
    QCOMPARE(counts().closes, 0U);
    server->write(frame.mid(600));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), std::size_t{1}, patience);
    QCOMPARE(m_listener.binaries, std::vector<QByteArray>{QByteArray(1000, 'x')});
    QCOMPARE(m_listener.ends.front().closeCode, std::optional<int>(1012));
}

void FaultProxyFramesTest::aClosedClientMayFinishItsSentence()
{
    RawPeer peer;
    peer.upgradeThen([](QTcpSocket &) {});
    startProxyTo(peer.port(), {}, *m_clock);
    NativeClient client(m_proxy->port());
    client.send("GET / HTTP/1.1\r\n\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(counts().downBytes > 0, patience);

    m_proxy->strike({.kind = FaultKind::Close, .closeCode = 1012});
    client.send(QByteArray(10'000, 'x'));
    QVERIFY(client.hasSent() && othersAreServed(m_config, m_time));

    // Closed at once, it would be told ECONNRESET, perhaps ahead of the Close frame.
    QCOMPARE(client.end(), std::optional<int>());
    m_clock->advance(2s);
    QTRY_COMPARE_WITH_TIMEOUT(client.end(), std::optional<int>(0), patience);
    QCOMPARE(m_proxy->connections(), 0);
    QCOMPARE(counts().undeliveredBytes, 10'000U);
}

void FaultProxyFramesTest::anEndInTheMiddleOfAFrameIsALostConnection()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_proxy->strike({.kind = FaultKind::CloseMidFrame, .up = false});
    transport->sendText("half of this comes back");

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), std::size_t{1}, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::ConnectionLost));
    QCOMPARE(m_listener.texts, std::vector<QByteArray>{"before"});
    QCOMPARE(m_server->counters().echoed, 2U);
    QCOMPARE(counts().cuts, 1U);
    QTRY_COMPARE_WITH_TIMEOUT(m_proxy->connections(), 0, patience);
}

void FaultProxyFramesTest::lostPongsLeaveMessagesAlone()
{
    startProxy(u"drop-pongs=1"_qs);
    const auto transport = dialProxy();
    QVERIFY(transport);

    transport->ping("lost");
    QVERIFY(isEchoed(*transport, "message"));
    QVERIFY(m_listener.pongs.empty());
    QCOMPARE(counts().pongsDropped, 1U);
    m_proxy->setPongLoss(0);
    transport->ping("answered");

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.pongs, std::vector<QByteArray>{"answered"}, patience);
}

void FaultProxyFramesTest::aTerminatingProxyAnswersForAServerThatDoesNot()
{
    RawPeer deaf;
    deaf.upgradeThen([](QTcpSocket &) {});
    startProxyTo(deaf.port(), {}, m_time);
    const auto transport = dialProxy();
    QVERIFY(transport);

    transport->ping("unanswered");
    QTRY_VERIFY_WITH_TIMEOUT(!deaf.received().isEmpty(), patience);
    const auto pingBytes = deaf.received().size();
    m_proxy->setAnswersPings(true);
    transport->ping("answered");

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.pongs, std::vector<QByteArray>{"answered"}, patience);
    transport->sendText("x");
    QTRY_COMPARE_WITH_TIMEOUT(deaf.received().size(), pingBytes + 7, patience);
    QCOMPARE(counts().pingsAnswered, 1U);
}

void FaultProxyFramesTest::corruptionChangesPayloads()
{
    startProxy(u"up.corrupt=0.1 seed=42"_qs);
    const auto transport = dialProxy();
    QVERIFY(transport);
    const QByteArray sent(1000, 'x');

    transport->sendBinary(sent);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.binaries.size(), std::size_t{1}, patience);
    const QByteArray received = m_listener.binaries.front();
    QCOMPARE(received.size(), sent.size());
    std::uint64_t flipped = 0;
    for (qsizetype i = 0; i < sent.size(); ++i)
        flipped += qPopulationCount(static_cast<quint8>(sent[i] ^ received[i]));
    QVERIFY(flipped > 50 && flipped < 200);
    QCOMPARE(counts().bitsFlipped, flipped);
}

void FaultProxyFramesTest::corruptTextIsAProtocolError()
{
    startProxy(u"down.corrupt=1 seed=42"_qs);
    const auto transport = dialProxy();
    QVERIFY(transport);

    transport->sendText(QByteArray(1000, 'x'));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), std::size_t{1}, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::ProtocolError));
    QVERIFY(m_listener.texts.empty());
}

void FaultProxyFramesTest::theSameSeedCorruptsTheSame()
{
    const auto corrupted = [this](const QString &plan) {
        init();
        startProxy(plan);
        const auto transport = dialProxy();
        if (!transport)
            return QByteArray();
        transport->sendBinary(QByteArray(1000, 'x'));
        isEchoed(*transport, ""); // its mask is random, but nothing of it can be bent
        return m_listener.binaries.empty() ? QByteArray() : m_listener.binaries.front();
    };

    const QByteArray first = corrupted(u"corrupt=0.1 seed=42"_qs);
    QCOMPARE(first.size(), 1000);
    QCOMPARE(corrupted(u"corrupt=0.1 seed=42"_qs), first);
    QVERIFY(corrupted(u"corrupt=0.1 seed=43"_qs) != first);
}

void FaultProxyFramesTest::aBlackholeTakesEverythingAndGivesItBackInOrder()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_proxy->setBlackhole(true);
    const std::uint64_t taken = counts().takenBytes;
    transport->sendText("1");
    transport->sendText("2");
    QTRY_COMPARE_WITH_TIMEOUT(counts().takenBytes, taken + 14, patience);
    QVERIFY(othersAreServed(m_config, m_time));
    QCOMPARE(m_server->counters().received, 1U);
    m_proxy->setBlackhole(false);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), std::size_t{3}, patience);
    QCOMPARE(m_listener.texts, (std::vector<QByteArray>{"before", "1", "2"}));
    QVERIFY(m_listener.ends.empty());
}

void FaultProxyFramesTest::whatABlackholeHoldsIsLostWithItsLink()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_proxy->setBlackhole(true);
    const std::uint64_t taken = counts().takenBytes;
    transport->sendText("lost");
    QTRY_COMPARE_WITH_TIMEOUT(counts().takenBytes, taken + 10, patience);
    m_proxy->strike({.kind = FaultKind::Reset});

    QTRY_COMPARE_WITH_TIMEOUT(m_server->clients(), 0, patience);
    QCOMPARE(m_server->counters().received, 1U);
    QCOMPARE(counts().undeliveredBytes, 10U);
}

void FaultProxyFramesTest::aBlackholeHidesTheServersDeath()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_proxy->setBlackhole(true);
    m_server->breakDown();
    QVERIFY(othersAreServed(m_config, m_time));
    QVERIFY(m_listener.ends.empty());
    m_proxy->setBlackhole(false);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), std::size_t{1}, patience);
}

void FaultProxyFramesTest::halfOpenHoldsEverythingInOrder()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_proxy->setHalfOpen(true);
    const std::uint64_t taken = counts().takenBytes;
    transport->sendText("1");
    transport->sendText("2");
    QVERIFY(othersAreServed(m_config, m_time));
    QCOMPARE(counts().takenBytes, taken);
    QCOMPARE(m_server->counters().received, 1U);
    m_proxy->setHalfOpen(false);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), std::size_t{3}, patience);
    QCOMPARE(m_listener.texts, (std::vector<QByteArray>{"before", "1", "2"}));
    QCOMPARE(counts().swallowedBytes, 0U);
}

void FaultProxyFramesTest::halfOpenHidesTheServersDeath()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_proxy->setHalfOpen(true);
    m_server->breakDown();
    QVERIFY(othersAreServed(m_config, m_time));
    QVERIFY(m_listener.ends.empty());
    QCOMPARE(m_proxy->connections(), 1);
    transport->abort();

    QTRY_COMPARE_WITH_TIMEOUT(m_proxy->connections(), 0, patience);
}

void FaultProxyFramesTest::aOneWayHalfOpenLinkStillHearsTheClient()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_proxy->strike({.kind = FaultKind::HalfOpen, .up = false});
    transport->sendText("heard");

    QTRY_COMPARE_WITH_TIMEOUT(m_server->counters().echoed, 2U, patience);
    QVERIFY(othersAreServed(m_config, m_time));
    QCOMPARE(m_listener.texts.size(), std::size_t{1});
}

void FaultProxyFramesTest::plannedFaultsStrikeAtTheirTime()
{
    startProxy(u"at=10s:close=1001"_qs, *m_clock);
    const auto transport = dialProxy();
    QVERIFY(transport);

    m_clock->advance(10s - 1ns);
    QVERIFY(isEchoed(*transport, "still here"));
    m_clock->advance(1ns);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), std::size_t{1}, patience);
    QCOMPARE(m_listener.ends.front().closeCode, std::optional<int>(1001));
}

void FaultProxyFramesTest::plannedFaultsStrikeAfterTheirBytes()
{
    startProxy(u"after-bytes=10000:reset"_qs);
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, QByteArray(4000, 'x')));
    QVERIFY(m_listener.ends.empty());

    transport->sendText(QByteArray(4000, 'x'));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), std::size_t{1}, patience);
    QCOMPARE(counts().resets, 1U);
}

void FaultProxyFramesTest::aTimedHalfOpenEndsByItself()
{
    startProxy(u"at=10s:half-open/5s"_qs, *m_clock);
    const auto transport = dialProxy();
    QVERIFY(transport && isEchoed(*transport, "before"));

    m_clock->advance(10s);
    transport->sendText("held");
    QVERIFY(othersAreServed(m_config, m_time));
    QCOMPARE(m_server->counters().received, 1U);
    m_clock->advance(5s);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), std::size_t{2}, patience);
}

void FaultProxyFramesTest::tellsOfEveryStrike()
{
    startProxy({});
    QStringList told;
    m_proxy->onStrike([&](const LinkFault &fault, const QString &client) {
        told += toString(fault) + u", "_qs + client.section(u' ', 0, 1);
    });
    const auto transport = dialProxy();
    QVERIFY(transport);

    m_proxy->strike({.kind = FaultKind::Blackhole, .length = 5s});
    m_proxy->strike({.kind = FaultKind::Reset});
    m_proxy->strike({.kind = FaultKind::Reset}); // nobody is left

    QCOMPARE(
        told,
        (QStringList{u"a blackhole for 5s, 127.0.0.1 port"_qs, u"a reset, 127.0.0.1 port"_qs}));
}

BREAKWATER_TEST(FaultProxyFramesTest)
#include "tst_faultproxy_frames.moc"
