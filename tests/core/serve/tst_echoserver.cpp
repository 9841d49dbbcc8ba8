// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/echoserver.h>

#include <tests/core/serve/echoclient.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class EchoServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsBackWhatItGets();
    void answersEachClientItself();
    void sendsTrafficWithASequence();
    void saysNothingWhileSilentButCounts();
    void goodbyeReachesEveryClient();
    void breakingDownSaysNothing();
    void refusesWhileAwayAndComesBackOnTheSamePort();
    void warmingClientsWaitForTheirAnswer();
    void aPortInUseIsOneSentence();

private:
    StabilityConfig m_config;
    Test::ManualTimeSystem m_time;
};

namespace {

constexpr int patience = 5000;

} // namespace

void EchoServerTest::sendsBackWhatItGets()
{
    EchoServer server(m_config, m_time);
    const auto url = server.start({});
    QVERIFY(url.has_value());
    Test::EchoClient client(*url, m_config, m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.opened, patience);

    client.transport().sendText("hällo");
    client.transport().sendBinary(QByteArray(3, '\0'));

    QTRY_COMPARE_WITH_TIMEOUT(client.binaries.size(), std::size_t{1}, patience);
    QCOMPARE(client.texts, std::vector<QByteArray>{"hällo"});
    QCOMPARE(client.binaries.front(), QByteArray(3, '\0'));
    QCOMPARE(server.counters().received, 2U);
    QCOMPARE(server.counters().echoed, 2U);
    QCOMPARE(server.counters().receivedBytes, 9U);
}

void EchoServerTest::answersEachClientItself()
{
    EchoServer server(m_config, m_time);
    const auto url = server.start({});
    QVERIFY(url.has_value());
    Test::EchoClient first(*url, m_config, m_time);
    Test::EchoClient second(*url, m_config, m_time);
    QTRY_COMPARE_WITH_TIMEOUT(server.clients(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(first.opened && second.opened, patience);

    first.transport().sendText("1");
    second.transport().sendText("2");

    QTRY_VERIFY_WITH_TIMEOUT(!first.texts.empty() && !second.texts.empty(), patience);
    QCOMPARE(first.texts, std::vector<QByteArray>{"1"});
    QCOMPARE(second.texts, std::vector<QByteArray>{"2"});
    QCOMPARE(server.counters().connections, 2U);
}

void EchoServerTest::sendsTrafficWithASequence()
{
    EchoServer server(m_config, m_time);
    const auto url = server.start({.acceptor = {}, .trafficPerSecond = 4});
    QVERIFY(url.has_value());
    Test::EchoClient client(*url, m_config, m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.opened && server.clients() == 1, patience);

    m_time.advance(1s);

    QTRY_COMPARE_WITH_TIMEOUT(client.texts.size(), std::size_t{4}, patience);
    qint64 expected = 0;
    for (const QByteArray &text : client.texts)
        QCOMPARE(QJsonDocument::fromJson(text).object()[u"sequence"_qs].toInteger(), ++expected);
    QCOMPARE(server.counters().traffic, 4U);
}

void EchoServerTest::saysNothingWhileSilentButCounts()
{
    EchoServer server(m_config, m_time);
    const auto url = server.start({.acceptor = {}, .trafficPerSecond = 4});
    QVERIFY(url.has_value());
    Test::EchoClient client(*url, m_config, m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.opened && server.clients() == 1, patience);

    server.setSilent(true);
    client.transport().sendText("anybody there?");
    m_time.advance(10s);

    QTRY_COMPARE_WITH_TIMEOUT(server.counters().received, 1U, patience);
    QCOMPARE(server.counters().unanswered, 1U);
    server.setSilent(false);
    client.transport().sendText("now?");
    QTRY_COMPARE_WITH_TIMEOUT(client.texts, std::vector<QByteArray>{"now?"}, patience);
}

void EchoServerTest::goodbyeReachesEveryClient()
{
    EchoServer server(m_config, m_time);
    const auto url = server.start({});
    QVERIFY(url.has_value());
    Test::EchoClient first(*url, m_config, m_time);
    Test::EchoClient second(*url, m_config, m_time);
    QTRY_COMPARE_WITH_TIMEOUT(server.clients(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(first.opened && second.opened, patience);

    server.goDown(1012, u"restarting"_qs);

    for (const Test::EchoClient *client : {&first, &second}) {
        QTRY_COMPARE_WITH_TIMEOUT(client->ends, 1, patience);
        QVERIFY(client->end->kind == EndKind::PeerClose);
        QCOMPARE(client->end->closeCode, std::optional<int>(1012));
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.clients(), 0, patience);
}

void EchoServerTest::breakingDownSaysNothing()
{
    EchoServer server(m_config, m_time);
    const auto url = server.start({});
    QVERIFY(url.has_value());
    Test::EchoClient client(*url, m_config, m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.opened && server.clients() == 1, patience);

    server.breakDown();

    QTRY_COMPARE_WITH_TIMEOUT(client.ends, 1, patience);
    QVERIFY(client.end->kind == EndKind::ConnectionLost);
    QCOMPARE(server.clients(), 0);
}

void EchoServerTest::refusesWhileAwayAndComesBackOnTheSamePort()
{
    EchoServer server(m_config, m_time);
    const auto url = server.start({});
    QVERIFY(url.has_value());
    Test::EchoClient before(*url, m_config, m_time);
    QTRY_VERIFY_WITH_TIMEOUT(before.opened && server.clients() == 1, patience);
    server.breakDown();

    Test::EchoClient refused(*url, m_config, m_time);
    QTRY_COMPARE_WITH_TIMEOUT(refused.ends, 1, patience);
    QVERIFY(refused.end->kind == EndKind::ConnectFailed);
    const auto back = server.comeBack(false);
    QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().message));

    Test::EchoClient after(*url, m_config, m_time);
    QTRY_VERIFY_WITH_TIMEOUT(after.opened, patience);
}

void EchoServerTest::warmingClientsWaitForTheirAnswer()
{
    EchoServer server(m_config, m_time);
    const auto url = server.start({});
    QVERIFY(url.has_value());
    server.breakDown();
    QVERIFY(server.comeBack(true).has_value());
    Test::EchoClient client(*url, m_config, m_time);

    QVERIFY(Test::othersAreServed(m_config, m_time));
    QVERIFY(!client.opened);
    QCOMPARE(client.ends, 0);
    server.warmedUp();

    QTRY_VERIFY_WITH_TIMEOUT(client.opened, patience);
}

void EchoServerTest::aPortInUseIsOneSentence()
{
    EchoServer first(m_config, m_time);
    const auto url = first.start({});
    QVERIFY(url.has_value());
    EchoServer second(m_config, m_time);
    EchoOptions options;
    options.acceptor.port = static_cast<quint16>(url->port());

    const auto result = second.start(options);

    QVERIFY(!result.has_value());
    QVERIFY2(result.error().message.contains(QString::number(url->port())),
             qPrintable(result.error().message));
}

BREAKWATER_TEST(EchoServerTest)
#include "tst_echoserver.moc"
