// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/profile.h>

#include <tests/cli/program.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>

#include <csignal>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class CliProbeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWithOneDocumentThatFitsTheSchema();
    void jsonSaysNothingElse();
    void sendsATextOnceWithItsPlacesFilled();
    void sendsAFile();
    void ratesAreThoseOfTheWholeProbe();
    void anInterruptedProbeHasItsRatesToo();
    void refusedPortIsCouldNotConnect();
    void aServerThatSaysNoIsNotAskedAgain_data();
    void aServerThatSaysNoIsNotAskedAgain();
    void missingPageIsCouldNotConnect();
    void silentServerIsCouldNotConnect();
    void aLinkThatIsDownAtTheEndIsUnhealthy();
    void holdsThroughAnOutage();
    void interruptEndsEarlyWithTheDocument();
    void secretsReachTheServerAndNothingElse();
    void warnsAboutSecretsOnTheCommandLine();
    void savedProfileTakesItsSecretFromAFile();
    void aFullDeviceIsAFailure();
};

namespace {

QStringList probe(const QString &url, const QString &length, const QStringList &more = {})
{
    return QStringList{u"probe"_qs, url, u"--for"_qs, length} + more;
}

QJsonValue session(Test::Program &program)
{
    return program.document()[u"sessions"_qs][0];
}

} // namespace

void CliProbeTest::endsWithOneDocumentThatFitsTheSchema()
{
    Test::LoopbackServer server;
    Test::Program program;

    QVERIFY(program.run(probe(server.url(), u"1s"_qs)));

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(Test::complaintsAbout(program.data()), QString());
    QCOMPARE(session(program)[u"state"_qs], QJsonValue(u"connected"_qs));
    QCOMPARE(session(program)[u"connections"_qs][u"opened"_qs], QJsonValue(1));
    QVERIFY(!session(program)[u"latency"_qs][u"rtt"_qs][u"p50"_qs].isNull());
    QVERIFY2(program.words().contains("Z Connected"), program.story());
    QVERIFY2(program.words().contains("Healthy: the link is up."), program.story());
}

void CliProbeTest::jsonSaysNothingElse()
{
    Test::LoopbackServer server;
    Test::Program program;

    QVERIFY(program.run(probe(server.url(), u"500ms"_qs, {u"--json"_qs})));

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(program.words(), QByteArray());
    QJsonParseError error;
    QJsonDocument::fromJson(program.data(), &error); // more than one document would be garbage
    QCOMPARE(error.error, QJsonParseError::NoError);
}

void CliProbeTest::sendsATextOnceWithItsPlacesFilled()
{
    Test::LoopbackServer server;
    Test::Program program;

    QVERIFY(
        program.run(probe(server.url(), u"1s"_qs, {u"--send"_qs, u"{sequence} {id} {time}"_qs})));

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(server.texts().size(), std::size_t{1});
    const QRegularExpression form(u"^1 [0-9a-f]{16} \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$"_qs);
    QVERIFY2(form.match(server.texts().front()).hasMatch(), qPrintable(server.texts().front()));
    QCOMPARE(session(program)[u"messages"_qs][u"accepted"_qs], QJsonValue(1));
    QCOMPARE(session(program)[u"messages"_qs][u"received"_qs], QJsonValue(1));
}

void CliProbeTest::sendsAFile()
{
    Test::LoopbackServer server;
    Test::Program program;
    const QString file = program.file(u"message.txt"_qs, "gr\u00fc\u00dfe\n");
    const QString broken = program.file(u"latin1.txt"_qs, "gr\xfc\xdf");

    QVERIFY(program.run(probe(server.url(), u"1s"_qs, {u"--send"_qs, u'@' + file})));

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(server.texts(), std::vector<QString>{u"gr\u00fc\u00dfe\n"_qs});
    QVERIFY(program.run(probe(server.url(), u"1s"_qs, {u"--send"_qs, u'@' + broken})));
    QVERIFY2(program.exitCode() == 2, program.story());
    QVERIFY2(program.words().contains("is not UTF-8 text"), program.story());
}

