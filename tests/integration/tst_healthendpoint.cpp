// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/healthclient.h>
#include <tests/integration/hostfixture.h>
#include <tests/support/loopbackserver.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtNetwork/QTcpServer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! The whole program: what a probe sees while a real server comes and goes.
class HealthEndpointTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anIdleProgramIsHealthy();
    void followsALinkThroughAnOutage();
    void withoutTheSettingNothingListens();
    void aPortInUseIsSaidAndEverythingElseGoesOn();
    void policiesChangeLive();

private:
    static constexpr int patience = 15'000;

    static StabilityConfig serving()
    {
        StabilityConfig config = hurried();
        config.http.listen = u"127.0.0.1:0"_qs;
        return config;
    }
    static int health(const EngineHost &host)
    {
        return ask(healthUrl(host) + u"/health/websocket"_qs).status;
    }
};

void HealthEndpointTest::anIdleProgramIsHealthy()
{
    EngineHost host(serving());
    QTRY_VERIFY_WITH_TIMEOUT(!healthUrl(host).isEmpty(), patience);

    for (const char *path :
         {"/health/websocket", "/health/websocket/clients", "/livez", "/readyz", "/metrics"})
        QCOMPARE(ask(healthUrl(host) + QString::fromLatin1(path)).status, 200);
    const auto object
        = QJsonDocument::fromJson(ask(healthUrl(host) + u"/health/websocket"_qs).body);
    QCOMPARE(object[u"connections"_qs][u"total_connections"_qs].toInt(), 0);
}

void HealthEndpointTest::followsALinkThroughAnOutage()
{
    LoopbackServer server;
    EngineHost host(serving());
    host.post(openSession(u"feed"_qs, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, u"feed"_qs), patience);
    QTRY_COMPARE_WITH_TIMEOUT(health(host), 200, patience);
    QCOMPARE(ask(healthUrl(host) + u"/readyz"_qs).status, 200);

    server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(health(host), 503, patience);
    QTRY_VERIFY_WITH_TIMEOUT(
        ask(healthUrl(host) + u"/health/websocket"_qs).body.contains("\"unhealthy\""), patience);
    QCOMPARE(ask(healthUrl(host) + u"/readyz"_qs).status, 503);
    QCOMPARE(ask(healthUrl(host) + u"/livez"_qs).status, 200);
    QVERIFY(server.start());

    QTRY_COMPARE_WITH_TIMEOUT(health(host), 200, patience);
    QVERIFY(ask(healthUrl(host) + u"/metrics"_qs)
                .body.contains("\nbreakwater_connected{link=\"feed\"} 1\n"));
}

void HealthEndpointTest::withoutTheSettingNothingListens()
{
    EngineHost host(hurried());
    QTRY_VERIFY_WITH_TIMEOUT(host.latest() != nullptr, patience);

    QCOMPARE(healthUrl(host), QString());
}

void HealthEndpointTest::aPortInUseIsSaidAndEverythingElseGoesOn()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    LoopbackServer server;
    StabilityConfig config = serving();
    config.http.listen = u"127.0.0.1:%1"_qs.arg(other.serverPort());
    EngineHost host(config);
    QString said;
    connect(&host, &EngineHost::commandFailed, this,
            [&](const QString &sentence) { said = sentence; });

    host.post(openSession(u"feed"_qs, server.url()));

    QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, u"feed"_qs), patience);
    QVERIFY2(said.contains(*config.http.listen), qPrintable(said));
    QVERIFY2(said.contains(u"in use"_qs), qPrintable(said));
}

void HealthEndpointTest::policiesChangeLive()
{
    LoopbackServer server;
    StabilityConfig config = serving();
    EngineHost host(config);
    host.post(openSession(u"up"_qs, server.url()));
    host.post(openSession(u"down"_qs, u"ws://127.0.0.1:1/"_qs));
    const auto ready = [&] { return ask(healthUrl(host) + u"/readyz"_qs).status; };
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, u"up"_qs), patience);
    QTRY_COMPARE_WITH_TIMEOUT(ready(), 200, patience);

    config.health.ready = ReadyPolicy::All;
    host.post(ApplyConfig{config});

    QTRY_COMPARE_WITH_TIMEOUT(ready(), 503, patience);
}

BREAKWATER_TEST(HealthEndpointTest)

#include "tst_healthendpoint.moc"
