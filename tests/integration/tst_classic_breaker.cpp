// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/classicfixture.h>
#include <tests/support/loopbackserver.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! Breakers of real links: when they open, what waits meanwhile, how they close, and that each
//! speaks for its own link alone.
class ClassicBreaker final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAtTheThresholdAndNotBefore_data();
    void opensAtTheThresholdAndNotBefore();
    void criticalMessagesWaitWhileItIsOpen();
    void failsFastWhileItIsOpen();
    void recoversThroughHalfOpenAndDeliversWhatWaited();
    void aFailedProbeOpensItAgain();
    void deadServersLeaveTheOtherLinksAlone();
    void aFailingClientLeavesTheOtherClientsAlone();

private:
    //! Where nobody listens.
    static QString deadUrl();
    static bool isOpen(const EngineHost &host, const QString &link);
    //! Opens at the third failure, and does not probe within the test.
    static StabilityConfig slowToProbe();
};

QString ClassicBreaker::deadUrl()
{
    LoopbackServer server;
    return server.url();
}

bool ClassicBreaker::isOpen(const EngineHost &host, const QString &link)
{
    const SessionSnapshot *session = seen(host, link);
    return session && session->breaker.state == BreakerState::Open;
}

StabilityConfig ClassicBreaker::slowToProbe()
{
    StabilityConfig config = classicConfig();
    config.circuitBreaker.timeout = 120s;
    return config;
}

void ClassicBreaker::opensAtTheThresholdAndNotBefore_data()
{
    QTest::addColumn<int>("threshold");
    QTest::newRow("the first failure") << 1;
    QTest::newRow("the third") << 3;
    QTest::newRow("the seventh") << 7;
}

void ClassicBreaker::opensAtTheThresholdAndNotBefore()
{
    QFETCH(int, threshold);
    StabilityConfig config = slowToProbe();
    config.circuitBreaker.failureThreshold = threshold;
    EngineHost host(config);

    host.post(openSession(u"a"_qs, deadUrl()));

    QTRY_VERIFY_WITH_TIMEOUT(isOpen(host, u"a"_qs), patience);
    const SnapshotPtr frame = host.latest();
    const SessionSnapshot *link = frame->session({u"a"_qs});
    QCOMPARE(link->connections.failed, std::uint64_t(threshold)); // so many attempts, no more
    QCOMPARE(link->connections.total, std::uint64_t(threshold));
    QCOMPARE(link->breaker.consecutiveFailures, std::uint64_t(threshold));
    QCOMPARE(link->breaker.cause, u"consecutive_failures"_qs);
    QCOMPARE(toString(link->connection), toString(ConnectionState::BreakerOpen));
    QVERIFY(link->breaker.retryAfter && *link->breaker.retryAfter > 0s);
    QCOMPARE(breakerPath(*frame, {u"a"_qs}), (QStringList{u"closed"_qs, u"open"_qs}));
    BREAKWATER_FAULTLESS(breakerFault(*frame, {u"a"_qs}));
    BREAKWATER_FAULTLESS(snapshotFault(*frame));
}

void ClassicBreaker::criticalMessagesWaitWhileItIsOpen()
{
    EngineHost host(slowToProbe());
    AnswerBook answers(host);
    host.post(openSession(u"a"_qs, deadUrl()));
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(host, u"a"_qs), patience);

    for (int number = 1; number <= 60; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number), std::uint64_t(number)));

    QTRY_COMPARE_WITH_TIMEOUT(answers.count(), 60, patience);
    QCOMPARE(answers.requests(SendVerdict::Accepted), AnswerBook::numbers(1, 60));
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->queue.queued, 60, patience);
    QCOMPARE(seen(host, u"a"_qs)->messages.sent, 0U);
    QVERIFY(isOpen(host, u"a"_qs));
    BREAKWATER_FAULTLESS(snapshotFault(*host.latest()));
}

void ClassicBreaker::failsFastWhileItIsOpen()
{
    EngineHost host(slowToProbe());
    AnswerBook answers(host);
    host.post(openSession(u"a"_qs, deadUrl()));
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(host, u"a"_qs), patience);
    const SnapshotPtr before = host.latest();

    for (int number = 1; number <= 500; ++number)
        host.post(SendMessage{
            {u"a"_qs}, {.payload = "x", .priority = Priority::BestEffort}, std::uint64_t(number)});

    // All are answered long before the breaker lets anything out: its open period is not over.
    QTRY_COMPARE_WITH_TIMEOUT(answers.count(SendVerdict::LinkDown), 500, patience);
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.rejected, 500U, patience);
    const SnapshotDifference difference(*before, *host.latest());
    QCOMPARE(difference.changed(u"sessions.a."_qs),
             QStringList{u"sessions.a.messages.rejected +500"_qs});
    QVERIFY(isOpen(host, u"a"_qs));
}

void ClassicBreaker::recoversThroughHalfOpenAndDeliversWhatWaited()
{
    LoopbackServer server;
    EngineHost host(classicConfig());
    host.post(openSession(u"a"_qs, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, u"a"_qs), patience);
    server.stop();
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(host, u"a"_qs), patience);
    for (int number = 1; number <= 80; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number)));

    QVERIFY(server.start());

    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, 80U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(toString(seen(host, u"a"_qs)->breaker.state),
                              toString(BreakerState::Closed), patience);
    QByteArrayList arrived;
    for (const QString &text : server.texts())
        arrived.append(text.toUtf8());
    BREAKWATER_FAULTLESS(arrivalFault(arrived, u"a"_qs, 1, 80));
    const SnapshotPtr frame = host.latest();
    const QStringList path = breakerPath(*frame, {u"a"_qs});
    QCOMPARE(path.mid(0, 3), (QStringList{u"closed"_qs, u"open"_qs, u"half_open"_qs}));
    QCOMPARE(path.mid(path.size() - 2), (QStringList{u"half_open"_qs, u"closed"_qs}));
    QCOMPARE(frame->session({u"a"_qs})->breaker.counters.closes, 1U);
    BREAKWATER_FAULTLESS(breakerFault(*frame, {u"a"_qs}));
    BREAKWATER_FAULTLESS(snapshotFault(*frame));
}

