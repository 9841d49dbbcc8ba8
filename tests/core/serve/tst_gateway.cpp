// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/serve/gatewayfixture.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtNetwork/QTcpSocket>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Test::GatewayClient;

//! A gateway on real sockets.
class GatewayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sendsBackWhatItGets();
    void answersEachClientItself();
    void repeatsToEverybodyElse();
    void sendsTrafficWithASequence();
    void saysNothingWhileSilentButCounts();
    void echoesWaitForAClientThatCanComeBack();
    void sendsEachWhereItBelongs();
    void doorRulesAreThoseOfTheConfiguration();
    void tellsWhatItServes();
    void goodbyeReachesEveryClient();
    void breakingDownSaysNothing();
    void stopListeningKeepsThoseWhoAreHere();
    void refusesWhileAwayAndComesBackOnTheSamePort();
    void warmingClientsWaitForTheirAnswer();
    void aPortInUseIsOneSentence();

private:
    QUrl start(const GatewayBehaviour &behaviour, const AcceptorOptions &acceptor = {});
    Gateway &gateway() { return m_world->gateway; }
    std::unique_ptr<GatewayClient> join(const QUrl &url, const QString &subprotocol = {});

    StabilityConfig m_config;
    std::unique_ptr<Test::ManualTimeSystem> m_time;
    std::unique_ptr<Test::GatewayWorld> m_world;
};

namespace {

constexpr int patience = 5000;
constexpr GatewayBehaviour echo{.echo = true};
using Texts = std::vector<QByteArray>;

//! Sends a masked text frame, and reads nothing.
bool askWithoutAnsweringPings(QTcpSocket &socket, quint16 port, const QByteArray &moreHeaders)
{
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.write(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + moreHeaders + "\r\n");
    const bool isUp = QTest::qWaitFor([&] { return socket.bytesAvailable() > 0; }, patience);
    socket.write(QByteArray::fromHex("81820000000068") + 'i');
    return isUp;
}

} // namespace

void GatewayTest::init()
{
    m_world.reset();
    m_config = {};
    m_time = std::make_unique<Test::ManualTimeSystem>();
}

QUrl GatewayTest::start(const GatewayBehaviour &behaviour, const AcceptorOptions &acceptor)
{
    m_world = std::make_unique<Test::GatewayWorld>(m_config, *m_time);
    const auto url = gateway().start(acceptor, behaviour);
    return url ? *url : QUrl();
}

//! Null when it was not let in.
std::unique_ptr<GatewayClient> GatewayTest::join(const QUrl &url, const QString &subprotocol)
{
    const int before = gateway().clients();
    auto client = std::make_unique<GatewayClient>(url, m_config, *m_time, subprotocol);
    const bool isIn = QTest::qWaitFor(
        [&] { return client->isOpen() && gateway().clients() == before + 1; }, patience);
    return isIn ? std::move(client) : nullptr;
}

void GatewayTest::sendsBackWhatItGets()
{
    const auto client = join(start(echo));
    QVERIFY(client);

    client->transport().sendText("hällo");
    client->transport().sendBinary(QByteArray(3, '\0'));

    QTRY_COMPARE_WITH_TIMEOUT(client->heard.binaries.size(), std::size_t{1}, patience);
    QCOMPARE(client->heard.texts, Texts{"hällo"});
    QCOMPARE(client->heard.binaries.front(), QByteArray(3, '\0'));
    QCOMPARE(gateway().counters().received, 2U);
    QCOMPARE(gateway().counters().echoed, 2U);
    QCOMPARE(gateway().counters().receivedBytes, 9U);
}

void GatewayTest::answersEachClientItself()
{
    const QUrl url = start(echo);
    const auto first = join(url);
    const auto second = join(url);
    QVERIFY(first && second);

    first->transport().sendText("1");
    second->transport().sendText("2");

    QTRY_VERIFY_WITH_TIMEOUT(!first->heard.texts.empty() && !second->heard.texts.empty(), patience);
    QCOMPARE(first->heard.texts, Texts{"1"});
    QCOMPARE(second->heard.texts, Texts{"2"});
    QCOMPARE(gateway().look({}, false).accepted, 2U);
}

