// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/cli/program.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtNetwork/QTcpServer>

#include <csignal>

using namespace Breakwater;
using namespace Qt::StringLiterals;

//! `serve --fault`: the real server behind the proxy.
class CliFaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlannedCloseReachesTheProbe();
    void saysThePlanInPlainWords();
    void tellsFaultsInJsonLines();
    void lostPongsTakeTheGuarantee();
    void theGoodbyeComesThroughTheProxy();
    void breaksTlsLinksToo();
    void aWrongPlanIsOneSentence_data();
    void aWrongPlanIsOneSentence();
    void aPortInUseIsOneSentence();
};

namespace {

QStringList serveFault(const QString &plan)
{
    return {u"serve"_qs, u"--echo"_qs, u"--listen"_qs, u"127.0.0.1:0"_qs, u"--fault"_qs, plan};
}

QJsonObject line(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

void CliFaultTest::aPlannedCloseReachesTheProbe()
{
    Test::Program server;
    server.start(serveFault(u"latency=10ms slice=7 at=1s:close=1012"_qs));
    QVERIFY2(server.waitForWords("Listening on ws://127.0.0.1:"), server.story());
    Test::Program probe;
    probe.start({u"probe"_qs, server.url(), u"--for"_qs, u"1m"_qs, u"--send"_qs, u"hello"_qs});
    QVERIFY2(probe.waitForWords("restarting or overloaded"), probe.story());

    probe.signal(SIGTERM);
    QVERIFY2(probe.waitForEnd(), probe.story());
    server.signal(SIGTERM);
    QVERIFY2(server.waitForEnd(), server.story());

    QVERIFY2(server.exitCode() == 0, server.story());
    QVERIFY2(server.words().contains("Fault for 127.0.0.1 port "), server.story());
    QVERIFY2(server.words().contains("a close with code 1012."), server.story());
    QVERIFY2(server.words().contains("1 message received, 1 echoed. The faults: "), server.story());
}

void CliFaultTest::saysThePlanInPlainWords()
{
    Test::Program server;
    server.start(serveFault(u"down.latency=50ms, drop-pongs=0.3, every=30s:reset, seed=42"_qs));

    QVERIFY2(server.waitForWords("Every 30s of a connection: a reset.\n"), server.story());
    QVERIFY2(server.words().contains("Faults are in force; seed=42 repeats their chances.\n"),
             server.story());
    QVERIFY2(server.words().contains("From client to server: 30 % of the pongs lost.\n"),
             server.story());
    QVERIFY2(server.words().contains(
                 "From server to client: 50ms of latency, 30 % of the pongs lost.\n"),
             server.story());
}

void CliFaultTest::tellsFaultsInJsonLines()
{
    Test::Program server;
    server.start(serveFault(u"at=200ms:reset"_qs) + QStringList{u"--json"_qs});
    QVERIFY2(server.waitForData("\"faults\""), server.story());
    Test::Program probe;
    probe.start({u"probe"_qs, server.url(), u"--for"_qs, u"1m"_qs});
    QVERIFY2(server.waitForData("\"fault\""), server.story());
    probe.signal(SIGTERM);
    QVERIFY2(probe.waitForEnd(), probe.story());
    server.signal(SIGTERM);
    QVERIFY2(server.waitForEnd(), server.story());

    const auto lines = server.data().trimmed().split('\n');
    QVERIFY2(lines.size() >= 4, server.story());
    QCOMPARE(line(lines[0])[u"event"_qs], QJsonValue(u"listening"_qs));
    QCOMPARE(line(lines[1])[u"event"_qs], QJsonValue(u"faults"_qs));
    QCOMPARE(line(lines[1])[u"plan"_qs],
             QJsonValue(QJsonArray{u"200ms into each connection: a reset."_qs}));
    QVERIFY(!line(lines[1])[u"seed"_qs].toString().isEmpty());
    QCOMPARE(line(lines[2])[u"fault"_qs], QJsonValue(u"a reset"_qs));
    QVERIFY(line(lines[2])[u"client"_qs].toString().startsWith(u"127.0.0.1 port "_qs));
    const QJsonObject last = line(lines.back());
    QCOMPARE(last[u"event"_qs], QJsonValue(u"stopped"_qs));
    QVERIFY2(last[u"faults"_qs][u"resets"_qs].toInteger() >= 1, server.story());
    QCOMPARE(server.words(), QByteArray());
}

void CliFaultTest::lostPongsTakeTheGuarantee()
{
    Test::Program server;
    server.start(serveFault(u"drop-pongs=1"_qs));
    QVERIFY2(server.waitForWords("Listening on"), server.story());
    Test::Program probe;
    probe.setVariable(u"BREAKWATER_DELIVERY_PROBE_TIMEOUT"_qs, u"500ms"_qs);

    QVERIFY(probe.run({u"probe"_qs, server.url(), u"--for"_qs, u"2s"_qs, u"--send"_qs, u"x"_qs}));

    const QJsonValue messages = probe.document()[u"sessions"_qs][0][u"messages"_qs];
    QVERIFY2(messages[u"accepted"_qs] == 1 && messages[u"confirmed"_qs] == 0, probe.story());
    QVERIFY2(messages[u"received"_qs] == 1, probe.story());
}

void CliFaultTest::theGoodbyeComesThroughTheProxy()
{
    Test::Program server;
    server.start(serveFault(u"latency=100ms"_qs));
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
}

void CliFaultTest::breaksTlsLinksToo()
{
    const Test::TestCertificates certificates;
    QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
    const auto [certificate, key] = certificates.server();
    Test::Program server;
    server.start(serveFault(u"slice=5 at=500ms:reset"_qs)
                 + QStringList{u"--cert"_qs, certificate, u"--key"_qs, key});
    QVERIFY2(server.waitForWords("Listening on wss://"), server.story());
    Test::Program probe;

    probe.start(
        {u"probe"_qs, server.url(), u"--for"_qs, u"1m"_qs, u"--ca"_qs, certificates.caFile()});

    QVERIFY2(probe.waitForWords("Connected"), probe.story());
    QVERIFY2(probe.waitForWords("Connection lost"), probe.story());
}

void CliFaultTest::aWrongPlanIsOneSentence_data()
{
    QTest::addColumn<QString>("plan");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QString() << false << u"--fault: The fault plan is empty"_qs;
    QTest::newRow("word") << u"latncy=50ms"_qs << false << u"--fault: “latncy=50ms” is no fault"_qs;
    QTest::newRow("number") << u"drop-pongs=3"_qs << false
                            << u"--fault: “drop-pongs=3” is not possible: drop-pongs takes a "
                               "chance from 0 to 1, for example drop-pongs=0.3."_qs;
    QTest::newRow("unit") << u"at=10x:reset"_qs << false << u"--fault: “at=10x:reset”"_qs;
    QTest::newRow("frames in TLS") << u"drop-pongs=1"_qs << true << u"which TLS hides"_qs;
}

void CliFaultTest::aWrongPlanIsOneSentence()
{
    QFETCH(QString, plan);
    QFETCH(bool, tls);
    QFETCH(QString, says);
    Test::Program server;
    QStringList arguments = serveFault(plan);
    if (tls)
        arguments += {u"--cert"_qs, u"c.pem"_qs, u"--key"_qs, u"k.pem"_qs};

    QVERIFY(server.run(arguments));

    QVERIFY2(server.exitCode() == 2, server.story());
    QVERIFY2(server.words().contains(says.toUtf8()), server.story());
    QVERIFY2(server.words().endsWith("Try 'breakwaterctl serve --help'.\n"), server.story());
    QVERIFY2(server.words().count('\n') == 1, server.story());
    QCOMPARE(server.data(), QByteArray());
}

void CliFaultTest::aPortInUseIsOneSentence()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QString port = QString::number(other.serverPort());
    Test::Program server;

    QVERIFY(server.run({u"serve"_qs, u"--echo"_qs, u"--listen"_qs, u"127.0.0.1:"_qs + port,
                        u"--fault"_qs, u"latency=1ms"_qs}));

    QVERIFY2(server.exitCode() == 2, server.story());
    QVERIFY2(server.words().contains(port.toUtf8()), server.story());
    QVERIFY2(server.words().count('\n') == 1, server.story());
}

BREAKWATER_TEST(CliFaultTest)
#include "tst_cli_fault.moc"
