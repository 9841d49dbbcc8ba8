// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/classicfixture.h>
#include <tests/support/loopbackserver.h>

#include <core/base/realtimesystem.h>
#include <core/fault/faultproxy.h>

#include <algorithm>
#include <set>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! Links that fail and come back: what was under way, what waited, and when the next attempt is
//! made.
class ClassicRecovery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aServerThatComesLateIsFound();
    void whatWasSentDuringAnOutageArrivesOnceAndInOrder();
    void aLinkThatIsResetAgainAndAgainLosesNothing();
    void whatWasUnderWayIsSentAgainAndTheRateOfSuccessIsExact();
    void whatIsSentTwiceReachesTheProgramOnce();
    void theCallersOwnRepetitionIsADuplicate();
    void theBackoffGrowsWithinItsBounds();
    void aHundredAndFiftyIntoAHundredRejectsFiftyAndSaysSo();
    void aHundredAndFiftyIntoAHundredDropsTheOldestFiftyWhereSoConfigured();

private:
    static QByteArrayList arrivedAt(const LoopbackServer &server);
    static bool isDown(const EngineHost &host);
};

QByteArrayList ClassicRecovery::arrivedAt(const LoopbackServer &server)
{
    QByteArrayList result;
    for (const QString &text : server.texts())
        result.append(text.toUtf8());
    return result;
}

bool ClassicRecovery::isDown(const EngineHost &host)
{
    return seen(host, u"a"_qs) && seen(host, u"a"_qs)->connections.failed > 0
        && !isConnected(host, u"a"_qs);
}

void ClassicRecovery::aServerThatComesLateIsFound()
{
    LoopbackServer server;
    server.stop();
    EngineHost host(classicConfig());
    host.post(openSession(u"a"_qs, server.url()));
    host.post(send(u"a"_qs, numberedMessage(u"a"_qs, 1)));
    QTRY_VERIFY_WITH_TIMEOUT(isDown(host), patience);

    QVERIFY(server.start());

    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, 1U, patience);
    const SessionSnapshot *link = seen(host, u"a"_qs);
    QCOMPARE(link->connections.opened, 1U);
    QCOMPARE(link->connections.total, link->connections.failed + 1);
    QCOMPARE(link->connections.reconnections, 0U);
    QCOMPARE(link->retry.attempts, 0U); // it was never written before
    BREAKWATER_FAULTLESS(arrivalFault(arrivedAt(server), u"a"_qs, 1, 1));
}

void ClassicRecovery::whatWasSentDuringAnOutageArrivesOnceAndInOrder()
{
    LoopbackServer server;
    EngineHost host(classicConfig());
    host.post(openSession(u"a"_qs, server.url()));
    for (int number = 1; number <= 20; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number)));
    QTRY_VERIFY_WITH_TIMEOUT(seen(host, u"a"_qs) && seen(host, u"a"_qs)->messages.confirmed == 20,
                             patience);
    server.stop();
    QTRY_VERIFY_WITH_TIMEOUT(isDown(host), patience);
    for (int number = 21; number <= 90; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number)));
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->queue.queued, 70, patience);

    QVERIFY(server.start());
    for (int number = 91; number <= 100; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number)));

    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, 100U, patience);
    BREAKWATER_FAULTLESS(arrivalFault(arrivedAt(server), u"a"_qs, 1, 100));
    QCOMPARE(seen(host, u"a"_qs)->connections.reconnections, 1U);
    BREAKWATER_FAULTLESS(snapshotFault(*host.latest()));
}

void ClassicRecovery::aLinkThatIsResetAgainAndAgainLosesNothing()
{
    constexpr int blows = 5;
    constexpr int each = 100;
    LoopbackServer server;
    RealTimeSystem time;
    SeededRandom random(1);
    FaultProxy proxy({}, time, random);
    const auto port = proxy.listen({.targetPort = server.port()});
    QVERIFY(port);
    EngineHost host(classicConfig());
    host.post(openSession(u"a"_qs, u"ws://127.0.0.1:%1/"_qs.arg(*port)));

    for (int blow = 0; blow < blows; ++blow) {
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, u"a"_qs), patience);
        const std::size_t before = server.texts().size();
        for (int number = 1; number <= each; ++number)
            host.post(send(u"a"_qs, numberedMessage(u"a"_qs, blow * each + number)));
        QTRY_VERIFY_WITH_TIMEOUT(server.texts().size() > before, patience);
        const std::uint64_t opened = seen(host, u"a"_qs)->connections.opened;
        proxy.strike({.kind = FaultKind::Reset});
        QTRY_VERIFY_WITH_TIMEOUT(seen(host, u"a"_qs)->connections.opened > opened, patience);
    }

    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, std::uint64_t(blows * each),
                              patience);
    const SessionSnapshot *link = seen(host, u"a"_qs);
    const QByteArrayList arrived = arrivedAt(server);
    // Each at least once, in order of their first arrivals; what came twice was sent twice.
    QByteArrayList firsts;
    std::set<QByteArray> known;
    std::ranges::copy_if(arrived, std::back_inserter(firsts),
                         [&](const QByteArray &message) { return known.insert(message).second; });
    BREAKWATER_FAULTLESS(arrivalFault(firsts, u"a"_qs, 1, blows * each));
    QVERIFY(std::uint64_t(arrived.size() - firsts.size()) <= link->retry.attempts);
    QCOMPARE(link->connections.reconnections, std::uint64_t(blows));
    BREAKWATER_FAULTLESS(snapshotFault(*host.latest()));
}

