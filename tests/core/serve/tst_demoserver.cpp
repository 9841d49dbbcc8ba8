// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/demoserver.h>

#include <tests/core/serve/gatewayfixture.h>
#include <tests/support/fixedrandom.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

#include <QtNetwork/QTcpServer>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class DemoServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void startsOnceAndListensOnLoopback();
    void livesWithinTheFirstTenSeconds();
    void restartIsSeenRefusedThenWarmThenServed();
    void everyKindEndsOnTheSameAddress();
    void saysWhatItDoes();
    void keepsTryingWhenItsPortIsTaken();
    void stopsWithAGoodbyeAndNoTimerLeft();

private:
    Gateway &gateway() { return m_world->gateway; }

    StabilityConfig m_config;
    Test::FixedRandom m_random;
    std::unique_ptr<Test::ManualTimeSystem> m_time;
    std::unique_ptr<Test::GatewayWorld> m_world;
};

namespace {

constexpr int patience = 5000;

} // namespace

void DemoServerTest::init()
{
    m_config = {};
    m_config.circuitBreaker.timeout = 5s;
    m_world.reset();
    m_time = std::make_unique<Test::ManualTimeSystem>();
    m_world = std::make_unique<Test::GatewayWorld>(m_config, *m_time);
}

void DemoServerTest::startsOnceAndListensOnLoopback()
{
    DemoServer server(gateway(), m_config, *m_time, m_random);
    QVERIFY(!server.untilOutage());

    const auto url = server.start();

    QVERIFY(url.has_value());
    QCOMPARE(url->host(), u"127.0.0.1"_qs);
    QCOMPARE(server.start().value(), *url);
    QCOMPARE(server.untilOutage(), std::optional<Duration>(20s));
}

void DemoServerTest::livesWithinTheFirstTenSeconds()
{
    DemoServer server(gateway(), m_config, *m_time, m_random);
    Test::GatewayClient client(server.start().value(), m_config, *m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.isOpen() && gateway().clients() == 1, patience);

    m_time->advance(10s);
    client.transport().sendText("echo");

    QTRY_VERIFY_WITH_TIMEOUT(client.heard.texts.size() == 41 && client.heard.texts.back() == "echo",
                             patience);
}

void DemoServerTest::restartIsSeenRefusedThenWarmThenServed()
{
    DemoServer server(gateway(), m_config, *m_time, m_random);
    const QUrl url = server.start().value();
    Test::GatewayClient client(url, m_config, *m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.isOpen() && gateway().clients() == 1, patience);

    m_time->advance(20s);
    QTRY_COMPARE_WITH_TIMEOUT(client.heard.ends.size(), std::size_t{1}, patience);
    QCOMPARE(client.heard.ends[0].closeCode, std::optional<int>(1012));
    Test::GatewayClient refused(url, m_config, *m_time);
    QTRY_COMPARE_WITH_TIMEOUT(refused.heard.ends.size(), std::size_t{1}, patience);
    m_time->advance(2200ms);
    QVERIFY(server.phase() == ServePhase::Warming);
    Test::GatewayClient waiting(url, m_config, *m_time);
    QVERIFY(Test::othersAreServed(m_config, *m_time));
    QVERIFY(!waiting.isOpen() && !waiting.heard.hasEnded());
    m_time->advance(4300ms);

    QVERIFY(server.phase() == ServePhase::Serving);
    QTRY_VERIFY_WITH_TIMEOUT(waiting.isOpen(), patience);
}

void DemoServerTest::everyKindEndsOnTheSameAddress()
{
    DemoServer server(gateway(), m_config, *m_time, m_random);
    const QUrl url = server.start().value();

    for (int outage = 0; outage < 3; ++outage) {
        m_time->advance(*server.untilOutage());
        QVERIFY(server.phase() != ServePhase::Serving);
        m_time->advance(12s);
        QVERIFY(server.phase() == ServePhase::Serving);
        Test::GatewayClient client(url, m_config, *m_time);
        QTRY_VERIFY_WITH_TIMEOUT(client.isOpen(), patience);
    }
}

void DemoServerTest::saysWhatItDoes()
{
    DemoServer server(gateway(), m_config, *m_time, m_random);
    QStringList sentences;
    server.onStep(
        [&](const OutageScript::Step &, const QString &sentence) { sentences.append(sentence); });
    QVERIFY(server.start().has_value());

    m_time->advance(30s);

    QCOMPARE(sentences.size(), 3);
    QVERIFY(sentences[0].contains("restart"_L1));
    QVERIFY(sentences[1].contains("warming"_L1));
    QVERIFY(sentences[2].contains("back"_L1));
}

void DemoServerTest::keepsTryingWhenItsPortIsTaken()
{
    DemoServer server(gateway(), m_config, *m_time, m_random);
    const QUrl url = server.start().value();
    m_time->advance(20s);
    QVERIFY(server.phase() == ServePhase::Down);
    auto thief = std::make_unique<QTcpServer>();
    QVERIFY(thief->listen(QHostAddress::LocalHost, static_cast<quint16>(url.port())));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"keeps trying"_qs));
    m_time->advance(10s);
    QVERIFY(server.phase() == ServePhase::Serving);

    thief.reset();
    m_time->advance(200ms);

    Test::GatewayClient client(url, m_config, *m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.isOpen(), patience);
}

void DemoServerTest::stopsWithAGoodbyeAndNoTimerLeft()
{
    const int timersBefore = m_time->activeTimers();
    DemoServer server(gateway(), m_config, *m_time, m_random);
    auto client = std::make_unique<Test::GatewayClient>(server.start().value(), m_config, *m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client->isOpen() && gateway().clients() == 1, patience);

    server.stop(1001, u"done"_qs);

    QTRY_COMPARE_WITH_TIMEOUT(client->heard.ends.size(), std::size_t{1}, patience);
    QCOMPARE(client->heard.ends[0].closeCode, std::optional<int>(1001));
    QTRY_COMPARE_WITH_TIMEOUT(gateway().clients(), 0, patience);
    client.reset();
    QVERIFY(!server.untilOutage());
    m_time->fireDue(); // the sessions are removed from the event loop
    QCOMPARE(m_time->activeTimers(), timersBefore);
}

BREAKWATER_TEST(DemoServerTest)
#include "tst_demoserver.moc"
