// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/healthclient.h>
#include <tests/integration/hostfixture.h>
#include <tests/support/curl.h>
#include <tests/support/loopbackserver.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtNetwork/QTcpServer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Every page, asked with the real curl, in every state that an outage goes through.
class HealthWalk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_host.reset(); }
    void everyPageInEveryStateOfAnOutage();
    void clientsArePaged();
    void isNotReadyOnceTheShutdownBegins();

private:
    static constexpr int patience = 20'000; // only bounds a failing test

    CurlReply get(const QString &path) { return curl(healthUrl(*m_host) + path); }
    QString status()
    {
        const auto body = QJsonDocument::fromJson(get(u"/health/websocket"_qs).body);
        return body[u"status"_qs].toString();
    }
    void checkPages(int expected, const QString &status, const QByteArray &rule, bool isUp);
    void checkHealth(int expected, const QString &status, const QByteArray &rule);

    std::unique_ptr<EngineHost> m_host;
};

void HealthWalk::init()
{
    StabilityConfig config = hurried();
    config.http.listen = u"127.0.0.1:0"_qs;
    // Each state lasts long enough to ask for every page in it.
    config.circuitBreaker.timeout = 4s;
    config.connection.handshakeTimeout = 6s;
    m_host = std::make_unique<EngineHost>(config);
    QTRY_VERIFY_WITH_TIMEOUT(!healthUrl(*m_host).isEmpty(), patience);
}

void HealthWalk::checkHealth(int expected, const QString &status, const QByteArray &rule)
{
    const CurlReply plain = get(u"/health/websocket"_qs);
    QCOMPARE(plain.status, expected);
    QVERIFY(plain.body.size() <= 4096);
    const auto body = QJsonDocument::fromJson(plain.body);
    QCOMPARE(body[u"status"_qs].toString(), status);
    for (const char *key : {"timestamp_utc", "timestamp_local", "timezone"})
        QVERIFY2(!body[QString::fromLatin1(key)].toString().isEmpty(), key);
    for (const char *key :
         {"total_connections", "connected", "disconnected", "total_queued_messages"})
        QVERIFY2(body[u"connections"_qs][QString::fromLatin1(key)].isDouble(), key);
    QVERIFY(!body[u"metrics"_qs][u"circuit_breaker"_qs].isUndefined());

    const CurlReply verbose = get(u"/health/websocket?verbose"_qs);
    QCOMPARE(verbose.status, expected);
    QVERIFY(verbose.body.size() <= 4096);
    QVERIFY2(rule.isEmpty() || verbose.body.contains('"' + rule + '"'), verbose.body);
}

void HealthWalk::checkPages(int expected, const QString &status, const QByteArray &rule, bool isUp)
{
    checkHealth(expected, status, rule);
    const CurlReply clients = get(u"/health/websocket/clients?offset=0&limit=1"_qs);
    QCOMPARE(clients.status, 200);
    QVERIFY(clients.body.contains("\"feed\""));
    QCOMPARE(get(u"/livez"_qs).status, 200);
    QCOMPARE(get(u"/readyz"_qs).status, isUp ? 200 : 503);
    const CurlReply metrics = get(u"/metrics"_qs);
    QCOMPARE(metrics.status, 200);
    const QByteArray line = "\nbreakwater_health_status{status=\"" + status.toUtf8() + "\"} 1\n";
    QVERIFY2(metrics.body.contains(line), metrics.body.left(4000));
    QCOMPARE(get(u"/api/history?metric=queued"_qs).status, 200);
    // Still the state that it was in when the walk began: else the walk tells nothing.
    QCOMPARE(this->status(), status);
}

void HealthWalk::everyPageInEveryStateOfAnOutage()
{
    LoopbackServer server;
    m_host->post(openSession(u"feed"_qs, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(*m_host, u"feed"_qs), patience);
    QTRY_COMPARE_WITH_TIMEOUT(status(), u"healthy"_qs, patience);
    checkPages(200, u"healthy"_qs, {}, true);

    server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(status(), u"unhealthy"_qs, patience);
    // Answers no handshake: the probe of the half-open breaker waits.
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost, server.port()));
    checkPages(503, u"unhealthy"_qs, "breaker_open", false);

    QTRY_COMPARE_WITH_TIMEOUT(status(), u"degraded"_qs, patience);
    checkPages(503, u"degraded"_qs, "breaker_half_open", false);

    silent.close();
    QVERIFY(server.start());
    for (QTcpSocket *client : silent.findChildren<QTcpSocket *>())
        client->abort();
    QTRY_COMPARE_WITH_TIMEOUT(status(), u"healthy"_qs, patience);
    checkPages(200, u"healthy"_qs, {}, true);
}

void HealthWalk::clientsArePaged()
{
    LoopbackServer server;
    for (const char *name : {"a", "b", "c"})
        m_host->post(openSession(QString::fromLatin1(name), server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(*m_host, u"c"_qs), patience);
    const QString path = u"/health/websocket/clients"_qs;

    const auto first = QJsonDocument::fromJson(get(path + u"?offset=0&limit=2"_qs).body);
    const auto last = QJsonDocument::fromJson(get(path + u"?offset=2&limit=2"_qs).body);

    QCOMPARE(first[u"next_offset"_qs].toInt(), 2);
    QVERIFY(last[u"next_offset"_qs].isNull());
    QCOMPARE(get(path + u"?limit=1000"_qs).status, 200);
    for (const char *wrong : {"?limit=1001", "?limit=-1", "?limit=x", "?offset=-1"})
        QCOMPARE(get(path + QString::fromLatin1(wrong)).status, 400);
    QCOMPARE(get(u"/api/history"_qs).status, 400);
    QCOMPARE(get(u"/nothing"_qs).status, 404);
    QCOMPARE(curl(healthUrl(*m_host) + u"/livez"_qs, {u"-X"_qs, u"POST"_qs}).status, 405);
    QCOMPARE(curl(healthUrl(*m_host) + u"/livez"_qs, {u"-H"_qs, u"Host: evil.example"_qs}).status,
             421);
}

void HealthWalk::isNotReadyOnceTheShutdownBegins()
{
    LoopbackServer server(LoopbackServer::Options{.echo = false});
    m_host->post(openSession(u"feed"_qs, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(*m_host, u"feed"_qs), patience);
    QTRY_COMPARE_WITH_TIMEOUT(get(u"/readyz"_qs).status, 200, patience);
    int finished = 0;
    connect(m_host.get(), &EngineHost::shutdownFinished, this, [&] { ++finished; });

    m_host->shutdown(10s);

    QTRY_COMPARE_WITH_TIMEOUT(get(u"/readyz"_qs).status, 503, patience);
    QVERIFY(get(u"/readyz"_qs).body.contains("\"stopping\":true"));
    QCOMPARE(get(u"/livez"_qs).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(finished, 1, patience);
    QCOMPARE(get(u"/readyz"_qs).status, 503);
}

BREAKWATER_TEST(HealthWalk)

#include "tst_healthwalk.moc"
