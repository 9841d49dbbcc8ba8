// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/fault/nativeclient.h>
#include <tests/core/fault/proxyfixture.h>
#include <tests/core/serve/gatewayfixture.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testmain.h>

#include <sys/resource.h>
#include <unistd.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! The proxy as a piece of TCP: what it carries, how late, how much, and to whom.
class FaultProxyTest : public QObject, private ProxyFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void carriesWhatItDoesNotBreak();
    void oneByteAtATimeStillWorks();
    void slicesArriveOneByOne();
    void jitterKeepsTheOrder();
    void latencyHoldsBytesUntilTheirTime();
    void bandwidthLetsSoMuchThrough();
    void aNewPlanHoldsForLinksThatAreThere();
    void aRefusingTargetEndsInAReset();
    void aNewTargetIsForLaterConnections();
    void theServersEndIsPassedOn();
    void anEndIsNoReset();
    void aResetIsOneForBothEnds();
    void theClientsEndIsPassedOn();
    void aReaderThatStallsStopsTheWriter();
    void closingRefusesAndLetsLinksLive();
    void moreThanTheMostAreTurnedAway();
    void acceptsAgainAfterRunningOutOfDescriptors();
    void listensOnThisMachineOnly();
    void aPortInUseIsOneSentence();
    void takesItsSeedFromThePlan();

private:
    std::unique_ptr<QTcpSocket> rawClient();

    std::unique_ptr<RawPeer> m_peer;
};

void FaultProxyTest::init()
{
    resetAll();
    m_peer = std::make_unique<RawPeer>();
}

std::unique_ptr<QTcpSocket> FaultProxyTest::rawClient()
{
    auto client = std::make_unique<QTcpSocket>();
    client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
    client->waitForConnected(patience);
    return client;
}

void FaultProxyTest::carriesWhatItDoesNotBreak()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport);
    const QByteArray large(60'000, '\xfe');

    transport->sendBinary(large);
    transport->ping("nonce");
    QVERIFY(isEchoed(*transport, "text"));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.pongs, std::vector<QByteArray>{"nonce"}, patience);
    QCOMPARE(m_listener.binaries, std::vector<QByteArray>{large});
    QCOMPARE(counts().connections, 1U);
    QVERIFY(counts().upBytes > 60'000 && counts().downBytes > 60'000);
    QCOMPARE(counts().swallowedBytes + counts().undeliveredBytes, 0U);
}

void FaultProxyTest::oneByteAtATimeStillWorks()
{
    startProxy(u"slice=1"_qs);
    const auto transport = dialProxy();
    QVERIFY(transport);

    transport->sendBinary(QByteArray(1000, 'x'));
    QVERIFY(isEchoed(*transport, "after"));

    QCOMPARE(m_listener.binaries, std::vector<QByteArray>{QByteArray(1000, 'x')});
}

void FaultProxyTest::slicesArriveOneByOne()
{
    startProxyTo(m_peer->port(), u"down.slice=3"_qs, m_time);
    m_peer->onConnection([](QTcpSocket &socket) { socket.write(QByteArray(300, 'x')); });
    QTcpSocket client;
    int reads = 0;
    qint64 received = 0;
    connect(&client, &QTcpSocket::readyRead, this, [&] {
        ++reads;
        received += client.readAll().size();
    });

    client.connectToHost(QHostAddress::LocalHost, m_proxy->port());

    QVERIFY(waitFor([&] { return received == 300; }));
    QVERIFY2(reads > 30, qPrintable(QString::number(reads)));
}

void FaultProxyTest::jitterKeepsTheOrder()
{
    startProxy(u"jitter=20ms slice=3"_qs);
    const auto transport = dialProxy();
    QVERIFY(transport);

    std::vector<QByteArray> sent;
    for (int i = 0; i < 50; ++i) {
        sent.push_back(QByteArray::number(i));
        transport->sendText(sent.back());
        QCoreApplication::processEvents();
    }

    QVERIFY(waitFor([&] { return m_listener.texts.size() == sent.size(); }));
    QCOMPARE(m_listener.texts, sent);
}

void FaultProxyTest::latencyHoldsBytesUntilTheirTime()
{
    startProxyTo(m_peer->port(), u"up.latency=50ms"_qs, *m_clock);
    QByteArray received;
    m_peer->onConnection([&](QTcpSocket &socket) {
        connect(&socket, &QTcpSocket::readyRead, this, [&] { received += socket.readAll(); });
        disconnect(&socket, nullptr, m_peer.get(), nullptr);
    });
    const auto client = rawClient();
    QTRY_COMPARE_WITH_TIMEOUT(m_proxy->connections(), 1, patience);

    client->write("late");
    QVERIFY(othersAreServed(m_config, m_time));
    QCOMPARE(received, QByteArray());
    m_clock->advance(50ms - 1ns);
    QVERIFY(othersAreServed(m_config, m_time));
    QCOMPARE(received, QByteArray());
    m_clock->advance(1ns);

    QTRY_COMPARE_WITH_TIMEOUT(received, QByteArray("late"), patience);
}

