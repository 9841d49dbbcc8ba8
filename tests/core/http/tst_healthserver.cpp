// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthserver.h>

#include <core/base/realtimesystem.h>

#include <tests/core/http/httpclient.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpServer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class HealthServerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyPathAnswersOverASocket_data();
    void everyPathAnswersOverASocket();
    void headHasTheHeadersOfGetAndNoBody();
    void otherMethodsAreRefused();
    void followsSnapshots();
    void answersCarryNoForeignHeaders();
    void oneRequestPerConnection();
    void aSecondRequestBehindTheFirstIsNeverServed();
    void hostAndOriginAreCheckedOnTheWire();
    void theTokenIsCheckedOnTheWire();
    void absolutePathsAndUpgradesGetNowhere();
    void listeningFailsWithASentence_data();
    void listeningFailsWithASentence();
    void anExposedAddressNeedsAToken();
    void aPortInUseIsSaid();
    void stopsAndStartsAgain();
    void tokenFileProblemsAreSaid();

private:
    quint16 start()
    {
        const auto port = m_server->start(m_config);
        if (!port)
            qWarning("%s", qPrintable(port.error().message));
        return port.value_or(0);
    }
    QByteArray ask(quint16 port, const QByteArray &bytes)
    {
        HttpClient client(port);
        client.send(bytes);
        return client.answer();
    }
    QString tokenFile(const QByteArray &token)
    {
        QFile file(m_folder.filePath(u"token"_qs));
        [[maybe_unused]] const bool opened = file.open(QIODevice::WriteOnly);
        file.write(token);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return file.fileName();
    }

    QTemporaryDir m_folder;
    RealTimeSystem m_time;
    StabilityConfig m_config;
    std::unique_ptr<HealthServer> m_server;
};

void HealthServerTest::init()
{
    m_config = {};
    m_config.http.listen = u"127.0.0.1:0"_qs;
    m_server = std::make_unique<HealthServer>(m_time);
    m_server->setSnapshot(SnapshotBuilder().session(SessionBuilder(u"feed"_qs)).build());
}

void HealthServerTest::everyPathAnswersOverASocket_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("begin");

    QTest::newRow("health") << QByteArray("/health/websocket") << QByteArray("HTTP/1.1 200 OK");
    QTest::newRow("verbose") << QByteArray("/health/websocket?verbose")
                             << QByteArray("HTTP/1.1 200 OK");
    QTest::newRow("clients") << QByteArray("/health/websocket/clients?offset=0&limit=5")
                             << QByteArray("HTTP/1.1 200 OK");
    QTest::newRow("wrong limit") << QByteArray("/health/websocket/clients?limit=5000")
                                 << QByteArray("HTTP/1.1 400 Bad Request");
    QTest::newRow("alive") << QByteArray("/livez") << QByteArray("HTTP/1.1 200 OK");
    QTest::newRow("ready") << QByteArray("/readyz") << QByteArray("HTTP/1.1 200 OK");
    QTest::newRow("metrics") << QByteArray("/metrics") << QByteArray("HTTP/1.1 200 OK");
    QTest::newRow("history") << QByteArray("/api/history?metric=available")
                             << QByteArray("HTTP/1.1 200 OK");
    QTest::newRow("nothing") << QByteArray("/nothing") << QByteArray("HTTP/1.1 404 Not Found");
}

void HealthServerTest::everyPathAnswersOverASocket()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, begin);
    const quint16 port = start();
    QVERIFY(port);

    const QByteArray answer = ask(port, HttpClient::get(path));

    QVERIFY2(answer.startsWith(begin), answer.constData());
    const QByteArray body = answer.mid(answer.indexOf("\r\n\r\n") + 4);
    QVERIFY(answer.contains("Content-Length: " + QByteArray::number(body.size()) + "\r\n"));
    QVERIFY(!body.isEmpty());
}

void HealthServerTest::headHasTheHeadersOfGetAndNoBody()
{
    const quint16 port = start();

    for (const char *path : {"/livez", "/readyz", "/nothing"}) {
        const QByteArray full = ask(port, HttpClient::get(path));
        const QByteArray head = ask(port, "HEAD" + HttpClient::get(path).mid(3));

        QCOMPARE(head, full.left(full.indexOf("\r\n\r\n") + 4));
    }
}

