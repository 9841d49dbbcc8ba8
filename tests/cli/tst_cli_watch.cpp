// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/cli/program.h>
#include <tests/support/curl.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/peerprocess.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

#include <QtCore/QRegularExpression>

#include <csignal>
#include <set>

using namespace Breakwater;
using namespace Qt::StringLiterals;

//! A real `watch` of a real `serve`.
class CliWatchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheNumbersOfTheServersOwnExport();
    void isStaleAfterThreeTicksAndLiveAgainByItself();
    void jsonLinesAreWholeSnapshotsAndNothingElse();
    void twoWatchersSeeTheSame();
    void pollsAHealthPage();
    void aTokenOpensTheDoor();
    void refusedForGoodItEndsAtOnce();
    void trustsItsOwnAuthorityOnly();
    void aServerThatSaysNothingIsSaidOnce();
    void whereNobodyIsItSaysSoOnce_data();
    void whereNobodyIsItSaysSoOnce();
    void aClosedPipeIsOneSentence();
    void nonsenseIsOneSentence_data();
    void nonsenseIsOneSentence();
};

namespace {

constexpr int limit = 20'000; // only bounds a failing test

//! `serve` with ticks short enough to wait for; again on the same port after kill().
struct Server
{
    explicit Server(const QStringList &options = {u"--echo"_qs})
        : httpUrl(u"http://127.0.0.1:%1"_qs.arg(healthPort)),
          arguments(QStringList{u"serve"_qs, u"--listen"_qs, u"127.0.0.1:%1"_qs.arg(port),
                                u"--http"_qs, u"127.0.0.1:%1"_qs.arg(healthPort), u"--config"_qs,
                                program.file(u"ticks.toml"_qs,
                                             "[refresh]\nrealtime = \"200ms\"\n"
                                             "performance = \"400ms\"\naggregate = \"800ms\"\n")}
                    + options)
    { }
    bool start()
    {
        program.start(arguments);
        return program.waitForWords("Health and metrics on");
    }
    QString url(const QString &path = {}) { return program.url().chopped(1) + path; }

    Test::Program program;
    const quint16 port = Test::PeerProcess::freePort();
    const quint16 healthPort = Test::PeerProcess::freePort();
    const QString httpUrl;
    const QStringList arguments;
};

QList<QByteArray> linesOf(Test::Program &program)
{
    QList<QByteArray> lines = program.data().split('\n');
    lines.removeLast(); // not whole yet, or nothing
    return lines;
}

QJsonObject messagesIn(const QByteArray &line)
{
    return QJsonDocument::fromJson(line)[u"engine"_qs][u"messages"_qs].toObject();
}

double uptimeIn(const QByteArray &line)
{
    return QJsonDocument::fromJson(line)[u"engine"_qs][u"uptime_seconds"_qs].toDouble();
}

QJsonObject messagesOfHealth(const Server &server)
{
    const auto reply = Test::curl(server.httpUrl + u"/health/websocket"_qs);
    return QJsonDocument::fromJson(reply.body)[u"metrics"_qs][u"messages"_qs].toObject();
}

} // namespace