void FaultProxyTest::bandwidthLetsSoMuchThrough()
{
    startProxyTo(m_peer->port(), u"down.bandwidth=1000B/s"_qs, *m_clock);
    m_peer->onConnection([](QTcpSocket &socket) { socket.write(QByteArray(5000, 'x')); });
    const auto client = rawClient();
    QTRY_VERIFY_WITH_TIMEOUT(m_peer->connectionCount() == 1, patience);
    QVERIFY(othersAreServed(m_config, m_time));
    QCOMPARE(client->bytesAvailable(), 0);

    m_clock->advance(3s);

    QTRY_COMPARE_WITH_TIMEOUT(client->bytesAvailable(), 3000, patience);
    QVERIFY(othersAreServed(m_config, m_time));
    QCOMPARE(client->bytesAvailable(), 3000);
}

void FaultProxyTest::aNewPlanHoldsForLinksThatAreThere()
{
    startProxy(u"latency=1h"_qs, *m_clock);
    auto transport = transportTo(endpointFor(url()));
    transport->open();
    QVERIFY(othersAreServed(m_config, m_time));
    QVERIFY(m_listener.opened.empty());
    m_clock->advance(1h);

    m_proxy->setPlan({});
    QTRY_VERIFY_WITH_TIMEOUT(m_server->clients() == 1, patience);

    QTRY_VERIFY_WITH_TIMEOUT(!m_listener.opened.empty(), patience);
    QVERIFY(isEchoed(*transport, "quick"));
}

void FaultProxyTest::aRefusingTargetEndsInAReset()
{
    const quint16 port = m_peer->port();
    m_peer.reset();
    startProxyTo(port, {}, m_time);

    NativeClient client(m_proxy->port());
    QVERIFY(client.isConnected());

    QTRY_COMPARE_WITH_TIMEOUT(client.end(), std::optional<int>(ECONNRESET), patience);
    QCOMPARE(counts().refused, 1U);
    QTRY_COMPARE_WITH_TIMEOUT(m_proxy->connections(), 0, patience);
}

void FaultProxyTest::aNewTargetIsForLaterConnections()
{
    RawPeer second;
    startProxyTo(m_peer->port(), {}, m_time);
    const auto before = rawClient();
    QTRY_COMPARE_WITH_TIMEOUT(m_peer->connectionCount(), 1, patience);

    m_proxy->setTarget(second.port());
    const auto after = rawClient();

    QTRY_COMPARE_WITH_TIMEOUT(second.connectionCount(), 1, patience);
    QCOMPARE(m_peer->connectionCount(), 1);
    QCOMPARE(m_peer->openConnections(), 1);
}

void FaultProxyTest::theServersEndIsPassedOn()
{
    startProxyTo(m_peer->port(), u"latency=1ms"_qs, m_time);
    m_peer->onConnection([](QTcpSocket &socket) {
        socket.write("farewell");
        RawPeer::fin(socket);
    });

    const auto client = rawClient();

    QTRY_COMPARE_WITH_TIMEOUT(client->state(), QAbstractSocket::UnconnectedState, patience);
    QCOMPARE(client->readAll(), QByteArray("farewell"));
    QTRY_COMPARE_WITH_TIMEOUT(m_proxy->connections(), 0, patience);
}

void FaultProxyTest::anEndIsNoReset()
{
    startProxyTo(m_peer->port(), {}, m_time);
    m_peer->onConnection([](QTcpSocket &socket) { RawPeer::fin(socket); });

    NativeClient client(m_proxy->port());

    QTRY_COMPARE_WITH_TIMEOUT(client.end(), std::optional<int>(0), patience);
}

void FaultProxyTest::aResetIsOneForBothEnds()
{
    startProxyTo(m_peer->port(), {}, m_time);
    NativeClient client(m_proxy->port());
    QTRY_COMPARE_WITH_TIMEOUT(m_peer->openConnections(), 1, patience);

    m_proxy->strike({.kind = FaultKind::Reset});

    QTRY_COMPARE_WITH_TIMEOUT(client.end(), std::optional<int>(ECONNRESET), patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_peer->openConnections(), 0, patience);
    QCOMPARE(m_proxy->connections(), 0);
}

void FaultProxyTest::theClientsEndIsPassedOn()
{
    startProxyTo(m_peer->port(), {}, m_time);
    const auto client = rawClient();
    QTRY_COMPARE_WITH_TIMEOUT(m_peer->openConnections(), 1, patience);

    client->write("GET / HTTP/1.1\r\n\r\nfarewell");
    client->disconnectFromHost();

    QTRY_COMPARE_WITH_TIMEOUT(m_peer->openConnections(), 0, patience);
    QCOMPARE(m_peer->received(), QByteArray("farewell"));
    QTRY_COMPARE_WITH_TIMEOUT(m_proxy->connections(), 0, patience);
}

