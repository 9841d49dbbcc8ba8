// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/cli/program.h>
#include <tests/support/curl.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

#include <QtCore/QRegularExpression>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <QtWebSockets/QWebSocket>

#include <QtCore/QDeadlineTimer>

#include <csignal>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class CliServeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void echoesToAProbeUntilItIsTold_data();
    void echoesToAProbeUntilItIsTold();
    void saysGoodbyeToWhoIsThere();
    void clientsAreHeldToTheirOwnMessageSize();
    void tellsItsLifeInJsonLines();
    void servesTlsToWhoTrustsIt();
    void demoSendsTrafficUnasked();
    void aPortInUseIsOneSentence();
    void aBadCertificateIsOneSentence();
    void servesHealthBesideIt();
    void isNotReadyWhileItSaysGoodbye();
    void aSecondSignalEndsItAtOnce();
    void aSignalGivenTwiceAtOnceIsOne();
    void echoesAndBroadcastsTogether();
    void beyondLoopbackItNeedsAToken();
    void warnsOfATokenThatOthersMayRead();
    void whatCannotBeServedIsOneSentence_data();
    void whatCannotBeServedIsOneSentence();
};

namespace {

const QStringList serveEcho{u"serve"_qs, u"--echo"_qs, u"--listen"_qs, u"127.0.0.1:0"_qs};

const QStringList alsoHealth{u"--http"_qs, u"127.0.0.1:0"_qs};

QString healthUrlOf(Test::Program &server)
{
    static const QRegularExpression address(u"http://127.0.0.1:[0-9]+"_qs);
    return address.match(QString::fromUtf8(server.words())).captured();
}

//! A client that never answers a Close.
class MuteClient final
{
public:
    explicit MuteClient(const QString &url)
    {
        m_socket.connectToHost(u"127.0.0.1"_qs, static_cast<quint16>(QUrl(url).port()));
        m_socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }
    bool waitUntilOpen()
    {
        return QTest::qWaitFor([&] { return m_socket.peek(12) == "HTTP/1.1 101"; }, 15'000);
    }

private:
    QTcpSocket m_socket;
};

QJsonValue messagesOf(Test::Program &probe)
{
    return probe.document()[u"sessions"_qs][0][u"messages"_qs];
}

} // namespace

void CliServeTest::echoesToAProbeUntilItIsTold_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void CliServeTest::echoesToAProbeUntilItIsTold()
{
    QFETCH(int, number);
    Test::Program server;
    server.start(serveEcho);
    QVERIFY2(server.waitForWords("Listening on ws://127.0.0.1:"), server.story());
    Test::Program probe;

    QVERIFY(probe.run({u"probe"_qs, server.url(), u"--for"_qs, u"1500ms"_qs, u"--send"_qs,
                       u"{\"n\":{sequence}}"_qs, u"--every"_qs, u"100ms"_qs}));
    server.signal(number);
    QVERIFY(server.waitForEnd());

    QVERIFY2(probe.exitCode() == 0, probe.story());
    QCOMPARE(Test::complaintsAbout(probe.data()), QString());
    const qint64 accepted = messagesOf(probe)[u"accepted"_qs].toInteger();
    QVERIFY2(accepted >= 3 && accepted <= 17, probe.story());
    QVERIFY2(messagesOf(probe)[u"received"_qs].toInteger() >= accepted - 1, probe.story());
    QVERIFY2(server.exitCode() == 0, server.story());
    QVERIFY2(server.words().contains("Stopped after 1 connection,"), server.story());
    QCOMPARE(server.data(), QByteArray());
}

// `limits.client_message_bytes` is 64 KiB.
void CliServeTest::clientsAreHeldToTheirOwnMessageSize()
{
    Test::Program server;
    server.start(serveEcho);
    QVERIFY2(server.waitForWords("Listening on ws://127.0.0.1:"), server.story());
    QWebSocket client;
    QSignalSpy echoed(&client, &QWebSocket::textMessageReceived);
    QSignalSpy ended(&client, &QWebSocket::disconnected);
    client.open(QUrl(server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(client.isValid(), 15'000);

    client.sendTextMessage(QString(64 * 1024, u'x'));
    QTRY_COMPARE_WITH_TIMEOUT(echoed.size(), 1, 15'000);
    client.sendTextMessage(QString(65 * 1024, u'x'));

    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 15'000);
    QCOMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    QCOMPARE(echoed.size(), 1);
}

void CliServeTest::saysGoodbyeToWhoIsThere()
{
    Test::Program server;
    server.start(serveEcho);
    QVERIFY2(server.waitForWords("Listening on"), server.story());
    Test::Program probe;
    probe.start({u"probe"_qs, server.url(), u"--for"_qs, u"1m"_qs});
    QVERIFY2(probe.waitForWords("Connected"), probe.story());

    server.signal(SIGTERM);
    QVERIFY2(server.waitForEnd(), server.story());
    QVERIFY2(probe.waitForWords("1001"), probe.story());
    probe.signal(SIGTERM);
    QVERIFY2(probe.waitForEnd(), probe.story());

    QVERIFY2(server.exitCode() == 0, server.story());
    QVERIFY2(probe.exitCode() == 1, probe.story());
}

void CliServeTest::tellsItsLifeInJsonLines()
{
    Test::Program server;
    server.start(serveEcho + QStringList{u"--json"_qs});
    QVERIFY2(server.waitForData("\n"), server.story());
    server.signal(SIGTERM);
    QVERIFY2(server.waitForEnd(), server.story());

    const auto lines = server.data().trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const QJsonObject first = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(first[u"event"_qs], QJsonValue(u"listening"_qs));
    QVERIFY(first[u"url"_qs].toString().startsWith("ws://127.0.0.1:"_L1));
    const QJsonObject last = QJsonDocument::fromJson(lines[1]).object();
    QCOMPARE(last[u"event"_qs], QJsonValue(u"stopped"_qs));
    QCOMPARE(last[u"counters"_qs][u"connections"_qs], QJsonValue(0));
    QCOMPARE(server.words(), QByteArray());
}

void CliServeTest::servesTlsToWhoTrustsIt()
{
    const Test::TestCertificates certificates;
    QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
    Test::Program server;
    const auto [certificate, key] = certificates.server();
    server.start(serveEcho + QStringList{u"--cert"_qs, certificate, u"--key"_qs, key});
    QVERIFY2(server.waitForWords("Listening on wss://"), server.story());
    Test::Program trusting;
    Test::Program doubting;

    QVERIFY(trusting.run(
        {u"probe"_qs, server.url(), u"--for"_qs, u"1s"_qs, u"--ca"_qs, certificates.caFile()}));
    QVERIFY(doubting.run({u"probe"_qs, server.url(), u"--for"_qs, u"1s"_qs}));

    QVERIFY2(trusting.exitCode() == 0, trusting.story());
    QVERIFY2(doubting.exitCode() == 3, doubting.story());
    QVERIFY2(doubting.words().toLower().contains("certificate"), doubting.story());
}

void CliServeTest::demoSendsTrafficUnasked()
{
    Test::Program server;
    server.start({u"serve"_qs, u"--demo"_qs, u"--listen"_qs, u"127.0.0.1:0"_qs});
    QVERIFY2(server.waitForWords("--preset testing"), server.story());
    Test::Program probe;

    QVERIFY(probe.run({u"probe"_qs, server.url(), u"--for"_qs, u"2s"_qs}));

    QVERIFY2(probe.exitCode() == 0, probe.story());
    QVERIFY2(messagesOf(probe)[u"received"_qs].toInteger() >= 2, probe.story());
    QCOMPARE(messagesOf(probe)[u"accepted"_qs].toInteger(), 0);
}

void CliServeTest::aPortInUseIsOneSentence()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QString port = QString::number(other.serverPort());
    Test::Program server;

    QVERIFY(server.run({u"serve"_qs, u"--echo"_qs, u"--listen"_qs, u"127.0.0.1:"_qs + port}));

    QVERIFY2(server.exitCode() == 2, server.story());
    QVERIFY2(server.words().contains(port.toUtf8()), server.story());
    QVERIFY2(server.words().count('\n') == 1, server.story());

    QVERIFY(server.run(serveEcho + QStringList{u"--http"_qs, u"127.0.0.1:"_qs + port}));

    QVERIFY2(server.exitCode() == 2, server.story());
    QVERIFY2(server.words().contains(port.toUtf8()), server.story());
    QVERIFY2(server.words().count('\n') == 1, server.story());
}

void CliServeTest::aBadCertificateIsOneSentence()
{
    Test::Program server;
    const QString nonsense = server.file(u"c.pem"_qs, "nonsense");

    QVERIFY(server.run(serveEcho + QStringList{u"--cert"_qs, nonsense, u"--key"_qs, nonsense}));

    QVERIFY2(server.exitCode() == 2, server.story());
    QVERIFY2(server.words().contains("c.pem"), server.story());
    QVERIFY2(server.words().count('\n') == 1, server.story());
}

void CliServeTest::servesHealthBesideIt()
{
    Test::Program server;
    server.start(serveEcho + alsoHealth);
    QVERIFY2(server.waitForWords("Health and metrics on http://127.0.0.1:"), server.story());
    const QString url = healthUrlOf(server);

    for (const char *path : {"/health/websocket", "/health/websocket?verbose",
                             "/health/websocket/clients?offset=0&limit=10", "/livez", "/readyz",
                             "/metrics", "/api/history?metric=queued"}) {
        const auto reply = Test::curl(url + QString::fromLatin1(path));
        QVERIFY2(reply.status == 200 && !reply.body.isEmpty(), path);
    }
    QVERIFY(Test::curl(url + u"/health/websocket"_qs).body.size() <= 4096);
    server.signal(SIGTERM);

    QVERIFY(server.waitForEnd());
    QVERIFY2(server.exitCode() == 0, server.story());
}

void CliServeTest::isNotReadyWhileItSaysGoodbye()
{
    Test::Program server;
    server.start(serveEcho + alsoHealth);
    QVERIFY2(server.waitForWords("Health and metrics on"), server.story());
    const QString url = healthUrlOf(server);
    MuteClient client(server.url());
    QVERIFY(client.waitUntilOpen());
    QCOMPARE(Test::curl(url + u"/readyz"_qs).status, 200);

    server.signal(SIGTERM);

    QTRY_COMPARE_WITH_TIMEOUT(Test::curl(url + u"/readyz"_qs).status, 503, 3000);
    QCOMPARE(Test::curl(url + u"/livez"_qs).status, 200);
    QVERIFY2(server.waitForEnd(), server.story()); // whatever the client does
    QVERIFY2(server.exitCode() == 0, server.story());
    QVERIFY2(server.words().contains("Stopped after 1 connection,"), server.story());
}

void CliServeTest::aSecondSignalEndsItAtOnce()
{
    Test::Program server;
    server.start(serveEcho + alsoHealth);
    QVERIFY2(server.waitForWords("Health and metrics on"), server.story());
    MuteClient client(server.url());
    QVERIFY(client.waitUntilOpen());

    server.signal(SIGINT);
    QTRY_COMPARE_WITH_TIMEOUT(Test::curl(healthUrlOf(server) + u"/readyz"_qs).status, 503, 3000);
    const QDeadlineTimer later(1500); // sooner it would be the same asking
    QTRY_VERIFY_WITH_TIMEOUT(later.hasExpired(), 5000);
    server.signal(SIGINT);

    QVERIFY(server.waitForEnd());
    QVERIFY2(!server.exitCode(), server.story()); // by the signal
}

void CliServeTest::aSignalGivenTwiceAtOnceIsOne()
{
    for (const int number : {SIGTERM, SIGHUP}) {
        Test::Program server;
        server.start(serveEcho);
        QVERIFY2(server.waitForWords("Listening on"), server.story());

        server.signal(number);
        server.signal(number);

        QVERIFY(server.waitForEnd());
        QVERIFY2(server.exitCode() == 0, server.story());
        QVERIFY2(server.words().contains("Stopped after 0 connections,"), server.story());
    }
}

void CliServeTest::echoesAndBroadcastsTogether()
{
    Test::Program server;
    server.start(serveEcho + QStringList{u"--broadcast"_qs});
    QVERIFY2(server.waitForWords("Listening on"), server.story());
    QWebSocket speaker;
    QWebSocket listener;
    QSignalSpy echoed(&speaker, &QWebSocket::textMessageReceived);
    QSignalSpy heard(&listener, &QWebSocket::textMessageReceived);
    QSignalSpy speakerOpened(&speaker, &QWebSocket::connected);
    QSignalSpy listenerOpened(&listener, &QWebSocket::connected);
    speaker.open(QUrl(server.url()));
    listener.open(QUrl(server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(!speakerOpened.isEmpty() && !listenerOpened.isEmpty(), 15'000);

    speaker.sendTextMessage(u"once"_qs);

    QTRY_VERIFY_WITH_TIMEOUT(echoed.size() == 1 && heard.size() == 1, 15'000);
    server.signal(SIGTERM);
    QVERIFY(server.waitForEnd());
    QVERIFY2(server.words().contains("1 message received, 1 echoed, 1 copy handed on."),
             server.story());
}

void CliServeTest::beyondLoopbackItNeedsAToken()
{
    Test::Program server;
    const QStringList everywhere{u"serve"_qs, u"--echo"_qs, u"--listen"_qs, u"0.0.0.0:0"_qs};
    const QString token = server.file(u"token"_qs, "0123456789abcdef0123456789abcdef\n");
    QVERIFY(QFile::setPermissions(token, QFile::ReadOwner));

    QVERIFY(server.run(everywhere));
    QVERIFY2(server.exitCode() == 2 && server.words().contains("token"), server.story());
    QVERIFY2(server.words().count('\n') == 1, server.story());

    server.start(everywhere + QStringList{u"--token-file"_qs, token});
    QVERIFY2(server.waitForWords("Listening on ws://0.0.0.0:"), server.story());
    server.signal(SIGTERM);
    QVERIFY(server.waitForEnd());
    QVERIFY2(server.exitCode() == 0, server.story());
}

void CliServeTest::warnsOfATokenThatOthersMayRead()
{
    Test::Program server;
    const QString token = server.file(u"token"_qs, "0123456789abcdef0123456789abcdef\n");
    QVERIFY(QFile::setPermissions(token, QFile::ReadOwner | QFile::ReadOther));
    for (const QStringList &more : {QStringList(), alsoHealth}) {
        server.start(serveEcho + more + QStringList{u"--token-file"_qs, token});
        QVERIFY2(server.waitForWords("chmod 600"), server.story());
        QVERIFY2(server.waitForWords("Listening on"), server.story());
        server.signal(SIGTERM);
        QVERIFY(server.waitForEnd());
        QCOMPARE(server.words().count("chmod 600"), 1);
    }
}

void CliServeTest::whatCannotBeServedIsOneSentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("demo and echo") << QStringList{u"--demo"_qs, u"--echo"_qs};
    QTest::newRow("no port") << QStringList{u"--echo"_qs, u"--listen"_qs, u"127.0.0.1"_qs};
    QTest::newRow("no health address") << QStringList{u"--echo"_qs, u"--http"_qs, u"rubbish"_qs};
    QTest::newRow("health for all") << QStringList{u"--echo"_qs, u"--http"_qs, u"0.0.0.0:0"_qs};
    QTest::newRow("no token file")
        << QStringList{u"--echo"_qs, u"--token-file"_qs, u"/nonexistent"_qs};
    QTest::newRow("empty token file")
        << QStringList{u"--echo"_qs, u"--token-file"_qs, u"/dev/null"_qs};
    QTest::newRow("certificate without key") << QStringList{u"--echo"_qs, u"--cert"_qs, u"x"_qs};
}

void CliServeTest::whatCannotBeServedIsOneSentence()
{
    QFETCH(QStringList, arguments);
    Test::Program server;
    if (!arguments.contains(u"--listen"_qs))
        arguments += {u"--listen"_qs, u"127.0.0.1:0"_qs};

    QVERIFY(server.run(QStringList{u"serve"_qs} + arguments));

    QVERIFY2(server.exitCode() == 2, server.story());
    QVERIFY2(server.words().count('\n') == 1, server.story());
    QVERIFY2(!server.words().contains("Listening"), server.story());
}

BREAKWATER_TEST(CliServeTest)
#include "tst_cli_serve.moc"