void CliWatchTest::showsTheNumbersOfTheServersOwnExport()
{
    Server server;
    QVERIFY2(server.start(), server.program.story());
    Test::Program watcher;
    watcher.start({u"watch"_qs, server.url(), u"--json"_qs, u"--tier"_qs, u"aggregate"_qs});
    Test::Program probe;
    probe.start({u"probe"_qs, server.url(u"/"_qs), u"--for"_qs, u"4s"_qs, u"--send"_qs,
                 u"m{sequence}"_qs, u"--rate"_qs, u"50"_qs});
    QTRY_VERIFY_WITH_TIMEOUT(!linesOf(watcher).isEmpty()
                                 && messagesIn(linesOf(watcher).last())[u"received"_qs].toInt() > 9,
                             limit);

    // While they grow: the server's numbers are between two ticks that follow each other.
    const auto before = linesOf(watcher).size();
    const int low = messagesIn(linesOf(watcher).last())[u"received"_qs].toInt();
    const int own = messagesOfHealth(server)[u"received"_qs].toInt();
    QTRY_VERIFY_WITH_TIMEOUT(linesOf(watcher).size() >= before + 2, limit);
    const int high = messagesIn(linesOf(watcher)[before + 1])[u"received"_qs].toInt();
    QVERIFY2(low <= own && own <= high, qPrintable(u"%1 %2 %3"_qs.arg(low).arg(own).arg(high)));
    QVERIFY2(probe.waitForEnd(), probe.story());
    QVERIFY2(probe.exitCode() == 0, probe.story());

    // At rest: exactly the same.
    const int sent = probe.document()[u"sessions"_qs][0][u"messages"_qs][u"accepted"_qs].toInt();
    QTRY_VERIFY_WITH_TIMEOUT(messagesOfHealth(server)[u"received"_qs].toInt() >= sent, limit);
    QTRY_VERIFY_WITH_TIMEOUT(messagesIn(linesOf(watcher).last()) == messagesOfHealth(server),
                             limit);
    QVERIFY(!messagesOfHealth(server).isEmpty());
    QCOMPARE(watcher.words(), QByteArray());
}

void CliWatchTest::isStaleAfterThreeTicksAndLiveAgainByItself()
{
    Server server;
    QVERIFY2(server.start(), server.program.story());
    Test::Program watcher;
    watcher.start({u"watch"_qs, server.url()});
    QTRY_VERIFY_WITH_TIMEOUT(linesOf(watcher).size() >= 2, limit);
    QVERIFY2(watcher.words().contains("Watching "), watcher.story());

    server.program.signal(SIGKILL);
    QVERIFY(server.program.waitForEnd());
    QVERIFY2(watcher.waitForWords("Lost "), watcher.story());
    QVERIFY2(watcher.waitForWords("Stale: nothing from "), watcher.story());
    static const QRegularExpression age(u"Stale: nothing from \\S+ for ([0-9.]+) s"_qs);
    const double seconds
        = age.match(QString::fromUtf8(watcher.words())).captured(1).toDouble(); // three ticks
    QVERIFY2(seconds >= 0.6 && seconds < 6, watcher.story());
    const auto before = linesOf(watcher).size();

    QVERIFY2(server.start(), server.program.story());
    QVERIFY2(watcher.waitForWords("Live again after "), watcher.story());
    QTRY_VERIFY_WITH_TIMEOUT(linesOf(watcher).size() > before + 1, limit);
    watcher.signal(SIGINT);
    QVERIFY(watcher.waitForEnd());

    QVERIFY2(watcher.exitCode() == 0, watcher.story());
    // However often it was tried: dialling, watching, lost and two reasons, stale, live, the end.
    QVERIFY2(watcher.words().count('\n') <= 9, watcher.story());
    QVERIFY2(!watcher.data().contains('\x1b') && !watcher.words().contains('\x1b'),
             watcher.story());
}

void CliWatchTest::jsonLinesAreWholeSnapshotsAndNothingElse()
{
    Server server;
    QVERIFY2(server.start(), server.program.story());
    Test::Program watcher;

    QVERIFY(watcher.run({u"watch"_qs, server.url(), u"--json"_qs, u"--for"_qs, u"2s"_qs}));

    QVERIFY2(watcher.exitCode() == 0, watcher.story());
    QCOMPARE(watcher.words(), QByteArray());
    const auto lines = linesOf(watcher);
    QVERIFY2(lines.size() >= 3, watcher.story());
    for (const QByteArray &line : {lines.first(), lines.last()})
        QCOMPARE(Test::complaintsAbout(line), QString());
    // Each tick once, and not only those that our own core's ticks meet.
    std::set<double> times;
    for (const QByteArray &line : lines)
        times.insert(uptimeIn(line));
    QCOMPARE(static_cast<qsizetype>(times.size()), lines.size());
    const double ticks = (*times.rbegin() - *times.begin()) / 0.2;
    QVERIFY2(ticks < 3.0 * static_cast<double>(lines.size()), watcher.story());
}