void ClassicRecovery::whatWasUnderWayIsSentAgainAndTheRateOfSuccessIsExact()
{
    LoopbackServer server;
    RealTimeSystem time;
    SeededRandom random(1);
    FaultProxy proxy({}, time, random);
    const auto port = proxy.listen({.targetPort = server.port()});
    QVERIFY(port);
    EngineHost host(classicConfig());
    host.post(openSession(u"a"_qs, u"ws://127.0.0.1:%1/"_qs.arg(*port)));
    QTRY_VERIFY_WITH_TIMEOUT(
        isConnected(host, u"a"_qs) && seen(host, u"a"_qs)->guarantee == Guarantee::Hop, patience);
    proxy.setBlackhole(true);
    for (int number = 1; number <= 25; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number)));
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->queue.unconfirmed, 25, patience);
    QVERIFY(!retrySuccessRate(*seen(host, u"a"_qs)));

    proxy.strike({.kind = FaultKind::Reset}); // what it held is lost
    proxy.setBlackhole(false);

    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, 25U, patience);
    const SessionSnapshot *link = seen(host, u"a"_qs);
    QCOMPARE(link->retry.attempts, 25U);
    QCOMPARE(link->retry.successes, 25U);
    QCOMPARE(link->retry.failures, 0U);
    QCOMPARE(*retrySuccessRate(*link), 1.0);
    QCOMPARE(link->messages.sent, 25U); // a message counts once, however often it was written
    BREAKWATER_FAULTLESS(arrivalFault(arrivedAt(server), u"a"_qs, 1, 25));
    BREAKWATER_FAULTLESS(snapshotFault(*host.latest()));
}

void ClassicRecovery::whatIsSentTwiceReachesTheProgramOnce()
{
    StabilityConfig config = classicConfig();
    config.deduplication.incomingId = u"/id"_qs;
    ServingHost server(config, {.echo = false});
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 5, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(fleet.come(server.url()));
    QVERIFY(fleet.send(1, 20));
    QTRY_COMPARE_WITH_TIMEOUT(server.messageCount(), 100U, patience);

    fleet.vanish(); // and does not know what has arrived, so sends it all again
    QVERIFY(fleet.come(server.url()));
    QVERIFY(fleet.send(1, 30));

    QTRY_COMPARE_WITH_TIMEOUT(server.messageCount(), 150U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.receivedDuplicates, 100U, patience);
    for (const auto &client : fleet)
        BREAKWATER_FAULTLESS(
            arrivalFault(server.messages().at({client->session()}), client->name(), 1, 30));
}

void ClassicRecovery::theCallersOwnRepetitionIsADuplicate()
{
    LoopbackServer server;
    server.stop();
    EngineHost host(classicConfig());
    AnswerBook answers(host);
    host.post(openSession(u"a"_qs, server.url()));
    const auto post = [&](std::uint64_t firstRequest) {
        for (int number = 1; number <= 10; ++number)
            host.post(SendMessage{
                {u"a"_qs},
                {.payload = numberedMessage(u"a"_qs, number), .explicitId = std::to_string(number)},
                firstRequest + std::uint64_t(number)});
    };

    post(0);
    QTRY_VERIFY_WITH_TIMEOUT(isDown(host), patience);
    post(100); // while the first ones wait
    QVERIFY(server.start());
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, 10U, patience);
    post(200); // when they have arrived

    QTRY_COMPARE_WITH_TIMEOUT(answers.count(), 30, patience);
    QCOMPARE(answers.requests(SendVerdict::Accepted), AnswerBook::numbers(1, 10));
    QCOMPARE(answers.count(SendVerdict::Duplicate), 20);
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.deduplicated, 20U, patience);
    BREAKWATER_FAULTLESS(arrivalFault(arrivedAt(server), u"a"_qs, 1, 10));
}

