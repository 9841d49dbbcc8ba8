// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/cli/program.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

//! What a probe says about its messages at the end.
class CliClosingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatClosingDeliversCounts();
    void nothingIsSaidWhereNothingWaited();
    void whatNobodyConfirmedIsNoSuccess();
    void discardedMessagesAreTold();
    void keptMessagesAreTold();
    void rejectedMessagesAreTold();
    void pendingIsNoRefusal();
    void anErrorIsSaidOnce();
};

namespace {

QStringList probe(const QString &url, const QString &length, const QStringList &more = {})
{
    return QStringList{u"probe"_qs, url, u"--for"_qs, length} + more;
}

QString deadUrl()
{
    const Test::LoopbackServer gone;
    return gone.url();
}

QString withOutbox(const Test::Program &program, const QString &path)
{
    return program.file(u"outbox.toml"_qs, "[delivery]\noutbox = \"" + path.toUtf8() + "\"\n");
}

} // namespace

void CliClosingTest::whatClosingDeliversCounts()
{
    Test::LoopbackServer server;
    server.stop();
    Test::Program program;
    // Open after the first failure, for longer than the probe: only closing tries again.
    const QString file
        = program.file(u"open.toml"_qs, "[circuit_breaker]\nfailure_threshold = 1\n");
    program.start(
        probe(server.url(), u"2s"_qs,
              {u"--send"_qs, u"m{sequence}"_qs, u"--rate"_qs, u"50"_qs, u"--config"_qs, file}));
    QVERIFY2(program.waitForWords("OPEN"), program.story());

    QVERIFY(server.start());
    QVERIFY(program.waitForEnd());

    QVERIFY2(program.exitCode() == 1, program.story());
    QVERIFY2(program.words().contains("the link came up only while closing"), program.story());
    QVERIFY2(!program.words().contains("never connected"), program.story());
    QCOMPARE(Test::complaintsAbout(program.data()), QString());
    const QJsonObject document = program.document();
    const auto delivered = document[u"closing"_qs][u"delivered"_qs].toInteger();
    QVERIFY(delivered > 1);
    QCOMPARE(delivered, static_cast<qint64>(server.texts().size()));
    QCOMPARE(document[u"sessions"_qs][0][u"messages"_qs][u"accepted"_qs].toInteger(), delivered);
    QCOMPARE(document[u"closing"_qs][u"dropped"_qs], QJsonValue(0));
}

void CliClosingTest::nothingIsSaidWhereNothingWaited()
{
    Test::LoopbackServer server;
    Test::Program program;

    QVERIFY(program.run(probe(server.url(), u"1s"_qs, {u"--send"_qs, u"once"_qs})));

    QVERIFY2(program.exitCode() == 0, program.story());
    QVERIFY2(!program.words().contains("delivered"), program.story());
    QVERIFY2(program.words().contains("; 1 message accepted, 1 confirmed"), program.story());
    QCOMPARE(program.document()[u"closing"_qs][u"delivered"_qs], QJsonValue(0));
    QVERIFY(program.document()[u"closing"_qs][u"duration_seconds"_qs].isDouble());
}

void CliClosingTest::whatNobodyConfirmedIsNoSuccess()
{
    Test::RawPeer silent; // it answers no ping, so that nothing is confirmed
    silent.upgradeThen([](QTcpSocket &) {});
    Test::Program program;

    QVERIFY(program.run(probe(silent.url(), u"1s"_qs, {u"--send"_qs, u"once"_qs})));

    QVERIFY2(program.exitCode() == 1, program.story());
    QVERIFY2(program.words().contains("1 message was sent, and its arrival is not confirmed."),
             program.story());
    QVERIFY2(program.words().contains("Degraded: 1 message was sent and never confirmed."),
             program.story());
    QVERIFY2(!program.words().contains("Healthy"), program.story());
    QVERIFY2(!program.words().contains("not delivered"), program.story()); // who knows
    const QJsonObject closing = program.document()[u"closing"_qs].toObject();
    QCOMPARE(closing[u"unconfirmed_in_all"_qs], QJsonValue(1));
    QCOMPARE(closing[u"discarded_in_all"_qs], QJsonValue(0));
}

