// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/cli/program.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

#include <QtNetwork/QTcpServer>

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
    void tellsItsLifeInJsonLines();
    void servesTlsToWhoTrustsIt();
    void demoSendsTrafficUnasked();
    void aPortInUseIsOneSentence();
    void aBadCertificateIsOneSentence();
};

namespace {

const QStringList serveEcho{u"serve"_qs, u"--echo"_qs, u"--listen"_qs, u"127.0.0.1:0"_qs};

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

BREAKWATER_TEST(CliServeTest)
#include "tst_cli_serve.moc"