void ClassicBreaker::aFailedProbeOpensItAgain()
{
    EngineHost host(classicConfig());

    host.post(openSession(u"a"_qs, deadUrl()));

    QTRY_VERIFY_WITH_TIMEOUT(
        seen(host, u"a"_qs) && seen(host, u"a"_qs)->breaker.counters.opens >= 3, patience);
    const SnapshotPtr frame = host.latest();
    QCOMPARE(breakerPath(*frame, {u"a"_qs}).mid(0, 5),
             (QStringList{u"closed"_qs, u"open"_qs, u"half_open"_qs, u"open"_qs, u"half_open"_qs}));
    const SessionSnapshot *link = frame->session({u"a"_qs});
    QCOMPARE(link->breaker.counters.closes, 0U);
    // Three failures opened it; each time after that, one probe did.
    QCOMPARE(link->connections.failed, 3 + link->breaker.counters.opens - 1);
    BREAKWATER_FAULTLESS(breakerFault(*frame, {u"a"_qs}));
}

void ClassicBreaker::deadServersLeaveTheOtherLinksAlone()
{
    ServingHost alive(classicConfig());
    QVERIFY(alive.start());
    EngineHost host(classicConfig());
    for (int i = 0; i < 5; ++i)
        host.post(openSession(u"dead%1"_qs.arg(i), deadUrl()));
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(host, u"dead4"_qs), patience);
    for (int i = 0; i < 5; ++i)
        host.post(openSession(u"alive%1"_qs.arg(i), alive.url().toString()));

    for (int number = 1; number <= 100; ++number) {
        for (int i = 0; i < 5; ++i) {
            host.post(send(u"dead%1"_qs.arg(i), "x"));
            const QString link = u"alive%1"_qs.arg(i);
            host.post(send(link, numberedMessage(link, number)));
        }
    }

    QTRY_COMPARE_WITH_TIMEOUT(host.latest()->engine.messages.confirmed, 500U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(alive.messageCount(), 500U, patience);
    const SnapshotPtr frame = host.latest();
    for (int i = 0; i < 5; ++i) {
        const QString link = u"alive%1"_qs.arg(i);
        BREAKWATER_FAULTLESS(arrivalFault(alive.messages().at(alive.clientOf(link)), link, 1, 100));
        const SessionSnapshot *living = frame->session({link});
        QCOMPARE(living->breaker.counters.opens, 0U);
        QCOMPARE(living->connections.total, 1U);
        QCOMPARE(living->retry.attempts, 0U);
        const SessionSnapshot *dead = frame->session({u"dead%1"_qs.arg(i)});
        QVERIFY(dead->breaker.counters.opens >= 1);
        QCOMPARE(dead->queue.queued, 100);
    }
    BREAKWATER_FAULTLESS(snapshotFault(*frame));
}

void ClassicBreaker::aFailingClientLeavesTheOtherClientsAlone()
{
    StabilityConfig config = classicConfig();
    config.circuitBreaker.failureThreshold = 1;
    ServingHost server(config);
    QVERIFY(server.start());
    PeerFleet others(u"a"_qs, 9);
    PeerFleet failing(u"b"_qs, 1, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(others.come(server.url()) && failing.come(server.url()));
    const SessionId id{failing.at(0).session()};
    QVERIFY(failing.send(1, 1) && failing.hears(1));
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 1U, patience);

    failing.vanish();
    QTRY_COMPARE_WITH_TIMEOUT(server.serving().connected, 9, patience);
    QCOMPARE(server.serving().failing, 0); // who is away fails nobody
    QVERIFY(others.send(1, 20) && others.hears(20));
    const SnapshotPtr meanwhile = server.fresh();
    QVERIFY(failing.come(server.url()));
    QTRY_COMPARE_WITH_TIMEOUT(server.serving().failing, 0, patience);
    QVERIFY(failing.send(2, 2) && failing.hears(2));
    const SnapshotPtr after = server.fresh();

    QVERIFY(meanwhile && after);
    for (const SessionSnapshot &client : *meanwhile->serving.table)
        QCOMPARE(client.breaker.counters.opens, client.id == id ? 1U : 0U);
    const SessionSnapshot *returned = ServingHost::client(*after, id);
    QVERIFY(returned);
    QCOMPARE(toString(returned->breaker.state), toString(BreakerState::Closed));
    QCOMPARE(returned->breaker.counters.halfOpens, 1U);
    QCOMPARE(returned->breaker.counters.closes, 1U);
    for (const auto &client : others)
        BREAKWATER_FAULTLESS(arrivalFault(client->heard(), client->name(), 1, 20));
    BREAKWATER_FAULTLESS(arrivalFault(failing.at(0).heard(), u"b0"_qs, 1, 2));
    BREAKWATER_FAULTLESS(snapshotFault(*after));
}

BREAKWATER_TEST(ClassicBreaker)
#include "tst_classic_breaker.moc"