void GatewayTest::repeatsToEverybodyElse()
{
    const QUrl url = start({.broadcast = true});
    const auto first = join(url);
    const auto second = join(url);
    const auto third = join(url);
    QVERIFY(first && second && third);

    first->transport().sendText("news");

    QTRY_VERIFY_WITH_TIMEOUT(!second->heard.texts.empty() && !third->heard.texts.empty(), patience);
    QCOMPARE(second->heard.texts, Texts{"news"});
    QCOMPARE(gateway().counters().broadcast, 2U);
    QCOMPARE(gateway().counters().echoed, 0U);
    second->transport().sendText("answer");
    QTRY_COMPARE_WITH_TIMEOUT(first->heard.texts, Texts{"answer"}, patience);
}

void GatewayTest::sendsTrafficWithASequence()
{
    const auto client = join(start({.trafficPerSecond = 4}));
    QVERIFY(client);

    m_time->advance(1s);

    QTRY_COMPARE_WITH_TIMEOUT(client->heard.texts.size(), std::size_t{4}, patience);
    qint64 expected = 0;
    for (const QByteArray &text : client->heard.texts)
        QCOMPARE(QJsonDocument::fromJson(text).object()[u"sequence"_qs].toInteger(), ++expected);
    QCOMPARE(gateway().counters().traffic, 4U);
    gateway().setBehaviour({});
    m_time->advance(10s);
    QCOMPARE(gateway().counters().traffic, 4U);
}

void GatewayTest::saysNothingWhileSilentButCounts()
{
    const auto client = join(start({.echo = true, .trafficPerSecond = 4}));
    QVERIFY(client);

    gateway().setSilent(true);
    client->transport().sendText("anybody there?");
    m_time->advance(10s);

    QTRY_COMPARE_WITH_TIMEOUT(gateway().counters().received, 1U, patience);
    QCOMPARE(gateway().counters().unanswered, 1U);
    gateway().setSilent(false);
    client->transport().sendText("now?");
    QTRY_COMPARE_WITH_TIMEOUT(client->heard.texts, Texts{"now?"}, patience);
}

void GatewayTest::echoesWaitForAClientThatCanComeBack()
{
    const auto port = static_cast<quint16>(start(echo).port());
    const QByteArray speaks
        = "Sec-WebSocket-Protocol: " + QString::fromUtf16(ClientRegistry::subprotocol).toUtf8();
    QTcpSocket able;
    QTcpSocket plain;
    QVERIFY(askWithoutAnsweringPings(able, port, speaks + "\r\n"));
    QTRY_COMPARE_WITH_TIMEOUT(gateway().counters().echoed, 1U, patience);
    QVERIFY(askWithoutAnsweringPings(plain, port, {}));
    QTRY_COMPARE_WITH_TIMEOUT(gateway().counters().echoed, 2U, patience);

    able.abort();
    plain.abort();

    QTRY_COMPARE_WITH_TIMEOUT(gateway().clients(), 0, patience);
    const auto waiting = [this](const QString &id) {
        return gateway().registry().find({id})->ledger().gauges().messages();
    };
    QCOMPARE(waiting(u"client:00000001"_qs), 1);
    QCOMPARE(waiting(u"client:00000002"_qs), 0);
}

void GatewayTest::sendsEachWhereItBelongs()
{
    const QUrl url = start(echo);
    QUrl stream = url;
    stream.setPath(QString::fromUtf16(MetricsStream::path));

    GatewayClient byPath(stream, m_config, *m_time);
    GatewayClient byProtocol(url, m_config, *m_time,
                             QString::fromUtf16(MetricsStream::subprotocol));
    QTRY_COMPARE_WITH_TIMEOUT(gateway().stream().subscribers(), 2, patience);
    const auto speaker = join(url, QString::fromUtf16(ClientRegistry::subprotocol));
    const auto plain = join(url);

    QVERIFY(speaker && plain);
    QCOMPARE(gateway().clients(), 2);
    QCOMPARE(gateway().look(m_time->sample(), false).subscribers, 2);
    QTRY_COMPARE_WITH_TIMEOUT(speaker->heard.texts.size(), std::size_t{1}, patience);
    QVERIFY(speaker->heard.texts.front().contains("resume_token"));
    QVERIFY(plain->heard.texts.empty());
}