// The ticks before the end came after the sending, and covered a quarter of a second.
void CliProbeTest::ratesAreThoseOfTheWholeProbe()
{
    Test::LoopbackServer server;
    Test::Program program;

    QVERIFY(program.run(
        probe(server.url(), u"2s"_qs, {u"--send"_qs, u"m"_qs, u"--rate"_qs, u"20"_qs})));

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(Test::complaintsAbout(program.data()), QString());
    const double length = program.document()[u"periods"_qs][u"performance_seconds"_qs].toDouble();
    QVERIFY2(length > 1.9, program.story()); // the engine's clock starts a moment later
    const double sent = session(program)[u"sent_total"_qs].toDouble();
    QVERIFY2(sent > 10, program.story());
    const QJsonValue engine = program.document()[u"engine"_qs];
    for (const QJsonValue &of : {session(program), engine}) {
        for (const QString &which : {u"sent"_qs, u"received"_qs}) {
            const double counted = of[u"rates"_qs][which].toDouble() * length;
            QVERIFY2(counted > 0.7 * sent && counted < 1.4 * sent, program.story());
        }
        QCOMPARE(of[u"rates"_qs][u"error_rate"_qs], QJsonValue(0));
        QVERIFY2(of[u"latency"_qs][u"period"_qs][u"total"_qs][u"count"_qs].toInt() > 10,
                 program.story());
    }
}

void CliProbeTest::anInterruptedProbeHasItsRatesToo()
{
    Test::LoopbackServer server;
    Test::Program program;
    program.start(probe(server.url(), u"1h"_qs, {u"--send"_qs, u"m"_qs, u"--rate"_qs, u"50"_qs}));
    QTRY_VERIFY_WITH_TIMEOUT(server.texts().size() > 10, 20'000);

    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(), program.story());

    QVERIFY2(program.exitCode() == 0, program.story());
    QVERIFY2(session(program)[u"rates"_qs][u"sent"_qs].toDouble() > 0, program.story());
}

void CliProbeTest::refusedPortIsCouldNotConnect()
{
    auto gone = std::make_unique<Test::LoopbackServer>();
    const QString url = gone->url();
    gone.reset();
    Test::Program program;

    QVERIFY(program.run(probe(url, u"1s"_qs)));

    QVERIFY2(program.exitCode() == 3, program.story());
    QVERIFY2(program.words().contains("refused"), program.story());
    QCOMPARE(Test::complaintsAbout(program.data()), QString());
    QVERIFY(session(program)[u"connections"_qs][u"failed"_qs].toInteger() >= 1);
    QVERIFY(session(program)[u"latency"_qs][u"rtt"_qs][u"p50"_qs].isNull());
}

void CliProbeTest::aServerThatSaysNoIsNotAskedAgain_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("401") << QByteArray("401 Unauthorized") << QByteArray("401");
    QTest::newRow("403") << QByteArray("403 Forbidden") << QByteArray("403");
}

void CliProbeTest::aServerThatSaysNoIsNotAskedAgain()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, says);
    Test::RawPeer peer;
    peer.onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket.disconnectFromHost();
    });
    Test::Program program;

    QVERIFY2(program.run(probe(peer.url(), u"1h"_qs)), "it must not wait where waiting is vain");

    QVERIFY2(program.exitCode() == 3, program.story());
    QVERIFY2(program.words().contains(says), program.story());
    QCOMPARE(session(program)[u"state"_qs], QJsonValue(u"refused"_qs));
    QCOMPARE(peer.connectionCount(), 1);
}

void CliProbeTest::missingPageIsCouldNotConnect()
{
    Test::RawPeer peer;
    peer.onRequest([](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket.disconnectFromHost();
    });
    Test::Program program;

    QVERIFY2(program.run(probe(peer.url(), u"1m"_qs)), "the third 404 is the last");

    QVERIFY2(program.exitCode() == 3, program.story());
    QVERIFY2(program.words().contains("404"), program.story());
    QCOMPARE(peer.connectionCount(), 3);
}

void CliProbeTest::silentServerIsCouldNotConnect()
{
    Test::RawPeer peer;
    Test::Program program;

    QVERIFY(program.run(probe(peer.url(), u"1s"_qs)));

    QVERIFY2(program.exitCode() == 3, program.story());
    QCOMPARE(Test::complaintsAbout(program.data()), QString());
    QCOMPARE(session(program)[u"state"_qs], QJsonValue(u"connecting"_qs));
}

void CliProbeTest::aLinkThatIsDownAtTheEndIsUnhealthy()
{
    Test::LoopbackServer server;
    Test::Program program;
    program.start(probe(server.url(), u"2s"_qs));
    QVERIFY2(program.waitForWords("Connected"), program.story());

    server.stop();
    QVERIFY(program.waitForEnd());

    QVERIFY2(program.exitCode() == 1, program.story());
    QVERIFY2(program.words().contains("Unhealthy: "), program.story());
    QVERIFY(session(program)[u"state"_qs] != QJsonValue(u"connected"_qs));
    QVERIFY(session(program)[u"uptime_seconds"_qs].isNull());
}