void CliWatchTest::twoWatchersSeeTheSame()
{
    Server server;
    QVERIFY2(server.start(), server.program.story());
    const QStringList watch{u"watch"_qs, server.url(), u"--json"_qs};
    Test::Program one;
    Test::Program two;
    one.start(watch);
    two.start(watch);

    const auto subscribers = [](Test::Program &watcher) {
        const auto lines = linesOf(watcher);
        return lines.isEmpty()
            ? 0
            : QJsonDocument::fromJson(lines.last())[u"serving"_qs][u"subscribers"_qs].toInt();
    };
    QTRY_COMPARE_WITH_TIMEOUT(subscribers(one), 2, limit);
    QTRY_COMPARE_WITH_TIMEOUT(subscribers(two), 2, limit);
    two.signal(SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(subscribers(one), 1, limit);

    QVERIFY(two.waitForEnd());
    QVERIFY2(two.exitCode() == 0, two.story());
}

void CliWatchTest::pollsAHealthPage()
{
    Server server;
    QVERIFY2(server.start(), server.program.story());
    Test::Program watcher;

    QVERIFY(watcher.run({u"watch"_qs, server.httpUrl, u"--for"_qs, u"2s"_qs}));

    QVERIFY2(watcher.exitCode() == 0, watcher.story());
    QVERIFY2(watcher.words().contains("by polling its health"), watcher.story());
    QVERIFY2(watcher.words().contains("reported itself healthy"), watcher.story());
    // A page like this tells no rates: not known is not 0.
    QVERIFY2(watcher.data().contains("in          —"), watcher.story());
}

void CliWatchTest::aTokenOpensTheDoor()
{
    Test::Program watcher;
    const QString token = watcher.file(u"token"_qs, "0123456789abcdef0123456789abcdef\n");
    QVERIFY(QFile::setPermissions(token, QFile::ReadOwner));
    Server server({u"--echo"_qs, u"--token-file"_qs, token});
    QVERIFY2(server.start(), server.program.story());

    for (const QString &url : {server.url(), server.httpUrl}) {
        QVERIFY(
            watcher.run({u"watch"_qs, url, u"--for"_qs, u"1500ms"_qs, u"--token-file"_qs, token}));

        QVERIFY2(watcher.exitCode() == 0, watcher.story());
        QVERIFY2(!linesOf(watcher).isEmpty(), watcher.story());
        QVERIFY2(!watcher.words().contains("0123456789abcdef"), watcher.story());
    }
    QVERIFY2(!server.program.words().contains("0123456789abcdef"), server.program.story());
}

void CliWatchTest::refusedForGoodItEndsAtOnce()
{
    Test::Program watcher;
    const QString token = watcher.file(u"token"_qs, "0123456789abcdef0123456789abcdef\n");
    QVERIFY(QFile::setPermissions(token, QFile::ReadOwner));
    Server server({u"--echo"_qs, u"--token-file"_qs, token});
    QVERIFY2(server.start(), server.program.story());

    QVERIFY(watcher.run({u"watch"_qs, server.url(), u"--for"_qs, u"1h"_qs}));

    QVERIFY2(watcher.exitCode() == 3, watcher.story());
    QVERIFY2(watcher.words().contains("Refused by "), watcher.story());
    QCOMPARE(watcher.data(), QByteArray());
}

void CliWatchTest::trustsItsOwnAuthorityOnly()
{
    const Test::TestCertificates certificates;
    QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
    const auto [certificate, key] = certificates.server();
    Server server({u"--echo"_qs, u"--cert"_qs, certificate, u"--key"_qs, key});
    QVERIFY2(server.start(), server.program.story());
    QVERIFY2(server.url().startsWith("wss://"_L1), server.program.story());
    Test::Program trusting;
    Test::Program doubting;

    QVERIFY(trusting.run(
        {u"watch"_qs, server.url(), u"--for"_qs, u"1500ms"_qs, u"--ca"_qs, certificates.caFile()}));
    QVERIFY(doubting.run({u"watch"_qs, server.url(), u"--for"_qs, u"1500ms"_qs}));

    QVERIFY2(trusting.exitCode() == 0, trusting.story());
    QVERIFY2(doubting.exitCode() == 3, doubting.story());
    QVERIFY2(doubting.words().toLower().contains("certificate"), doubting.story());
}

void CliWatchTest::aServerThatSaysNothingIsSaidOnce()
{
    Test::LoopbackServer echo;
    Test::Program watcher;

    QVERIFY(watcher.run({u"watch"_qs, echo.url(), u"--for"_qs, u"3s"_qs}));

    QVERIFY2(watcher.exitCode() == 3, watcher.story());
    QVERIFY2(watcher.words().contains("says nothing of itself so far"), watcher.story());
    QVERIFY2(watcher.words().count('\n') <= 4, watcher.story());
    QCOMPARE(watcher.data(), QByteArray());
}

void CliWatchTest::whereNobodyIsItSaysSoOnce_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::newRow("stream") << u"ws"_qs;
    QTest::newRow("poll") << u"http"_qs;
}