void GatewayTest::doorRulesAreThoseOfTheConfiguration()
{
    m_config.limits.clients = 1;
    const QUrl url = start(echo);
    const auto first = join(url);
    QVERIFY(first);

    GatewayClient second(url, m_config, *m_time);
    QTRY_COMPARE_WITH_TIMEOUT(second.heard.ends.size(), std::size_t{1}, patience);
    QCOMPARE(gateway().look(m_time->sample(), false).refused, 1U);
    m_config.limits.clients = 2;
    gateway().configure(m_config);

    QVERIFY(join(url));
}

void GatewayTest::tellsWhatItServes()
{
    const QUrl url = start(echo);
    const auto client = join(url);
    QVERIFY(client);

    const ServingSnapshot here = gateway().look(m_time->sample(), true);

    QCOMPARE(here.url, url.toString());
    QCOMPARE(here.connected, 1);
    QCOMPARE(here.table->size(), std::size_t{1});
    QCOMPARE(here.table->front().id.value, u"client:00000001"_qs);
    gateway().goDown(1001, {});
    QTRY_COMPARE_WITH_TIMEOUT(gateway().clients(), 0, patience);
    QVERIFY(gateway().look(m_time->sample(), false).url.isEmpty());
}

void GatewayTest::goodbyeReachesEveryClient()
{
    const QUrl url = start(echo);
    const auto first = join(url);
    const auto second = join(url, QString::fromUtf16(ClientRegistry::subprotocol));
    QVERIFY(first && second);

    gateway().goDown(1012, u"restarting"_qs);

    for (const GatewayClient *client : {first.get(), second.get()}) {
        QTRY_COMPARE_WITH_TIMEOUT(client->heard.ends.size(), std::size_t{1}, patience);
        QCOMPARE(client->heard.endKind(), Test::nameOf(EndKind::PeerClose));
        QCOMPARE(client->heard.ends[0].closeCode, std::optional<int>(1012));
    }
    QTRY_COMPARE_WITH_TIMEOUT(gateway().clients(), 0, patience);
}

void GatewayTest::breakingDownSaysNothing()
{
    const auto client = join(start(echo));
    QVERIFY(client);

    gateway().breakDown();

    QTRY_COMPARE_WITH_TIMEOUT(client->heard.ends.size(), std::size_t{1}, patience);
    QCOMPARE(client->heard.endKind(), Test::nameOf(EndKind::ConnectionLost));
    QCOMPARE(gateway().clients(), 0);
}

void GatewayTest::stopListeningKeepsThoseWhoAreHere()
{
    const QUrl url = start(echo);
    const auto client = join(url);
    QVERIFY(client);

    gateway().stopListening();
    GatewayClient late(url, m_config, *m_time);

    QTRY_COMPARE_WITH_TIMEOUT(late.heard.ends.size(), std::size_t{1}, patience);
    client->transport().sendText("still here");
    QTRY_COMPARE_WITH_TIMEOUT(client->heard.texts, Texts{"still here"}, patience);
}

void GatewayTest::refusesWhileAwayAndComesBackOnTheSamePort()
{
    const QUrl url = start(echo);
    QVERIFY(join(url));
    gateway().breakDown();

    GatewayClient refused(url, m_config, *m_time);
    QTRY_COMPARE_WITH_TIMEOUT(refused.heard.ends.size(), std::size_t{1}, patience);
    QCOMPARE(refused.heard.endKind(), Test::nameOf(EndKind::ConnectFailed));
    const auto back = gateway().comeBack(false);
    QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().message));

    QVERIFY(join(url));
}

void GatewayTest::warmingClientsWaitForTheirAnswer()
{
    const QUrl url = start(echo);
    gateway().breakDown();
    QVERIFY(gateway().comeBack(true).has_value());
    GatewayClient client(url, m_config, *m_time);

    QVERIFY(Test::othersAreServed(m_config, *m_time));
    QVERIFY(!client.isOpen());
    QVERIFY(!client.heard.hasEnded());
    gateway().warmedUp();

    QTRY_VERIFY_WITH_TIMEOUT(client.isOpen(), patience);
}

void GatewayTest::aPortInUseIsOneSentence()
{
    const QUrl url = start(echo);
    Test::GatewayWorld other(m_config, *m_time);

    const auto result = other.gateway.start({.port = static_cast<quint16>(url.port())}, echo);

    QVERIFY(!result.has_value());
    QVERIFY2(result.error().message.contains(QString::number(url.port())),
             qPrintable(result.error().message));
}

BREAKWATER_TEST(GatewayTest)
#include "tst_gateway.moc"