void ClassicRecovery::theBackoffGrowsWithinItsBounds()
{
    StabilityConfig config = classicConfig();
    config.circuitBreaker.enabled = false;
    config.reconnect.baseDelay = 40ms;
    config.reconnect.maxDelay = 320ms;
    LoopbackServer server;
    server.stop();
    EngineHost host(config);
    std::vector<std::pair<int, Duration>> waits; // after which attempt, and how long yet
    connect(&host, &EngineHost::snapshotReady, &host, [&waits](const SnapshotPtr &frame) {
        const SessionSnapshot *link = frame->session({u"a"_qs});
        if (link && link->connection == ConnectionState::BackingOff && link->nextAttemptIn)
            waits.emplace_back(link->attempt, *link->nextAttemptIn);
    });

    host.post(openSession(u"a"_qs, server.url()));

    QTRY_VERIFY_WITH_TIMEOUT(seen(host, u"a"_qs) && seen(host, u"a"_qs)->connections.failed >= 20,
                             patience);
    QVERIFY(!waits.empty());
    int last = 0;
    for (const auto &[attempt, wait] : waits) {
        const Duration ceiling = std::min<Duration>(40ms * (1 << std::min(attempt - 1, 10)), 320ms);
        QVERIFY2(attempt >= last, "an attempt is taken back");
        QVERIFY2(wait >= 0s && wait <= ceiling,
                 qPrintable(u"%1 ms after attempt %2"_qs.arg(toMilliseconds(wait)).arg(attempt)));
        last = attempt;
    }
    // With a jitter of U(0, 320 ms), 15 attempts that never waited longer than the second one may
    // are as likely as 1 in 4^15: it does grow.
    QVERIFY(std::ranges::any_of(waits, [](const auto &wait) { return wait.second > 80ms; }));
    QVERIFY(server.start());
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, u"a"_qs), patience);
    QCOMPARE(seen(host, u"a"_qs)->breaker.counters.opens, 0U);
}

void ClassicRecovery::aHundredAndFiftyIntoAHundredRejectsFiftyAndSaysSo()
{
    StabilityConfig config = classicConfig();
    config.queue.maxMessages = 100;
    LoopbackServer server;
    server.stop();
    EngineHost host(config);
    AnswerBook answers(host);
    host.post(openSession(u"a"_qs, server.url()));

    for (int number = 1; number <= 150; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number), std::uint64_t(number)));

    QTRY_COMPARE_WITH_TIMEOUT(answers.count(), 150, patience);
    QCOMPARE(answers.requests(SendVerdict::Accepted), AnswerBook::numbers(1, 100));
    QCOMPARE(answers.requests(SendVerdict::QueueFull), AnswerBook::numbers(101, 150));
    QTRY_VERIFY_WITH_TIMEOUT(seen(host, u"a"_qs), patience); // answers come before frames
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->queue.counters.overflows, 50U, patience);
    const SessionSnapshot *link = seen(host, u"a"_qs);
    QCOMPARE(link->queue.queued, 100);
    QCOMPARE(link->messages.accepted, 100U);
    QCOMPARE(link->messages.rejected, 50U);
    QCOMPARE(link->messages.dropped, 0U);
    QTRY_VERIFY_WITH_TIMEOUT(
        std::ranges::any_of(*host.latest()->events,
                            [](const Event &event) { return event.source == u"queue"_qs; }),
        patience);

    QVERIFY(server.start());
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, 100U, patience);
    BREAKWATER_FAULTLESS(arrivalFault(arrivedAt(server), u"a"_qs, 1, 100));
    BREAKWATER_FAULTLESS(snapshotFault(*host.latest()));
}

void ClassicRecovery::aHundredAndFiftyIntoAHundredDropsTheOldestFiftyWhereSoConfigured()
{
    StabilityConfig config = classicConfig();
    config.queue.maxMessages = 100;
    config.queue.overflow = OverflowPolicy::DropOldest;
    LoopbackServer server;
    server.stop();
    EngineHost host(config);
    AnswerBook answers(host);
    host.post(openSession(u"a"_qs, server.url()));

    for (int number = 1; number <= 150; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number), std::uint64_t(number)));

    QTRY_COMPARE_WITH_TIMEOUT(answers.count(SendVerdict::Accepted), 150, patience);
    QTRY_VERIFY_WITH_TIMEOUT(seen(host, u"a"_qs), patience); // answers come before frames
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.dropped, 50U, patience);
    QCOMPARE(seen(host, u"a"_qs)->queue.counters.overflows, 50U);
    QVERIFY(server.start());
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, 100U, patience);
    BREAKWATER_FAULTLESS(arrivalFault(arrivedAt(server), u"a"_qs, 51, 150));
    BREAKWATER_FAULTLESS(snapshotFault(*host.latest()));
}

BREAKWATER_TEST(ClassicRecovery)
#include "tst_classic_recovery.moc"