void HealthServerTest::otherMethodsAreRefused()
{
    const quint16 port = start();

    for (const char *method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"}) {
        const QByteArray answer = ask(port, method + HttpClient::get("/livez").mid(3));

        QVERIFY2(answer.startsWith("HTTP/1.1 405 Method Not Allowed\r\n"), answer.constData());
        QVERIFY(answer.contains("\r\nAllow: GET, HEAD\r\n"));
    }
}

void HealthServerTest::followsSnapshots()
{
    const quint16 port = start();
    QVERIFY(ask(port, HttpClient::get("/health/websocket")).startsWith("HTTP/1.1 200"));

    m_server->setSnapshot(SnapshotBuilder().session(SessionBuilder(u"feed"_qs).open(9s)).build());
    QVERIFY(ask(port, HttpClient::get("/health/websocket")).startsWith("HTTP/1.1 503"));
    QVERIFY(ask(port, HttpClient::get("/livez")).startsWith("HTTP/1.1 200"));
    m_server->setSnapshot(SnapshotBuilder().session(SessionBuilder(u"feed"_qs)).build());

    QVERIFY(ask(port, HttpClient::get("/health/websocket")).startsWith("HTTP/1.1 200"));
}

void HealthServerTest::answersCarryNoForeignHeaders()
{
    const quint16 port = start();

    const QByteArray answer = ask(port, HttpClient::get("/health/websocket")).toLower();

    QVERIFY(!answer.contains("access-control"));
    QVERIFY(!answer.contains("server:"));
    QVERIFY(!answer.contains("qt"));
    QVERIFY(answer.contains("\r\ncache-control: no-store\r\n"));
}

void HealthServerTest::oneRequestPerConnection()
{
    const quint16 port = start();

    const QByteArray answer = ask(port, HttpClient::get("/livez", "Connection: keep-alive\r\n"));

    QVERIFY(answer.contains("\r\nConnection: close\r\n"));
    QVERIFY(!answer.endsWith("(still open)"));
}

void HealthServerTest::aSecondRequestBehindTheFirstIsNeverServed()
{
    const quint16 port = start();

    const QByteArray together = ask(port, HttpClient::get("/livez") + HttpClient::get("/metrics"));
    QVERIFY2(together.startsWith("HTTP/1.1 400"), together.constData());

    HttpClient client(port);
    client.send(HttpClient::get("/livez"));
    QTRY_VERIFY_WITH_TIMEOUT(client.hasEnded() || !client.received().isEmpty(), 5000);
    client.send(HttpClient::get("/metrics"));
    QCOMPARE(client.answer().count("HTTP/1.1"), 1);
}

void HealthServerTest::hostAndOriginAreCheckedOnTheWire()
{
    m_config.http.allowedHosts = {u"monitor.example"_qs};
    m_config.http.allowedOrigins = {u"https://ops.example"_qs};
    const quint16 port = start();
    const auto status = [&](const QByteArray &headers) {
        return ask(port, "GET /metrics HTTP/1.1\r\n" + headers + "\r\n").mid(9, 3);
    };

    QCOMPARE(status("Host: localhost\r\n"), "200");
    QCOMPARE(status("hOsT:monitor.example:8081\r\n"), "200");
    QCOMPARE(status("Host: evil.example\r\n"), "421");
    QCOMPARE(status("Host: localhost\r\nHost: evil.example\r\n"), "421");
    QCOMPARE(status(""), "421");
    QCOMPARE(status("Host: localhost\r\nOrigin: https://evil.example\r\n"), "403");
    QVERIFY(ask(port, HttpClient::get("/livez", "Origin: https://ops.example\r\n"))
                .contains("\r\nAccess-Control-Allow-Origin: https://ops.example\r\n"));
}

void HealthServerTest::theTokenIsCheckedOnTheWire()
{
    m_config.http.tokenFile = tokenFile("0123456789abcdef\n");
    const quint16 port = start();

    const QByteArray bare = ask(port, HttpClient::get("/metrics"));
    const QByteArray wrong
        = ask(port, HttpClient::get("/metrics", "Authorization: Bearer guess\r\n"));
    const QByteArray right
        = ask(port, HttpClient::get("/metrics", "Authorization: Bearer 0123456789abcdef\r\n"));

    QVERIFY2(bare.startsWith("HTTP/1.1 401 "), bare.constData());
    QVERIFY(bare.contains("\r\nWWW-Authenticate: Bearer\r\n"));
    QVERIFY2(wrong.startsWith("HTTP/1.1 401 "), wrong.constData());
    QVERIFY2(right.startsWith("HTTP/1.1 200 "), right.constData());
    QVERIFY(!ask(port, HttpClient::get("/health/websocket")).contains("connections"));
}