void FaultProxyTest::aReaderThatStallsStopsTheWriter()
{
    constexpr qint64 most = 64 * 1024 * 1024;
    startProxyTo(m_peer->port(), {}, m_time);
    QTcpSocket *writer = nullptr;
    m_peer->onConnection([&](QTcpSocket &socket) {
        writer = &socket;
        socket.write(QByteArray(most, 'x'));
    });
    const auto client = rawClient();
    client->setReadBufferSize(1024);
    QTRY_VERIFY_WITH_TIMEOUT(writer && writer->bytesToWrite() < most, patience);
    QVERIFY(othersAreServed(m_config, m_time));
    QVERIFY(othersAreServed(m_config, m_time));

    // 4 MiB here, and what the kernel holds for two connections.
    QVERIFY2(writer->bytesToWrite() > most / 2,
             qPrintable(QString::number(writer->bytesToWrite())));
    client->setReadBufferSize(0);
    qint64 received = 0;
    QTRY_VERIFY_WITH_TIMEOUT((received += client->readAll().size()) == most, patience);
}

void FaultProxyTest::closingRefusesAndLetsLinksLive()
{
    startProxy({});
    const auto transport = dialProxy();
    QVERIFY(transport);

    m_proxy->close();

    QVERIFY(!m_proxy->isListening());
    QTcpSocket late;
    late.connectToHost(QHostAddress::LocalHost, m_proxy->port());
    QTRY_COMPARE_WITH_TIMEOUT(late.error(), QAbstractSocket::ConnectionRefusedError, patience);
    QVERIFY(isEchoed(*transport, "still here"));
}

void FaultProxyTest::moreThanTheMostAreTurnedAway()
{
    FaultProxy proxy({}, m_time, m_random);
    const auto port = proxy.listen({.targetPort = m_peer->port(), .maxConnections = 1});
    QVERIFY(port.has_value());
    QTcpSocket first;
    first.connectToHost(QHostAddress::LocalHost, *port);
    QTRY_COMPARE_WITH_TIMEOUT(proxy.connections(), 1, patience);

    QTcpSocket second;
    second.connectToHost(QHostAddress::LocalHost, *port);

    QTRY_COMPARE_WITH_TIMEOUT(second.error(), QAbstractSocket::RemoteHostClosedError, patience);
    QCOMPARE(proxy.connections(), 1);
    QCOMPARE(proxy.counts().connections, 1U);
    QCOMPARE(proxy.counts().turnedAway, 1U);
}

void FaultProxyTest::acceptsAgainAfterRunningOutOfDescriptors()
{
    startProxyTo(m_peer->port(), {}, m_time);
    NativeClient client(m_proxy->port());
    QVERIFY(client.isConnected());
    const int lowestFree = ::dup(0);
    ::close(lowestFree);
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);

    const rlimit none{static_cast<rlim_t>(lowestFree), before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
    for (int i = 0; i < 20; ++i) // accept() fails in one of these
        QCoreApplication::processEvents();
    const int takenMeanwhile = m_proxy->connections();
    ::setrlimit(RLIMIT_NOFILE, &before);

    QCOMPARE(takenMeanwhile, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_peer->connectionCount(), 1, patience);
}

void FaultProxyTest::listensOnThisMachineOnly()
{
    FaultProxy proxy({}, m_time, m_random);

    for (const QString &host : {u"0.0.0.0"_qs, u"192.0.2.1"_qs, u"example.org"_qs, QString()}) {
        const auto result = proxy.listen({.host = host, .targetPort = 1});
        QVERIFY(!result.has_value());
        QVERIFY2(result.error().message.contains(u"127.0.0.1"_qs),
                 qPrintable(result.error().message));
    }
    QVERIFY(proxy.listen({.host = u"localhost"_qs, .targetPort = 1}).has_value());
}

void FaultProxyTest::aPortInUseIsOneSentence()
{
    FaultProxy proxy({}, m_time, m_random);

    const auto result = proxy.listen({.port = m_peer->port(), .targetPort = 1});

    QVERIFY(!result.has_value());
    QVERIFY2(result.error().message.contains(QString::number(m_peer->port())),
             qPrintable(result.error().message));
    QVERIFY(!proxy.isListening());
}

void FaultProxyTest::takesItsSeedFromThePlan()
{
    const FaultProxy planned(*FaultPlan::fromText(u"seed=42"_qs), m_time, m_random);
    const FaultProxy first({}, m_time, m_random);
    const FaultProxy second({}, m_time, m_random);

    QCOMPARE(planned.seed(), std::uint64_t{42});
    QVERIFY(first.seed() != second.seed());
}

BREAKWATER_TEST(FaultProxyTest)
#include "tst_faultproxy.moc"
