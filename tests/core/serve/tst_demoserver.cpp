// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/demoserver.h>

#include <tests/core/serve/echoclient.h>
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
    StabilityConfig m_config;
    Test::FixedRandom m_random;
    std::unique_ptr<Test::ManualTimeSystem> m_time;
};

namespace {

constexpr int patience = 5000;

} // namespace

void DemoServerTest::init()
{
    m_config = {};
    m_config.circuitBreaker.timeout = 5s;
    m_time = std::make_unique<Test::ManualTimeSystem>();
}

void DemoServerTest::startsOnceAndListensOnLoopback()
{
    DemoServer server(m_config, *m_time, m_random);
    QVERIFY(!server.untilOutage());

    const auto url = server.start();

    QVERIFY(url.has_value());
    QCOMPARE(url->host(), u"127.0.0.1"_qs);
    QCOMPARE(server.start().value(), *url);
    QCOMPARE(server.untilOutage(), std::optional<Duration>(20s));
}

void DemoServerTest::livesWithinTheFirstTenSeconds()
{
    DemoServer server(m_config, *m_time, m_random);
    Test::EchoClient client(server.start().value(), m_config, *m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.opened && server.clients() == 1, patience);

    m_time->advance(10s);
    client.transport().sendText("echo");

    QTRY_VERIFY_WITH_TIMEOUT(client.texts.size() == 41 && client.texts.back() == "echo", patience);
}

void DemoServerTest::restartIsSeenRefusedThenWarmThenServed()
{
    DemoServer server(m_config, *m_time, m_random);
    const QUrl url = server.start().value();
    Test::EchoClient client(url, m_config, *m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.opened && server.clients() == 1, patience);

    m_time->advance(20s);
    QTRY_COMPARE_WITH_TIMEOUT(client.ends, 1, patience);
    QCOMPARE(client.end->closeCode, std::optional<int>(1012));
    Test::EchoClient refused(url, m_config, *m_time);
    QTRY_COMPARE_WITH_TIMEOUT(refused.ends, 1, patience);
    m_time->advance(2200ms);
    QVERIFY(server.phase() == ServePhase::Warming);
    Test::EchoClient waiting(url, m_config, *m_time);
    QVERIFY(Test::othersAreServed(m_config, *m_time));
    QVERIFY(!waiting.opened && waiting.ends == 0);
    m_time->advance(4300ms);

    QVERIFY(server.phase() == ServePhase::Serving);
    QTRY_VERIFY_WITH_TIMEOUT(waiting.opened, patience);
}

void DemoServerTest::everyKindEndsOnTheSameAddress()
{
    DemoServer server(m_config, *m_time, m_random);
    const QUrl url = server.start().value();

    for (int outage = 0; outage < 3; ++outage) {
        m_time->advance(*server.untilOutage());
        QVERIFY(server.phase() != ServePhase::Serving);
        m_time->advance(12s);
        QVERIFY(server.phase() == ServePhase::Serving);
        Test::EchoClient client(url, m_config, *m_time);
        QTRY_VERIFY_WITH_TIMEOUT(client.opened, patience);
    }
}

void DemoServerTest::saysWhatItDoes()
{
    DemoServer server(m_config, *m_time, m_random);
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
    DemoServer server(m_config, *m_time, m_random);
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

    Test::EchoClient client(url, m_config, *m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client.opened, patience);
}

void DemoServerTest::stopsWithAGoodbyeAndNoTimerLeft()
{
    DemoServer server(m_config, *m_time, m_random);
    auto client = std::make_unique<Test::EchoClient>(server.start().value(), m_config, *m_time);
    QTRY_VERIFY_WITH_TIMEOUT(client->opened && server.clients() == 1, patience);

    server.stop(1001, u"done"_qs);

    QTRY_COMPARE_WITH_TIMEOUT(client->ends, 1, patience);
    QCOMPARE(client->end->closeCode, std::optional<int>(1001));
    QTRY_COMPARE_WITH_TIMEOUT(server.clients(), 0, patience);
    client.reset();
    QVERIFY(!server.untilOutage());
    QCOMPARE(m_time->activeTimers(), 0);
}

BREAKWATER_TEST(DemoServerTest)
#include "tst_demoserver.moc"