void CliClosingTest::discardedMessagesAreTold()
{
    Test::Program program;

    QVERIFY(program.run(probe(deadUrl(), u"1s"_qs, {u"--send"_qs, u"once"_qs})));

    QVERIFY2(program.exitCode() == 3, program.story());
    QVERIFY2(program.words().contains("1 message was not delivered: 1 discarded."),
             program.story());
    const QJsonObject closing = program.document()[u"closing"_qs].toObject();
    QCOMPARE(closing[u"unconfirmed_in_all"_qs], QJsonValue(0));
    QCOMPARE(closing[u"discarded_in_all"_qs], QJsonValue(1));
}

void CliClosingTest::keptMessagesAreTold()
{
    Test::Program program;
    const QString outbox = program.file(u"unused"_qs, {}) + u".sqlite"_qs;
    const QStringList more{u"--send"_qs, u"once"_qs, u"--config"_qs, withOutbox(program, outbox)};

    QVERIFY(program.run(probe(deadUrl(), u"1s"_qs, more)));

    QVERIFY2(program.exitCode() == 3, program.story());
    QVERIFY2(program.words().contains("1 message was not delivered: 1 kept in the outbox."),
             program.story());
    QCOMPARE(program.document()[u"closing"_qs][u"kept"_qs], QJsonValue(1));
    QCOMPARE(program.document()[u"closing"_qs][u"dropped"_qs], QJsonValue(0));
}

void CliClosingTest::rejectedMessagesAreTold()
{
    Test::Program program;
    const QString file = program.file(u"small.toml"_qs, "[queue]\nmax_messages = 10\n");
    const QStringList more{u"--send"_qs, u"m"_qs, u"--rate"_qs, u"50"_qs, u"--config"_qs, file};

    QVERIFY(program.run(probe(deadUrl(), u"1s"_qs, more)));

    const qint64 rejected
        = program.document()[u"sessions"_qs][0][u"messages"_qs][u"rejected"_qs].toInteger();
    QVERIFY2(rejected > 1, program.story());
    QVERIFY2(program.words().contains("; 10 messages accepted, " + QByteArray::number(rejected)
                                      + " rejected, 0 confirmed"),
             program.story());
}

void CliClosingTest::pendingIsNoRefusal()
{
    Test::LoopbackServer server;
    Test::Program program;
    const QString outbox = program.file(u"unused"_qs, {}) + u".sqlite"_qs;
    const QStringList more{u"--send"_qs, u"once"_qs, u"--config"_qs, withOutbox(program, outbox)};

    QVERIFY(program.run(probe(server.url(), u"1s"_qs, more)));

    QVERIFY2(program.exitCode() == 0, program.story());
    QVERIFY2(!program.words().contains("not accepted"), program.story());
    QCOMPARE(server.texts(), std::vector<QString>{u"once"_qs});
}

void CliClosingTest::anErrorIsSaidOnce()
{
    Test::LoopbackServer server;
    Test::Program program;
    const QStringList more{u"--send"_qs, u"once"_qs, u"--config"_qs,
                           withOutbox(program, u"/nonexistent/outbox.sqlite"_qs)};

    QVERIFY(program.run(probe(server.url(), u"1s"_qs, more)));

    QVERIFY2(program.words().count("there is no directory '/nonexistent'") == 1, program.story());
    QVERIFY2(program.words().contains("breakwaterctl: Cannot open the outbox"), program.story());
    QVERIFY2(program.words().contains("was not accepted (store_failed)"), program.story());
}

BREAKWATER_TEST(CliClosingTest)
#include "tst_cli_closing.moc"