void CliWatchTest::whereNobodyIsItSaysSoOnce()
{
    QFETCH(QString, scheme);
    Test::Program watcher;

    QVERIFY(watcher.run({u"watch"_qs, scheme + u"://127.0.0.1:1"_qs, u"--for"_qs, u"3s"_qs}));

    QVERIFY2(watcher.exitCode() == 3, watcher.story());
    QVERIFY2(watcher.words().count("refused the connection") == 1, watcher.story());
    // Dialling, unless the answer was there before the first look; why; the end.
    QVERIFY2(watcher.words().count('\n') <= 3, watcher.story());
    QCOMPARE(watcher.data(), QByteArray());
}

void CliWatchTest::aClosedPipeIsOneSentence()
{
    Server server;
    QVERIFY2(server.start(), server.program.story());
    QProcess shell;
    shell.setProcessChannelMode(QProcess::SeparateChannels);

    shell.start(u"bash"_qs,
                {u"-c"_qs,
                 u"\"$0\" watch \"$1\" --json --for 20s | head -n 1; "
                 "exit ${PIPESTATUS[0]}"_qs,
                 QStringLiteral(BREAKWATERCTL), server.url()});

    QVERIFY(QTest::qWaitFor([&] { return shell.state() == QProcess::NotRunning; }, 30'000));
    const QByteArray words = shell.readAllStandardError();
    QCOMPARE(shell.exitCode(), 4);
    QVERIFY2(words.count('\n') == 1 && words.contains("Cannot write to standard output"), words);
    QCOMPARE(shell.readAllStandardOutput().count('\n'), 1);
}

void CliWatchTest::nonsenseIsOneSentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString url = u"ws://127.0.0.1:1"_qs;
    QTest::newRow("no URL") << QStringList{};
    QTest::newRow("no scheme") << QStringList{u"127.0.0.1:8080"_qs};
    QTest::newRow("another scheme") << QStringList{u"ftp://example.org"_qs};
    QTest::newRow("two URLs") << QStringList{url, url};
    QTest::newRow("tier") << QStringList{url, u"--tier"_qs, u"fast"_qs};
    QTest::newRow("length") << QStringList{url, u"--for"_qs, u"soon"_qs};
    QTest::newRow("token file") << QStringList{url, u"--token-file"_qs, u"/nonexistent"_qs};
    QTest::newRow("authorities") << QStringList{url, u"--ca"_qs, u"/nonexistent"_qs};
    QTest::newRow("header") << QStringList{url, u"--header"_qs, u"no colon"_qs};
    QTest::newRow("option") << QStringList{url, u"--send"_qs, u"x"_qs};
}

void CliWatchTest::nonsenseIsOneSentence()
{
    QFETCH(QStringList, arguments);
    Test::Program watcher;

    QVERIFY(watcher.run(QStringList{u"watch"_qs} + arguments));

    QVERIFY2(watcher.exitCode() == 2, watcher.story());
    QVERIFY2(watcher.words().count('\n') == 1, watcher.story());
    QCOMPARE(watcher.data(), QByteArray());
}

BREAKWATER_TEST(CliWatchTest)
#include "tst_cli_watch.moc"