void CliProbeTest::holdsThroughAnOutage()
{
    Test::LoopbackServer server;
    Test::Program program;
    const QString file
        = program.file(u"quick.toml"_qs, "[reconnect]\nspread = \"0s\"\nmax_delay = \"300ms\"\n");
    program.start(probe(server.url(), u"6s"_qs, {u"--config"_qs, file}));
    QVERIFY2(program.waitForWords("Connected"), program.story());

    server.disconnectAll();
    QVERIFY(program.waitForEnd());

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(session(program)[u"connections"_qs][u"reconnections"_qs], QJsonValue(1));
    QCOMPARE(server.acceptedCount(), 2);
}

void CliProbeTest::interruptEndsEarlyWithTheDocument()
{
    Test::LoopbackServer server;
    Test::Program program;
    program.start(probe(server.url(), u"1h"_qs));
    QVERIFY2(program.waitForWords("Connected"), program.story());

    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(), program.story());

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(Test::complaintsAbout(program.data()), QString());
}

void CliProbeTest::secretsReachTheServerAndNothingElse()
{
    Test::LoopbackServer server;
    Test::Program program;
    const QString token = program.file(u"token"_qs, "  canary-token \nsecond line\n");
    program.setVariable(u"MY_KEY"_qs, u"canary-key"_qs);

    QVERIFY(program.run(probe(server.url(u"/?token=canary-query"_qs), u"1s"_qs,
                              {u"--token-file"_qs, token, u"--header-from-env"_qs,
                               u"X-Api-Key=MY_KEY"_qs, u"--header"_qs, u"X-Plain: hello"_qs})));

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(server.requests().size(), std::size_t{1});
    const QNetworkRequest &request = server.requests().front();
    QCOMPARE(request.rawHeader("Authorization"), QByteArray("Bearer canary-token"));
    QCOMPARE(request.rawHeader("X-Api-Key"), QByteArray("canary-key"));
    QCOMPARE(request.rawHeader("X-Plain"), QByteArray("hello"));
    QCOMPARE(request.url().query(), u"token=canary-query"_qs);
    QVERIFY2(!program.data().contains("canary"), program.data());
    QVERIFY2(!program.words().contains("canary"), program.words());
}

void CliProbeTest::warnsAboutSecretsOnTheCommandLine()
{
    Test::LoopbackServer server;
    Test::Program program;

    QVERIFY(program.run(
        probe(server.url(), u"500ms"_qs, {u"--header"_qs, u"Authorization: Bearer canary"_qs})));

    QVERIFY2(program.exitCode() == 0, program.story());
    QVERIFY2(program.words().contains("--token-file"), program.story());
    QVERIFY2(!program.words().contains("canary"), program.story());
}

void CliProbeTest::savedProfileTakesItsSecretFromAFile()
{
    Test::LoopbackServer server;
    Test::Program program;
    Profile profile;
    profile.name = u"feed"_qs;
    profile.url = server.url();
    profile.auth = Profile::Auth::Bearer;
    program.file(u".config/Breakwater/profiles.json"_qs, ProfileFile::toJson({profile}));
    const QString token = program.file(u"token"_qs, "canary\n");
    const QStringList arguments{u"probe"_qs, u"--profile"_qs, u"feed"_qs, u"--for"_qs, u"1s"_qs};

    QVERIFY(program.run(arguments));
    QVERIFY2(program.exitCode() == 2, program.story());
    QVERIFY2(program.words().contains("--token-file"), program.story());
    QVERIFY(program.run(arguments + QStringList{u"--token-file"_qs, token}));

    QVERIFY2(program.exitCode() == 0, program.story());
    QCOMPARE(session(program)[u"id"_qs], QJsonValue(u"feed"_qs));
    QCOMPARE(server.requests().front().rawHeader("Authorization"), QByteArray("Bearer canary"));
}

void CliProbeTest::aFullDeviceIsAFailure()
{
    Test::LoopbackServer server;
    Test::Program program;
    program.setStandardOutputFile(u"/dev/full"_qs);

    QVERIFY(program.run(probe(server.url(), u"500ms"_qs)));

    QVERIFY2(program.exitCode() == 4, program.story());
    QVERIFY2(program.words().contains("No space left on device"), program.story());
}

BREAKWATER_TEST(CliProbeTest)
#include "tst_cli_probe.moc"