void HealthServerTest::absolutePathsAndUpgradesGetNowhere()
{
    const quint16 port = start();

    QVERIFY(ask(port, HttpClient::get("http://evil.example/metrics")).startsWith("HTTP/1.1 400"));
    QVERIFY(ask(port, HttpClient::get("/livez", "Connection: Upgrade\r\nUpgrade: websocket\r\n"))
                .startsWith("HTTP/1.1 400"));
    QVERIFY(ask(port, HttpClient::get("/livez", "Connection: Upgrade\r\nUpgrade: h2c\r\n"))
                .startsWith("HTTP/1.1 200"));
    QVERIFY(ask(port, HttpClient::get("/livez%00%0d%0ax")).startsWith("HTTP/1.1 404"));
    QVERIFY(
        !ask(port, "GET /\x01\xff HTTP/1.1\r\nHost: a\r\n\x02\r\n\r\n").contains("(still open)"));
}

void HealthServerTest::listeningFailsWithASentence_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("name") << u"example.org:8081"_qs << u"not an IP address"_qs;
    QTest::newRow("no port") << u"127.0.0.1"_qs << u"write host:port"_qs;
    QTest::newRow("port out of range") << u"127.0.0.1:70000"_qs << u"write host:port"_qs;
    QTest::newRow("not of this machine") << u"192.0.2.1:0"_qs << u"token"_qs;
    QTest::newRow("everybody") << u"0.0.0.0:0"_qs << u"http.token_file"_qs;
    QTest::newRow("everybody, IPv6") << u"[::]:0"_qs << u"http.token_file"_qs;
}

void HealthServerTest::listeningFailsWithASentence()
{
    QFETCH(const QString, listen);
    QFETCH(const QString, sentence);
    m_config.http.listen = listen;

    const auto port = m_server->start(m_config);

    QVERIFY(!port);
    QVERIFY2(port.error().message.contains(sentence), qPrintable(port.error().message));
    QCOMPARE(m_server->url(), QString());
}

void HealthServerTest::anExposedAddressNeedsAToken()
{
    m_config.http.listen = u"0.0.0.0:0"_qs;
    QVERIFY(!m_server->start(m_config));

    m_config.http.tokenFile = tokenFile("0123456789abcdef");

    QVERIFY(start());
}

void HealthServerTest::aPortInUseIsSaid()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    m_config.http.listen = u"127.0.0.1:%1"_qs.arg(other.serverPort());

    const auto port = m_server->start(m_config);

    QVERIFY(!port);
    QVERIFY2(port.error().message.contains(*m_config.http.listen),
             qPrintable(port.error().message));
    QVERIFY2(port.error().message.contains(u"in use"_qs), qPrintable(port.error().message));
}

void HealthServerTest::stopsAndStartsAgain()
{
    const quint16 first = start();
    QCOMPARE(m_server->url(), u"http://127.0.0.1:%1"_qs.arg(first));
    HttpClient waiting(first);
    QTRY_VERIFY_WITH_TIMEOUT(waiting.isConnected(), 5000);

    m_server->stop();
    QTRY_VERIFY_WITH_TIMEOUT(waiting.hasEnded(), 5000);
    QVERIFY(ask(first, HttpClient::get("/livez")).isEmpty());

    const quint16 second = start();
    QVERIFY(ask(second, HttpClient::get("/health/websocket")).startsWith("HTTP/1.1 200"));
}

void HealthServerTest::tokenFileProblemsAreSaid()
{
    m_config.http.tokenFile = m_folder.filePath(u"nowhere"_qs);
    QVERIFY(m_server->start(m_config).error().message.contains(u"nowhere"_qs));

    m_config.http.tokenFile = tokenFile("short");
    QVERIFY(start());

    QCOMPARE(m_server->warnings().size(), 1);
}

BREAKWATER_TEST(HealthServerTest)

#include "tst_healthserver.moc"
